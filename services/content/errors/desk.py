"""The faults of the editors' desk, one code each: steps of the review, forced approvals, schedules, moves, many at once."""
from shared.errors import Fault, Kind


class NothingToForce(Fault):
    """No earlier step is missing: the regular approval is as quick."""

    kind, code = Kind.CONFLICT, "content.force.not_needed"
    text = "没有尚缺的审核环节，不需要应急审核。"
    article = "Art. 4 第四条"
    remedy = "请直接办理终审，并将紧急程度标为 emergency。"


class ForcedUnconfirmed(Fault):
    """Another edition of this article was forced and waits for its second person."""

    kind, code = Kind.CONFLICT, "content.force.unconfirmed"
    text = "该稿件已有应急审核的版本尚未确认。"
    article = "Art. 19 第十九条"
    remedy = "请先由另一名审核人员确认或者否决该版本。"


class NotProvisional(Fault):
    """No forced approval waits for a second person."""

    kind, code = Kind.CONFLICT, "content.force.nothing_to_confirm"
    text = "该稿件没有待确认的应急审核。"


class ConfirmedTooEarly(Fault):
    """The secrecy review is not done, so nobody knows yet who may not confirm."""

    kind, code = Kind.CONFLICT, "content.force.not_cleared"
    text = "保密审查尚未完成，不能确认应急审核。"
    article = "Art. 12 第十二条"
    remedy = "请在保密审查通过后确认；现在可以退回修改。"


class ScheduledInPast(Fault):
    """The time of publication is over already."""

    kind, code = Kind.INVALID, "content.schedule.in_past"
    text = "定时发布的时间 {publish_at} 已过。"
    article = "Art. 8 第八条"
    remedy = "请填写将来的时间，例如 2026-12-01T09:00:00+08:00；需要立即发布的，请直接发布。"


class ScheduledTooFar(Fault):
    """A publication is set for more than a year ahead."""

    kind, code = Kind.INVALID, "content.schedule.too_far"
    text = "定时发布最多可以提前一年。"
    remedy = "请填写一年以内的时间。"


class NotCleared(Fault):
    """Only what has its approval and its clearance can be set to go public."""

    kind, code = Kind.CONFLICT, "content.schedule.not_cleared"
    text = "稿件处于“{state}”状态，审核和保密审查通过后才能定时发布。"
    article = "Art. 4 第四条"


class NotScheduled(Fault):
    """Nothing is scheduled."""

    kind, code = Kind.CONFLICT, "content.schedule.missing"
    text = "该稿件没有定时发布。"


class InvalidSteps(Fault):
    """The steps of a review end with the final one."""

    kind, code = Kind.INVALID, "content.column.invalid_steps"
    text = "审核环节须包含终审。"
    article = "Art. 4 第四条"


class FilesMissing(Fault):
    """Files of the item are not stored, or not any more."""

    kind, code = Kind.CONFLICT, "content.item.files_missing"
    text = "文件{names}尚未保存或者已被清理，不能发布。"
    article = "Art. 5 第五条"
    remedy = "请重新上传该文件后再发布；刚刚上传的，请稍候。"


class InvalidMove(Fault):
    """The column is of another site or unit, or asks for steps that the public text has not had."""

    kind, code = Kind.INVALID, "content.article.invalid_move"
    text = "不能移到该栏目：{why}。"
    article = "Art. 5 第五条"


class MovedUnderReview(Fault):
    """What is under review stays where it was handed in for."""

    kind, code = Kind.CONFLICT, "content.article.moved_under_review"
    text = "稿件正在审核或者已经审核，不能移到其他栏目。"
    article = "Art. 4 第四条"
    remedy = "请先撤回提交或者退回修改。"


class InvalidBulk(Fault):
    """The arguments do not fit the action, or an article is named twice."""

    kind, code = Kind.INVALID, "content.bulk.invalid"
    text = "批量操作的内容不符合要求。"
    remedy = "请按 fields 中的说明改正。"


class FinalStepAlone(Fault):
    """The final step of the review is a decision about one text."""

    kind, code = Kind.CONFLICT, "content.bulk.final_step"
    text = "终审须逐件进行，不能批量办理。"
    article = "Art. 4 第四条"
    remedy = "请打开该稿件，逐件审核。"

"""The faults of levels, questions to others and quarantine, one code each."""
from shared.errors import Fault, Kind


class LevelsUnfit(Fault):
    """The rule packs name levels that there are none of, or in a wrong order."""

    kind, code = Kind.CONFLICT, "secrecy.levels.unfit"
    text = "规则包所定的审查层级“{levels}”不成立。"
    article = "Art. 12 第十二条"
    remedy = "请规则管理人员改正 secrecy.review_levels：按 initial、second、final 的顺序列出，至少一级。"


class NotLastLevel(Fault):
    """A clearance is given by the last level; the present one gives an opinion."""

    kind, code = Kind.CONFLICT, "secrecy.level.not_last"
    text = "该审查单正处于{level}，其后还有{next}，不能作出结论。"
    article = "Art. 12 第十二条"
    remedy = "请提交本级审查意见（POST …/opinion）。"


class LastLevel(Fault):
    """The present level is the last one: it gives the clearance itself."""

    kind, code = Kind.CONFLICT, "secrecy.level.last"
    text = "该审查单正处于{level}，已是最后一级。"
    article = "Art. 12 第十二条"
    remedy = "请直接作出结论（POST …/clearance）。"


class SameReviewer(Fault):
    """Whoever gave the opinion of an earlier level may not give a later one's."""

    kind, code = Kind.FORBIDDEN, "secrecy.level.same_person"
    text = "您已出具{level}意见，各级审查须由不同人员办理。"
    article = "Art. 12 第十二条"
    remedy = "请由其他保密审查人员办理。"


class NotReferred(Fault):
    """No question to the authority is open."""

    kind, code = Kind.CONFLICT, "secrecy.referral.none"
    text = "该审查单没有待答复的送审。"


class LevelPassed(Fault):
    """The authority asks for a level that the review goes through anyway."""

    kind, code = Kind.CONFLICT, "secrecy.referral.level_present"
    text = "该审查单本来就须经终审。"
    remedy = "请答复可以公开、不得公开或者属于国家秘密。"


class ConsentsOpen(Fault):
    """Units whose information it is have not answered; silence is no consent."""

    kind, code = Kind.CONFLICT, "secrecy.consent.open"
    text = "尚未收到 {units} 的意见；逾期不答复不视为同意。"
    article = "Art. 12 第十二条"
    remedy = "请待其答复，或者退回修改、删去有关内容后重新送审。"


class ConsentRefused(Fault):
    """A unit whose information it is does not want it published."""

    kind, code = Kind.CONFLICT, "secrecy.consent.refused"
    text = "{units} 不同意公开其信息。"
    article = "Art. 12 第十二条"
    remedy = "请退回修改、删去有关内容，或者另行协商后再次征求意见。"


class ConsentNotFound(Fault):
    """The review has no such question, or it is answered."""

    kind, code = Kind.NOT_FOUND, "secrecy.consent.not_found"
    text = "没有该项待答复的征求意见。"


class ConsentUnfit(Fault):
    """A unit is asked twice at a time, or asks itself."""

    kind, code = Kind.INVALID, "secrecy.consent.unfit"
    text = "不能向 {units} 征求意见。"
    remedy = "请只列其他单位，且不重复征求正在等待其答复的单位。"


class UnknownUnit(Fault):
    """No unit has this code, or it exists no more."""

    kind, code = Kind.INVALID, "secrecy.unit.unknown"
    text = "没有编号为 {unit} 的现存单位。"
    remedy = "请核对单位编号。"


class Unconfirmed(Fault):
    """A quarantine removes a text for good, so it must be confirmed."""

    kind, code = Kind.INVALID, "secrecy.quarantine.unconfirmed"
    text = "隔离将从工作存储中清除该文本，不能恢复。"
    article = "Art. 12 第十二条"
    remedy = "确属疑似国家秘密的，请将 confirm 设为 true 后重新提交。"


class TextQuarantined(Fault):
    """The text was quarantined: nobody reads it here any more."""

    kind, code = Kind.CONFLICT, "secrecy.text.quarantined"
    text = "该文本因疑似涉及国家秘密已被隔离，不再提供。"
    article = "Art. 12 第十二条"
    remedy = "请按保密管理规定处理载体。"


class NotQuarantined(Fault):
    """The register of quarantined items has no such entry."""

    kind, code = Kind.NOT_FOUND, "secrecy.quarantine.not_found"
    text = "隔离登记中没有该项。"


class ReportedBefore(Fault):
    """It was reported already."""

    kind, code = Kind.CONFLICT, "secrecy.quarantine.reported"
    text = "该项已于 {on} 以 {number} 报告。"


class ReportInFuture(Fault):
    """A report is dated when it was made, not later."""

    kind, code = Kind.INVALID, "secrecy.quarantine.report_in_future"
    text = "报告日期 {day} 尚未到来。"
    remedy = "请填写实际报告的日期。"

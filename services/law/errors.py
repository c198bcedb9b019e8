"""The faults of law, one code each; those of clocks and notices themselves are in ``shared.law.errors``."""
from shared.errors import Fault, Kind


class NoticeExists(Fault):
    """The year, or the amendment of that day, was imported before."""

    kind, code = Kind.CONFLICT, "law.notice.exists"
    text = "编号为 {id} 的放假安排已于 {on} 导入：{title}。"
    article = "Art. 7 第七条"
    remedy = "无需再次导入；如系新的调整，请导入注明 amends: true 的调整通知。"


class NoticeNotFound(Fault):
    """No notice has this id."""

    kind, code = Kind.NOT_FOUND, "law.notice.not_found"
    text = "没有编号为 {id} 的放假安排通知。"
    remedy = "请先列出已导入的通知（GET /v1/holiday-notices）。"


class RulingNotFound(Fault):
    """No ruling has this id."""

    kind, code = Kind.NOT_FOUND, "law.ruling.not_found"
    text = "没有编号为 {id} 的解释口径。"


class RulingInFuture(Fault):
    """A ruling is dated when it was given, not later."""

    kind, code = Kind.INVALID, "law.ruling.in_future"
    text = "解释口径的日期 {day} 尚未到来。"
    article = "Art. 21 第二十一条"
    remedy = "请填写作出解释的日期。"


class IllegalTransition(Fault):
    """The ruling is not in a state from which this step can be taken."""

    kind, code = Kind.CONFLICT, "law.ruling.illegal_transition"
    text = "解释口径处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 4 第四条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class SamePerson(Fault):
    """Who wrote a ruling does not clear it."""

    kind, code = Kind.FORBIDDEN, "law.ruling.same_person"
    text = "本人编写的解释口径须由其他人员进行保密审查。"
    article = "Art. 12 第十二条"
    remedy = "请由其他保密审查人员办理。"


class RulingNotCleared(Fault):
    """The clearance is missing, or was given for another text than this."""

    kind, code = Kind.CONFLICT, "law.ruling.not_cleared"
    text = "缺少针对现有文本的保密审查结论，未经审查的解释口径不得公布。"
    article = "Art. 4 第四条"
    remedy = "请修改后重新进行保密审查。"


class ReviewTextGone(Fault):
    """The text that was to be reviewed is no longer the present one."""

    kind, code = Kind.NOT_FOUND, "law.review_text.gone"
    text = "待审文本已变更。"


class ArticleUnknown(Fault):
    """The regulation has no such article."""

    kind, code = Kind.INVALID, "law.article.unknown"
    text = "暂行办法没有第 {number} 条，共 {last} 条。"
    remedy = "请核对条款序号。"


class TermTooLong(Fault):
    """The day-by-day account would be longer than anybody reads."""

    kind, code = Kind.INVALID, "law.term.too_long"
    text = "期限至 {due} 届满；逐日说明最多 {most} 天。"
    remedy = "请查询较短的期限。"


class MomentNeeded(Fault):
    """A term in hours runs from a moment, not from a day."""

    kind, code = Kind.INVALID, "law.term.moment_needed"
    text = "以小时计的期限自具体时刻起算，不能按日查询。"
    remedy = "请查询以工作日、日、月或者年计的期限。"

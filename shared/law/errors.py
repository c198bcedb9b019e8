"""What the law's clocks and rules refuse."""
from shared.errors import Fault, Kind


class NoRule(Fault):
    """No rule pack has a value for this key on this day."""

    kind, code = Kind.INVALID, "law.rule.missing"
    text = "规则包中没有 {key} 在 {day} 的规定。"
    article = "Art. 1 第一条"
    remedy = "请核对日期，或者由规则管理人员补充规则包。"


class DayUnknown(Fault):
    """A day outside the years that the calendar can say anything about."""

    kind, code = Kind.INVALID, "law.calendar.day_unknown"
    text = "工作日历不含 {day}，可推算的范围为 {first} 至 {last}。"
    article = "Art. 7 第七条"
    remedy = "请核对日期。"


class InvalidNotice(Fault):
    """A holiday notice contradicts itself or says nothing."""

    kind, code = Kind.INVALID, "law.notice.invalid"
    text = "放假安排通知有误，未予采用。"
    article = "Art. 7 第七条"
    remedy = "请按 fields 中的说明改正后重新导入。"


class StartInFuture(Fault):
    """A clock cannot start on a day that has not come."""

    kind, code = Kind.INVALID, "law.clock.start_in_future"
    text = "起算日 {start} 尚未到来。"
    article = "Art. 7 第七条"
    remedy = "请填写信息形成、变更或者保存的实际日期。"


class EndBeforeStart(Fault):
    """A pause ends before it begins, or begins before the clock does."""

    kind, code = Kind.INVALID, "law.clock.end_before_start"
    text = "{end} 早于 {start}，时间段不成立。"
    remedy = "请核对起止日期。"


class PauseWithoutEnd(Fault):
    """A pause must say when it ends at the latest."""

    kind, code = Kind.INVALID, "law.clock.pause_without_end"
    text = "中止计算必须有最迟恢复的日期。"
    article = "政府信息公开条例 Art. 33 第三十三条"
    remedy = "请写明征求意见的最后期限。"


class SegmentsOverlap(Fault):
    """Two pauses of one clock overlap, or the clock is paused already."""

    kind, code = Kind.CONFLICT, "law.clock.segments_overlap"
    text = "{start} 已在另一段中止期间之内。"
    remedy = "请先结束原有的中止，或者延长其期限。"


class NotPaused(Fault):
    """The clock is running, so it cannot be resumed."""

    kind, code = Kind.CONFLICT, "law.clock.not_paused"
    text = "期限没有中止，无需恢复。"


class NotExtendable(Fault):
    """The rule allows no extension, it was extended before, or it would be longer than the rule allows."""

    kind, code = Kind.CONFLICT, "law.clock.not_extendable"
    text = "该期限不能延长：{why}"
    remedy = "延长只能办理一次，最长至规则所定的期限。"


class ExtensionTooLate(Fault):
    """An extension must be granted before the term is over."""

    kind, code = Kind.CONFLICT, "law.clock.extension_too_late"
    text = "期限已于 {due} 届满，不能再延长。"
    article = "Art. 7 第七条"
    remedy = "请尽快公开；逾期将如实记录。"


class DutyClosed(Fault):
    """The duty was met or voided already."""

    kind, code = Kind.CONFLICT, "law.duty.closed"
    text = "该项义务已经办结，不能再变更。"

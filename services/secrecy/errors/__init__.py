"""The faults of secrecy, one code each. None of them ever quotes a text that is under review."""
from shared.errors import Fault, Kind


class ReviewNotFound(Fault):
    """No review has this id."""

    kind, code = Kind.NOT_FOUND, "secrecy.review.not_found"
    text = "没有找到该审查单。"


class IllegalTransition(Fault):
    """The review is decided or superseded; a decision once made is final."""

    kind, code = Kind.CONFLICT, "secrecy.review.illegal_transition"
    text = "审查单处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 12 第十二条"
    remedy = "该操作只能在以下状态进行：{allowed}。已作出的审查结论不再更改，如需重新审查，请由采编单位重新送审。"


class SamePerson(Fault):
    """Whoever wrote, submitted or approved the text may not clear it."""

    kind, code = Kind.FORBIDDEN, "secrecy.review.same_person"
    text = "您已参与该信息的编写、提交或者审核，不能作出保密审查结论。"
    article = "Art. 12 第十二条"
    remedy = "请由其他保密审查人员办理。"


class ClaimedByOther(Fault):
    """Another officer has it in hand; ``until`` is ISO 8601 UTC."""

    kind, code = Kind.CONFLICT, "secrecy.review.claimed"
    text = "该审查单正由其他保密审查人员办理。"
    remedy = "认领于 {until} 到期，或者请认领人释放。"


class FindingsOpen(Fault):
    """Blocking findings are not dismissed; ``count`` says how many, ``places`` where the first of them stand."""

    kind, code = Kind.CONFLICT, "secrecy.review.findings_open"
    text = "尚有 {count} 处不得公开的内容未作处理：{where}。"
    article = "Art. 12 第十二条"
    remedy = "请退回修改，或者逐项说明其为误报的理由后再作出结论。"


class ScanStale(Fault):
    """The dictionary or the rules changed since the text was scanned."""

    kind, code = Kind.CONFLICT, "secrecy.scan.stale"
    text = "扫描所用的词库或者规则已更新（扫描时：{scanned}，现行：{present}）。"
    article = "Art. 12 第十二条"
    remedy = "请先重新扫描，再作出结论。"


class ScanFailed(Fault):
    """A detector failed, so the text was not examined; that never counts as clean."""

    kind, code = Kind.CONFLICT, "secrecy.scan.failed"
    text = "检测器 {detector} 未能完成对“{part}”的检查，不能视为未发现问题。"
    article = "Art. 12 第十二条"
    remedy = "请联系运维人员修复或者停用该检测器后重试。"


class UnknownFinding(Fault):
    """The review has no such finding, or it was named twice."""

    kind, code = Kind.INVALID, "secrecy.finding.unknown"
    text = "审查单中没有所指的检测结果，或者重复指明。"
    remedy = "请重新读取审查单后逐项填写。"


class ReasonMissing(Fault):
    """A refusal, a return and the dismissal of a finding must be explained."""

    kind, code = Kind.INVALID, "secrecy.reason.missing"
    text = "请说明理由。"
    article = "Art. 12 第十二条"


class ReasonQuotes(Fault):
    """What an officer wrote holds what must not become public; ``fields`` names the places."""

    kind, code = Kind.INVALID, "secrecy.reason.quotes_finding"
    text = "所填理由含有不得公开的内容，未予保存。"
    article = "Art. 12 第十二条"
    remedy = "请只写明位置和类别，不要引用原文。"


class ForeignFetch(Fault):
    """A request for a review names an operation that the service that asks does not own; it may be forged."""

    kind, code = Kind.INVALID, "secrecy.request.foreign_fetch"
    text = "送审请求所指的取文操作不属于送审的服务，未予受理。"


class UnreadableText(Fault):
    """The service that asked answered with something that is not a text to review."""

    kind, code = Kind.CONFLICT, "secrecy.text.unreadable"
    text = "送审服务返回的待审文本格式不正确（{problem}）。"
    remedy = "请联系该服务的维护人员。"


class TextGone(Fault):
    """The text that was to be reviewed is no longer the present one."""

    kind, code = Kind.NOT_FOUND, "secrecy.text.gone"
    text = "待审文本已变更，不能再按原文审查。"
    article = "Art. 12 第十二条"
    remedy = "请重新扫描，审查单将随之终止；新的文本须重新送审。"


class AttachmentUnknown(Fault):
    """The text under review has no such attachment."""

    kind, code = Kind.NOT_FOUND, "secrecy.attachment.not_found"
    text = "待审文本没有附件 {name}。"
    remedy = "请先读取待审文本，按其中列出的附件名称读取。"

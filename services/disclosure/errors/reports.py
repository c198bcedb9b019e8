"""The faults of yearly reports, one code each."""
from shared.errors import Fault, Kind


class ReportNotFound(Fault):
    """No yearly report has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "disclosure.report.not_found"
    text = "没有找到该年度报告。"


class ReportExists(Fault):
    """The unit has a report on this year already."""

    kind, code = Kind.CONFLICT, "disclosure.report.exists"
    text = "该单位该年度的政府信息公开工作年度报告已经建立。"
    article = "Art. 11 第十一条"
    remedy = "请在已建立的年度报告中办理。"


class IllegalReportStep(Fault):
    """The report is not in a state from which this step can be taken."""

    kind, code = Kind.CONFLICT, "disclosure.report.illegal_transition"
    text = "年度报告处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 11 第十一条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class YearNotOver(Fault):
    """A report on a year is handed in when the year has ended."""

    kind, code = Kind.CONFLICT, "disclosure.report.year_not_over"
    text = "{year} 年尚未结束，不能提交该年度的报告。"
    article = "Art. 11 第十一条"
    remedy = "请在年度结束后提交；此前可以先行填写。"


class UnknownCell(Fault):
    """The form of the year has no such cell, or the number cannot stand in it."""

    kind, code = Kind.INVALID, "disclosure.report.unknown_cell"
    text = "填报的数据与该年度的表样不符。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明改正。"


class ReportIncomplete(Fault):
    """Something in the report is missing or does not add up."""

    kind, code = Kind.CONFLICT, "disclosure.report.incomplete"
    text = "年度报告尚不完整或者数据不符合勾稽关系。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明补充、核对。"


class SameHand(Fault):
    """Whoever handed the report in does not approve it."""

    kind, code = Kind.FORBIDDEN, "disclosure.report.same_person"
    text = "提交年度报告的人员不能审核同一份报告。"
    article = "Art. 5 第五条"
    remedy = "请由另一名信息公开负责人审核。"


class UnplacedCase(Fault):
    """An application has a kind of applicant or an outcome that the form of the year does not know."""

    kind, code = Kind.CONFLICT, "disclosure.report.unplaced_case"
    text = "该年度的表样没有申请人类别“{applicant}”或者办理结果“{outcome}”，无法统计。"
    article = "Art. 1 第一条"
    remedy = "请由规则管理人员核对规则包中的表样。"

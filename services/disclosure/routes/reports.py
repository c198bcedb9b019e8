"""The HTTP endpoints of yearly reports."""
from typing import Any

from services.disclosure.schemas import reports as schemas
from shared.document import DOCX, XLSX
from shared.plugins.manifest import Route
from shared.schemas import HistoryEntryView

_ARTICLE = "Art. 11 第十一条"
_STAFF = ("disclosure_officer", "disclosure_head", "auditor")
_PLACE = "/v1/yearly-reports/{report_id}"
_FIGURES = {"figures": {"rules.made": 0, "documents.made": 3, "fees.amount": 12.5, "1.person": 2}}


def _step(method: str, path: str, operation: str, summary: str, role: str, takes: type, example: dict[str, Any] | None = None
          ) -> Route:
    return Route(method, f"{_PLACE}/{path}", operation, summary, takes=takes, gives=schemas.YearlyReportView, roles=(role,),
                 article=_ARTICLE, example=example)


REPORT_ROUTES = (
    Route("GET", "/v1/yearly-reports", "list_yearly_reports", "检索政府信息公开工作年度报告", takes=schemas.ListYearlyReports,
          gives=schemas.YearlyReportView, many=True, roles=_STAFF, article=_ARTICLE),
    Route("POST", "/v1/yearly-reports", "start_yearly_report", "补建以往年度的报告", takes=schemas.StartYearlyReport,
          gives=schemas.YearlyReportView, roles=("disclosure_officer",), status=201, article=_ARTICLE,
          example={"unit": "433100", "year": 2020}),
    Route("GET", _PLACE, "get_yearly_report", "查看年度报告及各表", takes=schemas.GetYearlyReport,
          gives=schemas.ReportDetailView, roles=_STAFF, article=_ARTICLE),
    Route("GET", f"{_PLACE}/document", "get_yearly_report_document", "下载年度报告", takes=schemas.GetYearlyReportDocument,
          roles=_STAFF, article=_ARTICLE, media_types=(DOCX, XLSX)),
    Route("GET", f"{_PLACE}/article", "get_yearly_report_article", "生成公布年度报告的稿件", takes=schemas.GetYearlyReport,
          gives=schemas.ReportArticleView, roles=(*_STAFF, "editor"), article=_ARTICLE),
    Route("GET", f"{_PLACE}/history", "get_yearly_report_history", "查看办理记录", takes=schemas.GetYearlyReport,
          gives=HistoryEntryView, many=True, roles=_STAFF, article="Art. 5 第五条"),
    _step("POST", "figures", "enter_report_figures", "填报数据", "disclosure_officer", schemas.EnterReportFigures, _FIGURES),
    _step("POST", "texts", "write_report_texts", "填写文字部分", "disclosure_officer", schemas.WriteReportTexts,
          {"overview": "本机关持续推进主动公开。", "problems": "解读形式不够丰富。", "other": "无。"}),
    _step("POST", "submission", "submit_yearly_report", "提交年度报告", "disclosure_officer", schemas.ChangeYearlyReport),
    _step("POST", "return", "return_yearly_report", "退回年度报告", "disclosure_head", schemas.ReturnYearlyReport,
          {"reason": "请补充说明存在的问题。"}),
    _step("POST", "approval", "approve_yearly_report", "审核年度报告", "disclosure_head", schemas.ChangeYearlyReport),
    _step("POST", "correction", "correct_yearly_report", "更正已公布的年度报告", "disclosure_head", schemas.CorrectYearlyReport,
          {"reason": "表三漏计一件。"}),
)

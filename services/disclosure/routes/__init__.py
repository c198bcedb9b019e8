"""The HTTP endpoints of disclosure."""
from typing import Any

from services.disclosure import schemas
from services.disclosure.routes.applications import APPLICANTS, STAFF
from services.disclosure.routes.letters import LETTER_ROUTES
from services.disclosure.routes.reports import REPORT_ROUTES
from shared.plugins.manifest import SIGNED_IN, Route
from shared.schemas import HistoryEntryView

_ARTICLE = "Art. 7 第七条"
_STAFF = ("disclosure_officer", "disclosure_head", "auditor")
_MATTER = {"unit": "433100", "title": "关于公布2026年度重点项目进展的通知", "classes": ["notices"], "happened_on": "2026-11-20",
           "basis": "formed", "document_number": "州政办发〔2026〕1号"}
_EXEMPTION = {"reason": "trade_secret", "explanation": "涉及企业报价，公开会损害其合法权益。", "re_examine_on": "2027-11-20"}


def _step(path: str, operation: str, summary: str, role: str, takes: type, example: dict[str, Any],
          article: str = _ARTICLE) -> Route:
    return Route("POST", f"/v1/matters/{{matter_id}}/{path}", operation, summary, takes=takes, gives=schemas.MatterView,
                 roles=(role,), article=article, example=example)


ROUTES = (
    Route("GET", "/v1/matter-classes", "list_matter_classes", "列出信息类别和公开期限", takes=schemas.Nothing,
          gives=schemas.MatterClassView, many=True, roles=(SIGNED_IN,), article=_ARTICLE),
    Route("POST", "/v1/matters", "register_matter", "登记公开事项", takes=schemas.RegisterMatter, gives=schemas.MatterView,
          roles=("disclosure_officer",), status=201, article=_ARTICLE, example=_MATTER),
    Route("GET", "/v1/matters", "list_matters", "检索公开事项", takes=schemas.ListMatters, gives=schemas.MatterView, many=True,
          roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matters/{matter_id}", "get_matter", "查看公开事项", takes=schemas.GetMatter, gives=schemas.MatterView,
          roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matters/{matter_id}/account", "get_matter_account", "逐日说明期限的计算", takes=schemas.GetMatter,
          gives=schemas.AccountView, roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matters/{matter_id}/history", "get_matter_history", "查看办理记录", takes=schemas.GetMatter,
          gives=HistoryEntryView, many=True, roles=_STAFF, article="Art. 5 第五条"),
    _step("extension", "extend_matter", "批准延长公开期限", "disclosure_head", schemas.ExtendMatter,
          {"ground": "需会同三个部门核实数据。"}),
    _step("fulfilment", "fulfil_matter", "登记公开该事项的信息", "disclosure_officer", schemas.FulfilMatter,
          {"article_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"}),
    _step("exemption", "exempt_matter", "决定不予公开", "disclosure_head", schemas.ExemptMatter, _EXEMPTION, "Art. 4 第四条"),
    _step("supersession", "supersede_matter", "由另一事项替代", "disclosure_officer", schemas.SupersedeMatter,
          {"by": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"}),
    *REPORT_ROUTES,
    *LETTER_ROUTES,
    *APPLICANTS,
    *STAFF,
)

"""The HTTP endpoints of disclosure."""
from typing import Any

from services.disclosure import schemas
from services.disclosure.routes.applications import APPLICANTS, STAFF
from services.disclosure.routes.letters import LETTER_ROUTES
from services.disclosure.routes.reports import REPORT_ROUTES
from shared.document import CSV
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route
from shared.schemas import HistoryEntryView

_ARTICLE = "Art. 7 第七条"
_STAFF = ("disclosure_officer", "disclosure_head", "auditor")
_MATTER = {"unit": "433100", "title": "关于公布2026年度重点项目进展的通知", "classes": ["notices"], "happened_on": "2026-11-20",
           "basis": "formed", "document_number": "州政办发〔2026〕1号"}
_EXEMPTION = {"reason": "trade_secret", "explanation": "涉及企业报价，公开会损害其合法权益。", "re_examine_on": "2027-11-20"}

_REEXAMINATION = {"outcome": "still_withheld", "explanation": "商业秘密的情形没有变化。", "re_examine_on": "2028-11-20"}
_IMPORT = {"unit": "433100", "format": "csv", "name": "十一月事项.csv",
           "content": "名称,信息类别,日期,文号\n关于公布重点项目进展的通知,通知公告,2026-11-20,州政办发〔2026〕1号\n"}
_SHORT = Cache(seconds=30, stale_seconds=300)


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
          {"ground": "coordination", "explanation": "需会同三个部门核实数据。"}),
    _step("fulfilment", "fulfil_matter", "登记公开该事项的信息", "disclosure_officer", schemas.FulfilMatter,
          {"article_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"}),
    _step("exemption", "exempt_matter", "决定不予公开", "disclosure_head", schemas.ExemptMatter, _EXEMPTION, "Art. 4 第四条"),
    _step("supersession", "supersede_matter", "由另一事项替代", "disclosure_officer", schemas.SupersedeMatter,
          {"by": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"}),
    _step("re-examination", "re_examine_matter", "重新审查不予公开的事项", "disclosure_head", schemas.ReExamineMatter,
          _REEXAMINATION, "Art. 4 第四条"),
    Route("GET", "/v1/extension-grounds", "list_extension_grounds", "列出延长公开期限的事由", takes=schemas.Nothing,
          gives=schemas.GroundView, many=True, roles=(SIGNED_IN,), article=_ARTICLE),
    Route("GET", "/v1/withholding-reasons", "list_withholding_reasons", "列出不予公开的理由", takes=schemas.Nothing,
          gives=schemas.GroundView, many=True, roles=(SIGNED_IN,), article="Art. 4 第四条"),

    Route("POST", "/v1/matter-imports", "import_matters", "批量登记公开事项", takes=schemas.ImportMatters,
          gives=schemas.MatterImportView, roles=("disclosure_officer",), status=202, article=_ARTICLE, example=_IMPORT),
    Route("GET", "/v1/matter-imports", "list_matter_imports", "列出批量登记", takes=schemas.ListMatterImports,
          gives=schemas.MatterImportView, many=True, roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matter-imports/template", "get_matter_import_template", "取得导入模板", takes=schemas.Nothing,
          roles=(SIGNED_IN,), article=_ARTICLE, media_types=(CSV,)),
    Route("GET", "/v1/matter-imports/{import_id}", "get_matter_import", "查看批量登记的进度", takes=schemas.GetMatterImport,
          gives=schemas.MatterImportView, roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matter-imports/{import_id}/rows", "list_matter_import_rows", "逐行查看登记结果",
          takes=schemas.ListMatterImportRows, gives=schemas.ImportRowView, many=True, roles=_STAFF, article=_ARTICLE),
    Route("GET", "/v1/matter-imports/{import_id}/report", "get_matter_import_report", "取得登记结果的 CSV",
          takes=schemas.GetMatterImportReport, roles=_STAFF, article=_ARTICLE, media_types=(CSV,)),
    Route("POST", "/v1/matter-imports/{import_id}/cancellation", "cancel_matter_import", "取消批量登记",
          takes=schemas.GetMatterImport, gives=schemas.MatterImportView, roles=("disclosure_officer",), article=_ARTICLE),

    Route("GET", "/v1/public/catalogue", "list_catalogue", "检索政府信息公开目录", takes=schemas.ListCatalogue,
          gives=schemas.CataloguePageView, roles=(PUBLIC,), cache=_SHORT, article=_ARTICLE),
    Route("GET", "/v1/public/catalogue/entry", "get_catalogue_entry", "按索引号查看目录条目", takes=schemas.GetCatalogueEntry,
          gives=schemas.CatalogueEntryView, roles=(PUBLIC,), cache=_SHORT, article=_ARTICLE),
    *REPORT_ROUTES,
    *LETTER_ROUTES,
    *APPLICANTS,
    *STAFF,
)

"""The HTTP endpoints of recalls and re-examinations."""
from typing import Any

from services.secrecy.schemas import recalls as schemas
from shared.plugins.manifest import Route
from shared.schemas import HistoryEntryView

_OFFICER = ("secrecy_officer",)
_READERS = ("secrecy_officer", "editor", "approver", "publisher", "auditor")
_WATCHERS = ("secrecy_officer", "dictionary_keeper", "auditor")
_ARTICLE = "Art. 12 第十二条"
_ONE = "/v1/recalls/{recall_id}"
_RUN = "/v1/reexaminations/{reexamination_id}"
_LIFT = {"dismissals": [{"finding": "0f3c9a71b2d4e865", "reason": "为公开的展览名称，不是工程代号。"}],
         "opinion": "经复核，不涉及国家秘密，可以恢复公开。"}


def _step(path: str, operation: str, summary: str, takes: type = schemas.ChangeRecall, article: str = _ARTICLE,
          example: dict[str, Any] | None = None) -> Route:
    return Route("POST", f"{_ONE}/{path}", operation, summary, takes=takes, gives=schemas.RecallView, roles=_OFFICER,
                 article=article, example=example)


RECALL_ROUTES = (
    Route("GET", "/v1/recalls", "list_recalls", "检索撤回复核", takes=schemas.ListRecalls, gives=schemas.RecallView, many=True,
          roles=_READERS, article=_ARTICLE),
    Route("GET", _ONE, "get_recall", "查看撤回复核和检测结果", takes=schemas.GetRecall, gives=schemas.RecallDetail,
          roles=_READERS, article=_ARTICLE),
    Route("GET", f"{_ONE}/text", "get_recall_text", "阅读被撤回的文本", takes=schemas.GetRecall, gives=schemas.RecallTextView,
          roles=_OFFICER, article=_ARTICLE),
    Route("GET", f"{_ONE}/history", "get_recall_history", "查看复核记录", takes=schemas.GetRecall, gives=HistoryEntryView,
          many=True, roles=_READERS, article="Art. 5 第五条"),
    _step("claim", "claim_recall", "认领撤回复核"),
    _step("release", "release_recall", "释放认领", article=""),
    _step("scan", "scan_recall", "按现行词库和规则重新扫描"),
    _step("upholding", "uphold_recall", "维持撤回", schemas.UpholdRecall, example={"reason": "含有不得公开的工程代号。"}),
    _step("lifting", "lift_recall", "恢复公开", schemas.LiftRecall, example=_LIFT),

    Route("POST", "/v1/reexaminations", "start_reexamination", "发起对全部公开信息的复查", takes=schemas.StartReexamination,
          gives=schemas.ReexaminationView, roles=("secrecy_officer", "dictionary_keeper"), status=201, article=_ARTICLE),
    Route("GET", "/v1/reexaminations", "list_reexaminations", "列出复查", takes=schemas.ListReexaminations,
          gives=schemas.ReexaminationView, many=True, roles=_WATCHERS, article=_ARTICLE),
    Route("GET", _RUN, "get_reexamination", "查看复查的进度", takes=schemas.GetReexamination, gives=schemas.ReexaminationView,
          roles=_WATCHERS, article=_ARTICLE),
    Route("GET", f"{_RUN}/outcomes", "list_reexamination_outcomes", "查看复查报告", takes=schemas.ListReexaminationOutcomes,
          gives=schemas.OutcomeView, many=True, roles=_WATCHERS, article=_ARTICLE),
    Route("GET", f"{_RUN}/history", "get_reexamination_history", "查看复查的办理记录", takes=schemas.GetReexamination,
          gives=HistoryEntryView, many=True, roles=_WATCHERS, article="Art. 5 第五条"),
)

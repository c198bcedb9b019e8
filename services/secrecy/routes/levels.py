"""The HTTP endpoints of levels, single findings, questions to others, and quarantine."""
from typing import Any

from services.secrecy import schemas
from shared.plugins.manifest import Route
from shared.schemas import HistoryEntryView

REVIEWERS = ("secrecy_clerk", "secrecy_officer", "secrecy_head")
ASKED = ("secrecy_authority",)
"""Who is asked about texts of others, besides officers and heads of other units."""
_OFFICERS = ("secrecy_officer", "secrecy_head")
_WATCHERS = (*_OFFICERS, "auditor")
_TWELVE, _PATH = "Art. 12 第十二条", "/v1/reviews/{review_id}"
_OPINION = {"opinion": "经初审，不涉及国家秘密、工作秘密和个人隐私。"}
_FALSE = {"reason": "为公开的项目编号，不是公民身份号码。"}
_QUESTION = {"question": "附件所列点位能否公开？", "reason": "汇总后可能涉及国家秘密，本单位不能确定。"}
_ANSWER = {"answer": "clear", "grounds": "经核，不属于国家秘密事项。"}
_UNITS = {"units": ["433101"], "question": "文中所列数据由贵单位制作，能否公开？"}
_CONSENT = {"answer": "granted"}
_QUARANTINE = {"reason": "正文首行带有密级标志。", "confirm": True}
_REPORT = {"number": "州保报〔2026〕3号", "reported_on": "2026-11-23", "reported_to": "示例州国家保密局"}


def _step(path: str, operation: str, summary: str, takes: type, roles: tuple[str, ...] = REVIEWERS,
          example: dict[str, Any] | None = None) -> Route:
    return Route("POST", f"{_PATH}/{path}", operation, summary, takes=takes, gives=schemas.ReviewView, roles=roles,
                 article=_TWELVE, example=example)


LEVEL_ROUTES = (
    _step("opinion", "pass_review", "出具本级审查意见，交下一级", schemas.PassReview, example=_OPINION),
    _step("findings/{finding_id}/dismissal", "dismiss_finding", "说明一项检测结果为误报", schemas.DismissFinding,
          example=_FALSE),
    _step("findings/{finding_id}/restoration", "restore_finding", "撤销误报说明", schemas.RestoreFinding),
    _step("dismissals", "dismiss_findings", "说明某一类检测结果均为误报", schemas.DismissFindings,
          example={"kind": "id_card", **_FALSE}),
    _step("referral", "refer_review", "不能确定的，报主管部门或者保密行政管理部门", schemas.ReferReview, example=_QUESTION),
    _step("authority-answer", "answer_referral", "答复送审", schemas.AnswerReferral, ("secrecy_authority",), _ANSWER),
    _step("consents", "ask_consent", "向信息所涉机关征求意见", schemas.AskConsent, example=_UNITS),
    _step("consents/{consent_id}/answer", "answer_consent", "答复征求意见", schemas.AnswerConsent, _OFFICERS, _CONSENT),
    _step("quarantine", "quarantine_review", "隔离疑似国家秘密", schemas.QuarantineReview, _OFFICERS, _QUARANTINE),
    Route("GET", "/v1/referrals", "list_referrals", "列出送审", takes=schemas.ListAsked, gives=schemas.ReviewView, many=True,
          roles=("secrecy_authority",), article=_TWELVE),
    Route("GET", "/v1/consents", "list_consents", "列出征求本单位意见的审查单", takes=schemas.ListAsked,
          gives=schemas.ReviewView, many=True, roles=_OFFICERS, article=_TWELVE),
    Route("GET", "/v1/quarantine", "list_quarantined", "检索隔离登记", takes=schemas.ListQuarantined, gives=schemas.ReviewView,
          many=True, roles=_WATCHERS, article=_TWELVE),
    Route("GET", "/v1/quarantine/{review_id}", "get_quarantined", "查看隔离登记", takes=schemas.GetReview,
          gives=schemas.ReviewDetail, roles=_WATCHERS, article=_TWELVE),
    Route("GET", "/v1/quarantine/{review_id}/history", "get_quarantined_history", "查看隔离记录", takes=schemas.GetReview,
          gives=HistoryEntryView, many=True, roles=_WATCHERS, article="Art. 5 第五条"),
    Route("POST", "/v1/quarantine/{review_id}/report", "report_quarantine", "登记已向保密行政管理部门报告",
          takes=schemas.ReportQuarantine, gives=schemas.ReviewView, roles=_OFFICERS, article=_TWELVE, example=_REPORT),
)

"""The HTTP endpoints of secrecy."""
from typing import Any

from services.secrecy import schemas
from services.secrecy.routes.dictionaries import DICTIONARY_ROUTES
from services.secrecy.routes.levels import ASKED, LEVEL_ROUTES, REVIEWERS
from services.secrecy.routes.recalls import RECALL_ROUTES
from shared.plugins.manifest import SIGNED_IN, Route
from shared.schemas import HistoryEntryView

_READERS = (*REVIEWERS, "editor", "approver", "auditor")
_ARTICLE = "Art. 12 第十二条"
_REASON = {"reason": "正文第三段含有未脱敏的个人信息，请遮盖后重新送审。"}
_CLEARANCE = {"dismissals": [{"finding": "0f3c9a71b2d4e865", "reason": "为公开的项目编号，不是公民身份号码。"}],
              "opinion": "经审查，不涉及国家秘密、商业秘密和个人隐私，可以公开。"}


def _step(path: str, operation: str, summary: str, takes: type, article: str = _ARTICLE,
          example: dict[str, Any] | None = None) -> Route:
    return Route("POST", f"/v1/reviews/{{review_id}}/{path}", operation, summary, takes=takes, gives=schemas.ReviewView,
                 roles=REVIEWERS, article=article, example=example)


ROUTES = (
    Route("GET", "/v1/reviews", "list_reviews", "检索审查单", takes=schemas.ListReviews, gives=schemas.ReviewView, many=True,
          roles=(*_READERS, *ASKED), article=_ARTICLE),
    Route("GET", "/v1/reviews/{review_id}", "get_review", "查看审查单和检测结果", takes=schemas.GetReview,
          gives=schemas.ReviewDetail, roles=(*_READERS, *ASKED), article=_ARTICLE),
    Route("GET", "/v1/reviews/{review_id}/account", "get_review_account", "逐日说明各级审查和答复的期限",
          takes=schemas.GetReview, gives=schemas.ReviewAccountView, roles=(*_READERS, *ASKED), article=_ARTICLE),
    Route("GET", "/v1/reviews/{review_id}/text", "get_review_text", "阅读待审文本", takes=schemas.GetReviewText,
          gives=schemas.ReviewTextView, roles=(*REVIEWERS, *ASKED), article=_ARTICLE),
    Route("GET", "/v1/reviews/{review_id}/history", "get_review_history", "查看审查记录", takes=schemas.GetReview,
          gives=HistoryEntryView, many=True, roles=_READERS, article="Art. 5 第五条"),
    _step("claim", "claim_review", "认领审查单", schemas.ChangeReview),
    _step("release", "release_review", "释放认领", schemas.ChangeReview, ""),
    _step("scan", "scan_review", "按现行词库和规则重新扫描", schemas.ChangeReview),
    _step("clearance", "clear_review", "作出可以公开的结论", schemas.ClearReview, example=_CLEARANCE),
    _step("refusal", "refuse_review", "作出不得公开的结论", schemas.WithReason, example=_REASON),
    _step("return", "return_review", "退回修改", schemas.WithReason, example=_REASON),
    *LEVEL_ROUTES,
    Route("GET", "/v1/detectors", "list_detectors", "列出检测器和现行词库、规则版本", takes=schemas.Nothing,
          gives=schemas.DetectorsView, roles=(SIGNED_IN,), article=_ARTICLE),
    *DICTIONARY_ROUTES,
    *RECALL_ROUTES,
)

"""The HTTP endpoints of content."""
from services.content import schemas
from services.content.routes.pages import PAGES
from services.content.routes.portal import PORTAL
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route
from shared.schemas import HistoryEntryView

_REVIEWERS = ("first_reviewer", "second_reviewer", "approver")
_STAFF = ("editor", *_REVIEWERS, "secrecy_clerk", "secrecy_officer", "secrecy_head", "publisher", "auditor")
_DRAFT = {"column": "xxz.zcwj", "title": "关于印发《示例办法》的通知", "body": "<p>各县市人民政府：</p><p>现予印发。</p>",
          "kind": "notice", "document_number": "州政办发〔2026〕1号", "subject": "general", "source": "示例州人民政府办公室",
          "made_on": "2026-11-20"}
_BULK = {"action": "return", "items": [{"id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "version": 3}],
         "arguments": {"reason": "请补充来源。"}}
_SITE = {"code": "xxz", "unit": "433100", "name": "示例州人民政府门户网站", "kind": "portal", "domain": "www.example.gov.cn",
         "identification_code": "4331000001", "organisation_code": "000000000"}
_PLAN = {"code": "zcwj", "unit": "433100", "name": "政策文件", "kind": "policy", "type": "政策文件",
         "description": "州人民政府及其办公室文件", "keywords": ["政策", "文件"]}
_FILING = {"kind": "open", "site": "xxz", "plan": _PLAN, "reason": "集中公开州人民政府文件。"}
_FILED = ("column_manager", "filing_officer", "auditor")
_NINE = "Art. 9 第九条"
_SHORT = Cache(seconds=30, stale_seconds=300)


def _step(path: str, operation: str, summary: str, role: str | tuple[str, ...], takes: type, article: str,
          example: dict[str, str] | None = None) -> Route:
    return Route("POST", f"/v1/articles/{{article_id}}/{path}", operation, summary, takes=takes, gives=schemas.ArticleView,
                 roles=(role,) if isinstance(role, str) else role, article=article, example=example)


ROUTES = (
    Route("POST", "/v1/sites", "register_site", "登记网站", takes=schemas.RegisterSite, gives=schemas.SiteView,
          roles=("column_manager",), status=201, article="Art. 2 第二条", example=_SITE),
    Route("GET", "/v1/sites", "list_sites", "列出网站", takes=schemas.Nothing, gives=schemas.SiteView, many=True,
          roles=(SIGNED_IN,), article="Art. 2 第二条"),

    Route("POST", "/v1/filings", "propose_filing", "提出栏目开设、关闭、归并、更名备案", takes=schemas.ProposeFiling,
          gives=schemas.FilingView, roles=("column_manager",), status=201, article=_NINE, example=_FILING),
    Route("GET", "/v1/filings", "list_filings", "检索备案", takes=schemas.ListFilings, gives=schemas.FilingView, many=True,
          roles=_FILED, article=_NINE),
    Route("GET", "/v1/filings/{filing_id}", "get_filing", "查看备案", takes=schemas.GetFiling, gives=schemas.FilingView,
          roles=_FILED, article=_NINE),
    Route("GET", "/v1/filings/{filing_id}/history", "get_filing_history", "查看备案的办理记录", takes=schemas.GetFiling,
          gives=HistoryEntryView, many=True, roles=_FILED, article="Art. 5 第五条"),
    Route("POST", "/v1/filings/{filing_id}/acceptance", "accept_filing", "准予备案", takes=schemas.AcceptFiling,
          gives=schemas.FilingView, roles=("filing_officer",), article=_NINE, example={"into": "xxz.zcfg"}),
    Route("POST", "/v1/filings/{filing_id}/refusal", "refuse_filing", "不予备案", takes=schemas.RefuseFiling,
          gives=schemas.FilingView, roles=("filing_officer",), article=_NINE, example={"reason": "与现有栏目重复。"}),
    Route("POST", "/v1/filings/{filing_id}/withdrawal", "withdraw_filing", "撤回备案", takes=schemas.ChangeFiling,
          gives=schemas.FilingView, roles=("column_manager",), article=_NINE),
    Route("GET", "/v1/columns", "list_columns", "检索栏目", takes=schemas.ListColumns, gives=schemas.ColumnView, many=True,
          roles=(SIGNED_IN,), article="Art. 8 第八条"),
    Route("GET", "/v1/columns/{column_id}", "get_column", "查看栏目", takes=schemas.GetColumn, gives=schemas.ColumnDetail,
          roles=(SIGNED_IN,), article="Art. 8 第八条"),
    Route("GET", "/v1/columns/{column_id}/account", "get_column_account", "逐日说明更新时限的计算", takes=schemas.GetColumn,
          gives=schemas.ColumnAccountView, roles=(SIGNED_IN,), article="Art. 8 第八条"),
    Route("GET", "/v1/columns/{column_id}/padding", "list_column_padding", "列出不计为更新的发布",
          takes=schemas.ListColumnPadding, gives=schemas.PaddingView, many=True, roles=(SIGNED_IN,), article="Art. 8 第八条"),
    Route("POST", "/v1/columns/{column_id}/review-steps", "set_review_steps", "设定栏目的审核环节",
          takes=schemas.SetReviewSteps, gives=schemas.ColumnDetail, roles=("column_manager",), article="Art. 4 第四条",
          example={"steps": ["first", "second", "final"]}),
    Route("GET", "/v1/columns/{column_id}/history", "get_column_history", "查看栏目的办理记录", takes=schemas.GetColumn,
          gives=HistoryEntryView, many=True, roles=(*_FILED, *_STAFF[:-1]), article="Art. 5 第五条"),

    Route("POST", "/v1/articles", "draft_article", "起草稿件", takes=schemas.DraftArticle, gives=schemas.ArticleView,
          roles=("editor",), status=201, article="Art. 4 第四条", example=_DRAFT),
    Route("GET", "/v1/articles", "list_articles", "检索稿件", takes=schemas.ListArticles, gives=schemas.ArticleView, many=True,
          roles=_STAFF),
    Route("GET", "/v1/inbox", "list_inbox", "我的待办", takes=schemas.ListInbox, gives=schemas.InboxView,
          roles=("editor", *_REVIEWERS, "publisher"), article="Art. 5 第五条"),
    Route("GET", "/v1/articles/{article_id}", "get_article", "查看稿件", takes=schemas.GetArticle,
          gives=schemas.ArticleDetail, roles=_STAFF),
    Route("PATCH", "/v1/articles/{article_id}", "edit_article", "修改稿件", takes=schemas.EditArticle,
          gives=schemas.ArticleView, roles=("editor",), article="Art. 5 第五条", example={"title": "更正后的标题"}),
    _step("submission", "submit_article", "提交审核", "editor", schemas.HandIn, "Art. 4 第四条"),
    _step("recall", "recall_article", "撤回提交", "editor", schemas.SubmitArticle, ""),
    _step("revision", "revise_article", "新建修订版", "editor", schemas.SubmitArticle, "Art. 5 第五条"),
    _step("discard", "discard_edition", "作废在编版本", "editor", schemas.WithReason, "", {"reason": "重复起草"}),
    Route("POST", "/v1/articles/{article_id}/comments", "comment_article", "批注", takes=schemas.CommentArticle,
          gives=schemas.ArticleView, roles=("editor", *_REVIEWERS, "publisher"), status=201, example={"text": "请核对文号。"}),
    _step("move", "move_article", "移到其他栏目", ("editor", "publisher"), schemas.MoveArticle, "Art. 5 第五条",
          {"column": "xxz.tzgg"}),
    Route("POST", "/v1/articles/bulk", "change_articles", "批量办理，逐件答复", takes=schemas.ChangeArticles,
          gives=schemas.ChangedView, roles=("editor", *_REVIEWERS, "publisher"), article="Art. 5 第五条", example=_BULK),
    _step("claim", "claim_article", "认领审核", _REVIEWERS, schemas.SubmitArticle, "Art. 4 第四条"),
    _step("release", "release_article", "释放认领", _REVIEWERS, schemas.SubmitArticle, ""),
    _step("approval", "approve_article", "审核通过", _REVIEWERS, schemas.ApproveArticle, "Art. 4 第四条"),
    _step("return", "return_article", "退回修改", _REVIEWERS, schemas.WithReason, "Art. 4 第四条", {"reason": "请补充来源。"}),
    _step("force", "force_article", "应急审核：略去尚缺的前置环节", "approver", schemas.WithReason, "Art. 19 第十九条",
          {"reason": "山洪预警，须立即发布。"}),
    _step("confirmation", "confirm_article", "确认应急审核", "approver", schemas.SubmitArticle, "Art. 19 第十九条"),
    _step("rejection", "reject_article", "否决应急审核：撤回或者退回", "approver", schemas.WithReason, "Art. 19 第十九条",
          {"reason": "预警范围有误。"}),
    _step("publication", "publish_article", "发布", "publisher", schemas.PublishArticle, "Art. 4 第四条"),
    _step("schedule", "schedule_article", "定时发布", "publisher", schemas.ScheduleArticle, "Art. 4 第四条",
          {"publish_at": "2026-12-01T09:00:00+08:00"}),
    _step("unschedule", "unschedule_article", "取消定时发布", "publisher", schemas.SubmitArticle, ""),
    _step("withdrawal", "withdraw_article", "撤回、转向或者归档", "publisher", schemas.WithdrawArticle, "Art. 5 第五条",
          {"reason": "内容有误，更正后重新发布。", "mode": "gone"}),
    _step("waiver", "waive_interpretation", "批准暂缓解读", "approver", schemas.WithReason, "Art. 10 第十条",
          {"reason": "解读材料正在会签，先行公布文件。"}),
    _step("waiver-withdrawal", "withdraw_waiver", "收回暂缓解读", "approver", schemas.WithReason, "Art. 10 第十条",
          {"reason": "解读材料已经完成。"}),
    Route("GET", "/v1/articles/{article_id}/interpretations", "list_interpretations", "列出对该文件的解读",
          takes=schemas.GetArticle, gives=schemas.ArticleView, many=True, roles=_STAFF, article="Art. 10 第十条"),
    Route("GET", "/v1/articles/{article_id}/history", "get_article_history", "查看办理记录", takes=schemas.GetArticle,
          gives=HistoryEntryView, many=True, roles=_STAFF, article="Art. 5 第五条"),
    Route("GET", "/v1/articles/{article_id}/editions/{edition}", "get_edition", "查看某一版本", takes=schemas.GetEdition,
          gives=schemas.EditionView, roles=_STAFF),
    Route("GET", "/v1/articles/{article_id}/diff", "get_edition_diff", "比较两个版本", takes=schemas.GetEditionDiff,
          gives=schemas.EditionDiffView, roles=_STAFF),

    Route("GET", "/v1/public/articles/{article_id}", "get_public_article", "按编号阅读公开信息", takes=schemas.GetArticle,
          gives=schemas.PublicArticle, roles=(PUBLIC,), cache=_SHORT, article="Art. 4 第四条"),
    Route("GET", "/v1/public/pages", "get_public_page", "按地址阅读公开信息", takes=schemas.GetPublicPage,
          gives=schemas.PublicPage, roles=(PUBLIC,), cache=_SHORT, article="Art. 4 第四条"),
    Route("GET", "/v1/public/articles", "list_public_articles", "列出公开信息", takes=schemas.ListPublicArticles,
          gives=schemas.PublicList, roles=(PUBLIC,), cache=_SHORT, article="Art. 7 第七条"),
    Route("GET", "/v1/public/columns", "list_public_columns", "列出网站的栏目及其更新情况", takes=schemas.OfSite,
          gives=schemas.PublicColumn, many=True, roles=(PUBLIC,), cache=_SHORT, article="Art. 8 第八条"),
    *PAGES,
    *PORTAL,
)

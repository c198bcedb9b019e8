"""What content's operations take and give."""
from services.content.schemas.articles import (
    ApproveArticle,
    CommentArticle,
    DraftArticle,
    EditArticle,
    GetArticle,
    GetEdition,
    GetEditionDiff,
    GetReviewText,
    ListArticles,
    PublishArticle,
    SubmitArticle,
    WithdrawArticle,
    WithReason,
)
from services.content.schemas.places import ColumnView, Nothing, OfSite, OpenColumn, RegisterSite, SiteView
from services.content.schemas.public import GetPublicPage, ListPublicArticles, PublicArticle, PublicEntry
from services.content.schemas.views import (
    ActView,
    ApprovalView,
    ArticleDetail,
    ArticleView,
    ClaimView,
    ClearanceView,
    CommentView,
    EditionDiffView,
    EditionSummary,
    EditionView,
    ItemView,
    LinkView,
    ReturnView,
    TiesView,
    WaiverView,
    WithdrawalView,
)

__all__ = [
    "ActView", "ApprovalView", "ApproveArticle", "ArticleDetail", "ArticleView", "ClaimView", "ClearanceView",
    "ColumnView", "CommentArticle", "CommentView", "DraftArticle", "EditArticle", "EditionDiffView", "EditionSummary",
    "EditionView", "GetArticle", "GetEdition", "GetEditionDiff", "GetPublicPage", "GetReviewText", "ItemView",
    "LinkView", "ListArticles", "ListPublicArticles", "Nothing", "OfSite", "OpenColumn", "PublicArticle", "PublicEntry",
    "PublishArticle", "RegisterSite", "ReturnView", "SiteView", "SubmitArticle", "TiesView", "WaiverView", "WithReason",
    "WithdrawArticle", "WithdrawalView",
]

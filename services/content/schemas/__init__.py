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
    SubmitArticle,
    WithdrawArticle,
    WithReason,
)
from services.content.schemas.places import ColumnView, Nothing, OfSite, OpenColumn, RegisterSite, SiteView
from services.content.schemas.public import GetPublicPage, ListPublicArticles, PublicArticle, PublicEntry
from services.content.schemas.views import (
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
    ReturnView,
    WithdrawalView,
)

__all__ = [
    "ApprovalView", "ApproveArticle", "ArticleDetail", "ArticleView", "ClaimView", "ClearanceView", "ColumnView",
    "CommentArticle", "CommentView", "DraftArticle", "EditArticle", "EditionDiffView", "EditionSummary",
    "EditionView", "GetArticle", "GetEdition", "GetEditionDiff", "GetPublicPage", "GetReviewText",
    "ItemView", "ListArticles", "ListPublicArticles", "Nothing", "OfSite", "OpenColumn",
    "PublicArticle", "PublicEntry", "RegisterSite", "ReturnView", "SiteView", "SubmitArticle", "WithReason",
    "WithdrawArticle", "WithdrawalView",
]

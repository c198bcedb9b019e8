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
from services.content.schemas.columns import (
    ColumnAccountView,
    ColumnDetail,
    ColumnView,
    GetColumn,
    ListColumnPadding,
    ListColumns,
    PaddingView,
    PublicColumn,
)
from services.content.schemas.feeds import GetPublicFeed, GetPublicSitemapPage, ListPublicAddresses, PublicAddress, PublicSite
from services.content.schemas.filings import (
    AcceptFiling,
    ChangeFiling,
    FilingView,
    GetFiling,
    ListFilings,
    ProposeFiling,
    RefuseFiling,
)
from services.content.schemas.places import Nothing, OfSite, RegisterSite, SiteView
from services.content.schemas.public import (
    GetPublicPage,
    ListPublicArticles,
    PublicArticle,
    PublicEntry,
    PublicList,
    PublicPage,
)
from services.content.schemas.searching import PublicHits, SearchPublicArticles, SearchPublicWords, Suggestions
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
    "AcceptFiling", "ActView", "ApprovalView", "ApproveArticle", "ArticleDetail", "ArticleView", "ChangeFiling",
    "ClaimView", "ClearanceView", "ColumnAccountView", "ColumnDetail", "ColumnView", "CommentArticle", "CommentView",
    "DraftArticle", "EditArticle", "EditionDiffView", "EditionSummary", "EditionView", "FilingView", "GetArticle",
    "GetColumn", "GetEdition", "GetEditionDiff", "GetFiling", "GetPublicFeed", "GetPublicPage", "GetPublicSitemapPage",
    "GetReviewText", "ItemView", "LinkView", "ListArticles", "ListColumnPadding", "ListColumns", "ListFilings",
    "ListPublicAddresses", "ListPublicArticles", "Nothing", "OfSite", "PaddingView", "ProposeFiling", "PublicAddress",
    "PublicArticle", "PublicColumn", "PublicEntry", "PublicHits", "PublicList", "PublicPage", "PublicSite",
    "PublishArticle", "RefuseFiling", "RegisterSite", "ReturnView", "SearchPublicArticles", "SearchPublicWords", "SiteView",
    "SubmitArticle", "Suggestions", "TiesView", "WaiverView", "WithReason", "WithdrawArticle", "WithdrawalView",
]

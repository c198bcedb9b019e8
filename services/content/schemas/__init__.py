"""What content's operations take and give."""
from services.content.schemas.articles import (
    ApproveArticle,
    CommentArticle,
    CorrectArticle,
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
from services.content.schemas.links import ArticleLinksView, BrokenLinksView, ListBrokenLinks, WatchedLinkView
from services.content.schemas.masking import ListOriginals, MaskArticle, OpenedOriginalView, OpenOriginal, OriginalView
from services.content.schemas.places import Nothing, OfSite, RegisterSite, SiteView
from services.content.schemas.placing import (
    AcceptPlacement,
    ChangePlacements,
    ListPlacements,
    PlacedArticleView,
    PlacementView,
    RefusePlacement,
)
from services.content.schemas.public import (
    GetPublicPage,
    ListPublicArticles,
    ListPublicCorrections,
    PublicArticle,
    PublicCorrections,
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
    CorrectionView,
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
    "AcceptFiling", "AcceptPlacement", "ActView", "ApprovalView", "ApproveArticle", "ArticleDetail", "ArticleLinksView",
    "ArticleView", "BrokenLinksView", "ChangeFiling", "ChangePlacements", "ClaimView", "ClearanceView", "ColumnAccountView",
    "ColumnDetail", "ColumnView", "CommentArticle", "CommentView", "CorrectArticle", "CorrectionView", "DraftArticle",
    "EditArticle", "EditionDiffView", "EditionSummary", "EditionView", "FilingView", "GetArticle", "GetColumn",
    "GetEdition", "GetEditionDiff", "GetFiling", "GetPublicFeed", "GetPublicPage", "GetPublicSitemapPage", "GetReviewText",
    "ItemView", "LinkView", "ListArticles", "ListBrokenLinks", "ListColumnPadding", "ListColumns", "ListFilings",
    "ListOriginals", "ListPlacements", "ListPublicAddresses", "ListPublicArticles", "ListPublicCorrections", "MaskArticle",
    "Nothing", "OfSite", "OpenOriginal", "OpenedOriginalView", "OriginalView", "PaddingView", "PlacedArticleView",
    "PlacementView", "ProposeFiling", "PublicAddress", "PublicArticle", "PublicColumn", "PublicCorrections", "PublicEntry",
    "PublicHits", "PublicList", "PublicPage", "PublicSite", "PublishArticle", "RefuseFiling", "RefusePlacement",
    "RegisterSite", "ReturnView", "SearchPublicArticles", "SearchPublicWords", "SiteView", "SubmitArticle", "Suggestions",
    "TiesView", "WaiverView", "WatchedLinkView", "WithReason", "WithdrawArticle", "WithdrawalView",
]

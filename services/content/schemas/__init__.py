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
    HandIn,
    ListArticles,
    MoveArticle,
    PublishArticle,
    ScheduleArticle,
    SubmitArticle,
    WithdrawArticle,
    WithReason,
)
from services.content.schemas.bulk import ChangeArticles, ChangedView, ResultView
from services.content.schemas.columns import (
    ColumnAccountView,
    ColumnDetail,
    ColumnView,
    GetColumn,
    ListColumnPadding,
    ListColumns,
    PaddingView,
    PublicColumn,
    SetReviewSteps,
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
from services.content.schemas.inbox import EntryView, InboxView, ListInbox
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
    SuggestionView,
    TemplateView,
    TiesView,
    WaiverView,
    WithdrawalView,
)

__all__ = [
    "AcceptFiling", "AcceptPlacement", "ActView", "ApprovalView", "ApproveArticle", "ArticleDetail",
    "ArticleLinksView", "ArticleView", "BrokenLinksView", "ChangeArticles", "ChangeFiling", "ChangePlacements",
    "ChangedView", "ClaimView", "ClearanceView", "ColumnAccountView", "ColumnDetail", "ColumnView", "CommentArticle",
    "CommentView", "CorrectArticle", "CorrectionView", "DraftArticle", "EditArticle", "EditionDiffView",
    "EditionSummary", "EditionView", "EntryView", "FilingView", "GetArticle", "GetColumn", "GetEdition",
    "GetEditionDiff", "GetFiling", "GetPublicFeed", "GetPublicPage", "GetPublicSitemapPage", "GetReviewText",
    "HandIn", "InboxView", "ItemView", "LinkView", "ListArticles", "ListBrokenLinks", "ListColumnPadding",
    "ListColumns", "ListFilings", "ListInbox", "ListOriginals", "ListPlacements", "ListPublicAddresses",
    "ListPublicArticles", "ListPublicCorrections", "MaskArticle", "MoveArticle", "Nothing", "OfSite", "OpenOriginal",
    "OpenedOriginalView", "OriginalView", "PaddingView", "PlacedArticleView", "PlacementView", "ProposeFiling",
    "PublicAddress", "PublicArticle", "PublicColumn", "PublicCorrections", "PublicEntry", "PublicHits", "PublicList",
    "PublicPage", "PublicSite", "PublishArticle", "RefuseFiling", "RefusePlacement", "RegisterSite", "ResultView",
    "ReturnView", "ScheduleArticle", "SearchPublicArticles", "SearchPublicWords", "SetReviewSteps", "SiteView",
    "SubmitArticle", "SuggestionView", "Suggestions", "TemplateView", "TiesView", "WaiverView", "WatchedLinkView",
    "WithReason", "WithdrawArticle", "WithdrawalView",
]

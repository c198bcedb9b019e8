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
from services.content.schemas.places import Nothing, OfSite, RegisterSite, SiteView
from services.content.schemas.public import (
    GetPublicPage,
    ListPublicArticles,
    PublicArticle,
    PublicEntry,
    PublicList,
    PublicPage,
)
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
    "AcceptFiling", "ActView", "ApprovalView", "ApproveArticle", "ArticleDetail", "ArticleView", "ChangeArticles",
    "ChangeFiling", "ChangedView", "ClaimView", "ClearanceView", "ColumnAccountView", "ColumnDetail", "ColumnView",
    "CommentArticle", "CommentView", "DraftArticle", "EditArticle", "EditionDiffView", "EditionSummary",
    "EditionView", "EntryView", "FilingView", "GetArticle", "GetColumn", "GetEdition", "GetEditionDiff", "GetFiling",
    "GetPublicPage", "GetReviewText", "HandIn", "InboxView", "ItemView", "LinkView", "ListArticles",
    "ListColumnPadding", "ListColumns", "ListFilings", "ListInbox", "ListPublicArticles", "MoveArticle", "Nothing",
    "OfSite", "PaddingView", "ProposeFiling", "PublicArticle", "PublicColumn", "PublicEntry", "PublicList",
    "PublicPage", "PublishArticle", "RefuseFiling", "RegisterSite", "ResultView", "ReturnView", "ScheduleArticle",
    "SetReviewSteps", "SiteView", "SubmitArticle", "TiesView", "WaiverView", "WithReason", "WithdrawArticle",
    "WithdrawalView",
]

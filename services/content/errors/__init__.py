"""The faults of content, one code each."""
from services.content.errors.articles import (
    ArticleNotFound,
    ClaimedByOther,
    EditionNotFound,
    IllegalTransition,
    InvalidMetadata,
    MadeInFuture,
    NotDisclosable,
    NotPublic,
    NoWorkingEdition,
    NumberTaken,
    PageNotFound,
    PageWithdrawn,
    RedatedWithoutReason,
    RedatingUnfounded,
    ReviewTextGone,
    SamePerson,
    StaleApproval,
    UnsafeMarkup,
    WorkUnderWay,
)
from services.content.errors.columns import (
    ColumnClosed,
    ColumnEnded,
    ColumnExists,
    ColumnNotFound,
    FilingDecided,
    FilingNotFound,
    FilingPending,
    InvalidFiling,
    NoFilingOffice,
    OwnFiling,
    SiteExists,
    SiteNotFound,
    SystemFiling,
    UnknownUnit,
)
from services.content.errors.interpretation import (
    InterpretationMissing,
    InterpretationTooEarly,
    InterpretationUnready,
    InvalidInterpretation,
    NoWaiver,
    UnknownMatter,
    WaiverNotNeeded,
    WaiverTooLate,
)
from services.content.errors.search import InvalidSpan, NothingAsked

__all__ = [
    "ArticleNotFound", "ClaimedByOther", "ColumnClosed", "ColumnEnded", "ColumnExists", "ColumnNotFound", "EditionNotFound",
    "FilingDecided", "FilingNotFound", "FilingPending", "IllegalTransition", "InterpretationMissing",
    "InterpretationTooEarly", "InterpretationUnready", "InvalidFiling", "InvalidInterpretation", "InvalidMetadata",
    "InvalidSpan", "MadeInFuture", "NoFilingOffice", "NoWaiver", "NoWorkingEdition", "NotDisclosable", "NotPublic",
    "NothingAsked", "NumberTaken", "OwnFiling", "PageNotFound", "PageWithdrawn", "RedatedWithoutReason",
    "RedatingUnfounded", "ReviewTextGone", "SamePerson", "SiteExists", "SiteNotFound", "StaleApproval", "SystemFiling",
    "UnknownMatter", "UnknownUnit", "UnsafeMarkup", "WaiverNotNeeded", "WaiverTooLate", "WorkUnderWay",
]

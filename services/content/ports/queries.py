"""What can be asked of content's stores: which, in which order, and where the page begins."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ArticleQuery:
    """Which articles, in which order, and where the page begins; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    site: str | None = None
    column: str | None = None
    status: str | None = None
    due_step: str | None = None
    provisional: bool | None = None
    author: str | None = None
    kind: str | None = None
    title: str | None = None
    sort: str = "-changed_at"
    limit: int = 20
    cursor: str | None = None


COUNTED_MOST = 1000
"""The inbox counts no further: whoever has more has enough to do."""


@dataclass(frozen=True, kw_only=True)
class InboxQuery:
    """Whose inbox: by ``places``, for each kind of waiting the units, ``None`` = all; of ``kinds`` the page consists."""

    person: str
    places: Mapping[str, Sequence[str] | None]
    kinds: Sequence[str]
    site: str | None = None
    column: str | None = None
    document_kind: str | None = None
    waiting_since: datetime | None = None
    """Only what has waited since then or longer."""
    sort: str = "urgency"
    """``urgency``, or ``waiting``: by waiting time alone."""
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class ColumnQuery:
    """Which columns, and where the page begins; ``None`` = no matter which. In the order in which they come to be due."""

    site: str | None = None
    unit: str | None = None
    state: str | None = None
    stage: str | None = None
    """Stage of the duty to update it, as announced."""
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class FilingQuery:
    """Which filings, the newest first: those of ``units`` and those that ``offices`` decide; ``None`` = all."""

    units: Sequence[str] | None = None
    offices: Sequence[str] | None = None
    site: str | None = None
    unit: str | None = None
    column: str | None = None
    kind: str | None = None
    state: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class PlacementQuery:
    """Which articles that are to be shown in other columns than their own; ``columns`` ``None`` = in any."""

    columns: Sequence[str] | None
    state: str
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class BrokenQuery:
    """Which articles with broken links; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    site: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class OriginalQuery:
    """Which sealed originals, the newest first; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    article_id: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Which entries of the search index."""

    terms: tuple[str, ...] = ()
    """All of them are wanted."""
    checks: tuple[str, ...] = ()
    """Folded pieces that stand in the text as they are."""
    in_title: bool = False
    """True if the checks are to stand in the title."""
    but: "Wanted | None" = None
    """What is left out."""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""


@dataclass(frozen=True)
class Standing:
    """What the public sees of an article right now."""

    digest: str
    site: str
    columns: tuple[str, ...]
    """Its own, and those that show it as well."""
    entry: str
    """JSON, as in lists."""

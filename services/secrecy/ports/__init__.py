"""What secrecy's use cases need from outside."""
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from services.secrecy.model import Finding, Review, Versions
from services.secrecy.ports.dictionaries import Dictionaries, Entries, EntryQuery, Made
from services.secrecy.ports.live import (
    Examined,
    OutcomeQuery,
    Outcomes,
    RecallQuery,
    Recalls,
    Reexaminations,
    ShownTexts,
)
from shared.errors import Fault
from shared.known import KnownNotice, KnownUnit
from shared.law.calendar import Calendar
from shared.law.rules import Law

__all__ = [
    "AttachedFile", "Dictionaries", "Entries", "EntryQuery", "Examined", "FilePage", "FilePiece", "FileText", "Files",
    "Gap", "Inspector", "InstalledDetector", "Made", "Notices", "Origin", "OriginText", "OutcomeQuery", "Outcomes",
    "Part", "Ports", "RecallQuery", "Recalls", "Reexaminations", "ReviewQuery", "Reviews", "ShownTexts", "Units", "Waiting",
]


@dataclass(frozen=True)
class Waiting:
    """Reviews that wait for ``what`` (a level, ``authority``, ``consent``, ``report``) of one of ``units``, or of any."""

    what: str
    units: Sequence[str] | None


@dataclass(frozen=True)
class ReviewQuery:
    """Which reviews, in which order, and where the page begins; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    state: str | None = None
    subject: str | None = None
    digest: str | None = None
    urgency: str | None = None
    severity: str | None = None
    """With a finding of this severity or a higher one."""
    level: str | None = None
    """At this level now."""
    waiting: Sequence[Waiting] | None = None
    """That wait for one of these."""
    me: str | None = None
    """Whose levels are meant: not those of texts that this account is involved in, or gave an opinion on."""
    asked: str | None = None
    """Of which a question was ever put: ``referrals`` (to ``asked_units``) or ``consents``."""
    asked_units: Sequence[str] | None = None
    reported: bool | None = None
    """Of the quarantined ones, whether they were reported."""
    sort: str = "urgency"
    """``urgency``: emergencies first, then the oldest; or ``opened_at``, ``-opened_at``."""
    limit: int = 20
    cursor: str | None = None


class Reviews(Protocol):
    """The stored reviews."""

    def get(self, id_: str) -> Review: ...          # raises ReviewNotFound
    def save(self, aggregate: Review) -> None: ...  # raises StaleVersion, also for a new one whose id is taken
    def find(self, query: Mapping[str, Any]) -> Iterator[Review]: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def owing(self, unit: str) -> Sequence[str]: ...  # ids of those with an open duty of the unit
    def page(self, query: ReviewQuery) -> tuple[list[Review], str | None]: ...


class Units(Protocol):
    """What is known of units."""

    def find_one(self, query: Mapping[str, Any]) -> KnownUnit | None: ...
    def save(self, aggregate: KnownUnit) -> None: ...


class Notices(Protocol):
    """What is known of holiday notices."""

    def find_one(self, query: Mapping[str, Any]) -> KnownNotice | None: ...
    def save(self, aggregate: KnownNotice) -> None: ...


@dataclass(frozen=True)
class Part:
    """A named part of a text: its title, its body, a field of its metadata."""

    name: str
    text: str
    format: Literal["plain", "html", "table"] = "plain"
    """``table``: a line a row, a tab between two cells."""


@dataclass(frozen=True)
class AttachedFile:
    """A file of a text: ``name`` is the neutral beginning of its parts' names, ``file`` its id at the files service."""

    name: str
    file: str


@dataclass(frozen=True)
class OriginText:
    """A text under review, as the service that asked holds it."""

    title: str
    parts: tuple[Part, ...]
    attachments: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A place in a file that could not be read; ``part`` is empty for the file as a whole, ``label`` the reason in Chinese."""

    part: str
    reason: str
    label: str
    count: int = 1


@dataclass(frozen=True)
class FileText:
    """All text that is in a file, and what could not be read of it."""

    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class FilePiece:
    """A piece of a part of a file's text."""

    name: str
    text: str
    format: Literal["plain", "html", "table"]
    continues: bool
    """True if it continues the part of the piece before."""


@dataclass(frozen=True)
class FilePage:
    """Some of a file's text; ``next`` is the number of the piece that follows, ``None`` after the last."""

    outcome: str
    """``read``, ``partial`` or ``unreadable``."""
    gaps: tuple[Gap, ...]
    pieces: tuple[FilePiece, ...]
    next: int | None


class Files(Protocol):
    """The files service."""

    def read(self, file: str) -> FileText | None: ...  # None: no such file; raises UnreadableText, and the frame's Unavailable
    def page(self, file: str, from_piece: int, most_characters: int) -> FilePage | None: ...  # likewise


class Origin(Protocol):
    """The services that ask for reviews."""

    def text(self, fetch: str, *, subject: str, digest: str) -> OriginText | None: ...
    # None: no longer the present text; raises UnreadableText, and the frame's Unavailable
    def texts(self, wanted: Sequence[tuple[str, str, str]]) -> list[OriginText | Fault | None]: ...
    # of (fetch, subject, digest), in one message a service, each with what ``text`` would raise; raises Unavailable


@dataclass(frozen=True)
class InstalledDetector:
    """A detector that is installed; one that is switched off is not loaded, so little is known of it."""

    code: str
    state: str
    """``on``, ``trial`` or ``off``."""
    distribution: str
    """The package that ships it, with its version."""
    version: int | None = None
    label: str = ""
    reference: str = ""
    dictionary: str | None = None
    """Version of its dictionary of terms, if it has one."""


class Inspector(Protocol):
    """All installed detectors; scanning keeps the processor busy, and this is the only place that does it."""

    @property
    def versions(self) -> Versions: ...
    @property
    def detectors(self) -> Sequence[InstalledDetector]: ...
    def scan(self, parts: Sequence[Part]) -> list[Finding]: ...  # raises ScanFailed


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped."""

    reviews: Reviews
    dictionaries: Dictionaries
    entries: Entries
    origin: Origin
    files: Files
    inspector: Inspector
    shown: ShownTexts
    recalls: Recalls
    reexaminations: Reexaminations
    outcomes: Outcomes
    beside: Callable[[Callable[[], Any]], Callable[[], Any]]
    """Begins a function at once, beside what is under way; what it gives back waits for the result."""
    alarm: Callable[[], None]
    """Counts a text that is shown without a clearance."""
    units: Units
    notices: Notices
    law: Law
    calendar: Calendar
    isolates: bool
    """True if suspected state secrets are quarantined at once, without waiting for an officer."""
    new_id: Callable[[], str]

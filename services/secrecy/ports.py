"""What secrecy's use cases need from outside."""
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from services.secrecy.model import Finding, Review, Versions
from services.secrecy.model.dictionary import Dictionary, Entry
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from shared.errors import Fault


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
    def page(self, query: ReviewQuery) -> tuple[list[Review], str | None]: ...


class Dictionaries(Protocol):
    """The dictionaries that are kept in the database."""

    def get(self, id_: str) -> Dictionary: ...          # raises DictionaryNotFound
    def save(self, aggregate: Dictionary) -> None: ...  # raises StaleVersion, DictionaryExists
    def find(self, query: Mapping[str, Any]) -> Iterator[Dictionary]: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...


Made = Mapping[str, int]
"""Changes that were made, each with the edition that it led to; what others brought or took counts for nothing."""


@dataclass(frozen=True, kw_only=True)
class EntryQuery:
    """Which entries of a dictionary, and where the page begins; ``None`` = no matter which."""

    dictionary: str
    added: Made
    """Only what came with these changes."""
    made: Made
    """All changes up to the edition that is asked about: they tell what was taken out."""
    contains: str | None = None
    """What stands in the folded text."""
    kind: str | None = None
    tag: str | None = None
    severity: str | None = None
    state: str | None = None
    standing: str = "active"
    """``active``, ``removed`` or ``all``."""
    between: tuple[int, int] | None = None
    """Only what came or went, and did not do both, after the one edition and up to the other."""
    limit: int = 20
    cursor: str | None = None


class Entries(Protocol):
    """The lines of dictionaries; they are only ever added to, but for pages of changes that were not made."""

    def put(self, change: str, page: int, entries: Sequence[Entry]) -> list[int]: ...  # lines that another page has
    def remove(self, change: str, entries: Sequence[tuple[str, str]], *, dictionary: str, by: str, at: datetime) -> None: ...
    def forget(self, dictionary: str, *, made: Sequence[str], before: datetime) -> None: ...  # of other changes than these
    def of_change(self, change: str) -> list[Entry]: ...
    def named(self, dictionary: str, ids: Sequence[str], made: Made) -> list[Entry]: ...
    def with_keys(self, keys: Sequence[str], made: Mapping[str, Made]) -> Iterable[Entry]: ...  # dictionary → its changes
    def page(self, query: EntryQuery) -> tuple[list[Entry], str | None]: ...
    def standing(self, dictionary: str, made: Made) -> Iterator[Entry]: ...  # by their keys


@dataclass(frozen=True)
class Part:
    """A named part of a text: its title, its body, a field of its metadata."""

    name: str
    text: str
    format: Literal["plain", "html"] = "plain"


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


class Origin(Protocol):
    """The services that ask for reviews."""

    def text(self, fetch: str, *, subject: str, digest: str) -> OriginText | None: ...
    # None: no longer the present text; raises UnreadableText, and the frame's Unavailable
    def texts(self, wanted: Sequence[tuple[str, str, str]]) -> list[OriginText | Fault | None]: ...
    # of (fetch, subject, digest), in one message a service, each with what ``text`` would raise; raises Unavailable


class ShownTexts(Protocol):
    """What is live."""

    def find_one(self, query: Mapping[str, Any]) -> Shown | None: ...
    def save(self, aggregate: Shown) -> None: ...
    def after(self, id_: str, limit: int) -> list[Shown]: ...  # that show something, by their ids
    def count(self) -> int: ...
    def any_cleared_otherwise(self, versions: Versions) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class RecallQuery:
    """Which recalls, and where the page begins; the newest first."""

    units: Sequence[str] | None = None
    state: str | None = None
    service: str | None = None
    subject: str | None = None
    reexamination: str | None = None
    limit: int = 20
    cursor: str | None = None


class Recalls(Protocol):
    """The stored recalls."""

    def get(self, id_: str) -> Recall: ...          # raises RecallNotFound
    def save(self, aggregate: Recall) -> None: ...  # raises StaleVersion
    def find(self, query: Mapping[str, Any]) -> Iterator[Recall]: ...
    def find_one(self, query: Mapping[str, Any]) -> Recall | None: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def found_by(self, reexamination: str) -> int: ...
    def page(self, query: RecallQuery) -> tuple[list[Recall], str | None]: ...


class Reexaminations(Protocol):
    """The stored runs."""

    def get(self, id_: str) -> Reexamination: ...          # raises ReexaminationNotFound
    def save(self, aggregate: Reexamination) -> None: ...  # raises StaleVersion
    def newest(self) -> Reexamination | None: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, state: str | None, limit: int, cursor: str | None) -> tuple[list[Reexamination], str | None]: ...


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A line of a run's report."""

    id: str
    reexamination: str
    service: str
    subject: str
    unit: str
    digest: str
    outcome: str
    findings: tuple[Finding, ...]
    recall: str

    @classmethod
    def of(cls, reexamination: str, shown: Shown, outcome: str, findings: tuple[Finding, ...], recall: str) -> "Examined":
        """The line of one text; the same however often it is written."""
        return cls(id=f"{reexamination}/{shown.id}", reexamination=reexamination, service=shown.service,
                   subject=shown.subject, unit=shown.unit, digest=shown.digest, outcome=outcome, findings=findings,
                   recall=recall)


@dataclass(frozen=True)
class LiveText:
    """A live text as its service gave it, or why it did not."""

    shown: Shown
    text: "OriginText | Fault | None"


@dataclass(frozen=True, kw_only=True)
class OutcomeQuery:
    """Which lines of a report, and where the page begins."""

    reexamination: str
    units: Sequence[str] | None = None
    outcome: str | None = None
    limit: int = 20
    cursor: str | None = None


class Outcomes(Protocol):
    """The reports of runs."""

    def put(self, rows: Sequence[Examined]) -> None: ...
    def page(self, query: OutcomeQuery) -> tuple[list[Examined], str | None]: ...


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
    inspector: Inspector
    shown: ShownTexts
    recalls: Recalls
    reexaminations: Reexaminations
    outcomes: Outcomes
    beside: Callable[[Callable[[], Any]], Callable[[], Any]]
    """Begins a function at once, beside what is under way; what it gives back waits for the result."""
    alarm: Callable[[], None]
    """Counts a text that is shown without a clearance."""
    new_id: Callable[[], str]

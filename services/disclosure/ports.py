"""What disclosure's use cases need from outside."""
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.disclosure.model import EarlyNews, Matter, MatterImport, PublicItem
from services.disclosure.model.application import Application
from services.disclosure.model.report import CaseFact
from services.disclosure.model.report_counts import DocumentFact
from services.disclosure.model.yearly_report import YearlyReport
from shared.known import KnownNotice, KnownUnit
from shared.law.calendar import Calendar
from shared.law.rules import Law
from shared.sealed import Sealed


@dataclass(frozen=True)
class MatterQuery:
    """Which matters, in which order, and where the page begins; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    state: str | None = None
    class_name: str | None = None
    due_before: datetime | None = None
    """Whose term, as announced, is over by then."""
    title: str | None = None
    sort: str = "due_at"
    limit: int = 20
    cursor: str | None = None


class Matters(Protocol):
    """The stored matters."""

    def get(self, id_: str) -> Matter: ...          # raises MatterNotFound
    def save(self, aggregate: Matter) -> None: ...  # raises StaleVersion, MatterExists
    def find_one(self, query: Mapping[str, Any]) -> Matter | None: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: MatterQuery) -> tuple[list[Matter], str | None]: ...
    def open_of(self, unit: str) -> list[str]: ...  # ids


@dataclass(frozen=True)
class CatalogueQuery:
    """Which entries of the catalogue, and where the page begins; ``None`` = no matter which. Days are of 生成日期."""

    today: date
    """The day whose validity marks count."""
    unit: str | None = None
    part: str | None = None
    kind: str | None = None
    subject: str | None = None
    validity: str | None = None
    from_: date | None = None
    to: date | None = None
    q: str | None = None
    """Part of the title, summary or document number."""
    limit: int = 20
    cursor: str | None = None


class PublicItems(Protocol):
    """What is known to be public."""

    def get(self, id_: str) -> PublicItem: ...  # raises NotPublished
    def find_one(self, query: Mapping[str, Any]) -> PublicItem | None: ...
    def save(self, aggregate: PublicItem) -> None: ...
    def catalogue(self, query: CatalogueQuery) -> tuple[list[PublicItem], str | None]: ...
    def parts(self, query: CatalogueQuery) -> Mapping[str, int]: ...  # part → entries
    def count_clash(self) -> None: ...  # an index number is used twice


class Imports(Protocol):
    """Imports of matters."""

    def get(self, id_: str) -> MatterImport: ...  # raises ImportNotFound
    def save(self, aggregate: MatterImport) -> None: ...
    def page(self, units: Sequence[str] | None, limit: int, cursor: str | None) -> tuple[list[MatterImport], str | None]: ...


class ImportFiles(Protocol):
    """The files as they were handed in, until their import is over."""

    def keep(self, import_id: str, content: bytes) -> None: ...
    def get(self, import_id: str) -> bytes: ...
    def drop(self, import_id: str) -> None: ...


class ImportRows(Protocol):
    """The rows of imports in batches; to put the same again changes nothing."""

    def put(self, import_id: str, batch: int, rows: list[dict[str, Any]]) -> None: ...
    def batch(self, import_id: str, batch: int) -> list[dict[str, Any]]: ...
    def page(self, import_id: str, outcome: str | None, limit: int, cursor: str | None
             ) -> tuple[list[dict[str, Any]], str | None]: ...
    def all(self, import_id: str) -> Iterator[dict[str, Any]]: ...


class Units(Protocol):
    """What is known of units."""

    def find_one(self, query: Mapping[str, Any]) -> KnownUnit | None: ...
    def save(self, aggregate: KnownUnit) -> None: ...


class EarlyNewsOfItems(Protocol):
    """What was told of items before they were known."""

    def find_one(self, query: Mapping[str, Any]) -> EarlyNews | None: ...
    def save(self, aggregate: EarlyNews) -> None: ...


class Notices(Protocol):
    """Holiday notices that were heard of."""

    def find_one(self, query: Mapping[str, Any]) -> KnownNotice | None: ...
    def save(self, aggregate: KnownNotice) -> None: ...
    def find(self, query: Mapping[str, Any]) -> Iterator[KnownNotice]: ...


@dataclass(frozen=True)
class ReportQuery:
    """Which yearly reports, the newest year first; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    year: int | None = None
    state: str | None = None
    limit: int = 20
    cursor: str | None = None


class Reports(Protocol):
    """The stored yearly reports."""

    def get(self, id_: str) -> YearlyReport: ...          # raises ReportNotFound
    def save(self, aggregate: YearlyReport) -> None: ...  # raises StaleVersion, ReportExists
    def find_one(self, query: Mapping[str, Any]) -> YearlyReport | None: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: ReportQuery) -> tuple[list[YearlyReport], str | None]: ...
    def unmet_of(self, unit: str) -> list[str]: ...       # ids of those that are not public yet
    def predecessors(self, unit: str) -> list[str]: ...   # units whose first successor it is


class Cases(Protocol):
    """What the yearly report counts."""

    def facts(self, unit: str, year: int) -> Iterable[CaseFact]: ...  # all that touch the year
    def documents(self, unit: str, class_name: str) -> Iterable[DocumentFact]: ...  # public ones of a class of matters


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped; ``law`` and ``calendar`` are those of today."""

    matters: Matters
    items: PublicItems
    early_news: EarlyNewsOfItems
    units: Units
    notices: Notices
    law: Law
    calendar: Calendar
    new_id: Callable[[], str]
    imports: Imports
    import_files: ImportFiles
    import_rows: ImportRows
    since: Callable[[date], date]
    """The day on which this installation first heard of anything: the given one, if none is known yet."""
    side_by_side: Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
    """``[function(each) for each in sequence]``, several at a time."""
    reports: Reports
    cases: Cases


@dataclass(frozen=True)
class ApplicationQuery:
    """Which applications, in which order, and where the page begins; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    state: str | None = None
    stage: str | None = None
    outcome: str | None = None
    receipt: str | None = None
    handler: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    due_before: datetime | None = None
    sort: str = "due_at"
    limit: int = 20
    cursor: str | None = None


class Applications(Protocol):
    """The stored applications."""

    def get(self, id_: str) -> Application: ...          # raises ApplicationNotFound
    def save(self, aggregate: Application) -> None: ...  # raises StaleVersion
    def find_one(self, query: Mapping[str, Any]) -> Application | None: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: ApplicationQuery) -> tuple[list[Application], str | None]: ...
    def open_of(self, unit: str) -> list[str]: ...       # ids of those that are not erased yet
    def alike(self, unit: str, name: str, key: str, since: date) -> list[tuple[datetime, date, str]]: ...
    # (registered at, received on, applicant_key) of all whose ``name`` is ``key``, received since a day


class Vault(Protocol):
    """Personal data, sealed case by case."""

    def seal(self, case: str, values: Mapping[str, str]) -> dict[str, Sealed]: ...
    def open(self, values: Mapping[str, Sealed]) -> dict[str, str]: ...
    def destroy(self, case: str) -> None: ...
    def likeness(self, purpose: str, *parts: str) -> str: ...


class Attempts(Protocol):
    """Attempts to guess a query code, by receipt."""

    def take(self, name: str, now: datetime) -> datetime | None: ...
    def fail(self, name: str, now: datetime) -> None: ...
    def clear(self, name: str) -> None: ...


@dataclass(frozen=True)
class Desk(Ports):
    """What the desk for applications needs besides."""

    applications: Applications
    vault: Vault
    attempts: Attempts
    next_serial: Callable[[str], int]
    new_application_id: Callable[[], str]
    """The same for a repeat with the same idempotency key."""
    request: str
    """A keyed digest of the request at hand."""

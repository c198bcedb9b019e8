"""Where is stored what is live, and what became of it."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.secrecy.model import Finding, Versions
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown


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

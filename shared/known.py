"""What a service keeps of others' facts, told by their events: units, and holiday notices. Pure.

Each service has its own copies, so that it asks nobody when it needs them; news that is older than what is known is ignored.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from shared.aggregate import Aggregate
from shared.clock import legal_day
from shared.events import Received
from shared.law.calendar import SpecialDay
from shared.law.notices import Notice


@dataclass(kw_only=True)
class KnownUnit(Aggregate):
    """A unit (directory's); ``id`` is its code (Art. 3 第三条)."""

    name: str
    kind: str = ""
    parent: str | None = None
    dissolved_on: date | None = None
    """The first day on which it is no more: the first day of its successors."""
    successors: list[str] = field(default_factory=list)
    seen: int = 0
    """The newest version of the unit that was told."""

    def hear(self, *, sequence: int, **told: Any) -> None:
        """Take in what an event says, unless something newer is known."""
        if sequence <= self.seen:
            return
        for name, value in told.items():
            setattr(self, name, value)
        self.seen = sequence
        self.note("heard", sequence=sequence)

    def exists(self, now: datetime) -> bool:
        """True unless it was dissolved by today."""
        return self.dissolved_on is None or self.dissolved_on > legal_day(now)


@dataclass(kw_only=True)
class KnownNotice(Aggregate):
    """A notice of the State Council about a year's holidays (law's service), as the calendar needs it."""

    year: int
    title: str
    issued_on: date
    whole: bool
    """True if it settles the whole year, False if it changes single days of it."""
    days: tuple[SpecialDay, ...]

    @property
    def notice(self) -> Notice:
        """The notice itself."""
        return Notice(id=self.id, year=self.year, title=self.title, issued_on=self.issued_on, whole=self.whole, days=self.days)


class _Units(Protocol):
    def find_one(self, query: Mapping[str, Any]) -> KnownUnit | None: ...
    def save(self, aggregate: KnownUnit) -> None: ...


class _Notices(Protocol):
    def find_one(self, query: Mapping[str, Any]) -> KnownNotice | None: ...
    def save(self, aggregate: KnownNotice) -> None: ...


class HearsOfUnits(Protocol):
    """Ports of a service that knows units."""

    @property
    def units(self) -> _Units: ...


class HearsOfNotices(Protocol):
    """Ports of a service that has clocks."""

    @property
    def notices(self) -> _Notices: ...


def note_unit(ports: HearsOfUnits, *, now: datetime, event: Received, code: str, **told: Any) -> None:
    """A unit was registered, renamed, moved or dissolved."""
    known = ports.units.find_one({"_id": code}) or KnownUnit(id=code, name=told["name"])
    known.hear(sequence=event.sequence, **told)
    ports.units.save(known)


def note_notice(ports: HearsOfNotices, *, now: datetime, event: Received, notice: str, year: int, title: str, issued_on: date,
                whole: bool, days: Sequence[Mapping[str, Any]]) -> None:
    """A holiday notice was imported: the sweep re-computes every open clock with it."""
    if ports.notices.find_one({"_id": notice}):
        return
    special = tuple(SpecialDay(each["day"], each["off"], each["name"], title) for each in days)
    known = KnownNotice(id=notice, year=year, title=title, issued_on=issued_on, whole=whole, days=special)
    known.note("heard", year=year)
    ports.notices.save(known)

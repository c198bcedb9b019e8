"""What disclosure knows to be public, from content's events: the public catalogue's entries (信息公开目录)."""
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.disclosure.events import EntryClashed, EntryListed, EntryRemoved
from shared.aggregate import Aggregate
from shared.clock import legal_day
from shared.retelling import Told

VALIDITIES = {"in_force": "有效", "not_yet": "尚未生效", "expired": "失效", "repealed": "废止", "amended": "修改"}
"""有效性 (DOMAIN §9.3); content says which, days may change it since."""
PLACE = ("column", "path", "column_type")
"""What is told anew when its column is merged into another."""
DATED = ("in_force", "not_yet")
"""Marks that the days of effect and expiry decide; the others stay whatever the day is."""


@dataclass(frozen=True)
class Removal:
    """The item is no longer public; the reason is."""

    at: datetime
    reason: str
    redirect: str = ""


@dataclass(kw_only=True)
class PublicItem(Aggregate):
    """A public item of a unit; ``id`` is the article's."""

    unit: str
    unit_name: str = ""
    """发布机构, as it was called when this was published."""
    site: str
    column: str
    column_type: str = ""
    path: str
    index_number: str
    title: str
    summary: str = ""
    """内容概述."""
    document_number: str = ""
    kind: str
    subject: str
    made_on: date | None
    effective_on: date | None = None
    expires_on: date | None = None
    """失效日期: the first day on which it does not hold any more."""
    validity: str = "in_force"
    """As content recorded it; ``validity_on`` is what is shown."""
    part: str = ""
    """Which part of the catalogue it stands in; empty if in none (news and the like)."""
    first_published_at: datetime
    published_at: datetime
    moments: list[datetime] = field(default_factory=list)
    """When each of its editions went public, as far as heard."""
    removal: Removal | None = None
    clashes_with: str = ""
    """The article that has the same index number and had it first."""
    seen: int = 0
    """The newest version of the article that was told."""
    placed: int = 0
    """The newest version that told in which column it stands; events may come in another order than they happened."""

    # -- reading

    @property
    def withdrawn(self) -> bool:
        """True if the public cannot read it any more."""
        return self.removal is not None

    @property
    def number_held(self) -> str:
        """The index number that is this item's for good; empty where another item had it first."""
        return "" if self.clashes_with else self.index_number

    def validity_on(self, day: date) -> str:
        """The mark that is right on ``day`` (a code of ``VALIDITIES``)."""
        if self.validity not in DATED:
            return self.validity
        if self.expires_on and self.expires_on <= day:
            return "expired"
        return "not_yet" if self.effective_on and self.effective_on > day else "in_force"

    def disclosed_at(self, happened_on: date) -> datetime | None:
        """When it first was public with what happened on a day: at the earliest on that day itself; ``None`` = not yet."""
        moments = sorted({self.first_published_at, *self.moments, self.published_at})
        return next((at for at in moments if legal_day(at) >= happened_on), None)

    # -- writing

    def hear(self, *, sequence: int, part: str, **told: Any) -> None:
        """An edition of it went public; old news only adds the moment."""
        if told["published_at"] not in self.moments:
            self.moments.append(told["published_at"])
            self.note("edition_heard", at=told["published_at"].isoformat())
        if sequence <= self.seen:
            return
        moved_since = self.placed > sequence
        for name, value in told.items():
            if not (moved_since and name in PLACE):
                setattr(self, name, value)
        self.seen, self.removal = sequence, None
        if not moved_since:
            self.placed, self.part = sequence, part
        self._list(sequence)

    def move(self, *, sequence: int, column: str, path: str, column_type: str, part: str) -> None:
        """It stands in another column from now on; old news changes nothing."""
        if sequence <= self.placed:
            return
        self.column, self.path, self.column_type, self.part, self.placed = column, path, column_type, part, sequence
        if self.withdrawn:
            self.note("moved", sequence=sequence)
        else:
            self._list(sequence)

    def remove(self, *, sequence: int, removal: Removal) -> None:
        """It was withdrawn; its index number stays taken (never used again)."""
        if sequence <= self.seen:
            return
        self.seen, self.removal = sequence, removal
        self.note("removed", sequence=sequence)
        self._tell()

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        self._tell()

    def yield_number(self, holder: str) -> None:
        """Another item has the index number; it is told, since somebody has to give one of them another."""
        self.clashes_with = holder
        self.note("index_number_clashed", index_number=self.index_number, holder=holder)
        self.record(EntryClashed(unit=self.unit, article_id=self.id, index_number=self.index_number, holder=holder))

    def _list(self, sequence: int) -> None:
        self.note("listed", sequence=sequence, part=self.part)
        self._tell()

    def _tell(self) -> None:
        kind = EntryRemoved if self.withdrawn else EntryListed
        self.record(kind(unit=self.unit, article_id=self.id, index_number=self.index_number, part=self.part))

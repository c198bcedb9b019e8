"""What disclosure tells the others, besides the events of its duties."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from services.disclosure.events.applications import (
    ApplicationAnswered,
    ApplicationClosed,
    ApplicationErased,
    ApplicationRegistered,
)
from services.disclosure.events.reports import REPORT_EVENTS
from shared.events import Event
from shared.law.duty_events import duty_events

_MATTER = {"unit": "433100", "matter_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "class_name": "notices",
           "happened_on": "2026-11-20"}


@dataclass(frozen=True, kw_only=True)
class MatterRegistered(Event):
    """Something that must be disclosed was registered (Art. 7 第七条); ``origin`` says how it came."""

    TYPE: ClassVar[str] = "disclosure.matter.registered.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_MATTER, "origin": "manual"}
    matter_id: str
    class_name: str
    happened_on: str
    origin: str
    """``manual``, ``import``, ``event`` or ``item``."""


@dataclass(frozen=True, kw_only=True)
class MatterFulfilled(Event):
    """A matter was disclosed by a public item (Art. 7 第七条)."""

    TYPE: ClassVar[str] = "disclosure.matter.fulfilled.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_MATTER, "article_id": "5b0c1f0e-0000-4000-8000-000000000001", "published_at": "2026-11-23T01:30:00+00:00",
        "late": False}
    matter_id: str
    class_name: str
    happened_on: str
    article_id: str
    published_at: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class MatterExempted(Event):
    """A matter is withheld on a legal ground, to be examined again on a day (Art. 4 第四条)."""

    TYPE: ClassVar[str] = "disclosure.matter.exempted.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_MATTER, "reason": "trade_secret", "re_examine_on": "2027-11-20"}
    matter_id: str
    class_name: str
    happened_on: str
    reason: str
    re_examine_on: str


@dataclass(frozen=True, kw_only=True)
class MatterReexamined(Event):
    """A withheld matter was examined again (政府信息公开条例 Art. 18): ``still_withheld`` until a day, or ``now_open``."""

    TYPE: ClassVar[str] = "disclosure.matter.reexamined.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_MATTER, "outcome": "still_withheld", "re_examine_on": "2028-11-20"}
    matter_id: str
    class_name: str
    happened_on: str
    outcome: str
    re_examine_on: str | None


@dataclass(frozen=True, kw_only=True)
class MatterSuperseded(Event):
    """Another matter stands for this one: whoever counts matters counts ``by`` and not this, also if this was fulfilled."""

    TYPE: ClassVar[str] = "disclosure.matter.superseded.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_MATTER, "by": "7d1e2c0a-0000-4000-8000-000000000001"}
    matter_id: str
    class_name: str
    happened_on: str
    by: str


_ENTRY = {"unit": "433100", "article_id": "5b0c1f0e-0000-4000-8000-000000000001", "index_number": "000000000/2026-00001"}


@dataclass(frozen=True, kw_only=True)
class EntryListed(Event):
    """A public item stands in the catalogue (信息公开目录, 政府信息公开条例 Art. 12), new or changed.

    ``part`` is a code of the rule ``disclosure.catalogue_parts``, empty for what is public but in no part of it.
    """

    TYPE: ClassVar[str] = "disclosure.entry.listed.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ENTRY, "part": "content"}
    article_id: str
    index_number: str
    part: str

    def cache_tags(self) -> tuple[str, ...]:
        """Every page of the catalogue, and the entry."""
        return ("catalogue", f"entry:{self.article_id}")


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(EntryListed):
    """An item left the catalogue because it was withdrawn; its index number stays taken."""

    TYPE: ClassVar[str] = "disclosure.entry.removed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ENTRY, "part": "content"}


@dataclass(frozen=True, kw_only=True)
class EntryClashed(Event):
    """Two public items have one index number (索引号); ``holder`` had it first. Somebody has to mend it."""

    TYPE: ClassVar[str] = "disclosure.entry.clashed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ENTRY, "holder": "5b0c1f0e-0000-4000-8000-000000000002"}
    article_id: str
    index_number: str
    holder: str


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """An import of matters came to its end: ``done``, ``cancelled`` or ``failed``."""

    TYPE: ClassVar[str] = "disclosure.import.finished.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "import_id": "7d1e2c0a-0000-4000-8000-000000000001",
                                            "state": "done", "rows": 120, "registered": 118, "refused": 2}
    import_id: str
    state: str
    rows: int
    registered: int
    refused: int


EVENTS = (MatterRegistered, MatterFulfilled, MatterExempted, MatterReexamined, MatterSuperseded, EntryListed, EntryRemoved,
          EntryClashed, ImportFinished, ApplicationRegistered, ApplicationAnswered, ApplicationClosed, ApplicationErased,
          *REPORT_EVENTS, *duty_events("disclosure"))

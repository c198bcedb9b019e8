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
    """Something that must be disclosed was registered (Art. 7 第七条); ``origin`` is ``manual``, ``import`` or ``event``."""

    TYPE: ClassVar[str] = "disclosure.matter.registered.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_MATTER, "origin": "manual"}
    matter_id: str
    class_name: str
    happened_on: str
    origin: str


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


EVENTS = (MatterRegistered, MatterFulfilled, MatterExempted, *duty_events("disclosure"),
          ApplicationRegistered, ApplicationAnswered, ApplicationClosed, ApplicationErased, *REPORT_EVENTS)

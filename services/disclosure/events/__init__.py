"""What disclosure tells the others, besides the events of its duties."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

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


_APPLICATION = {"unit": "433100", "application_id": "2f1e6c1a-0000-4000-8000-000000000001"}


@dataclass(frozen=True, kw_only=True)
class ApplicationRegistered(Event):
    """An application counts as received (Art. 11 第十一条); ``category`` is the applicant's column of table 3."""

    TYPE: ClassVar[str] = "disclosure.application.registered.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_APPLICATION, "channel": "internet", "received_on": "2026-11-23",
                                            "category": "person", "due_on": "2026-12-21"}
    application_id: str
    channel: str
    received_on: str
    category: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ApplicationAnswered(Event):
    """An application was answered; ``outcome`` is the row of table 3. ``late_days`` are working days."""

    TYPE: ClassVar[str] = "disclosure.application.answered.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_APPLICATION, "outcome": "3.1", "answered_on": "2026-12-10", "late": False,
                                            "late_days": 0}
    application_id: str
    outcome: str
    answered_on: str
    late: bool
    late_days: int


@dataclass(frozen=True, kw_only=True)
class ApplicationClosed(Event):
    """An application ended without an answer: ``abandoned`` by time, or ``withdrawn``; no outcome if it was never received."""

    TYPE: ClassVar[str] = "disclosure.application.closed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_APPLICATION, "outcome": "3.6.1", "reason": "abandoned",
                                            "closed_on": "2026-12-22"}
    application_id: str
    outcome: str
    reason: str
    closed_on: str


@dataclass(frozen=True, kw_only=True)
class ApplicationErased(Event):
    """The retention is over: the applicant's personal data were erased and their key destroyed; the statistics stay."""

    TYPE: ClassVar[str] = "disclosure.application.erased.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_APPLICATION, "erased_on": "2029-12-11"}
    application_id: str
    erased_on: str


EVENTS = (MatterRegistered, MatterFulfilled, MatterExempted, ApplicationRegistered, ApplicationAnswered, ApplicationClosed,
          ApplicationErased, *REPORT_EVENTS, *duty_events("disclosure"))

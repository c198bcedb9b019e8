"""What disclosure tells of applications: ids, days and rows of table 3, nothing of who applies (Art. 11 第十一条)."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

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

"""The events of duties: the same from every service (``content.duty.overdue.v1``), so that one reader reads them all."""
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NamedTuple

from shared.events import Event


@dataclass(frozen=True, kw_only=True)
class DutyEvent(Event):
    """Something happened to a duty. Days are calendar days in China; ``due_at`` is ISO 8601 UTC, the first moment after
    the term; ``stage`` is the one after the event; ``evidence`` holds ids, dates and codes only."""

    duty: str
    article: str
    kind: str
    """The rule that it rests on: a key of the rule packs."""
    label: str
    subject: str
    """Id of what it is about."""
    pack: str
    pack_version: str
    started_on: str
    due_on: str
    due_at: str
    stage: str
    provisional: bool
    evidence: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DutyMovedEvent(DutyEvent):
    """See ``DutyEvent``; ``why`` is ``calendar``, ``settled``, ``pause``, ``resume``, ``extension`` or ``restart``."""

    due_before: str
    why: str


@dataclass(frozen=True, kw_only=True)
class DutyPassedEvent(DutyEvent):
    """See ``DutyEvent``; ``unit`` is the successor, ``unit_before`` the unit that had it."""

    unit_before: str


@dataclass(frozen=True, kw_only=True)
class DutyMetEvent(DutyEvent):
    """See ``DutyEvent``; ``late_days`` counts in the term's own unit of days, working or calendar."""

    met_at: str
    late: bool
    late_days: int


@dataclass(frozen=True, kw_only=True)
class DutyVoidedEvent(DutyEvent):
    """See ``DutyEvent``."""

    reason: str


class DutyEvents(NamedTuple):
    """The event classes of one service's duties."""

    opened: type[DutyEvent]
    near: type[DutyEvent]
    due: type[DutyEvent]
    overdue: type[DutyEvent]
    moved: type[DutyMovedEvent]
    passed: type[DutyPassedEvent]
    met: type[DutyMetEvent]
    voided: type[DutyVoidedEvent]


_KINDS: Mapping[str, tuple[type[DutyEvent], str, Mapping[str, Any]]] = {
    "opened": (DutyEvent, "A unit has a duty from now on.", {"stage": "open"}),
    "near": (DutyEvent, "The term of a duty is nearly over.", {"stage": "near"}),
    "due": (DutyEvent, "The last day of a duty's term has begun.", {"stage": "due"}),
    "overdue": (DutyEvent, "The term of a duty is over and nothing was done.", {"stage": "overdue"}),
    "moved": (DutyMovedEvent, "A duty is due on another day, or for certain: ``why`` says what moved it.",
              {"stage": "open", "due_before": "2026-11-26", "why": "calendar"}),
    "passed": (DutyPassedEvent, "A duty passed to the successor of a dissolved unit (Art. 3 第三条).",
               {"stage": "open", "unit_before": "433100D90"}),
    "met": (DutyMetEvent, "What the duty asked for was done, in time or late.",
            {"stage": "open", "met_at": "2026-11-25T01:30:00+00:00", "late": False, "late_days": 0}),
    "voided": (DutyVoidedEvent, "The duty is no more, for a reason.", {"stage": "open", "reason": "依法不予公开"}),
}


@cache
def duty_events(service: str) -> DutyEvents:
    """The event classes of ``service``; its ``EVENTS`` ends with ``*duty_events(…)``."""
    return DutyEvents(*(_made(service, name) for name in DutyEvents._fields))  # type: ignore[arg-type]


def is_of_duty(event_type: str) -> bool:
    """True for the type of an event of a duty, of whatever service."""
    return event_type.split(".")[1:2] == ["duty"]


def ends_duty(event_type: str) -> bool:
    """True for the type of an event after which nothing is owed any more."""
    return is_of_duty(event_type) and event_type.split(".")[2:3] in (["met"], ["voided"])


def voided(service: str, told: Mapping[str, Any], reason: str) -> DutyVoidedEvent:
    """The event that ends a duty of which ``told`` is the data of the last event, whatever that was."""
    kind = duty_events(service).voided
    return kind(**{name: told[name] for name in kind.field_names() if name != "reason"}, reason=reason)


def _made(service: str, name: str) -> type[DutyEvent]:
    base, sentence, more = _KINDS[name]
    example = {
        "unit": "433100", "duty": "7d1e2c0a-0000-4000-8000-000000000001", "article": "Art. 7 第七条",
        "kind": "disclosure.notices", "label": "通知公告", "subject": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11",
        "pack": "xiangxi-2018", "pack_version": "1", "started_on": "2026-11-20", "due_on": "2026-11-27",
        "due_at": "2026-11-27T16:00:00+00:00", "provisional": False, "evidence": {}, **more}
    made = type(f"Duty{name.capitalize()}", (base,), {
        "TYPE": f"{service}.duty.{name}.v1", "EXAMPLE": example, "__module__": f"services.{service}.events",
        "__doc__": sentence, "__annotations__": {"TYPE": ClassVar[str], "EXAMPLE": ClassVar[Mapping[str, Any]]}})
    return dataclass(frozen=True, kw_only=True)(made)

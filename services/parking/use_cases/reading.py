"""Looking at parked events; looking takes nothing away."""
from datetime import datetime
from typing import Any

from services.parking.model import Filter, ParkedEvent, State
from services.parking.ports import EventQuery, Ports
from services.parking.use_cases.roles import expect_reader
from shared.caller import Caller


def list_parked_events(ports: Ports, *, caller: Caller, now: datetime, state: str | None, sort: str, limit: int,
                       cursor: str | None, **which: Any) -> tuple[list[ParkedEvent], str | None]:
    """A page of parked events, without their bodies."""
    expect_reader(caller)
    return ports.events.page(EventQuery(which=Filter(**which), state=State(state) if state else None, sort=sort, limit=limit,
                                        cursor=cursor))


def get_parked_event(ports: Ports, *, caller: Caller, now: datetime, event_id: str) -> ParkedEvent:
    """One parked event whole: why, where in the program, what it belongs to, and its bytes."""
    expect_reader(caller)
    return ports.events.get(event_id)


def get_parked_event_history(ports: Ports, *, caller: Caller, now: datetime, event_id: str
                             ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a parked event: each parking, each decision, by whom and why (Art. 5 第五条)."""
    expect_reader(caller)
    return ports.events.history(event_id), None


def count_parked_events(ports: Ports, *, caller: Caller, now: datetime, state: str | None, **which: Any) -> dict[str, Any]:
    """How many events are parked, by queue and type, and since when the oldest of each waits."""
    expect_reader(caller)
    groups = ports.events.groups(Filter(**which), State(state) if state else None)
    return {"total": sum(each.count for each in groups), "oldest": min((each.oldest for each in groups), default=None),
            "groups": groups}

"""Deciding on one parked event; the record says who did, when and why (Art. 5 第五条)."""
from datetime import datetime

from services.parking.model import ParkedEvent
from services.parking.ports import Ports
from services.parking.use_cases.roles import expect_operator
from shared.caller import Caller


def retry_parked_event(ports: Ports, *, caller: Caller, now: datetime, event_id: str, version: int) -> ParkedEvent:
    """Let an event be put back into its queue within a second; handled as if new, with all its tries once more."""
    event = _seen(ports, caller, event_id, version)
    event.retry(by=caller.id, at=now)
    ports.events.save(event)
    return event


def drop_parked_event(ports: Ports, *, caller: Caller, now: datetime, event_id: str, version: int, reason: str) -> ParkedEvent:
    """Give an event up, for a reason that stays on record with it."""
    event = _seen(ports, caller, event_id, version)
    event.drop(by=caller.id, reason=reason, at=now)
    ports.events.save(event)
    return event


def _seen(ports: Ports, caller: Caller, event_id: str, version: int) -> ParkedEvent:
    expect_operator(caller)
    event = ports.events.get(event_id)
    event.expect(version)
    return event

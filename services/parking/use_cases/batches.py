"""Deciding on many parked events at once: one save says what is to be done, a sweep does it step by step and can be killed."""
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from services.parking.errors import IllegalTransition
from services.parking.model import Action, Batch, Filter, ParkedEvent
from services.parking.ports import Ports
from services.parking.use_cases.roles import expect_operator, expect_reader
from shared.caller import Caller
from shared.errors import StaleVersion

STEP = 50
"""Events of one step."""


def retry_parked_events(ports: Ports, *, caller: Caller, now: datetime, most: int, everything: bool, **which: Any) -> Batch:
    """Let all parked events that the filter takes be put back, ``most`` at the most."""
    return _begin(ports, caller, now, Action.RETRY, Filter(**which), "", most)


def drop_parked_events(ports: Ports, *, caller: Caller, now: datetime, reason: str, most: int, everything: bool, **which: Any
                       ) -> Batch:
    """Give up all parked events that the filter takes, ``most`` at the most."""
    return _begin(ports, caller, now, Action.DROP, Filter(**which), reason, most)


def get_parking_batch(ports: Ports, *, caller: Caller, now: datetime, batch_id: str) -> Batch:
    """How far a batch is."""
    expect_reader(caller)
    return ports.batches.get(batch_id)


def list_parking_batches(ports: Ports, *, caller: Caller, now: datetime, limit: int, cursor: str | None
                         ) -> tuple[Sequence[Batch], str | None]:
    """Batches, newest first."""
    expect_reader(caller)
    return ports.batches.newest(limit, cursor)


def tend_batch(ports: Ports, *, now: datetime, id_: str) -> bool:
    """Take the next step of a batch; true while there is more to do.

    How many have the decision is counted, not added up, so whoever goes on after a kill says the same.
    """
    batch = ports.batches.get(id_)
    if batch.over:
        return False
    for event_id in batch.step:
        _decide(ports, batch, ports.events.get(event_id), now)
    more = ports.events.waiting(batch.filter, until=batch.started_at, after=batch.after, limit=min(STEP, batch.left))
    batch.advance(done=ports.events.count_of_batch(batch.id), step=more, at=now)
    ports.batches.save(batch)
    return not batch.over


def _begin(ports: Ports, caller: Caller, now: datetime, action: Action, which: Filter, reason: str, most: int) -> Batch:
    expect_operator(caller)
    found = ports.events.count_waiting(which, until=now, most=most)
    batch = Batch.begin(id=ports.new_id(), action=action, which=which, reason=reason, by=caller.id, most=most, found=found,
                        at=now)
    ports.batches.save(batch)
    return batch


def _decide(ports: Ports, batch: Batch, event: ParkedEvent, now: datetime) -> None:
    """Unless somebody else, or this batch before it was killed, has decided; what came back since is parked anew."""
    if event.waiting_since > batch.started_at:
        return
    with suppress(StaleVersion, IllegalTransition):
        if batch.action is Action.RETRY:
            event.retry(by=batch.by, at=now, batch=batch.id)
        else:
            event.drop(by=batch.by, reason=batch.reason, at=now, batch=batch.id)
        ports.events.save(event)

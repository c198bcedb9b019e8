"""What parking's use cases need from outside."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from services.parking.model import Batch, Filter, ParkedEvent, State


@dataclass(frozen=True, kw_only=True)
class EventQuery:
    """What a list of parked events is asked for."""

    which: Filter
    state: State | None
    sort: str
    limit: int
    cursor: str | None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Events of one queue, type and state together."""

    queue: str
    type: str
    state: State
    count: int
    oldest: datetime
    """Since when the one that waits longest does."""


class ParkedEvents(Protocol):
    """The parked events."""

    def get(self, id_: str) -> ParkedEvent: ...  # raises ParkedEventNotFound
    def find_one(self, query: Mapping[str, Any]) -> ParkedEvent | None: ...
    def save(self, aggregate: ParkedEvent) -> None: ...  # raises StaleVersion
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: EventQuery) -> tuple[list[ParkedEvent], str | None]: ...  # without bodies
    def groups(self, which: Filter, state: State | None) -> list[Group]: ...  # most first
    def waiting(self, which: Filter, *, until: datetime, after: str, limit: int) -> list[str]: ...  # ids in order
    def count_waiting(self, which: Filter, *, until: datetime, most: int) -> int: ...
    def count_of_batch(self, batch: str) -> int: ...
    def overdue(self, before: datetime) -> bool: ...  # True if the sweep should have tended one by then


class Batches(Protocol):
    """Decisions on many."""

    def get(self, id_: str) -> Batch: ...  # raises BatchNotFound
    def save(self, aggregate: Batch) -> None: ...  # raises StaleVersion
    def newest(self, limit: int, cursor: str | None) -> tuple[Sequence[Batch], str | None]: ...


class Queues(Protocol):
    """The queues of the broker."""

    def put_back(self, event: ParkedEvent) -> bool: ...  # False: there is no such queue; raises Unavailable


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped."""

    events: ParkedEvents
    batches: Batches
    queues: Queues
    patience: timedelta
    """How long after it was put back an event that does not return is taken as handled."""
    new_id: Any

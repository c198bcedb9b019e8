"""Parking over a store in memory, with a broker that has queues, or not, or is away."""
import copy
import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from services.parking import errors, use_cases
from services.parking.model import Batch, Filter, ParkedEvent, State
from services.parking.ports import EventQuery, Group, Ports
from shared.arrived import ROUND, Arrived
from shared.caller import Caller
from shared.errors import Unavailable
from shared.events import CONTENT_TYPE
from shared.testing.memory import MemoryCollection

OPERATOR = Caller(id="operator", unit="433100", grants={"operator": ("*",)})
AUDITOR = Caller(id="auditor", unit="433100", grants={"auditor": ("*",)})
COUNTY = Caller(id="county", unit="433101", grants={"operator": ("433101",), "administrator": ("*",)})
QUEUE = "content.on_review_cleared"
EVENT = {"specversion": "1.0", "id": "e1", "type": "guanwang.secrecy.review.cleared.v1", "subject": "s1", "unit": "433100",
         "time": "2026-11-23T01:00:00Z", "correlationid": "c1", "causationid": "e0",
         "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "data": {"unit": "433100"}}


class Events(MemoryCollection[ParkedEvent]):
    """With the questions that parking asks of its store."""

    def _that(self, which: Filter, state: State | None) -> list[ParkedEvent]:
        return [copy.deepcopy(each) for each in self._stored.values()
                if (state is None or each.state is state) and which.text.lower() in each.why.lower()
                and all(getattr(which, name) in ("", getattr(each, name)) for name in ("queue", "type", "unit"))
                and (which.since is None or each.waiting_since >= which.since) and each.id.startswith(which.id)]

    def page(self, query: EventQuery) -> tuple[list[ParkedEvent], str | None]:
        """The first page."""
        found = sorted(self._that(query.which, query.state), key=lambda each: getattr(each, query.sort.lstrip("-")))
        return found[:query.limit], None

    def groups(self, which: Filter, state: State | None) -> list[Group]:
        """By queue, type and state."""
        found: dict[Any, list[ParkedEvent]] = {}
        for each in self._that(which, state):
            found.setdefault((each.queue, each.type, each.state), []).append(each)
        return [Group(queue=queue, type=kind, state=state, count=len(all_), oldest=min(each.waiting_since for each in all_))
                for (queue, kind, state), all_ in found.items()]

    def waiting(self, which: Filter, *, until: datetime, after: str, limit: int) -> list[str]:
        """Ids in order."""
        return sorted(each.id for each in self._that(which, State.PARKED)
                      if each.waiting_since <= until and each.id > after)[:limit]

    def count_waiting(self, which: Filter, *, until: datetime, most: int) -> int:
        """How many."""
        return len(self.waiting(which, until=until, after="", limit=most))

    def count_of_batch(self, batch: str) -> int:
        """How many."""
        return sum(each.batch == batch for each in self._stored.values())

    def overdue(self, before: datetime) -> bool:
        """Whether one should have been tended."""
        return any(each.tend_at is not None and each.tend_at < before for each in self._stored.values())


class Yard:
    """Ports in memory; each step is a minute after the one before. It is also the broker."""

    def __init__(self) -> None:
        numbers = itertools.count(1)
        self.now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
        self.events = Events(errors.ParkedEventNotFound)
        self.batches = MemoryCollection[Batch](errors.BatchNotFound)
        self.away, self.queues = False, {QUEUE}
        self.put: list[tuple[str, bytes, int]] = []
        self.ports = Ports(events=self.events, batches=self.batches, queues=self,  # type: ignore[arg-type]
                           patience=timedelta(seconds=60), new_id=lambda: f"b{next(numbers)}")

    def put_back(self, event: ParkedEvent) -> bool:
        """As the broker would."""
        if self.away:
            raise Unavailable()
        if event.queue in self.queues:
            self.put.append((event.queue, event.body, event.rounds))
        return event.queue in self.queues

    def do(self, use_case: Any, caller: Caller = OPERATOR, **fields: Any) -> Any:
        """Perform an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports, caller=caller, now=self.now, **fields)

    def arrive(self, body: bytes | None = None, **changes: Any) -> ParkedEvent:
        """A message lies in the parking queue; what it became."""
        self.now += timedelta(minutes=1)
        known = set(self.events._stored)
        headers = {"x-attempts": 3, "x-error": "RuntimeError: poison", "x-place": "a.b:1 c"}
        message = replace(Arrived(message_id="e1", routing_key=QUEUE, headers=headers, content_type=CONTENT_TYPE,
                                  body=orjson.dumps(EVENT) if body is None else body), **changes)
        use_cases.note_parked(self.ports, now=self.now, message=message)
        new = set(self.events._stored) - known
        return self.events.get(new.pop() if new else next(iter(known)))

    def again(self, round_: int, error: str = "RuntimeError: poison") -> ParkedEvent:
        """The same message comes back from a round."""
        return self.arrive(headers={"x-attempts": 3, "x-error": error, ROUND: round_})

    def tend(self, event: ParkedEvent, seconds: float = 1) -> ParkedEvent:
        """The sweep looks at it so much later."""
        self.now += timedelta(seconds=seconds)
        use_cases.tend_event(self.ports, now=self.now, id_=event.id)
        return self.events.get(event.id)

    def retry(self, event: ParkedEvent) -> ParkedEvent:
        """An operator lets it be tried again."""
        found: ParkedEvent = self.do(use_cases.retry_parked_event, event_id=event.id, version=event.version)
        return found

    def work(self, batch: Batch) -> Batch:
        """Carry a batch out."""
        while use_cases.tend_batch(self.ports, now=self.now, id_=batch.id):
            pass
        return self.batches.get(batch.id)

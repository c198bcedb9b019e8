"""The sweep: finds what is due, whatever its number, and brings it up to now; safe on any number of replicas.

No leases: two replicas that find the same document both try, the version check lets one of them save, and what is saved
already is a no-op for the other. It costs by what is due, since only that lies in its range of the index.
"""
import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import eventlet
import pymongo
from eventlet.event import Event
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from shared.clock import now
from shared.errors import StaleVersion
from shared.law.duties import Obliged
from shared.runtime import metrics

log = logging.getLogger("guanwang.sweep")

BATCH = 200
SIDE_BY_SIDE = 8
REST_SECONDS = 30.0
"""How long a document whose sweep failed is left alone, so that it does not keep others waiting."""
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)

INDEXES = (
    IndexModel([("sweep_at", ASCENDING)], name="sweep_at", partialFilterExpression={"sweep_at": {"$gt": _EARLIEST}}),
    IndexModel([("reckoned_with", ASCENDING)], name="reckoned_with", partialFilterExpression={"reckoned_with": {"$gte": 0}}),
)
"""Of every collection that is swept."""


def fields(aggregate: Any) -> dict[str, Any]:
    """What is stored beside an aggregate with duties, for the sweep to find it."""
    if not isinstance(aggregate, Obliged):
        return {}
    return {"sweep_at": aggregate.sweep_at, "reckoned_with": aggregate.reckoned_with}


class Sweeper:
    """One a process, looking every ``seconds``.

    ``act(collection, id)`` brings one document up to now, or a step nearer: then it says ``True``, and is asked again at once.
    ``version()`` is that of today's calendar. One that runs ``aside`` of another does not speak for the process: until when
    duties were swept is the other's to say.
    """

    def __init__(self, database: Database[dict[str, Any]], collections: Iterable[str], act: Callable[[str, str], bool | None],
                 version: Callable[[], int], seconds: float = 1.0, *, aside: bool = False) -> None:
        self._database, self._collections, self._act, self._version = database, tuple(collections), act, version
        self._seconds, self._aside = seconds, aside
        self._resting: dict[tuple[str, str], float] = {}
        self._just_done: set[tuple[str, str]] = set()
        self._stopping = Event()

    def run(self) -> None:
        """Sweep until stopped; never raises."""
        while not self._stopping.ready():
            try:
                busy = self.once() > 0
            except Exception as error:
                log.warning("the sweep waits: %s", type(error).__name__)
                busy = False
            if not busy:
                with eventlet.Timeout(self._seconds, False):
                    self._stopping.wait()

    def stop(self) -> None:
        """Let ``run`` return after what is under way."""
        if not self._stopping.ready():
            self._stopping.send()

    def once(self) -> int:
        """Bring up to date what is due now, a batch of each kind at the most; returns how many that were."""
        moment = now()
        self._resting = {key: until for key, until in self._resting.items() if until > time.monotonic()}
        found = [(name, each) for name in self._collections for each in self._due(name)]
        for again in self._just_done.intersection(found):  # done, and due all the same: another process knows why
            self._resting[again] = time.monotonic() + 1
        found = [each for each in found if each not in self._resting]
        self._just_done = set(found)
        random.shuffle(found)  # replicas that look at the same moment mostly meet different documents
        pool = eventlet.GreenPool(SIDE_BY_SIDE)
        for name, id_ in found:
            pool.spawn_n(self._one, name, id_)
        pool.waitall()
        if not found and not self._aside:
            metrics.SWEPT_UNTIL.set(moment.timestamp())
        return len(found)

    def _due(self, name: str) -> list[str]:
        resting = [id_ for collection, id_ in self._resting if collection == name]
        queries: list[tuple[str, Mapping[str, Any]]] = [
            ("sweep_at", {"$gt": _EARLIEST, "$lte": now()}), ("reckoned_with", {"$gte": 0, "$lt": self._version()})]
        ids: dict[str, None] = {}
        for field, condition in queries:
            where = {field: condition, **({"_id": {"$nin": resting}} if resting else {})}
            with pymongo.timeout(10):
                found = self._database[name].find(where, {"_id": 1}, sort=[(field, ASCENDING)], limit=BATCH)
                ids |= dict.fromkeys(each["_id"] for each in found)
        return list(ids)

    def _one(self, name: str, id_: str) -> None:
        try:
            if self._act(name, id_):
                self._just_done.discard((name, id_))
            metrics.SWEPT.labels(name, "done").inc()
        except StaleVersion:
            metrics.SWEPT.labels(name, "taken").inc()  # somebody else has it in hand, or it changed: the next look will tell
        except Exception:
            log.exception("%s %s could not be swept; it rests for %.0f s", name, id_, REST_SECONDS)
            metrics.SWEPT.labels(name, "failed").inc()
            self._resting[name, id_] = time.monotonic() + REST_SECONDS

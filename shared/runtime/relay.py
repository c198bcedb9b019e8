"""The relay: carries events from the documents that they were saved in to the broker, and only then removes them.

Woken by this process's own saves; every second it also looks for what a killed process left behind.
An event may be sent twice, never lost; the events of one aggregate keep their order.
"""
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import eventlet
import orjson
import pymongo
from eventlet.event import Event
from pymongo import UpdateOne, WriteConcern
from pymongo.database import Database

from shared.clock import now
from shared.events import COLLECTION_HEADER, CONTENT_TYPE, EXCHANGE
from shared.runtime import metrics
from shared.runtime.broker import LOST
from shared.runtime.confirmer import Confirmer
from shared.runtime.store import unsent

BATCH = 500
IDLE_SECONDS = 1.0
GRACE = timedelta(seconds=2)
"""Events younger than this are left to the process that saved them."""
HELD_MOST = 20_000
"""Events held in memory; beyond that, saved ones wait in their documents for the next look."""

log = logging.getLogger("guanwang.relay")


class BrokerAway(ConnectionError):
    """No address of the broker answers."""


AWAY = (BrokerAway, pymongo.errors.ConnectionFailure, pymongo.errors.ExecutionTimeout, pymongo.errors.WTimeoutError)
"""What keeps the relay from its work without anything being the matter with that."""


class Relay:
    """One a process; ``offer`` is called after each save, ``run`` is the loop of a green thread."""

    def __init__(self, database: Database[dict[str, Any]], collections: Sequence[str], url: str,
                 declare: Callable[[Any], None]) -> None:
        """``declare`` gets the channel before anything is sent."""
        self._database, self._collections, self._url, self._declare = database, collections, url, declare
        self._held: OrderedDict[str, tuple[str, str, dict[str, Any]]] = OrderedDict()
        self._wake, self._stopping = Event(), False
        self._publisher: Confirmer | None = None
        self._next_look, self._delay = 0.0, 0.5
        self.fine_at = time.monotonic()
        """When it last got on, had nothing to do, or could do nothing because the broker or the database was away."""
        metrics.OUTBOX_OLDEST.set_function(self._oldest_age)

    def offer(self, collection: str, id_: str, events: Sequence[dict[str, Any]]) -> None:
        """Take the unsent events of one document, in order; those already held are not taken twice."""
        for event in events:
            if len(self._held) < HELD_MOST:
                self._held.setdefault(event["id"], (collection, id_, event))
        metrics.OUTBOX_HELD.set(len(self._held))
        if not self._wake.ready():
            self._wake.send()

    def stop(self) -> None:
        """Send what is held, then let ``run`` return."""
        self._stopping = True
        if not self._wake.ready():
            self._wake.send()

    def run(self) -> None:
        """Relay until stopped. Never raises: a broker or database that is away is waited for."""
        while not self._stopping or (self._held and self._delay < 1):
            try:
                self._look_for_leftovers()
                if self._held:
                    self._send()
                else:
                    self._rest()
                self._delay, self.fine_at = 0.5, time.monotonic()
            except Exception as error:
                log.warning("the relay waits: %s: %s", type(error).__name__, error)
                if isinstance(error, AWAY):
                    self.fine_at = time.monotonic()
                self._drop_publisher()
                eventlet.sleep(self._delay)
                self._delay = min(self._delay * 2, 3)
        self._drop_publisher()

    def _rest(self) -> None:
        with eventlet.Timeout(IDLE_SECONDS, False):
            self._wake.wait()
        if self._wake.ready():
            self._wake = Event()

    def _look_for_leftovers(self) -> None:
        if time.monotonic() < self._next_look:
            return
        before = (now() - GRACE).isoformat().replace("+00:00", "Z")
        with pymongo.timeout(5):
            for collection, id_, events in unsent(self._database, self._collections, before):
                self.offer(collection, id_, events)
        self._next_look = time.monotonic() + IDLE_SECONDS

    def _send(self) -> None:
        if self._publisher is None:
            try:
                self._publisher = Confirmer(self._url)
            except LOST as error:
                raise BrokerAway(str(error)) from error
            self._declare(self._publisher.channel)
        batch = list(self._held.items())[:BATCH]
        for id_, (collection, _, event) in batch:
            self._publisher.publish(id_, orjson.dumps(event), EXCHANGE, event["routingkey"], content_type=CONTENT_TYPE,
                                    headers={COLLECTION_HEADER: collection})
        confirmed, refused = self._publisher.wait()
        self._forget([(id_, self._held[id_]) for id_ in confirmed])
        if confirmed:
            self.fine_at = time.monotonic()
        metrics.EVENTS_RELAYED.inc(len(confirmed))
        if refused:
            raise ConnectionError(f"the broker returned or refused {len(refused)} events")

    def _forget(self, sent: Sequence[tuple[str, tuple[str, str, dict[str, Any]]]]) -> None:
        """Remove sent events from their documents. Losing this write only means sending them again."""
        by_document: dict[tuple[str, str], list[str]] = {}
        for id_, (collection, document, _) in sent:
            by_document.setdefault((collection, document), []).append(id_)
        for name in {collection for collection, _ in by_document}:
            pulls = [UpdateOne({"_id": document}, {"$pull": {"outbox": {"id": {"$in": ids}}}})
                     for (collection, document), ids in by_document.items() if collection == name]
            with pymongo.timeout(10):
                self._database[name].with_options(write_concern=WriteConcern(1)).bulk_write(pulls, ordered=False)
        for id_, _ in sent:
            self._held.pop(id_, None)
        metrics.OUTBOX_HELD.set(len(self._held))

    def _oldest_age(self) -> float:
        """Of the event that is held longest; seconds."""
        event = next((event for _, _, event in self._held.values()), None)
        return (now() - datetime.fromisoformat(event["time"])).total_seconds() if event else 0.0

    def _drop_publisher(self) -> None:
        if self._publisher:
            self._publisher.close()
            self._publisher = None

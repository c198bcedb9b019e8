"""Parking's collections: parked events and batches; the way back to the queues; and what is measured."""
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.parking import errors
from services.parking.configuration import Configuration, configured
from services.parking.model import Batch, Filter, ParkedEvent, State
from services.parking.ports import EventQuery, Group, Ports
from shared.arrived import ROUND
from shared.errors import Unavailable
from shared.runtime import metrics, sweep
from shared.runtime.broker import LOST
from shared.runtime.frame import Tools
from shared.runtime.paging import beyond, cut
from shared.runtime.sender import NoQueue, Sender
from shared.runtime.settings import Settings
from shared.runtime.store import Collection, Work

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
INDEXES = {
    "events": [
        *sweep.INDEXES,
        *(IndexModel([(name, ASCENDING), ("_id", ASCENDING)], name=name) for name in ("waiting_since", "parked_at")),
        IndexModel([("state", ASCENDING), ("queue", ASCENDING), ("type", ASCENDING), ("waiting_since", ASCENDING)],
                   name="state"),
        IndexModel([("batch", ASCENDING)], name="batch", partialFilterExpression={"batch": {"$gt": ""}}),
    ],
    "batches": [*sweep.INDEXES, IndexModel([("started_at", DESCENDING), ("_id", DESCENDING)], name="started_at")],
}


@dataclass(frozen=True)
class Equipment:
    """What a process of this service has."""

    configuration: Configuration
    sender: Sender


def equip(settings: Settings) -> Equipment:
    """Read the configuration; the connection is made when something is to be sent. Raises ``SettingsError``."""
    return Equipment(configured(settings.plugin_settings("guanwang.services").get("parking", {})),
                     Sender(settings.rabbitmq_url))


def ports(work: Work, tools: Tools) -> Ports:
    """Parking's ports over MongoDB and the broker."""
    equipment: Equipment = tools.own
    return Ports(
        events=MongoEvents(work.collection("events", ParkedEvent, missing=errors.ParkedEventNotFound, extras=_event_extras)),
        batches=MongoBatches(work.collection("batches", Batch, missing=errors.BatchNotFound, extras=_tended)),
        queues=BrokerQueues(equipment.sender), patience=equipment.configuration.patience, new_id=lambda: uuid.uuid4().hex)


class MongoEvents:
    """The parked events."""

    def __init__(self, collection: Collection[ParkedEvent]) -> None:
        self._collection = collection
        self.get, self.find_one, self.save, self.history = (collection.get, collection.find_one, collection.save,
                                                            collection.history)

    def page(self, query: EventQuery) -> tuple[list[ParkedEvent], str | None]:
        """One page in the order asked for, ties by id; bodies stay where they are."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where = beyond(_where(query.which, query.state), query.cursor, name, direction)
        found = self._collection.mongo.find(where, {"history": 0, "outbox": 0, "answers": 0, "body": 0},
                                            sort=[(name, direction), ("_id", direction)], limit=query.limit + 1)
        return cut([self._collection.load(each) for each in found], query.limit,
                   lambda event: (getattr(event, name), event.id))

    def groups(self, which: Filter, state: State | None) -> list[Group]:
        """By queue, type and state, most first."""
        stages: list[Mapping[str, Any]] = [
            {"$match": _where(which, state)},
            {"$group": {"_id": {"queue": "$queue", "type": "$type", "state": "$state"}, "count": {"$sum": 1},
                        "oldest": {"$min": "$waiting_since"}}},
            {"$sort": {"count": -1, "_id": 1}}]
        return [Group(queue=each["_id"]["queue"], type=each["_id"]["type"], state=State(each["_id"]["state"]),
                      count=each["count"], oldest=each["oldest"].replace(tzinfo=UTC))
                for each in self._collection.mongo.aggregate(stages)]

    def waiting(self, which: Filter, *, until: datetime, after: str, limit: int) -> list[str]:
        """Ids of what waited at ``until`` and still does, in order."""
        where = _waited(which, until) | {"_id": {"$gt": after}}
        if not limit:  # which would be none at all
            return []
        return [each["_id"] for each in self._collection.mongo.find(where, {"_id": 1}, sort=[("_id", ASCENDING)], limit=limit)]

    def count_waiting(self, which: Filter, *, until: datetime, most: int) -> int:
        """How many do, ``most`` at the most."""
        return self._collection.mongo.count_documents(_waited(which, until), limit=most)

    def count_of_batch(self, batch: str) -> int:
        """Events with the decision of a batch."""
        return self._collection.mongo.count_documents({"batch": batch})

    def overdue(self, before: datetime) -> bool:
        """True if one was to be tended before that, and was not."""
        return self._collection.mongo.find_one({"sweep_at": {"$gt": _EARLIEST, "$lt": before}}, {"_id": 1}) is not None


class MongoBatches:
    """Decisions on many."""

    def __init__(self, collection: Collection[Batch]) -> None:
        self._collection = collection
        self.get, self.save = collection.get, collection.save

    def newest(self, limit: int, cursor: str | None) -> tuple[list[Batch], str | None]:
        """A page, newest first."""
        where = beyond({}, cursor, "started_at", DESCENDING)
        order = [("started_at", DESCENDING), ("_id", DESCENDING)]
        return cut(list(self._collection.find(where, sort=order, limit=limit + 1)), limit,
                   lambda batch: (batch.started_at, batch.id))


class BrokerQueues:
    """The way back: by the default exchange, confirmed and mandatory."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def put_back(self, event: ParkedEvent) -> bool:
        """Its bytes as they were, as if new but for the number of its round; raises ``Unavailable``."""
        try:
            self._sender.send(event.message_id, event.body, "", event.queue, event.content_type, {ROUND: event.rounds})
        except NoQueue:
            return False
        except (*LOST, TimeoutError) as error:
            raise Unavailable() from error
        return True


def measure(ports: Ports, *, tools: Tools, now: datetime) -> None:
    """Bring the gauges up to now: of all replicas each tells the same."""
    alarm, patience = tools.own.configuration.alarm, timedelta(seconds=tools.settings.stuck_seconds)
    groups = ports.events.groups(Filter(), State.PARKED)
    counts: dict[str, int] = {}
    for each in groups:
        counts[each.queue] = counts.get(each.queue, 0) + each.count
    metrics.PARKED.clear()
    for queue, count in counts.items():
        metrics.PARKED.labels(queue).set(count)
    waits = max((now - each.oldest for each in groups), default=timedelta())
    metrics.PARKED_OLDEST.set(waits.total_seconds())
    metrics.STUCK.labels("parked").set(waits > alarm)
    retrying = ports.events.groups(Filter(), State.RETRYING)
    metrics.PARKED_RETRYING.set(sum(each.count for each in retrying))
    overdue = ports.events.overdue(now - patience)
    broker_was_away = tools.own.sender.seconds_since_away < tools.settings.stuck_seconds
    metrics.STUCK.labels("retry").set(overdue and not broker_was_away)


def _where(which: Filter, state: State | None) -> dict[str, Any]:
    where: dict[str, Any] = {name: value for name in ("queue", "type", "unit") if (value := getattr(which, name))}
    if state is not None:
        where["state"] = state.value
    if which.id:
        where["_id"] = {"$gte": which.id, "$lt": f"{which.id}~"}
    if which.text:
        where["why"] = {"$regex": re.escape(which.text), "$options": "i"}
    if which.since is not None:
        where["waiting_since"] = {"$gte": which.since}
    return where


def _waited(which: Filter, until: datetime) -> dict[str, Any]:
    where = _where(which, State.PARKED)
    return where | {"waiting_since": where.get("waiting_since", {}) | {"$lte": until}}


def _tended(aggregate: ParkedEvent | Batch) -> Mapping[str, Any]:
    """When the sweep is to look at it."""
    return {"sweep_at": aggregate.tend_at}


def _event_extras(event: ParkedEvent) -> Mapping[str, Any]:
    """The same, and the newest reason for the filter."""
    return {"sweep_at": event.tend_at, "why": event.why}

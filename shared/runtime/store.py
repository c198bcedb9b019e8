"""The store: one document an aggregate, saved in one atomic, version-checked write together with its events.

State, history entry, pending events (the outbox) and the answer to the caller's idempotency key are one update with
majority and journal. So they are all there or none is, on a standalone, a replica set or a sharded cluster alike.
"""
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

import pymongo
from eventlet.event import Event
from pymongo import ASCENDING, ReturnDocument
from pymongo.collection import Collection as MongoCollection
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

from shared.aggregate import Aggregate
from shared.caller import SYSTEM, Caller
from shared.digests import digest
from shared.errors import Fault, StaleVersion
from shared.events import envelope
from shared.history import GENESIS, LOST, entry
from shared.runtime import foreign, sweep
from shared.runtime.database import FLOORS, FRAME_FIELDS
from shared.runtime.gather import Gather
from shared.runtime.mapping import from_document, to_document

A = TypeVar("A", bound=Aggregate)

FORGOTTEN = {"forgotten": True}
"""What is kept instead of an answer that must not be kept."""
ANSWERS_KEPT = 16
"""How many answers to keyed requests a document keeps; a repeat after more keyed writes than that is a new request."""
ROUND_SECONDS = 10
"""Longest time that one gathered round may take."""
_HIDDEN = dict.fromkeys(("history", "outbox", "answers"), 0)
_SHOWN = tuple(_HIDDEN.items())
_OUTBOX_FILTER = {"outbox.0": {"$exists": True}}


class AnswerExists(Exception):
    """Another call with the same idempotency key was saved first; its answer is to be given."""


@dataclass
class Work:
    """What one call or one event works with: where, for whom, and how its saves are described."""

    database: Database[dict[str, Any]]
    engine: "Engine"
    operation: str = ""
    caller: Caller = SYSTEM
    correlation: str = ""
    causation: str = ""
    traceparent: str = ""
    now: datetime | None = None
    key: str = ""
    """The caller's idempotency key, made unique by caller and operation; empty when none was given."""
    request: str = ""
    """A keyed digest of the request that came with the key: it may hold a password, so nobody shall guess at it."""
    answer: Callable[[Any], Any] | None = None
    """Turns the saved aggregate into the operation's answer."""
    bundle: "Bundle | None" = None
    """What the calls that arrived in one message have read in common."""

    def collection(self, name: str, kind: type[A], *, missing: type[Fault], taken: Mapping[str, type[Fault]] | None = None,
                   extras: Callable[[A], Mapping[str, Any]] | None = None, reference: bool = False) -> "Collection[A]":
        """The stored aggregates of class ``kind``.

        ``missing`` is raised for an unknown id; ``taken`` maps the name of a unique index to the fault that a clash
        raises; ``extras`` computes further fields that are stored with the state, for queries and public reads. Of a
        ``reference`` collection, which calls only look things up in, the calls of one bundle read each document once.
        """
        return Collection(self, self.engine.collection(self.database, name), kind, missing, taken or {}, extras, reference)


class Bundle:
    """Remembers what was read, for calls that arrived together and so may see the same moment."""

    def __init__(self, size: int = 1) -> None:
        self.several = size > 1
        """True if other calls are about to want the same as this one."""
        self._read: dict[Hashable, Event] = {}

    def once(self, key: Hashable, read: Callable[[], Any]) -> Any:
        """What ``read`` gives, read by whoever comes first; a failure is everybody's."""
        event = self._read.get(key)
        if event is None:
            event = self._read[key] = Event()
            try:
                event.send(read())
            except Exception:
                event.send_exception(*sys.exc_info())
        return event.wait()


@dataclass
class Engine:
    """What all work of one process shares: gathered inserts and reads, and the relay that is told of new events."""

    offer: Callable[[str, str, list[dict[str, Any]]], None] = lambda collection, id_, events: None
    insert: Gather = field(default_factory=lambda: Gather(_insert_all))
    find: Gather = field(default_factory=lambda: Gather(_find_all))
    _collections: dict[str, MongoCollection[dict[str, Any]]] = field(default_factory=dict)
    _floors: dict[str, int] | None = None

    def collection(self, database: Database[dict[str, Any]], name: str) -> MongoCollection[dict[str, Any]]:
        """The collection ``name``, made once: making one costs as much as a small call."""
        found = self._collections.get(name)
        if found is None:
            found = self._collections[name] = database[name]
        return found


    def floor(self, database: Database[dict[str, Any]], name: str, id_: str) -> int:
        """The version that others have seen of an aggregate that a restore took away; whoever begins it anew goes on there."""
        if self._floors is None:
            self._floors = {each["_id"]: each["version"] for each in database[FLOORS].find()}
        return self._floors.get(f"{name}/{id_}", 0)


class Collection(Generic[A]):
    """Loads and saves one kind of aggregate."""

    def __init__(self, work: Work, collection: MongoCollection[dict[str, Any]], kind: type[A], missing: type[Fault],
                 taken: Mapping[str, type[Fault]], extras: Callable[[A], Mapping[str, Any]] | None,
                 reference: bool) -> None:
        self._work, self.mongo, self._kind, self._missing = work, collection, kind, missing
        self._taken, self._extras, self._reference = taken, extras, reference

    def get(self, id_: str) -> A:
        """The aggregate with this id; raises the collection's ``missing`` fault."""
        read = partial(self._work.engine.find, _Find(self.mongo, _SHOWN), id_,
                       others=self._several and not self._reference)
        shared = self._work.bundle if self._reference else None
        document = shared.once((self.mongo.name, id_), read) if shared else read()
        if document is None:
            raise self._missing(id=id_)
        return self.load(document)

    def raw(self, id_: str, fields: Mapping[str, int]) -> dict[str, Any] | None:
        """Some stored fields of an aggregate as they are, without building it; ``None`` if there is no such aggregate."""
        found: dict[str, Any] | None = self._work.engine.find(_Find(self.mongo, tuple(fields.items())), id_,
                                                              others=self._several)
        return found

    def raw_all(self, ids: Sequence[str], fields: Mapping[str, int]) -> dict[str, dict[str, Any]]:
        """The same of many aggregates in one go, by id; unknown ids are left out."""
        found = _find_all(_Find(self.mongo, tuple(fields.items())), ids)
        return {document["_id"]: document for document in found if document}

    def find_one(self, query: Mapping[str, Any]) -> A | None:
        """The first aggregate that matches, or ``None``."""
        document = self.mongo.find_one(query, _HIDDEN)
        return None if document is None else self.load(document)

    def find(self, query: Mapping[str, Any], *, sort: Sequence[tuple[str, int]] = (), limit: int = 0) -> Iterator[A]:
        """All aggregates that match, in order."""
        cursor = self.mongo.find(query, _HIDDEN, limit=limit)
        for document in cursor.sort(list(sort)) if sort else cursor:
            yield self.load(document)

    def history(self, id_: str) -> list[dict[str, Any]]:
        """The hash-chained history of an aggregate, oldest first; raises ``missing``."""
        document = self.mongo.find_one({"_id": id_}, {"history": 1})
        if document is None:
            raise self._missing(id=id_)
        return list(document["history"])

    def save(self, aggregate: A) -> None:
        """Write state, history, events and answer in one step.

        Raises ``StaleVersion`` when somebody saved in between, the fault in ``taken`` when a unique value clashes, and
        ``AnswerExists`` when the same keyed request was saved by another process first. Nothing noted = nothing saved.
        """
        if not aggregate.changed:
            return
        seen, previous = aggregate.version, getattr(aggregate, "_head", GENESIS)
        pending, step = aggregate.drain()
        floor = self._work.engine.floor(self._work.database, self.mongo.name, aggregate.id) if seen == 0 else 0
        aggregate.version = max(seen, floor) + 1
        state = to_document(aggregate) | sweep.fields(aggregate) | dict(self._extras(aggregate) if self._extras else {})
        if (stored := getattr(aggregate, "_stored", None)) is not None:
            foreign.keep(stored, state, self._kind, FRAME_FIELDS)
        made = self._entry(aggregate, state, step, previous, floor)
        events = [envelope(event, subject=aggregate.id, sequence=aggregate.version, index=index, time=self._now,
                           correlation=self._work.correlation, causation=self._work.causation,
                           traceparent=self._work.traceparent) for index, event in enumerate(pending)]
        frame = {"history": [made], "outbox": events, "answers": self._answers(aggregate)}
        if aggregate.forgets:
            self._blank_answers(aggregate.id)
        try:
            outbox = self._write(state | {"head": made["hash"]}, frame, seen)
        except DuplicateKeyError as error:
            raise self._clash(error, aggregate) from None
        self._work.key = ""  # the first save of a call keeps its answer
        aggregate._head, aggregate._stored = made["hash"], state  # type: ignore[attr-defined]
        if outbox:
            self._work.engine.offer(self.mongo.name, aggregate.id, outbox)

    @property
    def _several(self) -> bool:
        return self._work.bundle is not None and self._work.bundle.several

    @property
    def _now(self) -> datetime:
        assert self._work.now is not None, "a save needs the time of its call"
        return self._work.now

    def load(self, document: dict[str, Any]) -> A:
        """The aggregate that a stored document holds."""
        aggregate: A = from_document(document, self._kind)
        aggregate._head, aggregate._stored = document["head"], document  # type: ignore[attr-defined]
        return aggregate

    def _entry(self, aggregate: A, state: Mapping[str, Any], step: Any, previous: str, floor: int) -> dict[str, Any]:
        return entry(sequence=aggregate.version, previous=previous, state=digest(state), at=self._now.isoformat(),
                     action=step.action if step else self._work.operation, by=self._work.caller.id,
                     authority=(step.authority if step else "") or (self._work.caller.unit or ""),
                     details=(step.details if step else {}) | ({LOST: [1, floor]} if floor else {}),
                     correlation=self._work.correlation)

    def _answers(self, aggregate: A) -> list[dict[str, Any]]:
        if not self._work.key:
            return []
        answer = self._work.answer(aggregate) if self._work.answer else None
        return [{"key": self._work.key, "request": self._work.request, "answer": answer}]

    def _blank_answers(self, id_: str) -> None:
        """Before the save, which nobody else's save can come between: the version says so."""
        self.mongo.update_one({"_id": id_, "answers.0": {"$exists": True}}, {"$set": {"answers.$[].answer": FORGOTTEN}})

    def _write(self, state: dict[str, Any], frame: dict[str, list[Any]], seen: int) -> list[dict[str, Any]]:
        if seen == 0:
            begun = {name: each for name, each in frame.items() if each or name == "history"}
            self._work.engine.insert(self.mongo, state | begun, others=self._several)
            return frame["outbox"]
        push: dict[str, Any] = {"history": {"$each": frame["history"]}, "outbox": {"$each": frame["outbox"]}}
        if frame["answers"]:
            push["answers"] = {"$each": frame["answers"], "$slice": -ANSWERS_KEPT}
        values = {name: value for name, value in state.items() if name != "_id"}
        unanswered = {"answers.key": {"$ne": self._work.key}} if self._work.key else {}
        saved = self.mongo.find_one_and_update(
            {"_id": state["_id"], "version": seen, **unanswered}, {"$set": values, "$push": push},
            projection={"outbox": 1}, return_document=ReturnDocument.AFTER)
        if saved is None:
            current = self.mongo.find_one({"_id": state["_id"]}, {"version": 1}) or {}
            if current.get("version") == seen:
                raise AnswerExists()
            raise StaleVersion(current=current.get("version", 0), seen=seen)
        # Everything still unsent of this aggregate, so that what a killed process left behind keeps its place in the order.
        return list(saved["outbox"]) if frame["outbox"] else []

    def _clash(self, error: DuplicateKeyError, aggregate: A) -> Exception:
        details: Mapping[str, Any] = error.details or {}
        index = str(details.get("errmsg", "")).partition("index: ")[2].split(" ", 1)[0]
        if index == "answers":
            return AnswerExists()
        fault = self._taken.get(index)
        if index == "_id_" and fault is None:
            return StaleVersion(current=1, seen=0)  # somebody else began it first; a handler starts over on this
        values = {key: str(value) for key, value in details.get("keyValue", {}).items()}
        return fault(id=aggregate.id, **values) if fault else error


def prepare(database: Database[dict[str, Any]], indexes: Mapping[str, Iterable[Any]]) -> None:
    """Create the indexes of a service's collections (name → ``IndexModel``s) and those of the frame; safe to repeat."""
    for name, models in indexes.items():
        collection = database[name]
        collection.create_index([("answers.key", ASCENDING)], name="answers", unique=True,
                                partialFilterExpression={"answers.key": {"$exists": True}})
        collection.create_index([("outbox.time", ASCENDING)], name="outbox", partialFilterExpression=_OUTBOX_FILTER)
        if models := list(models):
            collection.create_indexes(models)


def kept_answer(database: Database[dict[str, Any]], collections: Iterable[str], key: str) -> dict[str, Any] | None:
    """The answer that was saved with an idempotency key: ``{"key", "request", "answer"}``, or ``None``."""
    for name in collections:
        found = database[name].find_one({"answers.key": key}, {"answers": {"$elemMatch": {"key": key}}})
        if found:
            return dict(found["answers"][0])
    return None


def unsent(database: Database[dict[str, Any]], collections: Iterable[str], before: str, limit: int = 200
           ) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Documents whose oldest unsent event was saved before ``before`` (ISO time): collection, id, events in order."""
    for name in collections:
        query = {**_OUTBOX_FILTER, "outbox.time": {"$lt": before}}
        for document in database[name].find(query, {"outbox": 1}, sort=[("outbox.time", 1)], limit=limit):
            yield name, document["_id"], list(document["outbox"])


@dataclass(frozen=True, eq=True)
class _Find:
    """What a gathered read asks for; reads of the same kind travel together."""

    collection: MongoCollection[dict[str, Any]]
    projection: tuple[tuple[str, int], ...]

    def __hash__(self) -> int:
        return hash((self.collection.name, self.projection))


def _insert_all(collection: Any, documents: Sequence[dict[str, Any]]) -> list[Exception | None]:
    results: list[Exception | None] = [None] * len(documents)
    try:
        with pymongo.timeout(ROUND_SECONDS):
            if len(documents) == 1:
                collection.insert_one(documents[0])
                return results
            collection.insert_many(documents, ordered=False)
    except BulkWriteError as error:
        if error.details.get("writeConcernErrors"):
            raise
        for each in error.details["writeErrors"]:
            results[each["index"]] = DuplicateKeyError(each["errmsg"], each["code"], each) if each["code"] == 11000 else error
    return results


def _find_all(find: Any, ids: Sequence[str]) -> list[dict[str, Any] | None]:
    query = {"_id": ids[0]} if len(ids) == 1 else {"_id": {"$in": list(set(ids))}}
    with pymongo.timeout(ROUND_SECONDS):
        found = {each["_id"]: each for each in find.collection.find(query, dict(find.projection))}
    return [found.get(each) for each in ids]

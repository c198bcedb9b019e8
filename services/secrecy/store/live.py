"""What is live, recalls, and re-examinations with their reports, in MongoDB."""
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import eventlet
from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne
from pymongo.collection import Collection as MongoCollection

from services.secrecy.model import Versions
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from services.secrecy.ports import Examined, OutcomeQuery, RecallQuery
from shared.runtime import sweep
from shared.runtime.mapping import from_document, to_document
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection

_LIVE = {"digest": {"$gt": ""}}
_NEWEST = [("opened_at", DESCENDING), ("_id", DESCENDING)]

INDEXES = {
    "shown": [IndexModel([("_id", ASCENDING), ("digest", ASCENDING)], name="live", partialFilterExpression=_LIVE)],
    "recalls": [
        IndexModel([("subject", ASCENDING), ("service", ASCENDING)], name="subject"),
        IndexModel([("unit", ASCENDING), ("state", ASCENDING), *_NEWEST], name="of_unit"),
        IndexModel([("state", ASCENDING), *_NEWEST], name="state"),
        IndexModel([("reexamination", ASCENDING)], name="reexamination"),
        IndexModel(_NEWEST, name="newest"),
    ],
    "reexaminations": [*sweep.INDEXES, IndexModel([("number", DESCENDING)], name="number")],
    "outcomes": [IndexModel([("reexamination", ASCENDING), ("outcome", ASCENDING), ("_id", ASCENDING)], name="report")],
}


class MongoShown:
    """What is live."""

    def __init__(self, collection: Collection[Shown]) -> None:
        self._collection = collection
        self.find_one, self.save = collection.find_one, collection.save

    def after(self, id_: str, limit: int) -> list[Shown]:
        """The next ones that show something."""
        return list(self._collection.find({"_id": {"$gt": id_}, **_LIVE}, sort=[("_id", ASCENDING)], limit=limit))

    def count(self) -> int:
        """How many subjects show something."""
        return self._collection.mongo.count_documents(_LIVE)

    def any_cleared_otherwise(self, versions: Versions) -> bool:
        """Whether something is shown that was cleared under other versions."""
        other = {"$or": [{"dictionary": {"$ne": versions.dictionary}}, {"rules": {"$ne": versions.rules}}]}
        return self._collection.mongo.find_one({**_LIVE, **other}, {"_id": 1}) is not None


class MongoRecalls:
    """Recalls and their list."""

    def __init__(self, collection: Collection[Recall]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history
        self.find, self.find_one = collection.find, collection.find_one

    def found_by(self, reexamination: str) -> int:
        """How many recalls a run opened."""
        return self._collection.mongo.count_documents({"reexamination": reexamination})

    def page(self, query: RecallQuery) -> tuple[list[Recall], str | None]:
        """Newest first."""
        where: dict[str, Any] = {name: value for name in ("state", "service", "subject", "reexamination")
                                 if (value := getattr(query, name)) is not None}
        if query.units is not None:
            where["unit"] = {"$in": list(query.units)}
        where = beyond(where, query.cursor, "opened_at", DESCENDING)
        found = list(self._collection.find(where, sort=_NEWEST, limit=query.limit + 1))
        return cut(found, query.limit, lambda each: (each.opened_at, each.id))


class MongoReexaminations:
    """Runs, the newest last."""

    def __init__(self, collection: Collection[Reexamination]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history

    def newest(self) -> Reexamination | None:
        """The one with the highest number."""
        return next(self._collection.find({}, sort=[("number", DESCENDING)], limit=1), None)

    def page(self, state: str | None, limit: int, cursor: str | None) -> tuple[list[Reexamination], str | None]:
        """Newest first."""
        where = beyond({"state": state} if state else {}, cursor, "started_at", DESCENDING)
        order = [("started_at", DESCENDING), ("_id", DESCENDING)]
        found = list(self._collection.find(where, sort=order, limit=limit + 1))
        return cut(found, limit, lambda each: (each.started_at, each.id))


class MongoOutcomes:
    """The reports of runs: lines that are written over, never changed."""

    def __init__(self, mongo: MongoCollection[dict[str, Any]]) -> None:
        self._mongo = mongo

    def put(self, rows: Sequence[Examined]) -> None:
        """Lay lines down, whatever was there."""
        if rows:
            self._mongo.bulk_write([ReplaceOne({"_id": each.id}, _document(each), upsert=True) for each in rows], ordered=False)

    def page(self, query: OutcomeQuery) -> tuple[list[Examined], str | None]:
        """By outcome, then by text."""
        where: dict[str, Any] = {"reexamination": query.reexamination}
        if query.outcome:
            where["outcome"] = query.outcome
        if query.units is not None:
            where["unit"] = {"$in": list(query.units)}
        where = beyond(where, query.cursor, "outcome", ASCENDING)
        found = [_row(each) for each in self._mongo.find(where, sort=[("outcome", ASCENDING), ("_id", ASCENDING)],
                                                         limit=query.limit + 1)]
        return cut(found, query.limit, lambda each: (each.outcome, each.id))


def for_sweep(run: Reexamination) -> Mapping[str, Any]:
    """What is stored beside a run, for the sweep to find it."""
    return {"sweep_at": run.sweep_at}


def beside(function: Callable[[], Any]) -> Callable[[], Any]:
    """Begin at once in a green thread of its own."""
    waited: Callable[[], Any] = eventlet.spawn(function).wait
    return waited


def _document(row: Examined) -> dict[str, Any]:
    document = to_document(row)
    return {"_id": document.pop("id"), **document}


def _row(document: dict[str, Any]) -> Examined:
    found: Examined = from_document({"id": document.pop("_id"), **document}, Examined)
    return found

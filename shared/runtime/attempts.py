"""Attempts to guess a secret: one small document a name, without history, deleted by the database when it no longer matters."""
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from shared.attempts import Attempts


class MongoAttempts:
    """Counts attempts so that any number of calls at the same time are counted one by one."""

    def __init__(self, collection: Collection[dict[str, Any]]) -> None:
        self._collection = collection

    def take(self, name: str, now: datetime) -> datetime | None:
        """Begin one attempt; if none may be made: until when. It has to end by ``fail`` or ``clear``, or is soon forgotten."""
        return self._change(name, now, Attempts.begun, unless=lambda attempts: attempts.refused_until(now))

    def fail(self, name: str, now: datetime) -> None:
        """An attempt ended in a failure."""
        self._change(name, now, Attempts.failure)

    def clear(self, name: str) -> None:
        """Forget all attempts."""
        self._collection.delete_one({"_id": _id(name)})

    def _change(self, name: str, now: datetime, change: Callable[[Attempts, datetime], Attempts],
                unless: Callable[[Attempts], datetime | None] = lambda attempts: None) -> datetime | None:
        """Ends, for every lost round brings the lock nearer."""
        id_ = _id(name)
        while True:
            document = self._collection.find_one({"_id": id_})
            attempts = _read(document) if document else Attempts()
            if until := unless(attempts):
                return until
            if self._put(id_, document["round"] if document else 0, change(attempts, now), now):
                return None

    def _put(self, id_: str, seen: int, attempts: Attempts, now: datetime) -> bool:
        values = {"failed": list(attempts.failed), "open": list(attempts.open), "locked_until": attempts.locked_until,
                  "round": seen + 1, "forget_at": attempts.forget_at(now)}
        try:
            if seen:
                return self._collection.update_one({"_id": id_, "round": seen}, {"$set": values}).matched_count == 1
            self._collection.insert_one({"_id": id_, **values})
        except DuplicateKeyError:
            return False
        return True


def _read(document: dict[str, Any]) -> Attempts:
    return Attempts(tuple(document["failed"]), tuple(document["open"]), document["locked_until"])


def _id(name: str) -> str:
    """A digest: what people type there by mistake may be a password."""
    return hashlib.sha256(name.encode()).hexdigest()

"""Sessions and signing keys in MongoDB."""
from datetime import datetime

from pymongo import DESCENDING

from services.directory import errors
from services.directory.model import Session, SigningKey
from shared.runtime.store import Collection, Work

KEYS_THAT_MATTER = 20
"""More rotations than that within the life of a token void the oldest of those tokens."""


class MongoSessions:
    """Sessions; the database deletes their records when the law lets it."""

    def __init__(self, collection: Collection[Session]) -> None:
        self._collection = collection
        self.get, self.save = collection.get, collection.save

    def of(self, holder: str) -> list[Session]:
        """The sessions of an account or client that nobody ended, newest first."""
        return list(self._collection.find({"holder": holder, "ended_at": None}, sort=[("opened_at", DESCENDING)]))

    def ended_since(self, moment: datetime) -> list[Session]:
        """The sessions that were ended after ``moment``."""
        return list(self._collection.find({"ended_at": {"$gt": moment}}))


class MongoKeys:
    """Signing keys."""

    def __init__(self, work: Work) -> None:
        self._collection = work.collection("keys", SigningKey, missing=errors.KeyNotFound, taken={"_id_": errors.KeyExists})
        self.save = self._collection.save

    def newest(self) -> list[SigningKey]:
        """The newest first, as many as can matter."""
        return list(self._collection.find({}, sort=[("number", DESCENDING)], limit=KEYS_THAT_MATTER))

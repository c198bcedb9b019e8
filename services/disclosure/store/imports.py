"""Imports: how far they are, their files, and their rows in batches."""
from collections.abc import Iterator, Sequence
from typing import Any

from pymongo import DESCENDING
from pymongo.collection import Collection as MongoCollection

from services.disclosure.errors import InvalidSheet
from services.disclosure.model import MatterImport
from shared.errors import InvalidCursor
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection

_Mongo = MongoCollection[dict[str, Any]]


class MongoImports:
    """Imports and their list."""

    def __init__(self, collection: Collection[MatterImport]) -> None:
        self._collection = collection
        self.get, self.save = collection.get, collection.save

    def page(self, units: Sequence[str] | None, limit: int, cursor: str | None) -> tuple[list[MatterImport], str | None]:
        """Newest first."""
        where: dict[str, Any] = {} if units is None else {"unit": {"$in": list(units)}}
        where = beyond(where, cursor, "created_at", DESCENDING)
        order = [("created_at", DESCENDING), ("_id", DESCENDING)]
        return cut(list(self._collection.find(where, sort=order, limit=limit + 1)), limit,
                   lambda each: (each.created_at, each.id))


class MongoFiles:
    """Files as they were handed in."""

    def __init__(self, mongo: _Mongo) -> None:
        self._mongo = mongo

    def keep(self, import_id: str, content: bytes) -> None:
        """Lay it down."""
        self._mongo.replace_one({"_id": import_id}, {"content": content}, upsert=True)

    def get(self, import_id: str) -> bytes:
        """As it was; raises ``InvalidSheet`` if it is gone."""
        found = self._mongo.find_one({"_id": import_id})
        if found is None:
            raise InvalidSheet(why="文件已不在。")
        return bytes(found["content"])

    def drop(self, import_id: str) -> None:
        """It is not needed any more."""
        self._mongo.delete_one({"_id": import_id})


class MongoRows:
    """Rows; one document a batch."""

    def __init__(self, mongo: _Mongo) -> None:
        self._mongo = mongo

    def put(self, import_id: str, batch: int, rows: list[dict[str, Any]]) -> None:
        """Lay a batch down, whatever was there."""
        key = _key(import_id, batch)
        self._mongo.replace_one({"_id": key}, {"rows": rows}, upsert=True)

    def batch(self, import_id: str, batch: int) -> list[dict[str, Any]]:
        """One batch."""
        found = self._mongo.find_one({"_id": _key(import_id, batch)})
        return list(found["rows"]) if found else []

    def all(self, import_id: str) -> Iterator[dict[str, Any]]:
        """Every row in the order of the file."""
        yield from self._from(import_id, 0)

    def page(self, import_id: str, outcome: str | None, limit: int, cursor: str | None
             ) -> tuple[list[dict[str, Any]], str | None]:
        """Rows after the line that ``cursor`` names; raises ``InvalidCursor``."""
        batch, line = _position(cursor)
        found: list[dict[str, Any]] = []
        for row in self._from(import_id, batch):
            if row["line"] <= line or (outcome and row["outcome"] != outcome):
                continue
            if len(found) == limit:
                return found, f"{found[-1]['batch']}-{found[-1]['line']}"
            found.append(row)
        return found, None

    def _from(self, import_id: str, batch: int) -> Iterator[dict[str, Any]]:
        where = {"_id": {"$gte": _key(import_id, batch), "$lt": f"{import_id}0"}}  # "0" comes after "/"
        for document in self._mongo.find(where).sort("_id", 1):
            number = int(document["_id"].rpartition("/")[2])
            yield from ({**row, "batch": number} for row in document["rows"])


def _key(import_id: str, batch: int) -> str:
    return f"{import_id}/{batch:06d}"


def _position(cursor: str | None) -> tuple[int, int]:
    if cursor is None:
        return 0, 0
    batch, _, line = cursor.partition("-")
    if not (batch.isascii() and batch.isdigit() and line.isascii() and line.isdigit() and len(cursor) < 20):
        raise InvalidCursor()
    return int(batch), int(line)

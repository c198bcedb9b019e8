"""Files and references over MongoDB."""
import re
from collections.abc import Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING

from services.files.model import Reference, StoredFile
from services.files.ports import FileQuery
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection

_FRAME = {"history": 0, "outbox": 0, "answers": 0}


class MongoFiles:
    """The stored files."""

    def __init__(self, collection: Collection[StoredFile]) -> None:
        self._collection = collection
        self.get, self.find_one, self.save = collection.get, collection.find_one, collection.save
        self.history = collection.history

    def quarantined(self, ids: Sequence[str]) -> list[StoredFile]:
        """Those of ``ids`` that are quarantined, and are still there because something referred to them."""
        wanted = {"_id": {"$in": list(ids)}, "quarantined": {"$ne": None}, "removed_at": None}
        return list(self._collection.find(wanted)) if ids else []

    def page(self, query: FileQuery) -> tuple[list[StoredFile], str | None]:
        """One page in the order asked for, without what was removed; ties are broken by id."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where: dict[str, Any] = {"removed_at": None}
        if query.units is not None:
            where["uploads.unit"] = {"$in": list(query.units)}
        if query.media_type:
            where["media_type"] = query.media_type
        if query.name:
            where["uploads.name"] = {"$regex": re.escape(query.name), "$options": "i"}
        where = beyond(where, query.cursor, name, direction)
        order, most = [(name, direction), ("_id", direction)], query.limit + 1
        if query.unused is None:
            found = list(self._collection.find(where, sort=order, limit=most))
        else:
            found = self._by_use(where, dict(order), most, unused=query.unused)
        return cut(found, query.limit, lambda file: (getattr(file, name), file.id))

    def _by_use(self, where: dict[str, Any], order: dict[str, int], most: int, *, unused: bool) -> list[StoredFile]:
        uses = {"$lookup": {"from": "references", "localField": "_id", "foreignField": "files", "as": "uses",
                            "pipeline": [{"$limit": 1}, {"$project": {"_id": 1}}]}}
        stages = [{"$match": where}, {"$sort": order}, uses, {"$match": {"uses": [] if unused else {"$ne": []}}},
                  {"$limit": most}, {"$project": _FRAME | {"uses": 0}}]
        return [self._collection.load(each) for each in self._collection.mongo.aggregate(stages)]


class MongoReferences:
    """Who refers to what."""

    def __init__(self, collection: Collection[Reference]) -> None:
        self._collection = collection
        self.find_one, self.save = collection.find_one, collection.save

    def of(self, file: str) -> list[Reference]:
        """Every subject that refers to the file, by id."""
        return list(self._collection.find({"files": file}, sort=[("_id", ASCENDING)], limit=_MOST))

    def showing(self, file: str) -> list[Reference]:
        """Every subject with which the public sees the file, by id."""
        return list(self._collection.find({"shown.file": file}, sort=[("_id", ASCENDING)], limit=_MOST))


_MOST = 1_000

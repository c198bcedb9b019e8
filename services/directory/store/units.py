"""Units in MongoDB; days are stored as ISO text, so that they compare as they should."""
import re
from datetime import date
from typing import Any

from pymongo import ASCENDING

from services.directory import errors
from services.directory.model import Node, Placement, Tree, Unit
from services.directory.ports import UnitQuery
from shared.runtime.mapping import from_document
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Work

_TREE = {"parents": 1, "valid_from": 1, "dissolved_on": 1}


class MongoUnits:
    """The units of this installation: some hundreds, so that the whole tree is read where the whole is asked."""

    def __init__(self, work: Work) -> None:
        self._collection = work.collection("units", Unit, missing=errors.UnitNotFound, taken={"_id_": errors.UnitExists})
        self.get, self.save, self.history = self._collection.get, self._collection.save, self._collection.history

    def page(self, query: UnitQuery) -> tuple[list[Unit], str | None]:
        """One page in order of code."""
        where: dict[str, Any] = _in_force(query.on)
        if query.kind:
            where["kind"] = query.kind
        if query.name:
            where["names.name"] = {"$regex": re.escape(query.name)}
        if query.parent:
            where |= {"parents.parent": query.parent, "$expr": {"$eq": [_parent_on(query.on), query.parent]}}
        where = beyond(where, query.cursor, "_id", ASCENDING)
        found = list(self._collection.find(where, sort=[("_id", ASCENDING)], limit=query.limit + 1))
        return cut(found, query.limit, lambda unit: (unit.id, unit.id))

    def in_force(self, day: date) -> list[Unit]:
        """All units that exist on ``day``, in order of code."""
        return list(self._collection.find(_in_force(day), sort=[("_id", ASCENDING)]))

    def tree(self) -> Tree:
        """All units, as far as the tree needs them."""
        return Tree(_node(document) for document in self._collection.mongo.find({}, _TREE))


def _in_force(day: date) -> dict[str, Any]:
    return {"valid_from": {"$lte": day.isoformat()},
            "$or": [{"dissolved_on": None}, {"dissolved_on": {"$gt": day.isoformat()}}]}


def _parent_on(day: date) -> dict[str, Any]:
    begun = {"$filter": {"input": "$parents", "cond": {"$lte": ["$$this.from_", day.isoformat()]}}}
    return {"$let": {"vars": {"newest": {"$last": begun}}, "in": "$$newest.parent"}}


def _node(document: dict[str, Any]) -> Node:
    dissolved = document["dissolved_on"]
    return Node(document["_id"], tuple(from_document(each, Placement) for each in document["parents"]),
                date.fromisoformat(document["valid_from"]), date.fromisoformat(dissolved) if dissolved else None)

"""Public items: the catalogue's entries, found by part, unit, mark of validity and words."""
import re
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.disclosure.model import PublicItem
from services.disclosure.model.public_item import DATED
from services.disclosure.ports import CatalogueQuery
from shared.runtime import metrics
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection

_NEWEST = [("first_published_at", DESCENDING), ("_id", DESCENDING)]
_LISTED = {"removal": None, "part": {"$gt": ""}}
ITEM_INDEXES = [
    IndexModel([("number_held", ASCENDING)], name="number_held", unique=True,
               partialFilterExpression={"number_held": {"$gt": ""}}),
    IndexModel([("part", ASCENDING), *_NEWEST]),
    IndexModel([("unit", ASCENDING), *_NEWEST]),
    IndexModel(_NEWEST),
]
"""An index number is held by one item for ever, also when that is withdrawn."""


def item_fields(item: PublicItem) -> Mapping[str, Any]:
    """What is stored beside an item's state."""
    return {"number_held": item.number_held}


class MongoItems:
    """Public items and their catalogue."""

    def __init__(self, collection: Collection[PublicItem]) -> None:
        self._collection = collection
        self.get, self.find_one, self.save = collection.get, collection.find_one, collection.save

    def catalogue(self, query: CatalogueQuery) -> tuple[list[PublicItem], str | None]:
        """One page, newest first."""
        where = beyond(_where(query), query.cursor, "first_published_at", DESCENDING)
        found = list(self._collection.find(where, sort=_NEWEST, limit=query.limit + 1))
        return cut(found, query.limit, lambda item: (item.first_published_at, item.id))

    def parts(self, query: CatalogueQuery) -> Mapping[str, int]:
        """Part → entries."""
        counted = self._collection.mongo.aggregate([{"$match": _where(query)}, {"$group": {"_id": "$part", "n": {"$sum": 1}}}])
        return {each["_id"]: each["n"] for each in counted}

    def count_clash(self) -> None:
        """An index number was used twice."""
        metrics.INDEX_CLASHES.inc()


def _where(query: CatalogueQuery) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = [_LISTED]
    conditions += [{name: value} for name in ("unit", "part", "kind", "subject") if (value := getattr(query, name)) is not None]
    if query.validity:
        conditions.append(_valid(query.validity, query.today.isoformat()))
    if query.from_:
        conditions.append({"made_on": {"$gte": query.from_.isoformat()}})
    if query.to:
        conditions.append({"made_on": {"$lte": query.to.isoformat()}})
    if query.q:
        words = {"$regex": re.escape(query.q), "$options": "i"}
        conditions.append({"$or": [{name: words} for name in ("title", "summary", "document_number")]})
    return {"$and": conditions}


def _valid(mark: str, today: str) -> dict[str, Any]:
    """Those whose mark is this today: ``PublicItem.validity_on`` as a query; days are stored as ISO text."""
    dated, over, to_come = {"$in": list(DATED)}, {"$lte": today}, {"$gt": today}
    if mark == "expired":
        return {"$or": [{"validity": "expired"}, {"validity": dated, "expires_on": over}]}
    if mark not in DATED:
        return {"validity": mark}
    begun = to_come if mark == "not_yet" else {"$not": to_come}
    return {"validity": dated, "expires_on": {"$not": over}, "effective_on": begun}

"""Content's collections of columns, their filings, and what is remembered of public texts."""
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.content import errors
from services.content.model import Column, Filing
from services.content.model.public_text import PublicText
from services.content.ports import ColumnQuery, FilingQuery
from shared.errors import StaleVersion
from shared.runtime import sweep
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection, Work

RANKED_MOST = 5000
"""Texts with a band in common that are ranked by how many they share; so many are of one form only."""
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When a column is due that owes nothing: last in a list."""

INDEXES: dict[str, list[IndexModel]] = {
    "columns": [
        *sweep.INDEXES,
        IndexModel([("site", ASCENDING), ("due_at", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("unit", ASCENDING), ("due_at", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("due_at", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("ending.into", ASCENDING)], name="merged_into", partialFilterExpression={"ending.into": {"$gt": ""}}),
    ],
    "filings": [
        *sweep.INDEXES,
        IndexModel([("pending", ASCENDING)], name="pending", unique=True, partialFilterExpression={"pending": {"$gt": ""}}),
        *(IndexModel([(name, ASCENDING), ("proposed_at", DESCENDING), ("_id", DESCENDING)])
          for name in ("unit", "office", "column")),
        IndexModel([("proposed_at", DESCENDING), ("_id", DESCENDING)]),
    ],
}
_IS_PADDING = {"verdict.reason": {"$gt": ""}}
TEXT_INDEXES = [
    IndexModel([("column", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)], name="padding",
               partialFilterExpression=_IS_PADDING),
    IndexModel([("site", ASCENDING), ("bands", ASCENDING)], name="alike"),
    IndexModel([("site", ASCENDING), ("essence", ASCENDING), ("at", ASCENDING)], name="essence"),
    IndexModel([("article_id", ASCENDING)], name="of_article"),
]


def columns(work: Work) -> "MongoColumns":
    """The stored columns."""
    return MongoColumns(work.collection("columns", Column, missing=errors.ColumnNotFound, extras=_of_column,
                                        taken={"_id_": errors.ColumnExists}, reference=True))


def filings(work: Work) -> "MongoFilings":
    """The stored filings."""
    return MongoFilings(work.collection("filings", Filing, missing=errors.FilingNotFound, extras=_of_filing,
                                        taken={"pending": errors.FilingPending}))


def texts(work: Work) -> "MongoTexts":
    """What is remembered of public texts."""
    return MongoTexts(work.collection("texts", PublicText, missing=errors.ArticleNotFound, taken={"_id_": StaleVersion}))


def _of_column(column: Column) -> Mapping[str, Any]:
    duty = column.duty
    return {"due_at": duty.due_at if duty else NEVER, "stage": duty.stage.value if duty else None}


def _of_filing(filing: Filing) -> Mapping[str, Any]:
    return {"pending": filing.pending, "office": filing.office}


class MongoColumns:
    """Columns and their list."""

    def __init__(self, collection: Collection[Column]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history
        self.find, self.find_one = collection.find, collection.find_one

    def page(self, query: ColumnQuery) -> tuple[list[Column], str | None]:
        """One page, what is due first first; ties are broken by id."""
        where: dict[str, Any] = {name: value for name in ("site", "unit", "state", "stage")
                                 if (value := getattr(query, name)) is not None}
        where = beyond(where, query.cursor, "due_at", ASCENDING)
        found = list(self._collection.find(where, sort=[("due_at", ASCENDING), ("_id", ASCENDING)], limit=query.limit + 1))
        return cut(found, query.limit, lambda column: (column.duty.due_at if column.duty else NEVER, column.id))

    def on_their_way(self, into: str) -> bool:
        """True while a column that was merged into this one has an errand left."""
        return self._collection.mongo.find_one({"ending.into": into, "errand": {"$ne": None}}, {"_id": 1}) is not None


class MongoFilings:
    """Filings and their list."""

    def __init__(self, collection: Collection[Filing]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history
        self.find, self.find_one = collection.find, collection.find_one

    def page(self, query: FilingQuery) -> tuple[list[Filing], str | None]:
        """One page, the newest first; ties are broken by id."""
        where: dict[str, Any] = {name: value for name in ("site", "unit", "column", "kind", "state")
                                 if (value := getattr(query, name)) is not None}
        if query.units is not None and query.offices is not None:
            where["$or"] = [{"unit": {"$in": list(query.units)}}, {"office": {"$in": list(query.offices)}}]
        where = beyond(where, query.cursor, "proposed_at", DESCENDING)
        found = list(self._collection.find(where, sort=[("proposed_at", DESCENDING), ("_id", DESCENDING)],
                                           limit=query.limit + 1))
        return cut(found, query.limit, lambda filing: (filing.proposed_at, filing.id))


class MongoTexts:
    """What is remembered of public texts: hashes, found by the bands that two similar texts most probably share."""

    def __init__(self, collection: Collection[PublicText]) -> None:
        self._collection = collection
        self.save, self.find_one = collection.save, collection.find_one

    def of_article(self, article_id: str) -> list[PublicText]:
        """What was remembered of an article's editions."""
        return list(self._collection.find({"article_id": article_id}))

    def first_with(self, site: str, essence: str) -> PublicText | None:
        """The earliest text of a site that says just the same."""
        return next(self._collection.find({"site": site, "essence": essence}, sort=[("at", ASCENDING)], limit=1), None)

    def alike(self, site: str, bands: Sequence[int], most: int) -> list[PublicText]:
        """Texts of a site that share a band, those that share most first. The hashes are read of these only."""
        shared = {"$size": {"$setIntersection": ["$bands", list(bands)]}}
        ranked = self._collection.mongo.aggregate([
            {"$match": {"site": site, "bands": {"$in": list(bands)}}}, {"$limit": RANKED_MOST},
            {"$project": {"shared": shared}}, {"$sort": {"shared": DESCENDING, "_id": ASCENDING}}, {"$limit": most}])
        return list(self._collection.find({"_id": {"$in": [each["_id"] for each in ranked]}}))

    def padding(self, column: str, limit: int, cursor: str | None) -> tuple[list[PublicText], str | None]:
        """A page of what did not count as an update of a column, the newest first."""
        where = beyond({"column": column, **_IS_PADDING}, cursor, "at", DESCENDING)
        found = list(self._collection.find(where, sort=[("at", DESCENDING), ("_id", DESCENDING)], limit=limit + 1))
        return cut(found, limit, lambda text: (text.at, text.id))

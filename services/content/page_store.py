"""Content's collections beside articles: what was found of their links, and the sealed originals of what was masked."""
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.content import errors
from services.content.model.link_check import LinkCheck
from services.content.model.original import Original
from services.content.ports import BrokenQuery, OriginalQuery
from shared.errors import StaleVersion
from shared.runtime import sweep, vault
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection, Work

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_IS_BROKEN = {"broken_since": {"$gt": _EARLIEST}}
INDEXES: dict[str, list[IndexModel]] = {
    "links": [
        *sweep.INDEXES,
        *(IndexModel([*((name, ASCENDING) for name in names), ("broken_since", ASCENDING), ("_id", ASCENDING)],
                     partialFilterExpression=_IS_BROKEN) for names in ((), ("unit",), ("site",))),
    ],
    "originals": [IndexModel([*((name, ASCENDING) for name in names), ("at", DESCENDING), ("_id", DESCENDING)])
                  for names in ((), ("unit",), ("article_id",))],
    vault.COLLECTION: list(vault.INDEXES),
}


def links(work: Work) -> "MongoLinks":
    """What was found of links."""
    return MongoLinks(work.collection("links", LinkCheck, missing=errors.LinksUnwatched, extras=_of_check,
                                      taken={"_id_": StaleVersion}))


def _of_check(check: LinkCheck) -> Mapping[str, Any]:
    return {"broken_since": check.broken_since}


class MongoLinks:
    """What was found of the links of articles, and the list of broken ones."""

    def __init__(self, collection: Collection[LinkCheck]) -> None:
        self._collection = collection
        self.get, self.save, self.find_one = collection.get, collection.save, collection.find_one

    def page(self, query: BrokenQuery) -> tuple[list[LinkCheck], str | None]:
        """One page, the oldest trouble first."""
        where: dict[str, Any] = dict(_IS_BROKEN)
        if query.units is not None:
            where["unit"] = {"$in": list(query.units)}
        if query.site:
            where["site"] = query.site
        order = [("broken_since", ASCENDING), ("_id", ASCENDING)]
        found = list(self._collection.find(beyond(where, query.cursor, "broken_since", ASCENDING), sort=order,
                                           limit=query.limit + 1))
        return cut(found, query.limit, lambda check: (check.broken_since or _EARLIEST, check.id))


def originals(work: Work) -> "MongoOriginals":
    """The sealed originals."""
    return MongoOriginals(*(each.collection("originals", Original, missing=errors.OriginalNotFound)
                            for each in (work, replace(work, key=""))))


class MongoOriginals:
    """The sealed originals and their list."""

    def __init__(self, collection: Collection[Original], beside: Collection[Original]) -> None:
        self._collection = collection
        self.get, self.save, self.find_one = collection.get, collection.save, collection.find_one
        self.find = collection.find
        self.keep = beside.save

    def page(self, query: OriginalQuery) -> tuple[list[Original], str | None]:
        """One page, the newest first."""
        where: dict[str, Any] = {} if query.units is None else {"unit": {"$in": list(query.units)}}
        if query.article_id:
            where["article_id"] = query.article_id
        order = [("at", DESCENDING), ("_id", DESCENDING)]
        found = list(self._collection.find(beyond(where, query.cursor, "at", DESCENDING), sort=order, limit=query.limit + 1))
        return cut(found, query.limit, lambda original: (original.at, original.id))

"""Content's collections beside articles: what was found of their links."""
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from services.content import errors
from services.content.model.link_check import LinkCheck
from services.content.ports import BrokenQuery
from shared.errors import StaleVersion
from shared.runtime import sweep
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

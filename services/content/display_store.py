"""What the public sees right now, read for feeds, sitemaps, copies and the search, without building an article."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.content.model import Article
from services.content.model.search import mark
from services.content.ports import Standing
from shared.runtime.paging import cut, position
from shared.runtime.store import Collection

_NEWEST = [("public.published_at", DESCENDING), ("_id", DESCENDING)]
_IS_PUBLIC = {"public.published_at": {"$exists": True}}
_LIVE = {"live": 1, "column": 1, "shown_in": 1, "editions.number": 1, "editions.digest": 1}

INDEXES = [IndexModel([("unit", ASCENDING), *_NEWEST], name="public_of_unit", partialFilterExpression=_IS_PUBLIC)]
"""Of articles."""


class MongoDisplays:
    """What is displayed."""

    def __init__(self, collection: Collection[Article]) -> None:
        self._collection = collection

    def of_unit(self, unit: str, *, site: str, column: str | None, most: int) -> list[str]:
        """Ids of a unit's newest on a site."""
        where = {"unit": unit, "site": site, **({"column": column} if column else {}), **_IS_PUBLIC}
        found = self._collection.mongo.find(where, {"_id": 1}, sort=_NEWEST, limit=most, hint="public_of_unit")
        return [each["_id"] for each in found]

    def count(self, site: str) -> int:
        """How many articles of a site are public."""
        return self._collection.mongo.count_documents({"site": site, **_IS_PUBLIC}, hint="public_of_site")

    def addresses(self, site: str, skip: int, most: int) -> list[tuple[str, datetime]]:
        """Paths of public articles and when they last changed, in the order in which they first became public."""
        fields = {"path": 1, "live": 1, "editions.number": 1, "editions.published_at": 1}
        found = self._collection.mongo.find({"site": site, **_IS_PUBLIC}, fields, hint="public_of_site", skip=skip, limit=most,
                                            sort=[(name, ASCENDING) for name, _ in _NEWEST])
        return [(each["path"], next(edition["published_at"] for edition in each["editions"]
                                    if edition["number"] == each["live"])) for each in found]

    def addressed(self, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        """Every article of a site that ever was public, by path."""
        where = {"site": site, "path": {"$gt": str(position(cursor)[0]) if cursor else ""}}
        fields = {"public.json": 1, "public.entry": 1, "public.published_at": 1, "withdrawal": 1, "site": 1, "column": 1,
                  "path": 1, "shown_in": 1, "former_paths": 1}
        found = list(self._collection.mongo.find(where, fields, sort=[("path", ASCENDING)], hint="path", limit=limit + 1))
        return cut(found, limit, lambda page: (page["path"], page["_id"]))

    def standing(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """What of these is public right now."""
        found = self._collection.raw_all(article_ids, {**_LIVE, "site": 1, "public.entry": 1}) if article_ids else {}
        return {id_: Standing(_digest(each), each["site"], _columns(each), each["public"]["entry"])
                for id_, each in found.items() if each.get("public")}

    def marks(self, after: str, most: int) -> Mapping[str, str]:
        """What tells whether the search index is as the articles beyond ``after`` are; empty for what is not public."""
        found = self._collection.mongo.find({"_id": {"$gt": after}}, {**_LIVE, "public.published_at": 1},
                                            sort=[("_id", ASCENDING)], limit=most)
        return {each["_id"]: mark(_digest(each), _columns(each), each["public"]["published_at"])
                if each.get("public") else "" for each in found}


def _digest(article: Mapping[str, Any]) -> str:
    return next((str(each["digest"]) for each in article["editions"] if each["number"] == article["live"]), "")


def _columns(article: Mapping[str, Any]) -> tuple[str, ...]:
    """Its own column, and those that show it as well."""
    return (article["column"], *(each["column"] for each in article.get("shown_in") or ()))

"""Content's collections: articles, their old editions and public pages, sites; columns and filings are in ``column_store``."""
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.content import column_store, errors, public, search_store
from services.content.model import Article, Edition, KnownMatter, Site
from services.content.model.search import mark
from services.content.ports import ArticleQuery, Ports, Standing
from shared.errors import StaleVersion
from shared.known import KnownNotice, KnownUnit
from shared.runtime import sweep
from shared.runtime.frame import Tools
from shared.runtime.mapping import from_document, to_document
from shared.runtime.paging import beyond, cut, position
from shared.runtime.serials import next_serial
from shared.runtime.store import Collection, Work

_NEWEST = [("public.published_at", DESCENDING), ("_id", DESCENDING)]
_IS_PUBLIC = {"public.published_at": {"$exists": True}}
_INTERPRETS, _IS_INTERPRETED = {"tied_to.0": {"$exists": True}}, {"interpretations.0": {"$exists": True}}
_OWES = {"reckoned_with": {"$gte": 0}}
_BY_ID: dict[str, Any] = {"sort": [("_id", ASCENDING)], "hint": "of_column"}

INDEXES = {
    "articles": [
        *sweep.INDEXES,
        IndexModel([("tied_to", ASCENDING)], name="tied_to", partialFilterExpression=_INTERPRETS),
        IndexModel([("interpretations.id", ASCENDING)], name="interpretations", partialFilterExpression=_IS_INTERPRETED),
        IndexModel([("duties.unit", ASCENDING)], name="owing", partialFilterExpression=_OWES),
        *(IndexModel([(name, ASCENDING), ("_id", ASCENDING)]) for name in ("changed_at", "created_at", "title")),
        IndexModel([("unit", ASCENDING), ("status", ASCENDING), ("changed_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("index_number", ASCENDING)], name="index_number", unique=True,
                   partialFilterExpression={"index_number": {"$gt": ""}}),
        IndexModel([("site", ASCENDING), ("path", ASCENDING)], name="path", unique=True,
                   partialFilterExpression={"path": {"$gt": ""}}),
        IndexModel([("site", ASCENDING), ("former_paths", ASCENDING)], name="former_paths",
                   partialFilterExpression={"former_paths.0": {"$exists": True}}),
        IndexModel([("column", ASCENDING), ("_id", ASCENDING)], name="of_column"),
        IndexModel([("site", ASCENDING), *_NEWEST], name="public_of_site", partialFilterExpression=_IS_PUBLIC),
        IndexModel([("column", ASCENDING), *_NEWEST], name="public_of_column", partialFilterExpression=_IS_PUBLIC),
        IndexModel([("unit", ASCENDING), *_NEWEST], name="public_of_unit", partialFilterExpression=_IS_PUBLIC),
    ],
    "sites": [IndexModel([("domain", ASCENDING)], name="domain", unique=True),
              IndexModel([("identification_code", ASCENDING)], name="identification_code", unique=True)],
    **column_store.INDEXES,
    **search_store.INDEXES,
    "texts": column_store.TEXT_INDEXES,
    "units": [],
    "notices": [],
    "matters": [],
}

SEEDS = search_store.SEEDS


def ports(work: Work, tools: Tools) -> Ports:
    """Content's ports over MongoDB."""
    collection = work.collection("articles", Article, missing=errors.ArticleNotFound, extras=_extras,
                                 taken={"index_number": errors.NumberTaken, "path": errors.NumberTaken})
    taken = dict.fromkeys(("_id_", "domain", "identification_code"), errors.SiteExists)
    return Ports(
        articles=MongoArticles(work, collection),
        pages=MongoPages(collection),
        search=search_store.MongoSearch(work),
        sites=work.collection("sites", Site, missing=errors.SiteNotFound, taken=taken, reference=True),
        columns=column_store.columns(work),
        filings=column_store.filings(work),
        texts=column_store.texts(work),
        units=work.collection("units", KnownUnit, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        notices=work.collection("notices", KnownNotice, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        matters=work.collection("matters", KnownMatter, missing=errors.UnknownMatter, taken={"_id_": StaleVersion}),
        law=tools.almanac.law,
        calendar=tools.almanac.calendar,
        next_serial=lambda series: next_serial(work.database, series),
        new_id=lambda: str(uuid.uuid4()),
    )


def _extras(article: Article) -> Mapping[str, Any]:
    """What is stored beside an article's state: for the inbox, and for the public as it will be read."""
    public_edition = article.public_edition
    tied_to = {edition.ties.interprets for edition in (article.current, public_edition) if edition} - {None}
    return {"status": article.status.value, "title": article.title, "public": public.page(article),
            "tied_to": sorted(str(each) for each in tied_to)}


class MongoArticles:
    """Articles and the archive of their old editions."""

    def __init__(self, work: Work, collection: Collection[Article]) -> None:
        self._collection, self._archive = collection, work.engine.collection(work.database, "editions")
        self.get, self.save, self.history = collection.get, collection.save, collection.history

    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]:
        """One page in the order asked for; ties are broken by id."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where: dict[str, Any] = {key: value for key, value in {
            "site": query.site, "column": query.column, "status": query.status}.items() if value is not None}
        if query.units is not None:
            where["unit"] = {"$in": list(query.units)}
        if query.author:
            where["editions.authors"] = query.author
        if query.kind:
            where["editions.item.kind"] = query.kind
        if query.title:
            where["title"] = {"$regex": re.escape(query.title), "$options": "i"}
        where = beyond(where, query.cursor, name, direction)
        found = list(self._collection.find(where, sort=[(name, direction), ("_id", direction)], limit=query.limit + 1))
        return cut(found, query.limit, lambda article: (
            article.current.item.title if name == "title" and article.current.item else getattr(article, name), article.id))

    def of_column(self, column: str, most: int) -> list[str]:
        """Ids of articles in a column."""
        return self._ids({"column": column}, **_BY_ID, limit=most)

    def labelled_otherwise(self, column: str, name: str, after: str, most: int) -> list[str]:
        """Ids, beyond ``after``, of public articles of a column whose page carries another name of it."""
        return self._ids({"column": column, "_id": {"$gt": after}, "place_labels.ColumnName": {"$ne": name}, **_IS_PUBLIC},
                         **_BY_ID, limit=most)

    def keep_edition(self, article_id: str, edition: Edition) -> None:
        """Put an old edition into the archive; the same again changes nothing."""
        self._archive.replace_one({"_id": f"{article_id}/{edition.number}"}, to_document(edition), upsert=True)

    def interpreting(self, article_id: str) -> Sequence[Article]:
        """Articles whose newest or public edition interprets this one."""
        return list(self._collection.find({"tied_to": article_id, **_INTERPRETS}))

    def showing(self, article_id: str) -> Sequence[str]:
        """Ids of the articles that name this one as their interpretation."""
        return self._ids({"interpretations.id": article_id, **_IS_INTERPRETED})

    def owing(self, unit: str) -> Sequence[str]:
        """Ids of the articles with an open duty of the unit."""
        return self._ids({"duties": {"$elemMatch": {"unit": unit, "outcome": None}}, "duties.unit": unit, **_OWES})

    def _ids(self, where: Mapping[str, Any], **how: Any) -> list[str]:
        return [each["_id"] for each in self._collection.mongo.find(where, {"_id": 1}, **how)]

    def old_edition(self, article_id: str, number: int) -> Edition:
        """An edition from the archive."""
        document = self._archive.find_one({"_id": f"{article_id}/{number}"})
        if document is None:
            raise errors.EditionNotFound(id=article_id, edition=number)
        edition: Edition = from_document(document, Edition)
        return edition


class MongoPages:
    """Public pages, read without building an article."""

    _FIELDS = {"public.json": 1, "withdrawal": 1, "site": 1, "column": 1, "path": 1}

    def __init__(self, collection: Collection[Article]) -> None:
        self._collection = collection

    def by_id(self, article_id: str) -> Mapping[str, Any] | None:
        """The page of one article."""
        return self._collection.raw(article_id, self._FIELDS)

    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The pages of many articles in one go."""
        return self._collection.raw_all(article_ids, self._FIELDS)

    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None:
        """The page at an address, or that had it before its column was merged."""
        mongo = self._collection.mongo
        return mongo.find_one({"site": site, "path": path}, self._FIELDS) or mongo.find_one(
            {"site": site, "former_paths": path, "former_paths.0": {"$exists": True}}, self._FIELDS)

    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]:
        """Newest first."""
        where: dict[str, Any] = {**({"column": column} if column else {"site": site}), **_IS_PUBLIC}
        where = beyond(where, cursor, "public.published_at", DESCENDING)
        fields = {"public.entry": 1, "public.published_at": 1}
        found = list(self._collection.mongo.find(where, fields, sort=_NEWEST, limit=limit + 1))
        return cut(found, limit, lambda page: (page["public"]["published_at"], page["_id"]))

    def newest(self, *, site: str, column: str | None, unit: str | None, most: int) -> list[str]:
        """The newest pages, as JSON."""
        named = {name: value for name, value in (("unit", unit), ("column", column), ("site", site)) if value}
        found = self._collection.mongo.find({**named, **_IS_PUBLIC}, {"public.json": 1}, sort=_NEWEST, limit=most,
                                            hint=f"public_of_{next(iter(named))}")
        return [each["public"]["json"] for each in found]

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
        fields = {**self._FIELDS, "former_paths": 1, "public.entry": 1, "public.published_at": 1}
        found = list(self._collection.mongo.find(where, fields, sort=[("path", ASCENDING)], hint="path", limit=limit + 1))
        return cut(found, limit, lambda page: (page["path"], page["_id"]))

    def standing(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """What of these is public right now."""
        found = self._collection.raw_all(article_ids, {**_LIVE_DIGEST, "site": 1, "public.entry": 1}) if article_ids else {}
        return {id_: Standing(_live_digest(each), each["site"], each["column"], each["public"]["entry"])
                for id_, each in found.items() if each.get("public")}

    def marks(self, after: str, most: int) -> Mapping[str, str]:
        """What tells whether the search index is as the articles beyond ``after`` are; empty for what is not public."""
        found = self._collection.mongo.find({"_id": {"$gt": after}}, {**_LIVE_DIGEST, "public.published_at": 1},
                                            sort=[("_id", ASCENDING)], limit=most)
        return {each["_id"]: mark(_live_digest(each), each["column"], each["public"]["published_at"])
                if each.get("public") else "" for each in found}


_LIVE_DIGEST = {"live": 1, "column": 1, "editions.number": 1, "editions.digest": 1}


def _live_digest(article: Mapping[str, Any]) -> str:
    return next((str(each["digest"]) for each in article["editions"] if each["number"] == article["live"]), "")

"""Content's collections: articles, their old editions and public pages, sites; columns and filings are in ``column_store``."""
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.content import column_store, display_store, errors, inbox_store, page_store, public, search_store
from services.content.equipment import Equipment, equip
from services.content.model import Article, Edition, Item, KnownMatter, Site
from services.content.model.known_file import KnownFile
from services.content.ports import ArticleQuery, PlacementQuery, Ports
from shared.errors import StaleVersion
from shared.known import KnownNotice, KnownUnit
from shared.runtime import sweep
from shared.runtime.frame import Tools
from shared.runtime.mapping import from_document, to_document
from shared.runtime.paging import beyond, cut
from shared.runtime.parts import part
from shared.runtime.serials import next_serial
from shared.runtime.store import Collection, Work

__all__ = ["INDEXES", "equip", "ports"]

_NEWEST = [("public.published_at", DESCENDING), ("_id", DESCENDING)]
_IS_PUBLIC = {"public.published_at": {"$exists": True}}
_INTERPRETS, _IS_INTERPRETED = {"tied_to.0": {"$exists": True}}, {"interpretations.0": {"$exists": True}}
_IS_PLACED, _ASKS, _IS_SHOWN = ({f"{name}.0": {"$exists": True}} for name in ("placements", "asked", "shown_in"))
_RELATES, _NAMES = ({f"{name}.0": {"$exists": True}} for name in ("relates", "related"))
_CHANGED = [("changed_at", DESCENDING), ("_id", DESCENDING)]
_OWES = {"reckoned_with": {"$gte": 0}}
_BY_ID: dict[str, Any] = {"sort": [("_id", ASCENDING)], "hint": "of_column"}
_REVIEWED = dict.fromkeys(("unit", "live", "recalled.edition", "editions.number", "editions.digest", "editions.item"), 1)

INDEXES = {
    "articles": [
        *sweep.INDEXES,
        *inbox_store.INDEXES,
        IndexModel([("tied_to", ASCENDING)], name="tied_to", partialFilterExpression=_INTERPRETS),
        IndexModel([("interpretations.id", ASCENDING)], name="interpretations", partialFilterExpression=_IS_INTERPRETED),
        IndexModel([("relates", ASCENDING)], name="relates", partialFilterExpression=_RELATES),
        IndexModel([("related.id", ASCENDING)], name="related", partialFilterExpression=_NAMES),
        IndexModel([("site", ASCENDING), ("public.topics", ASCENDING), *_NEWEST], name="topics",
                   partialFilterExpression=_IS_PUBLIC),
        IndexModel([("duties.unit", ASCENDING)], name="owing", partialFilterExpression=_OWES),
        *(IndexModel([(name, ASCENDING), ("_id", ASCENDING)]) for name in ("changed_at", "created_at", "title")),
        IndexModel([("unit", ASCENDING), ("status", ASCENDING), ("changed_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("provisional", ASCENDING), ("changed_at", DESCENDING), ("_id", DESCENDING)], name="provisional",
                   partialFilterExpression={"provisional": True}),
        IndexModel([("index_number", ASCENDING)], name="index_number", unique=True,
                   partialFilterExpression={"index_number": {"$gt": ""}}),
        IndexModel([("site", ASCENDING), ("path", ASCENDING)], name="path", unique=True,
                   partialFilterExpression={"path": {"$gt": ""}}),
        IndexModel([("site", ASCENDING), ("former_paths", ASCENDING)], name="former_paths",
                   partialFilterExpression={"former_paths.0": {"$exists": True}}),
        IndexModel([("column", ASCENDING), ("_id", ASCENDING)], name="of_column"),
        IndexModel([("placements.column", ASCENDING), ("_id", ASCENDING)], name="placed_in",
                   partialFilterExpression=_IS_PLACED),
        IndexModel([("asked", ASCENDING), *_CHANGED], name="asked", partialFilterExpression=_ASKS),
        *(IndexModel([(f"shown_in.{name}", ASCENDING), *_NEWEST], name=f"shown_in_{name}", partialFilterExpression=_IS_SHOWN)
          for name in ("site", "column")),
        *(IndexModel([(name, ASCENDING), ("public.corrected_at", DESCENDING), ("_id", DESCENDING)], name=f"corrected_{index}",
                     partialFilterExpression={"public.corrected_at": {"$exists": True}})
          for index, name in (("here", "site"), ("elsewhere", "shown_in.site"))),
        IndexModel([("shown_in.path", ASCENDING)], name="shown_in_path", partialFilterExpression=_IS_SHOWN),
        IndexModel([("site", ASCENDING), *_NEWEST], name="public_of_site", partialFilterExpression=_IS_PUBLIC),
        IndexModel([("column", ASCENDING), *_NEWEST], name="public_of_column", partialFilterExpression=_IS_PUBLIC),
        *display_store.INDEXES,
    ],
    "sites": [IndexModel([("domain", ASCENDING)], name="domain", unique=True),
              IndexModel([("identification_code", ASCENDING)], name="identification_code", unique=True)],
    **column_store.INDEXES,
    "texts": column_store.TEXT_INDEXES,
    "units": [],
    "notices": [],
    "matters": [],
    "files": [],
    **page_store.INDEXES,
    **search_store.INDEXES,
}


def ports(work: Work, tools: Tools) -> Ports:
    """Content's ports over MongoDB."""
    equipment: Equipment = tools.own or equip(tools.settings)
    collection = work.collection("articles", Article, missing=errors.ArticleNotFound, extras=_extras,
                                 taken={"index_number": errors.NumberTaken, "path": errors.NumberTaken})
    taken = dict.fromkeys(("_id_", "domain", "identification_code"), errors.SiteExists)
    return Ports(
        articles=MongoArticles(work, collection),
        inbox=inbox_store.MongoInbox(collection),
        pages=MongoPages(collection),
        displays=display_store.MongoDisplays(collection),
        search=search_store.MongoSearch(work, equipment.frequencies),
        sites=work.collection("sites", Site, missing=errors.SiteNotFound, taken=taken, reference=True),
        columns=column_store.columns(work),
        filings=column_store.filings(work),
        texts=column_store.texts(work),
        units=work.collection("units", KnownUnit, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        notices=work.collection("notices", KnownNotice, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        matters=work.collection("matters", KnownMatter, missing=errors.UnknownMatter, taken={"_id_": StaleVersion}),
        files=work.collection("files", KnownFile, missing=errors.FilesMissing, taken={"_id_": StaleVersion}),
        links=page_store.links(work),
        probe=equipment.prober.probe,
        image_hosts=equipment.image_hosts,
        originals=page_store.originals(work),
        seal=lambda case, values: equipment.vault(work.database).seal(case, values),
        destroy_seal=lambda case: equipment.vault(work.database).destroy(case),
        unseal=lambda values: equipment.vault(work.database).open(values),
        law=tools.almanac.law,
        calendar=tools.almanac.calendar,
        next_serial=lambda series: next_serial(work.database, series),
        part=lambda name, do, view: part(work, "articles", name, lambda own: do(ports(own, tools)), view),
        new_id=lambda: str(uuid.uuid4()),
    )


def _extras(article: Article) -> Mapping[str, Any]:
    """What is stored beside an article's state: for the inbox, and for the public as it will be read."""
    public_edition = article.public_edition
    tied_to = {edition.ties.interprets for edition in (article.current, public_edition) if edition} - {None}
    return {"status": article.status.value, "due_step": article.current.due_step,
            "provisional": article.provisional is not None, "title": article.title, "public": public.page(article),
            **inbox_store.extras(article), "tied_to": sorted(str(each) for each in tied_to),
            "asked": [each.column for each in article.asked_places],
            "shown_in": [each.told for each in article.shown_in],
            "relates": list(public_edition.ties.related) if public_edition else []}


class MongoArticles:
    """Articles and the archive of their old editions."""

    def __init__(self, work: Work, collection: Collection[Article]) -> None:
        self._collection, self._archive = collection, work.engine.collection(work.database, "editions")
        self.get, self.save, self.history = collection.get, collection.save, collection.history

    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]:
        """One page in the order asked for; ties are broken by id."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where: dict[str, Any] = {key: value for key, value in {
            "site": query.site, "column": query.column, "status": query.status, "due_step": query.due_step}.items()
            if value is not None}
        if query.provisional is not None:
            where["provisional"] = query.provisional
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

    def review_items(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, Item | None] | None]:
        """Of each (article, digest) the unit, and the text if it is the newest, the public or a recalled one; ``None`` for an
        unknown article."""
        found = self._collection.raw_all([id_ for id_, _ in wanted], _REVIEWED)
        return [_review_item(found[id_], digest) if id_ in found else None for id_, digest in wanted]

    def of_column(self, column: str, most: int) -> list[str]:
        """Ids of articles in a column."""
        return self._ids({"column": column}, **_BY_ID, limit=most)

    def placed_in(self, column: str, most: int) -> list[str]:
        """Ids of articles that name a column as a further place."""
        return self._ids({"placements.column": column, **_IS_PLACED}, sort=[("_id", ASCENDING)], limit=most)

    def placed(self, query: PlacementQuery) -> tuple[list[Article], str | None]:
        """A page of those that ask for a place in one of the columns, or were answered."""
        within = {} if query.columns is None else {"$in": list(query.columns)}
        if query.state == "asked":
            where: dict[str, Any] = {**_ASKS, **({"asked": within} if within else {})}
        else:
            each = {"state": query.state, "decided_by": {"$gt": ""}, **({"column": within} if within else {})}
            where = {**_IS_PLACED, "placements": {"$elemMatch": each}, **({"placements.column": within} if within else {})}
        found = list(self._collection.find(beyond(where, query.cursor, "changed_at", DESCENDING), sort=_CHANGED,
                                           limit=query.limit + 1))
        return cut(found, query.limit, lambda article: (article.changed_at, article.id))

    def labelled_otherwise(self, column: str, name: str, after: str, most: int) -> list[str]:
        """Ids, beyond ``after``, of public articles of a column whose page carries another name of it."""
        return self._ids({"column": column, "_id": {"$gt": after}, "place_labels.ColumnName": {"$ne": name}, **_IS_PUBLIC},
                         **_BY_ID, limit=most)

    def keep_edition(self, article_id: str, edition: Edition) -> None:
        """Put an old edition into the archive; the same again changes nothing."""
        self._archive.replace_one({"_id": f"{article_id}/{edition.number}"}, to_document(edition), upsert=True)

    def purge_editions(self, article_id: str, quarantined: Sequence[Edition]) -> None:
        """Put what is left of quarantined editions where the archive has their texts."""
        for edition in quarantined:
            self._archive.replace_one({"_id": f"{article_id}/{edition.number}"}, to_document(edition))

    def files_elsewhere(self, files: Sequence[str], digest: str) -> set[str]:
        """Which of these files another text uses, in an article or in the archive. Rare, so no index is kept for it."""
        use = {"digest": {"$ne": digest}, "item.attachments.file": {"$in": list(files)}}
        found = [edition for article in self._collection.mongo.find({"editions": {"$elemMatch": use}}, {"editions": 1})
                 for edition in article["editions"] if edition["digest"] != digest]
        found += self._archive.find(use, {"item.attachments": 1})
        return {each["file"] for edition in found for each in (edition["item"] or {}).get("attachments", ())} & set(files)

    def interpreting(self, article_id: str) -> Sequence[Article]:
        """Articles whose newest or public edition interprets this one."""
        return list(self._collection.find({"tied_to": article_id, **_INTERPRETS}))

    def showing(self, article_id: str) -> Sequence[str]:
        """Ids of the articles that name this one as their interpretation."""
        return self._ids({"interpretations.id": article_id, **_IS_INTERPRETED})

    def relating(self, article_id: str) -> Sequence[str]:
        """Ids of the articles whose public edition names this one as related."""
        return self._ids({"relates": article_id, **_RELATES})

    def naming(self, article_id: str) -> Sequence[str]:
        """Ids of the articles whose page names this one as related."""
        return self._ids({"related.id": article_id, **_NAMES})

    def akin(self, site: str, topics: Sequence[str], most: int) -> Sequence[str]:
        """Ids of the newest public articles of each topic."""
        return [id_ for topic in topics for id_ in self._ids({"site": site, "public.topics": topic, **_IS_PUBLIC},
                                                             sort=_NEWEST, limit=most)]

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


def _review_item(article: Mapping[str, Any], digest: str) -> tuple[str, Item | None]:
    editions = article["editions"]
    numbers = {editions[-1]["number"], article.get("live"), (article.get("recalled") or {}).get("edition")}
    item = next((each["item"] for each in editions if each["digest"] == digest and each["item"] and each["number"] in numbers),
                None)
    return article["unit"], from_document(item, Item) if item else None


class MongoPages:
    """Public pages, read without building an article."""

    _FIELDS = {"public.json": 1, "withdrawal": 1, "site": 1, "column": 1, "path": 1, "shown_in": 1}

    def __init__(self, collection: Collection[Article]) -> None:
        self._collection = collection

    def by_id(self, article_id: str) -> Mapping[str, Any] | None:
        """The page of one article."""
        return self._collection.raw(article_id, self._FIELDS)

    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The pages of many articles in one go."""
        return self._collection.raw_all(article_ids, self._FIELDS)

    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None:
        """The page at an address, or that had it before its column was merged, or that is shown there as well."""
        mongo = self._collection.mongo
        former = {"site": site, "former_paths": path, "former_paths.0": {"$exists": True}}
        shared = {"shown_in.path": path, "shown_in": {"$elemMatch": {"site": site, "path": path}}, **_IS_SHOWN}
        return next((page for where in ({"site": site, "path": path}, former, shared)
                     if (page := mongo.find_one(where, self._FIELDS))), None)

    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]:
        """Newest first: what is at home there, and what is shown there as well."""
        name, value = ("column", column) if column else ("site", site)
        return self._both(name, value, "published_at", "entry", limit, cursor)

    def corrected(self, *, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        """What was corrected, the last first."""
        return self._both("site", site, "corrected_at", "corrections", limit, cursor)

    def _both(self, name: str, value: str, time: str, shown: str, limit: int, cursor: str | None
              ) -> tuple[list[Mapping[str, Any]], str | None]:
        time, found = f"public.{time}", dict[str, Mapping[str, Any]]()
        for place in ({name: value}, {f"shown_in.{name}": value, **_IS_SHOWN}):
            where = beyond({**place, time: {"$exists": True}}, cursor, time, DESCENDING)
            order = [(time, DESCENDING), ("_id", DESCENDING)]
            pages = self._collection.mongo.find(where, {f"public.{shown}": 1, time: 1}, sort=order, limit=limit + 1)
            found |= {page["_id"]: page for page in pages}

        def place_of(page: Mapping[str, Any]) -> tuple[datetime, str]:
            return page["public"][time.partition(".")[2]], page["_id"]

        return cut(sorted(found.values(), key=place_of, reverse=True)[:limit + 1], limit, place_of)

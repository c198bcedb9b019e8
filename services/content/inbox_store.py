"""The inbox over MongoDB: what an article waits for is stored beside it, so a line is found without building an article."""
from collections.abc import Iterator, Mapping
from typing import Any

from pymongo import ASCENDING, IndexModel

from services.content.model import Article
from services.content.model.waiting import CONFIRM, RETURNED, Entry, Waiting, confirming, working
from services.content.ports import COUNTED_MOST, InboxQuery
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection

MERGED_MOST = 100
"""Units whose lines are read side by side and merged; who has more reads those of all units and leaves out the others."""
_FIELDS = dict.fromkeys(("version", "title", "status", "unit", "site", "column", "claim", "inbox", "confirm"), 1)
_PLACE = [("site", ASCENDING), ("column", ASCENDING)]


def _indexes(field: str) -> list[IndexModel]:
    order, there = [(f"{field}.order", ASCENDING), ("_id", ASCENDING)], {f"{field}.kind": {"$exists": True}}
    kind = (f"{field}.kind", ASCENDING)
    return [IndexModel([kind, ("unit", ASCENDING), *order, *_PLACE], name=f"{field}_of_unit", partialFilterExpression=there),
            IndexModel([kind, *order, *_PLACE], name=field, partialFilterExpression=there)]


INDEXES = [*_indexes("inbox"), *_indexes("confirm"),
           IndexModel([("inbox.whose", ASCENDING), ("inbox.kind", ASCENDING), ("inbox.order", ASCENDING), ("_id", ASCENDING)],
                      name="inbox_of_person", partialFilterExpression={"inbox.kind": {"$exists": True}})]
"""Only what waits is in them."""


def extras(article: Article) -> dict[str, Any]:
    """What is stored beside an article for the inbox."""
    return {"inbox": _stored(article, working(article)), "confirm": _stored(article, confirming(article))}


def _stored(article: Article, waiting: Waiting | None) -> dict[str, Any] | None:
    if waiting is None:
        return None
    item = article.current.item
    return {"kind": waiting.kind, "since": waiting.since, "urgent": waiting.urgent, "order": waiting.order,
            "not_for": list(waiting.not_for), "whose": list(waiting.whose), "publish_at": waiting.publish_at,
            "note": waiting.note, "document_kind": item.kind if item else ""}


class MongoInbox:
    """Everybody's inbox."""

    def __init__(self, collection: Collection[Article]) -> None:
        self._mongo = collection.mongo

    def page(self, query: InboxQuery) -> tuple[list[Entry], str | None]:
        """One page over all kinds: what is urgent first, then what has waited longest; or by waiting time alone."""
        by_time = query.sort == "waiting"
        found: list[tuple[tuple[str, str], Entry]] = []
        for kind in query.kinds:
            field = _field(kind)
            for prefix in ("0", "1") if by_time else ("",):
                where, hint = _where(query, kind)
                if by_time:
                    where[f"{field}.order"] = {"$lt": "1"} if prefix == "0" else {"$gte": "1"}
                where = beyond(where, query.cursor, f"{field}.order", ASCENDING, prefix)
                for document in self._mongo.find(where, _FIELDS, sort=[(f"{field}.order", ASCENDING), ("_id", ASCENDING)],
                                                 limit=query.limit + 1, hint=hint):
                    order = document[field]["order"]
                    found.append(((order[1:] if by_time else order, document["_id"]), _entry(document, field)))
        found.sort(key=lambda each: each[0])
        page, cursor = cut(found[:query.limit + 1], query.limit, lambda each: each[0])
        return [entry for _, entry in page], cursor

    def counts(self, query: InboxQuery) -> Mapping[str, int]:
        """How many of each kind, ``COUNTED_MOST`` at the most."""
        return {kind: self._mongo.count_documents(where, limit=COUNTED_MOST, hint=hint)
                for kind in query.places for where, hint in [_where(query, kind)]}


def _where(query: InboxQuery, kind: str) -> tuple[dict[str, Any], str]:
    """The condition of one kind's lines, and the index that holds them in order."""
    field, units = _field(kind), query.places[kind]
    where: dict[str, Any] = {f"{field}.kind": kind, **dict(_places(query, field))}
    if kind == RETURNED:
        return where | {"inbox.whose": query.person}, "inbox_of_person"
    where[f"{field}.not_for"] = {"$ne": query.person}
    if units is not None:
        where["unit"] = {"$in": list(units)}
    return where, field if units is None or len(units) > MERGED_MOST else f"{field}_of_unit"


def _places(query: InboxQuery, field: str) -> Iterator[tuple[str, Any]]:
    for name in ("site", "column"):
        if (value := getattr(query, name)) is not None:
            yield name, value
    if query.document_kind is not None:
        yield f"{field}.document_kind", query.document_kind
    if query.waiting_since is not None:
        yield f"{field}.since", {"$lte": query.waiting_since}


def _field(kind: str) -> str:
    return "confirm" if kind == CONFIRM else "inbox"


def _entry(document: Mapping[str, Any], field: str) -> Entry:
    kept = document[field]
    beside = ("version", "title", "status", "unit", "site", "column", "claim")
    within = ("kind", "since", "urgent", "publish_at", "note", "document_kind")
    return Entry(id=document["_id"], **{name: document[name] for name in beside}, **{name: kept[name] for name in within})

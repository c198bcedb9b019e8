"""The lines of dictionaries: what was put in, and what takes it out again; each names the change that it belongs to."""
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection as MongoCollection
from pymongo.errors import BulkWriteError

from services.secrecy.model.dictionary import Entry, Removal
from services.secrecy.ports import EntryQuery, Made
from shared.runtime.paging import beyond, cut

_Document = dict[str, Any]
_ADD, _REMOVE = "add", "remove"
_FIELDS = ("dictionary", "change", "page", "line", "kind", "text", "key", "severity", "state", "reason", "by")
_ORDER = [("key", ASCENDING), ("_id", ASCENDING)]
_AT_ONCE = 5_000
_DUPLICATE = 11000

INDEXES = [
    IndexModel([("dictionary", ASCENDING), ("action", ASCENDING), *_ORDER], name="by_key"),
    IndexModel([("key", ASCENDING)], name="key", partialFilterExpression={"action": _ADD}),
    IndexModel([("change", ASCENDING), ("page", ASCENDING)], name="change"),
    IndexModel([("entry", ASCENDING)], name="entry", partialFilterExpression={"action": _REMOVE}),
]


class MongoEntries:
    """Entries over MongoDB."""

    def __init__(self, mongo: MongoCollection[_Document]) -> None:
        self._mongo = mongo

    def put(self, change: str, page: int, entries: Sequence[Entry]) -> list[int]:
        """Lay a page down in place of what it was before; the lines that another page of the change has already."""
        self._mongo.delete_many({"change": change, "page": page, "action": _ADD})
        repeated: list[int] = []
        for first in range(0, len(entries), _AT_ONCE):
            batch = entries[first:first + _AT_ONCE]
            try:
                self._mongo.insert_many([_document(each) for each in batch], ordered=False)
            except BulkWriteError as error:
                wrong = error.details["writeErrors"]
                if any(each["code"] != _DUPLICATE for each in wrong):
                    raise
                repeated += [batch[each["index"]].line for each in wrong]
        if repeated:
            self._mongo.delete_many({"change": change, "page": page, "action": _ADD})
        return repeated

    def remove(self, change: str, entries: Sequence[tuple[str, str]], *, dictionary: str, by: str, at: datetime) -> None:
        """Lay down which entries the change takes out, and why, in place of what was laid down before."""
        self._mongo.delete_many({"change": change, "action": _REMOVE})
        if entries:
            self._mongo.insert_many([{"_id": f"{change}/{entry}", "action": _REMOVE, "dictionary": dictionary,
                                      "change": change, "entry": entry, "reason": reason, "by": by, "at": at}
                                     for entry, reason in entries])

    def forget(self, dictionary: str, *, made: Sequence[str], before: datetime) -> None:
        """Drop old lines of changes that were never made."""
        self._mongo.delete_many({"dictionary": dictionary, "at": {"$lt": before}, "change": {"$nin": list(made)}})

    def of_change(self, change: str) -> list[Entry]:
        """What a change puts in."""
        return [_entry(each) for each in self._mongo.find({"change": change, "action": _ADD})]

    def named(self, dictionary: str, ids: Sequence[str], made: Made) -> list[Entry]:
        """The entries with these ids that count or counted."""
        found = self._mongo.find({"_id": {"$in": list(ids)}, "dictionary": dictionary, "action": _ADD})
        return self._told([each for each in found if each["change"] in made], made)

    def with_keys(self, keys: Sequence[str], made: Mapping[str, Made]) -> Iterable[Entry]:
        """The entries of all dictionaries with one of these folded texts."""
        unique = list(dict.fromkeys(keys))
        every = {change: edition for changes in made.values() for change, edition in changes.items()}
        for first in range(0, len(unique), _AT_ONCE):
            found = self._mongo.find({"key": {"$in": unique[first:first + _AT_ONCE]}, "action": _ADD})
            yield from self._told([each for each in found if each["change"] in every], every)

    def page(self, query: EntryQuery) -> tuple[list[Entry], str | None]:
        """By folded text."""
        where = beyond(self._where(query), query.cursor, "key", ASCENDING)
        found: list[Entry] = []
        cursor = self._mongo.find(where, sort=_ORDER).batch_size(query.limit * 2)
        for documents in _in_batches(cursor, query.limit * 2):
            found += [each for each in self._told(documents, query.made) if _is_wanted(each, query)]
            if len(found) > query.limit:
                break
        return cut(found[:query.limit + 1], query.limit, lambda each: (each.key, each.id))

    def standing(self, dictionary: str, made: Made) -> Iterator[Entry]:
        """What counts after these changes, by folded text."""
        gone = {each["entry"] for each in self._mongo.find({"dictionary": dictionary, "action": _REMOVE})
                if each["change"] in made}
        for each in self._mongo.find({"dictionary": dictionary, "action": _ADD}, sort=_ORDER):
            if each["change"] in made and each["_id"] not in gone:
                yield _entry(each, made)

    def lines(self, changes: Sequence[str]) -> Iterator[_Document]:
        """What some changes put in and take out, as it is stored."""
        fields = dict.fromkeys(("action", "entry", "kind", "key", "text", "severity", "state", "reason"), 1)
        return self._mongo.find({"change": {"$in": list(changes)}}, fields).batch_size(_AT_ONCE)

    def _where(self, query: EntryQuery) -> _Document:
        where: _Document = {"dictionary": query.dictionary, "action": _ADD}
        named = {"kind": query.kind, "tags": query.tag, "severity": query.severity, "state": query.state}
        where |= {name: value for name, value in named.items() if value is not None}
        if query.contains:
            where["key"] = {"$regex": re.escape(query.contains)}
        if query.between is None:
            return where | {"change": {"$in": list(query.added)}}
        within = [change for change, edition in query.made.items() if query.between[0] < edition <= query.between[1]]
        gone = [each["entry"] for each in self._mongo.find({"change": {"$in": within}, "action": _REMOVE}, {"entry": 1})]
        return where | {"$or": [{"change": {"$in": within}}, {"_id": {"$in": gone}}]}

    def _told(self, documents: Sequence[_Document], made: Made) -> list[Entry]:
        """Entries with what became of them."""
        ids = [each["_id"] for each in documents]
        removals = {each["entry"]: Removal(change=each["change"], by=each["by"], at=_aware(each["at"]), reason=each["reason"],
                                           edition=made[each["change"]])
                    for each in self._mongo.find({"entry": {"$in": ids}, "action": _REMOVE}) if each["change"] in made}
        return [_entry(each, made, removals.get(each["_id"])) for each in documents]


def _is_wanted(entry: Entry, query: EntryQuery) -> bool:
    if query.between is None:
        return query.standing == "all" or (entry.removal is None) is (query.standing == "active")
    before, after = query.between
    came = before < entry.edition <= after
    went = entry.removal is not None and before < entry.removal.edition <= after
    return came is not went


def _in_batches(documents: Iterable[_Document], size: int) -> Iterator[list[_Document]]:
    batch: list[_Document] = []
    for each in documents:
        batch.append(each)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def _document(entry: Entry) -> _Document:
    return {"_id": entry.id, "action": _ADD, "at": entry.at, "tags": list(entry.tags),
            **{name: getattr(entry, name) for name in _FIELDS}}


def _entry(document: _Document, made: Made | None = None, removal: Removal | None = None) -> Entry:
    return Entry(id=document["_id"], at=_aware(document["at"]), tags=tuple(document["tags"]), removal=removal,
                 edition=(made or {}).get(document["change"], 0), **{name: document[name] for name in _FIELDS})


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment

"""The full-text index in MongoDB: a side collection, so that articles stay small, with one index on words and time.

A search reads the newest of what stands under its rarest word, in the order of the index, and looks whether the rest is
there too. What was forgotten leaves its version behind, so that an older writer cannot bring it back. An entry's place in
time is one number, the moment and some bits of its id: a key of the index is half as long with it as with date and id.
Behind it stands a small hash of the unit, so what is narrowed to one is told apart before an entry is read.
"""
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import pymongo
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError, PyMongoError

from services.content.frequencies import Frequencies
from services.content.model.search import Entry, mark
from services.content.model.search.entry import narrowed
from services.content.ports import Wanted
from shared.errors import InvalidCursor
from shared.runtime import sweep
from shared.runtime.store import Work

SECONDS = 1.5
"""Time for one look into the index; then what was found so far is the answer."""
RANKED_MOST = 20_001
"""How far words are counted to find the rarest: keys of the index, without reading an entry; once in a while for each word."""
_ORDER = [("order", DESCENDING)]
_IS_THERE = {"order": {"$gt": 0}}
_ID_BITS, _HASH_BITS = 20, 16
HASHED = ("unit",)
_UNIT = narrowed("unit", "")
UNLIKE_A_UNIT = 10
"""By so much rarer a unit must be to lead: behind any other word it is told apart without reading entries."""
_CURSOR = re.compile("[0-7]?[0-9a-f]{1,15}\\Z")
_SHOWN = dict.fromkeys(("version", "digest", "site", "unit", "column", "columns", "kind", "subject", "validity",
                        "published", "title", "text", "order"), 1)

INDEXES: dict[str, list[IndexModel]] = {
    "search": [
        IndexModel([("terms", ASCENDING), *_ORDER, *((f"{name}_hash", ASCENDING) for name in HASHED)], name="terms",
                   partialFilterExpression=_IS_THERE),
        IndexModel(_ORDER, name="newest", partialFilterExpression=_IS_THERE),
        IndexModel([("title_folded", ASCENDING)], name="title", partialFilterExpression=_IS_THERE),
    ],
    "search_checks": [*sweep.INDEXES],
}


class MongoSearch:
    """The index of one database."""

    def __init__(self, work: Work, frequencies: Frequencies) -> None:
        assert work.now is not None, "a search has a time"
        self._frequencies, self._now = frequencies, work.now
        self._counted: dict[Wanted, tuple[int, int]] = {}
        self._entries = work.engine.collection(work.database, "search")
        self._checks = work.engine.collection(work.database, "search_checks")

    def put(self, entry: Entry) -> None:
        """Write an entry, unless a newer one is known; the same again changes nothing."""
        fields = {name: value for name, value in vars(entry).items() if name not in ("id", "terms")}
        self._write(entry.id, {**fields, **placed(entry.published, entry.id, entry.unit),
                               "terms": list(entry.terms)})

    def forget(self, article_id: str, version: int) -> None:
        """Leave nothing but the version, unless a newer entry is known."""
        self._write(article_id, {"version": version})

    def _write(self, id_: str, document: dict[str, Any]) -> None:
        with suppress(DuplicateKeyError):  # somebody newer was here
            self._entries.replace_one({"_id": id_, "version": {"$lte": document["version"]}}, document, upsert=True)

    def find(self, wanted: Wanted, *, limit: int, cursor: str | None, ahead: int = 0
             ) -> tuple[list[Entry], str | None, bool]:
        """The newest that match, beyond ``cursor``; False if time ran out. Where entries must be read to be told apart, it
        looks on for ``ahead`` matches at once, and a ``count`` up to that need not read them again."""
        found: list[dict[str, Any]] = []
        complete = True
        try:
            with pymongo.timeout(SECONDS):
                where = self._where(wanted, cursor)
                if where is None:
                    return [], None, True
                for each in self._looked(where, wanted, limit, cursor, ahead):
                    found.append(each)
        except PyMongoError as error:
            if not error.timeout:
                raise
            complete = False
        following = f"{found[limit - 1]['order']:x}" if len(found) > limit else None
        return [_entry(each) for each in found[:limit]], following, complete

    def _looked(self, where: dict[str, Any], wanted: Wanted, limit: int, cursor: str | None, ahead: int
                ) -> Iterable[dict[str, Any]]:
        # Small batches: what was found in time is not lost when time runs out.
        page = self._entries.find(where, _SHOWN, sort=_ORDER, hint=_hint(wanted), limit=limit + 1,
                                  batch_size=limit + 1 if wanted.terms and not wanted.checks else 4)
        if wanted.checks or len(wanted.terms) < 2 or cursor is not None or ahead <= limit:
            return page
        ids = [each["_id"] for each in self._entries.find(where, {"_id": 1}, sort=_ORDER, hint="terms", limit=ahead,
                                                          batch_size=ahead)]
        self._counted[wanted] = len(ids), ahead
        read = {each["_id"]: each for each in self._entries.find({"_id": {"$in": ids[:limit + 1]}, **_IS_THERE}, _SHOWN)}
        found = [read[each] for each in ids[:limit + 1] if each in read]
        return found if len(found) == min(len(ids), limit + 1) else page  # one went away in between

    def count(self, wanted: Wanted, most: int) -> int:
        """How many match, up to ``most``; as many as there can be, if time runs out."""
        counted, ahead = self._counted.get(wanted, (0, 0))
        if counted < ahead or most <= ahead > 0:
            return min(counted, most)
        with suppress(PyMongoError), pymongo.timeout(SECONDS):
            where = self._where(wanted, None)
            return 0 if where is None else self._entries.count_documents(where, limit=most, hint=_hint(wanted))
        return most

    def tally(self, wanted: Wanted, most: int) -> Mapping[str, Mapping[str, int]]:
        """How many of the newest that match are in each column and of each kind; nothing if time runs out."""
        found: dict[str, Counter[str]] = {"column": Counter(), "kind": Counter()}
        with suppress(PyMongoError), pymongo.timeout(SECONDS):
            if (where := self._where(wanted, None)) is not None:
                for each in self._entries.find(where, {"_id": 0, "column": 1, "kind": 1}, sort=_ORDER, hint=_hint(wanted),
                                               limit=most):
                    found["column"][each["column"]] += 1
                    found["kind"][each["kind"]] += 1
        return found

    def titled(self, beginning: str, site: str | None, most: int) -> list[Entry]:
        """Entries whose title begins so, then some in whose title a word begins so."""
        place = {"site": site} if site else {}
        found: dict[str, dict[str, Any]] = {}
        with suppress(PyMongoError), pymongo.timeout(SECONDS):
            # Of a list, two bounds by themselves may be met by two different words.
            for field, where, hint in (("title_folded", _begins(beginning), "title"),
                                       ("terms", {"$elemMatch": _begins(f"^{beginning}")}, "terms")):
                asked = {**_IS_THERE, field: where, **place}
                for each in self._entries.find(asked, {**_SHOWN, "terms": 1}, hint=hint, limit=most):
                    found.setdefault(each["_id"], each)
        return [_entry(each) for each in list(found.values())[:most]]

    def marks(self, after: str, until: str | None) -> Mapping[str, str]:
        """What was indexed of the ids beyond ``after``, up to ``until``."""
        span = {"$gt": after} | ({"$lte": until} if until is not None else {})
        fields = {"digest": 1, "columns": 1, "published": 1}
        return {each["_id"]: mark(each["digest"], each["columns"], each["published"]) if "digest" in each else ""
                for each in self._entries.find({"_id": span}, fields)}

    def check_begins(self, check: str, at: datetime) -> None:
        """Have a check of everything from ``at`` on, if there is none yet."""
        self._checks.update_one({"_id": check}, {"$setOnInsert": {"after": "", "sweep_at": at}}, upsert=True)

    def checked_until(self, check: str) -> str:
        """Where the check of the index stopped."""
        found = self._checks.find_one({"_id": check})
        return str(found["after"]) if found else ""

    def check_goes_on(self, check: str, after: str, at: datetime) -> None:
        """The check goes on beyond ``after`` at ``at``."""
        self._checks.update_one({"_id": check}, {"$set": {"after": after, "sweep_at": at}})

    def _where(self, wanted: Wanted, cursor: str | None) -> dict[str, Any] | None:
        """The query, led by its rarest word; ``None`` if one of the words stands nowhere."""
        parts: list[dict[str, Any]] = [dict(_IS_THERE)]
        parts += [{"order": {name: order(each)}} for name, each in (("$gte", wanted.since), ("$lt", wanted.until)) if each]
        if cursor is not None:
            if not _CURSOR.match(cursor):
                raise InvalidCursor()
            parts.append({"order": {"$lt": int(cursor, 16)}})
        if wanted.terms:
            terms = self._rarest_first(wanted.terms)
            if terms is None:
                return None
            parts += [{"terms": terms[0]}, *_hashes(wanted.terms)]
            # Twice not, lest the database take one of these for the lead: it counts keys, not the entries that it reads.
            parts += [{"terms": {"$not": {"$ne": each}}} for each in terms[1:]]
        parts += _checks(wanted)
        if wanted.but:
            parts.append({"$nor": [{"$and": [{"terms": {"$all": list(wanted.but.terms)}}] * bool(wanted.but.terms)
                                    + _checks(wanted.but)}]})
        return {"$and": parts}

    def _rarest_first(self, terms: Sequence[str]) -> list[str] | None:
        if len(terms) < 2:
            return list(terms)
        counted = {each: self._count(each) for each in terms}
        if not all(counted.values()):
            return None
        return sorted(terms, key=lambda each: counted[each] * (UNLIKE_A_UNIT if each.startswith(_UNIT) else 1))

    def _count(self, term: str) -> int:
        if known := self._frequencies.of(term, self._now):
            return known
        # Not pymongo's count_documents: that reads the entries, six times as long.
        count = self._entries.database.command({"count": self._entries.name, "query": {"terms": term, **_IS_THERE},
                                                "limit": RANKED_MOST, "hint": "terms"})["n"]
        self._frequencies.note(term, count, self._now)
        return int(count)


def order(moment: datetime, id_: str = "") -> int:
    """The place in time of an entry, or the first of a moment: to the millisecond, then by the id, in 63 bits."""
    return int(moment.timestamp() * 1000) << _ID_BITS | (_hash(id_, _ID_BITS) if id_ else 0)


def placed(published: datetime, id_: str, unit: str) -> dict[str, int]:
    """What of an entry stands in the index besides words."""
    return {"order": order(published, id_), "unit_hash": _hash(unit, _HASH_BITS)}


def _hash(text: str, bits: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest()) >> (32 - bits)


def _hashes(terms: Sequence[str]) -> list[dict[str, Any]]:
    """What of the filters can be told by the index alone; others may have the same hash, so the terms are looked at too."""
    return [{f"{name}_hash": _hash(term[len(narrowed(name, "")):], _HASH_BITS)} for name in HASHED for term in terms
            if term.startswith(narrowed(name, ""))]


def _hint(wanted: Wanted) -> str:
    return "terms" if wanted.terms else "newest"


def _checks(wanted: Wanted) -> list[dict[str, Any]]:
    field = "title_folded" if wanted.in_title else "folded"
    return [{field: {"$regex": re.escape(each)}} for each in wanted.checks]


def _entry(document: Mapping[str, Any]) -> Entry:
    values = {name: document[name] for name in _SHOWN if name not in ("order", "columns")}
    return Entry(id=document["_id"], title_folded="", folded="", terms=tuple(document.get("terms", ())),
                 columns=tuple(document["columns"]), **values)


def _begins(start: str) -> dict[str, str]:
    """What a text that begins so lies between."""
    return {"$gte": start, "$lt": start + "\U0010ffff"}

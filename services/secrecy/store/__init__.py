"""Secrecy's collections, and what its processes are equipped with."""
import uuid
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.secrecy import errors, inspector
from services.secrecy.attachments import RemoteFiles
from services.secrecy.errors import levels
from services.secrecy.errors.dictionaries import DictionaryExists, DictionaryNotFound
from services.secrecy.errors.recalls import NothingShown, RecallNotFound, ReexaminationNotFound
from services.secrecy.model import SEVERITIES, Review
from services.secrecy.model.dictionary import Dictionary
from services.secrecy.model.levels import LEVELS
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from services.secrecy.origin import RemoteOrigin
from services.secrecy.ports import Ports, ReviewQuery, Waiting
from services.secrecy.store import entries, live
from services.secrecy.store.watch import Pinned, Shelf, Watch
from shared.errors import StaleVersion
from shared.known import KnownNotice, KnownUnit
from shared.plugins.discovery import DETECTORS
from shared.runtime import sweep
from shared.runtime.frame import Tools
from shared.runtime.metrics import UNCLEARED
from shared.runtime.paging import beyond, cut
from shared.runtime.settings import Settings, SettingsError
from shared.runtime.store import Collection, Work

_INBOX = [("inbox", ASCENDING), ("_id", ASCENDING)]
_WAITS, _OWES = {"waits.0": {"$exists": True}}, {"reckoned_with": {"$gte": 0}}

INDEXES = {
    "reviews": [
        *sweep.INDEXES,
        IndexModel([("waits.unit", ASCENDING), ("waits.what", ASCENDING), *_INBOX], name="waits",
                   partialFilterExpression=_WAITS),
        IndexModel([("duties.unit", ASCENDING)], name="owing", partialFilterExpression=_OWES),
        IndexModel([("unit", ASCENDING), ("state", ASCENDING), *_INBOX], name="inbox_of_unit"),
        IndexModel([("state", ASCENDING), *_INBOX], name="inbox"),
        IndexModel([("unit", ASCENDING), ("opened_at", DESCENDING), ("_id", DESCENDING)], name="opened_of_unit"),
        IndexModel([("opened_at", DESCENDING), ("_id", DESCENDING)], name="opened"),
        IndexModel([("subject", ASCENDING), ("service", ASCENDING)], name="subject"),
        IndexModel([("digest", ASCENDING)], name="digest"),
    ],
    "dictionaries": [IndexModel([("edition", ASCENDING), ("_id", ASCENDING)], name="edition")],
    "entries": entries.INDEXES,
    **live.INDEXES,
    "units": [],
    "notices": [],
}


def equip(settings: Settings) -> Watch:
    """The detectors, built once a process; raises ``PluginError`` or ``SettingsError``."""
    if settings.quarantine not in ("manual", "automatic"):
        raise SettingsError(f"the setting quarantine must be manual or automatic, not “{settings.quarantine}”")
    return Watch(inspector.installed(settings.plugin_settings(DETECTORS), settings.secret()))


def ports(work: Work, tools: Tools) -> Ports:
    """Secrecy's ports over MongoDB and the bus."""
    assert tools.remote is not None, "the manifest names the calls"
    collection = work.collection("reviews", Review, missing=errors.ReviewNotFound, taken={"_id_": StaleVersion},
                                 extras=_for_queries)
    dictionaries = work.collection("dictionaries", Dictionary, missing=DictionaryNotFound, taken={"_id_": DictionaryExists})
    lines = entries.MongoEntries(work.engine.collection(work.database, "entries"))
    runs = work.collection("reexaminations", Reexamination, missing=ReexaminationNotFound, taken={"_id_": StaleVersion},
                           extras=live.for_sweep)
    return Ports(
        reviews=MongoReviews(collection), origin=RemoteOrigin(tools.remote.call, tools.remote.call_many),
        files=RemoteFiles(tools.remote.call), inspector=Pinned(tools.own, Shelf(dictionaries.mongo, lines)),
        dictionaries=dictionaries, entries=lines,
        shown=live.MongoShown(work.collection("shown", Shown, missing=NothingShown, taken={"_id_": StaleVersion})),
        recalls=live.MongoRecalls(work.collection("recalls", Recall, missing=RecallNotFound, taken={"_id_": StaleVersion})),
        reexaminations=live.MongoReexaminations(runs),
        outcomes=live.MongoOutcomes(work.engine.collection(work.database, "outcomes")),
        units=work.collection("units", KnownUnit, missing=levels.UnknownUnit, taken={"_id_": StaleVersion}),
        notices=work.collection("notices", KnownNotice, missing=levels.UnknownUnit, taken={"_id_": StaleVersion}),
        law=tools.almanac.law, calendar=tools.almanac.calendar, isolates=tools.settings.quarantine == "automatic",
        beside=live.beside, alarm=UNCLEARED.inc, new_id=lambda: str(uuid.uuid4()))


class MongoReviews:
    """Reviews and their inbox."""

    def __init__(self, collection: Collection[Review]) -> None:
        self._collection = collection
        self.get, self.save, self.history, self.find = collection.get, collection.save, collection.history, collection.find

    def page(self, query: ReviewQuery) -> tuple[list[Review], str | None]:
        """One page in the order asked for; ties are broken by id."""
        name = "inbox" if query.sort == "urgency" else query.sort.lstrip("-")
        direction = DESCENDING if query.sort.startswith("-") else ASCENDING
        where: dict[str, Any] = {key: value for key, value in {
            "state": query.state, "subject": query.subject, "digest": query.digest, "urgency": query.urgency,
        }.items() if value is not None}
        if query.units is not None:
            where["unit"] = {"$in": list(query.units)}
        if query.severity:
            where["weight"] = {"$gte": SEVERITIES[query.severity]}
        if query.level:
            where["level"] = query.level
        if query.reported is not None:
            where["quarantine.report"] = {"$ne": None} if query.reported else None
        if query.asked:
            name_of = {"referrals": "referrals.authority", "consents": "consents.unit"}[query.asked]
            where[name_of] = {"$exists": True} if query.asked_units is None else {"$in": list(query.asked_units)}
        if query.waiting is not None:
            where |= {"$or": [_waits(each, query.me) for each in query.waiting], **_WAITS}
        where = beyond(where, query.cursor, name, direction)
        found = list(self._collection.find(where, sort=[(name, direction), ("_id", direction)], limit=query.limit + 1))
        return cut(found, query.limit, lambda review: (
            _inbox(review) if name == "inbox" else review.opened_at, review.id))


    def owing(self, unit: str) -> list[str]:
        """Ids of the reviews with an open duty of the unit."""
        where = {"duties": {"$elemMatch": {"unit": unit, "outcome": None}}, "duties.unit": unit, **_OWES}
        return [each["_id"] for each in self._collection.mongo.find(where, {"_id": 1})]


def _waits(waiting: Waiting, me: str | None) -> dict[str, Any]:
    """What waits for somebody; whose own texts or earlier opinions are concerned has no level in them."""
    unit = {} if waiting.units is None else {"unit": {"$in": list(waiting.units)}}
    own = {"involved": {"$ne": me}, "opinions.by": {"$ne": me}} if me and waiting.what in LEVELS else {}
    return {"waits": {"$elemMatch": {"what": waiting.what, **unit}}, **own}


def _for_queries(review: Review) -> Mapping[str, Any]:
    return {"weight": review.weight, "inbox": _inbox(review), "level": review.level, "waits": review.waits}


def _inbox(review: Review) -> str:
    """Sorts emergencies first, then the oldest."""
    return f"{0 if review.urgency == 'emergency' else 1} {review.opened_at.isoformat(timespec='milliseconds')}"

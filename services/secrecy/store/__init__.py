"""Secrecy's collections, and what its processes are equipped with."""
import uuid
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.secrecy import errors, inspector
from services.secrecy.errors.dictionaries import DictionaryExists, DictionaryNotFound
from services.secrecy.errors.recalls import NothingShown, RecallNotFound, ReexaminationNotFound
from services.secrecy.model import SEVERITIES, Review
from services.secrecy.model.dictionary import Dictionary
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from services.secrecy.origin import RemoteOrigin
from services.secrecy.ports import Ports, ReviewQuery
from services.secrecy.store import entries, live
from services.secrecy.store.watch import Pinned, Shelf, Watch
from shared.errors import StaleVersion
from shared.plugins.discovery import DETECTORS
from shared.runtime.frame import Tools
from shared.runtime.metrics import UNCLEARED
from shared.runtime.paging import beyond, cut
from shared.runtime.settings import Settings
from shared.runtime.store import Collection, Work

_INBOX = [("inbox", ASCENDING), ("_id", ASCENDING)]

INDEXES = {
    "reviews": [
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
}


def equip(settings: Settings) -> Watch:
    """The detectors, built once a process; raises ``PluginError`` or ``SettingsError``."""
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
        reviews=MongoReviews(collection),
        dictionaries=dictionaries,
        entries=lines,
        origin=RemoteOrigin(tools.remote.call, tools.remote.call_many),
        inspector=Pinned(tools.own, Shelf(dictionaries.mongo, lines)),
        shown=live.MongoShown(work.collection("shown", Shown, missing=NothingShown, taken={"_id_": StaleVersion})),
        recalls=live.MongoRecalls(work.collection("recalls", Recall, missing=RecallNotFound, taken={"_id_": StaleVersion})),
        reexaminations=live.MongoReexaminations(runs),
        outcomes=live.MongoOutcomes(work.engine.collection(work.database, "outcomes")),
        beside=live.beside,
        alarm=UNCLEARED.inc,
        new_id=lambda: str(uuid.uuid4()),
    )


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
        where = beyond(where, query.cursor, name, direction)
        found = list(self._collection.find(where, sort=[(name, direction), ("_id", direction)], limit=query.limit + 1))
        return cut(found, query.limit, lambda review: (
            _inbox(review) if name == "inbox" else review.opened_at, review.id))


def _for_queries(review: Review) -> Mapping[str, Any]:
    return {"weight": review.weight, "inbox": _inbox(review)}


def _inbox(review: Review) -> str:
    """Sorts emergencies first, then the oldest."""
    return f"{0 if review.urgency == 'emergency' else 1} {review.opened_at.isoformat(timespec='milliseconds')}"

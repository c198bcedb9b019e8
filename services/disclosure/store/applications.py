"""Applications in MongoDB: personal data as the vault sealed them, the rest for lists and for the yearly report."""
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from services.disclosure import errors
from services.disclosure.errors.applications import ApplicationNotFound
from services.disclosure.model.application import STAGES, Application
from services.disclosure.model.codes import normal_receipt
from services.disclosure.ports import ApplicationQuery, Desk, Ports
from shared.runtime import sweep, vault
from shared.runtime.attempts import MongoAttempts
from shared.runtime.frame import Tools
from shared.runtime.paging import beyond, cut
from shared.runtime.serials import next_serial
from shared.runtime.settings import Settings
from shared.runtime.store import Collection, Work
from shared.runtime.vault import Vault

GIVES_CODE = frozenset({"submit_application", "enter_application"})
"""Operations whose answer holds the query code: it is kept for no repeat; the use case knows its own work again."""
OPENS_MATTER = "open_application_matter"
_SORTED = ("due_at", "submitted_at")

INDEXES = {
    "applications": [
        *sweep.INDEXES,
        IndexModel([("receipt", ASCENDING)], name="receipt", unique=True),
        *(IndexModel([("responsible", ASCENDING), ("state", ASCENDING), (name, ASCENDING), ("_id", ASCENDING)])
          for name in _SORTED),
        *(IndexModel([(name, ASCENDING), ("_id", ASCENDING)]) for name in _SORTED),
        *(IndexModel([("unit", ASCENDING), (name, ASCENDING), ("received_on", ASCENDING)])
          for name in ("applicant_key", "topic_key")),
        IndexModel([("responsible", ASCENDING), ("ended_on", ASCENDING)]),
    ],
    "attempts": [IndexModel([("forget_at", ASCENDING)], name="forget", expireAfterSeconds=0)],
    vault.COLLECTION: list(vault.INDEXES),
}


@dataclass
class Equipment:
    """What a process of disclosure has for all its calls."""

    settings: Settings
    made: Vault | None = None

    def vault(self, database: Database[dict[str, Any]]) -> Vault:
        """The vault of the service's database, made with the first call."""
        if self.made is None:
            self.made = Vault(database, self.settings.secret())
        return self.made


def equip(settings: Settings) -> Equipment:
    """The equipment; raises ``SettingsError`` when the secret key is missing or too short to protect anything."""
    settings.secret()
    return Equipment(settings)


def apart(work: Work) -> Work:
    """How matters are saved: where an application opens one, the answer is kept with the application, not with the matter."""
    return replace(work, key="") if work.operation == OPENS_MATTER else work


def desk(ports: Ports, work: Work, tools: Tools) -> Desk:
    """``ports`` with what applications need besides."""
    key, equipment = work.key, tools.own
    kept = replace(work, key="") if work.operation in GIVES_CODE else work
    applications = kept.collection("applications", Application, missing=ApplicationNotFound, extras=_for_queries,
                                   taken={"receipt": errors.applications.InvalidRequest})
    return Desk(
        **vars(ports),
        applications=MongoApplications(applications),
        vault=equipment.vault(work.database),
        attempts=MongoAttempts(work.database["attempts"]),
        next_serial=lambda series: next_serial(work.database, series),
        new_application_id=lambda: str(uuid.uuid5(uuid.NAMESPACE_OID, key) if key else uuid.uuid4()),
        request=work.request,
    )


def _for_queries(application: Application) -> Mapping[str, Any]:
    """The day by which it is to be answered, as announced; before its receipt, the moment when it came."""
    duty = application.answer_duty
    return {"due_at": duty.due_at if duty else application.submitted_at}


class MongoApplications:
    """Applications and their list."""

    def __init__(self, collection: Collection[Application]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history
        self.find_one = collection.find_one

    def page(self, query: ApplicationQuery) -> tuple[list[Application], str | None]:
        """One page in the order asked for; ties are broken by id."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where = beyond(_where(query), query.cursor, name, direction)
        found = list(self._collection.find(where, sort=[(name, direction), ("_id", direction)], limit=query.limit + 1))
        return cut(found, query.limit, lambda each: (
            _for_queries(each)["due_at"] if name == "due_at" else each.submitted_at, each.id))

    def open_of(self, unit: str) -> list[str]:
        """Ids of the applications that a unit answers for and that are not erased yet."""
        where = {"responsible": unit, "erased_on": None}
        return [each["_id"] for each in self._collection.mongo.find(where, {"_id": 1})]

    def alike(self, unit: str, name: str, key: str, since: date) -> list[tuple[datetime, date, str]]:
        """When registered, when received and by whom, of all received since a day whose ``name`` is ``key``."""
        where = {"unit": unit, name: key, "received_on": {"$gte": since.isoformat()}}
        found = self._collection.mongo.find(where, {"registered_at": 1, "received_on": 1, "applicant_key": 1})
        return [(each["registered_at"], date.fromisoformat(each["received_on"]), each["applicant_key"]) for each in found]


def _where(query: ApplicationQuery) -> dict[str, Any]:
    where: dict[str, Any] = {name: value for name, value in {
        "state": query.state, "outcome": query.outcome, "handler": query.handler,
        "receipt": normal_receipt(query.receipt) if query.receipt else None}.items() if value is not None}
    if query.units is not None:
        where["responsible"] = {"$in": list(query.units)}
    if query.stage:
        stage = [state.value for state in STAGES[query.stage][1]]
        where["$and"] = [{"state": {"$in": stage}}]
    days = {name: day.isoformat() for name, day in (("$gte", query.received_from), ("$lte", query.received_to)) if day}
    if days:
        where["received_on"] = days
    if query.due_before:
        where["due_at"] = {"$lte": query.due_before}
    return where

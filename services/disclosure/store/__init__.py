"""Disclosure's collections: matters, imports, public items, and what is known of units and notices."""
import re
import uuid
from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.disclosure import errors
from services.disclosure.model import EarlyNews, Matter, MatterImport, PublicItem
from services.disclosure.ports import Desk, MatterQuery, Ports
from services.disclosure.store import applications, reports
from services.disclosure.store.applications import equip
from services.disclosure.store.catalogue import ITEM_INDEXES, MongoItems, item_fields
from services.disclosure.store.imports import MongoFiles, MongoImports, MongoRows
from services.disclosure.store.together import first_day, side_by_side
from shared.errors import StaleVersion
from shared.known import KnownNotice, KnownUnit
from shared.runtime import sweep
from shared.runtime.frame import Tools
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Collection, Work

__all__ = ["INDEXES", "equip", "ports"]

INDEXES = {
    "matters": [
        *sweep.INDEXES,
        IndexModel([("fingerprint", ASCENDING)], name="fingerprint", unique=True),
        *(IndexModel([("responsible", ASCENDING), ("state", ASCENDING), (name, ASCENDING), ("_id", ASCENDING)])
          for name in ("due_at", "registered_at")),
        *(IndexModel([(name, ASCENDING), ("_id", ASCENDING)]) for name in ("due_at", "registered_at")),
    ],
    "imports": [*sweep.INDEXES, IndexModel([("unit", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
                IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)])],
    "items": ITEM_INDEXES,
    "early_news": [],
    "units": [],
    "notices": [],
    "reports": reports.INDEXES,
    **applications.INDEXES,
}


def ports(work: Work, tools: Tools) -> Desk:
    """Disclosure's ports over MongoDB."""
    apart = applications.apart(work)
    matters = apart.collection("matters", Matter, missing=errors.MatterNotFound, extras=_for_queries,
                               taken={"fingerprint": errors.MatterExists})
    return applications.desk(Ports(
        matters=MongoMatters(matters),
        items=MongoItems(work.collection("items", PublicItem, missing=errors.NotPublished, extras=item_fields,
                                         taken={"_id_": StaleVersion, "number_held": StaleVersion})),
        early_news=work.collection("early_news", EarlyNews, missing=errors.NotPublished, taken={"_id_": StaleVersion}),
        units=work.collection("units", KnownUnit, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        notices=work.collection("notices", KnownNotice, missing=errors.UnknownUnit, taken={"_id_": StaleVersion}),
        law=tools.almanac.law,
        calendar=tools.almanac.calendar,
        new_id=lambda: str(uuid.uuid4()),
        imports=MongoImports(work.collection("imports", MatterImport, missing=errors.ImportNotFound,
                                             extras=lambda each: {"sweep_at": each.sweep_at})),
        import_files=MongoFiles(work.engine.collection(work.database, "import_files")),
        import_rows=MongoRows(work.engine.collection(work.database, "import_rows")),
        since=lambda today: first_day(work.database, today),
        side_by_side=side_by_side,
        reports=reports.MongoReports(work),
        cases=reports.MongoCases(work),
    ), work, tools)


def _for_queries(matter: Matter) -> Mapping[str, Any]:
    return {"fingerprint": matter.fingerprint, "responsible": matter.responsible, "due_at": matter.duty.due_at}


class MongoMatters:
    """Matters and their list."""

    def __init__(self, collection: Collection[Matter]) -> None:
        self._collection = collection
        self.get, self.save, self.history = collection.get, collection.save, collection.history
        self.find_one = collection.find_one

    def page(self, query: MatterQuery) -> tuple[list[Matter], str | None]:
        """One page in the order asked for; ties are broken by id."""
        name, direction = query.sort.lstrip("-"), DESCENDING if query.sort.startswith("-") else ASCENDING
        where: dict[str, Any] = {"state": query.state} if query.state else {}
        if query.units is not None:
            where["responsible"] = {"$in": list(query.units)}
        if query.class_name:
            where["classes"] = query.class_name
        if query.due_before:
            where["due_at"] = {"$lte": query.due_before}
        if query.title:
            where["title"] = {"$regex": re.escape(query.title), "$options": "i"}
        where = beyond(where, query.cursor, name, direction)
        found = list(self._collection.find(where, sort=[(name, direction), ("_id", direction)], limit=query.limit + 1))
        return cut(found, query.limit, lambda matter: (
            matter.duty.due_at if name == "due_at" else matter.registered_at, matter.id))

    def open_of(self, unit: str) -> list[str]:
        """Ids of the matters with a duty that a unit has open: to disclose them, or to look again at what is withheld."""
        where = {"responsible": unit, "state": {"$in": ["open", "exempted"]}}
        return [each["_id"] for each in self._collection.mongo.find(where, {"_id": 1})]

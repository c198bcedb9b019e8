"""Yearly reports in MongoDB, and what they count: applications, and matters with their public items."""
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.disclosure.errors.reports import ReportExists, ReportNotFound
from services.disclosure.model.report import CaseFact, RemedyFact
from services.disclosure.model.report_counts import DocumentFact
from services.disclosure.model.yearly_report import YearlyReport
from services.disclosure.ports import ReportQuery
from shared.clock import legal_day
from shared.runtime import sweep
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Work

INDEXES = [*sweep.INDEXES, IndexModel([("responsible", ASCENDING), ("place", DESCENDING), ("_id", DESCENDING)]),
           IndexModel([("place", DESCENDING), ("_id", DESCENDING)])]
_FACTS = {"category": 1, "received_on": 1, "ended_on": 1, "outcome": 1, "remedies": 1}


class MongoReports:
    """Reports and their list, the newest year first."""

    def __init__(self, work: Work) -> None:
        self._collection = work.collection("reports", YearlyReport, missing=ReportNotFound, extras=_for_queries,
                                           taken={"_id_": ReportExists})
        self._units = work.database["units"]
        self.get, self.save, self.history = self._collection.get, self._collection.save, self._collection.history
        self.find_one = self._collection.find_one

    def page(self, query: ReportQuery) -> tuple[list[YearlyReport], str | None]:
        """One page; ties are broken by id."""
        where: dict[str, Any] = {name: value for name, value in (("state", query.state), ("year", query.year)) if value}
        if query.units is not None:
            where["responsible"] = {"$in": list(query.units)}
        where = beyond(where, query.cursor, "place", DESCENDING)
        found = list(self._collection.find(where, sort=[("place", DESCENDING), ("_id", DESCENDING)], limit=query.limit + 1))
        return cut(found, query.limit, lambda report: (_place(report), report.id))

    def unmet_of(self, unit: str) -> list[str]:
        """Ids of the reports of a unit that are not public yet."""
        return [each["_id"] for each in self._collection.mongo.find({"unit": unit, "state": {"$ne": "published"}}, {"_id": 1})]

    def predecessors(self, unit: str) -> list[str]:
        """The units whose first successor is ``unit``."""
        return [each["_id"] for each in self._units.find({"successors.0": unit}, {"_id": 1})]


class MongoCases:
    """Facts for counting; nothing of them tells who applied."""

    def __init__(self, work: Work) -> None:
        self._database = work.database

    def facts(self, unit: str, year: int) -> Iterator[CaseFact]:
        """The applications of a unit that touch a year, and those that came to a review or a court."""
        still = {"$or": [{"ended_on": None}, {"ended_on": {"$gte": f"{year}-01-01"}}, {"remedies.0": {"$exists": True}}]}
        received = {"responsible": unit, "received_on": {"$type": "string", "$lte": f"{year}-12-31"}}
        for each in self._database["applications"].find({**received, **still}, _FACTS):
            yield CaseFact(applicant=each["category"], received_on=date.fromisoformat(each["received_on"]),
                           closed_on=_day(each["ended_on"]), outcome=each["outcome"],
                           remedies=tuple(_remedy(remedy) for remedy in each["remedies"]))

    def documents(self, unit: str, class_name: str) -> Iterator[DocumentFact]:
        """The fulfilled matters of a class, each with whether its item still is public."""
        where = {"responsible": unit, "state": "fulfilled", "classes": class_name}
        matters = list(self._database["matters"].find(where, {"happened_on": 1, "fulfilment": 1}))
        ids = [each["fulfilment"]["article_id"] for each in matters]
        public = {each["_id"] for each in self._database["items"].find({"_id": {"$in": ids}, "removal": None}, {"_id": 1})}
        for each in matters:
            yield DocumentFact(made_on=date.fromisoformat(each["happened_on"]),
                               published_on=legal_day(each["fulfilment"]["at"]),
                               withdrawn=each["fulfilment"]["article_id"] not in public)


def _for_queries(report: YearlyReport) -> Mapping[str, Any]:
    return {"responsible": report.responsible, "place": _place(report)}


def _place(report: YearlyReport) -> str:
    return f"{report.year:04}"


def _remedy(given: Mapping[str, Any]) -> RemedyFact:
    return RemedyFact(route=given["kind"], began_on=date.fromisoformat(given["filed_on"]), ended_on=_day(given["decided_on"]),
                      result=given["result"])


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None

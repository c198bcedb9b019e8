"""Yearly reports on a real database: what is counted of applications and matters, and reports saved and listed."""
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.disclosure.errors.reports import ReportExists
from services.disclosure.model import Fulfilment, Matter, PublicItem, Removal
from services.disclosure.model.report import CaseFact, RemedyFact, tables
from services.disclosure.model.report_counts import DocumentFact
from services.disclosure.model.report_form import Form
from services.disclosure.model.yearly_report import YearlyReport
from services.disclosure.ports import ReportQuery
from services.disclosure.store import INDEXES, reports
from shared.aggregate import Aggregate
from shared.errors import Fault
from shared.known import KnownUnit
from shared.law.almanac import calendar
from shared.law.loading import load
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World, now

LAW = load(["national"])
CALENDAR = calendar(LAW, ())
FORM = Form.read(LAW.value("report.form", date(2026, 12, 31)), LAW.value("application.applicants", date(2026, 12, 31)))
NEW_YEAR = datetime(2027, 1, 2, tzinfo=UTC)


def desk(world: World) -> Work:
    """A call on an empty database with the service's indexes."""
    database = world.database()
    prepare(database, INDEXES)
    return Work(database, Engine(), operation="test", now=now())


def found_by(matter: Matter) -> dict[str, Any]:
    """What is stored beside a matter."""
    return {"fingerprint": matter.fingerprint, "responsible": matter.responsible}


def application(id_: str, received: str | None, ended: str | None = None, outcome: str = "", unit: str = "u", **more: Any
                ) -> dict[str, Any]:
    """An application as it is stored, as far as it is counted."""
    return {"_id": id_, "receipt": id_, "responsible": unit, "category": "person", "received_on": received, "ended_on": ended,
            "outcome": outcome, "remedies": [], **more}


def test_the_applications_that_touch_a_year_are_counted_and_no_others(world: World) -> None:
    work = desk(world)
    remedy = {"id": "r1", "kind": "direct_suit", "filed_on": "2025-03-01", "result": "upheld", "decided_on": "2026-05-01"}
    work.database["applications"].insert_many([
        application("new", "2026-02-01", "2026-03-01", "3.1"), application("carried", "2025-12-31", "2026-01-01", "3.2"),
        application("left", "2026-12-31"), application("next", "2027-01-01"),
        application("old", "2024-01-01", "2025-12-31", "3.1"),
        application("sued", "2024-01-01", "2024-02-01", "3.3.1", remedies=[remedy]), application("unreceived", None),
        application("foreign", "2026-02-01", unit="v")])
    facts = list(reports.MongoCases(work).facts("u", 2026))
    assert len(facts) == 4
    assert CaseFact(applicant="person", received_on=date(2024, 1, 1), closed_on=date(2024, 2, 1), outcome="3.3.1", remedies=(
        RemedyFact(route="direct_suit", began_on=date(2025, 3, 1), ended_on=date(2026, 5, 1), result="upheld"),)) in facts
    found = tables(facts, 2026, FORM)
    assert [found.row(code).numbers[0] for code in ("1", "2", "3.1", "3.2", "3.7", "4")] == [2, 1, 1, 1, 2, 1]
    assert found.row("direct_suit").numbers == (1, 0, 0, 0, 1)


def test_documents_are_counted_by_their_matters_and_whether_they_still_are_public(world: World) -> None:
    work = desk(world)
    matters = work.collection("matters", Matter, missing=Fault, extras=found_by)
    items = work.collection("items", PublicItem, missing=Fault)
    rule, at = LAW.rule("disclosure.other", date(2026, 3, 1)), datetime(2026, 3, 5, 18, tzinfo=UTC)
    for number, withdrawn in enumerate((False, True)):
        matter = Matter.register(id=f"m{number}", rule=rule, now=at, calendar=CALENDAR, unit="u", title=f"文件{number}",
                                 classes=("normative_documents",), basis="formed", happened_on=date(2026, 3, 1),
                                 registered_by="x")
        matter.fulfil(Fulfilment(f"a{number}", "t", "/p", "i", at), now=at, calendar=CALENDAR)
        item = PublicItem(id=f"a{number}", unit="u", site="s", column="c", path="/p", index_number="i", title="t",
                          kind="notice", subject="general", made_on=None, first_published_at=at, published_at=at,
                          removal=Removal(at, "撤回") if withdrawn else None)
        item.note("heard")
        save(matters, matter)
        save(items, item)
    found = sorted(reports.MongoCases(work).documents("u", "normative_documents"), key=lambda each: each.withdrawn)
    assert found == [DocumentFact(made_on=date(2026, 3, 1), published_on=date(2026, 3, 6), withdrawn=each)
                     for each in (False, True)]
    assert list(reports.MongoCases(work).documents("u", "laws")) == []


def test_a_report_comes_back_as_it_was_saved_with_everything_frozen(world: World) -> None:
    held = reports.MongoReports(desk(world))
    report = YearlyReport.begin(unit="u", year=2026, form="2021", now=now(), obliged=True)
    figures = {cell: Decimal(1) for cell in FORM.proactive_cells} | {"fees.amount": Decimal("0.10")}
    report.enter(figures, FORM, by="o", now=now())
    report.write({"overview": "甲", "problems": "乙"}, now=now())
    held.save(report)
    report = held.get("u.2026")
    report.end_year(LAW.rule("report.departments", date(2026, 12, 31)), now=NEW_YEAR, calendar=CALENDAR)
    held.save(report)
    report.submit(FORM, [], None, by="o", now=NEW_YEAR)
    report.approve(FORM, [], None, title="t", by="h", now=NEW_YEAR)
    held.save(report)
    report.publish("a", NEW_YEAR, now=NEW_YEAR, calendar=CALENDAR)
    report.correct("更正", by="h", now=NEW_YEAR)
    held.save(report)
    again = held.get("u.2026")
    assert again == report and again.standing == report.corrections[0].before
    assert dict(again.standing.proactive)["fees.amount"] == "0.1" and again.duty and again.duty.closed
    assert [each["action"] for each in held.history("u.2026")] == ["written", "year_ended", "approved", "reopened"]
    try:
        held.save(YearlyReport.begin(unit="u", year=2026, form="2021", now=now(), obliged=True))
    except ReportExists:
        return
    raise AssertionError("two reports of one year")


def test_the_list_is_turned_page_by_page_the_newest_year_first(world: World) -> None:
    work = desk(world)
    held = reports.MongoReports(work)
    for unit in ("u", "v"):
        for year in (2024, 2025, 2026):
            held.save(YearlyReport.begin(unit=unit, year=year, form="2021", now=now(), obliged=False))
    query, found = ReportQuery(units=["u", "v"], limit=4), []
    while True:
        page, cursor = held.page(query)
        found += [each.id for each in page]
        if cursor is None:
            break
        query = replace(query, cursor=cursor)
    assert found == ["v.2026", "u.2026", "v.2025", "u.2025", "v.2024", "u.2024"]
    assert [each.id for each in held.page(ReportQuery(units=["u"], year=2025))[0]] == ["u.2025"]
    assert sorted(held.unmet_of("u")) == ["u.2024", "u.2025", "u.2026"]


def test_the_units_that_a_unit_succeeded_are_found(world: World) -> None:
    work = desk(world)
    units = work.collection("units", KnownUnit, missing=Fault)
    for code, successors in (("a", ["u"]), ("b", ["x", "u"]), ("u", [])):
        known = KnownUnit(id=code, name=code, successors=successors)
        known.note("heard")
        save(units, known)
    assert reports.MongoReports(work).predecessors("u") == ["a"]


def save(collection: object, aggregate: Aggregate) -> None:
    """Save it."""
    collection.save(aggregate)  # type: ignore[attr-defined]

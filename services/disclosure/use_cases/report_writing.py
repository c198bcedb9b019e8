"""Yearly reports: begun for every unit, entered, handed in, approved, and public through the gate like anything else.

An approved report is a matter to disclose. An editor hands its page in as an article; approval and secrecy review are those
of every article; when the article that carries the matter is public, the matter is fulfilled, and with it the report's duty.
"""
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from services.disclosure.errors.reports import ReportExists
from services.disclosure.model.yearly_report import YearlyReport
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import responsible_unit
from services.disclosure.use_cases.report_reading import carried_before, form_on, matter_title
from shared.caller import Caller
from shared.clock import legal_day

DEPARTMENTS = "report.departments"
"""The rule of a unit whose kind the packs do not name."""


def start_yearly_report(ports: Ports, *, caller: Caller, now: datetime, unit: str, year: int) -> YearlyReport:
    """Begin the report on a year that was over before the suite knew the unit; of the others each begins by itself."""
    caller.require("disclosure_officer", unit=unit)
    responsible_unit(ports, unit, now)
    if ports.reports.find_one({"_id": f"{unit}.{year}"}):
        raise ReportExists()
    report = YearlyReport.begin(unit=unit, year=year, form=form_on(ports, year).code, now=now,
                                obliged=year >= legal_day(now).year)
    ports.reports.save(report)
    return report


def enter_report_figures(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int,
                         figures: Mapping[str, Decimal | None]) -> YearlyReport:
    """Enter figures of table 2, and what was handled outside the suite for tables 3 and 4."""
    report = _changeable(ports, caller, report_id, version, "disclosure_officer")
    report.enter(figures, form_on(ports, report.year), by=caller.id, now=now)
    ports.reports.save(report)
    return report


def write_report_texts(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int, **texts: str
                       ) -> YearlyReport:
    """Write the parts that are text: the first, the fifth and the sixth."""
    report = _changeable(ports, caller, report_id, version, "disclosure_officer")
    report.write({part: text for part, text in texts.items() if text is not None}, now=now)
    ports.reports.save(report)
    return report


def submit_yearly_report(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int) -> YearlyReport:
    """Hand a report in: the year is over, nothing is missing, everything adds up."""
    report = _changeable(ports, caller, report_id, version, "disclosure_officer")
    report.submit(form_on(ports, report.year), ports.cases.facts(report.unit, report.year), carried_before(ports, report),
                  by=caller.id, now=now)
    ports.reports.save(report)
    return report


def return_yearly_report(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int, reason: str
                         ) -> YearlyReport:
    """Give a report back to those who write it."""
    report = _changeable(ports, caller, report_id, version, "disclosure_head")
    report.give_back(reason, now=now)
    ports.reports.save(report)
    return report


def approve_yearly_report(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int) -> YearlyReport:
    """Approve a report: its tables are frozen, and its publication becomes a matter to disclose (条例 Art. 49 第四十九条)."""
    report = _changeable(ports, caller, report_id, version, "disclosure_head")
    report.approve(form_on(ports, report.year), ports.cases.facts(report.unit, report.year), carried_before(ports, report),
                   title=matter_title(ports, report), by=caller.id, now=now)
    ports.reports.save(report)
    return report


def correct_yearly_report(ports: Ports, *, caller: Caller, now: datetime, report_id: str, version: int, reason: str
                          ) -> YearlyReport:
    """Take a public report up again, for a reason that is kept with what it said before."""
    report = _changeable(ports, caller, report_id, version, "disclosure_head")
    report.correct(reason, by=caller.id, now=now)
    ports.reports.save(report)
    return report


def tend_yearly_report(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring a report up to now: when its year has ended its duty opens, and the report on the next year begins (the sweep)."""
    report = ports.reports.get(id_)
    known = ports.units.find_one({"_id": report.unit})
    last = date(report.year, 12, 31)
    if report.obliged and not report.duties and now >= report.over_at:
        if known and known.dissolved_on and known.dissolved_on <= last:
            report.release(now=now)
        else:
            begin_report(ports, unit=report.unit, year=report.year + 1, now=now)
            kinds = {each["kind"]: each["key"] for each in ports.law.value("report.due", last)}
            rule = ports.law.rule(kinds.get(known.kind if known else "", DEPARTMENTS), last)
            report.end_year(rule, now=now, calendar=ports.calendar)
    report.tend(now, ports.calendar)
    ports.reports.save(report)


def begin_report(ports: Ports, *, unit: str, year: int, now: datetime) -> None:
    """The report of a unit on a year, if it has none."""
    if ports.reports.find_one({"_id": f"{unit}.{year}"}) is None:
        ports.reports.save(YearlyReport.begin(unit=unit, year=year, form=form_on(ports, year).code, now=now, obliged=True))


def _changeable(ports: Ports, caller: Caller, report_id: str, version: int, role: str) -> YearlyReport:
    report = ports.reports.get(report_id)
    caller.require(role, unit=report.responsible)
    report.expect(version)
    return report

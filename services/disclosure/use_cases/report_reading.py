"""Yearly reports as somebody looks at them: in a list, on a screen, as a file, as the article that makes one public."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.disclosure.model.report import Row, Tables, discrepancies, missing
from services.disclosure.model.report_counts import proposed
from services.disclosure.model.report_form import CARRIED_OUT, Form
from services.disclosure.model.report_grid import grids
from services.disclosure.model.report_parts import State
from services.disclosure.model.yearly_report import YearlyReport
from services.disclosure.papers import report as papers
from services.disclosure.papers.report import ReportPaper
from services.disclosure.ports import Ports, ReportQuery
from services.disclosure.use_cases.matters import STAFF
from shared.caller import Caller
from shared.document import Document

FORMATS = {"docx": papers.docx, "xlsx": papers.xlsx}


@dataclass(frozen=True, kw_only=True)
class ReportPicture:
    """A report with all that is computed of it."""

    report: YearlyReport
    title: str
    form: Form
    tables: Tables
    missing: list[str]
    discrepancies: list[str]
    proposed: Mapping[str, int]
    """Numbers for cells of table 2 that the suite can tell by itself."""


def list_yearly_reports(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                        ) -> tuple[list[YearlyReport], str | None]:
    """A page of the reports of the units that the caller works for."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.reports.page(ReportQuery(units=units, **query))


def get_yearly_report(ports: Ports, *, caller: Caller, now: datetime, report_id: str) -> ReportPicture:
    """One report with its tables as they are now, and what is missing or does not add up."""
    return picture(ports, readable(ports, caller, report_id))


def get_yearly_report_history(ports: Ports, *, caller: Caller, now: datetime, report_id: str
                              ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a report: who entered which figure, and when (Art. 5 第五条)."""
    readable(ports, caller, report_id)
    return ports.reports.history(report_id), None


def get_yearly_report_document(ports: Ports, *, caller: Caller, now: datetime, report_id: str, format: str) -> Document:
    """A report as a file: ``docx`` to print, ``xlsx`` to hand on; one that nobody approved says that it is a draft."""
    return FORMATS[format](_paper(ports, readable(ports, caller, report_id), now))


def get_yearly_report_article(ports: Ports, *, caller: Caller, now: datetime, report_id: str) -> Mapping[str, Any]:
    """Title and body for the article that makes a report public, and the matter that the article must name."""
    report = readable(ports, caller, report_id)
    paper = _paper(ports, report, now)
    return {"title": paper.title, "body": papers.page(paper), "matter_id": report.matter_id if report.frozen else ""}


def picture(ports: Ports, report: YearlyReport) -> ReportPicture:
    """A report with its tables as they are now."""
    form = form_on(ports, report.year)
    found = report.tables(form, ports.cases.facts(report.unit, report.year))
    before = carried_before(ports, report)
    return ReportPicture(report=report, title=title_of(ports, report), form=form, tables=found, missing=missing(form, found),
                         discrepancies=discrepancies(form, found, before), proposed=_proposed(ports, report, form))


def form_on(ports: Ports, year: int) -> Form:
    """The form of the report on a year: the one in force on the year's last day. Raises ``NoRule``."""
    last = date(year, 12, 31)
    return Form.read(ports.law.value("report.form", last), ports.law.value("application.applicants", last))


def title_of(ports: Ports, report: YearlyReport) -> str:
    """What a report is called."""
    return f"{_unit_name(ports, report)}{report.year}年政府信息公开工作年度报告"


def matter_title(ports: Ports, report: YearlyReport) -> str:
    """What the matter of its publication is called; a correction's is another matter than the report's."""
    number = len(report.corrections)
    return title_of(ports, report) + ("（更正）" if number == 1 else f"（第{number}次更正）" if number else "")


def carried_before(ports: Ports, report: YearlyReport) -> tuple[Row, ...] | None:
    """What the reports of the year before carried over: the unit's own, and those of units that it succeeded."""
    own = ports.reports.find_one({"_id": f"{report.unit}.{report.year - 1}"})
    if own is None or own.standing is None:
        return None
    others = [ports.reports.find_one({"_id": f"{each}.{report.year - 1}"}) for each in ports.reports.predecessors(report.unit)]
    rows = [each.standing.tables.row(CARRIED_OUT).numbers for each in (own, *others) if each and each.standing]
    return (Row(CARRIED_OUT, tuple(sum(numbers) for numbers in zip(*rows, strict=True))),)


def readable(ports: Ports, caller: Caller, report_id: str) -> YearlyReport:
    """The report, if the caller may read it; raises ``ReportNotFound``, ``Forbidden``."""
    report = ports.reports.get(report_id)
    caller.require(*STAFF, unit=report.responsible)
    return report


def _unit_name(ports: Ports, report: YearlyReport) -> str:
    known = ports.units.find_one({"_id": report.unit})
    return known.name if known else report.unit


def _proposed(ports: Ports, report: YearlyReport, form: Form) -> dict[str, int]:
    """Only while figures can be entered."""
    if report.state is not State.DRAFTING:
        return {}
    rows = [row for section in form.proactive for row in section.rows if row.counts]
    return {cell: number for row in rows for cell, number in proposed(
        form, report.year, row.code, ports.cases.documents(report.unit, row.counts)).items()}


def _paper(ports: Ports, report: YearlyReport, now: datetime) -> ReportPaper:
    form = form_on(ports, report.year)
    found = report.tables(form, ports.cases.facts(report.unit, report.year))
    return ReportPaper(unit=_unit_name(ports, report), year=report.year, texts=report.texts, grids=grids(form, found),
                       at=report.approved_at or now, draft=report.frozen is None)

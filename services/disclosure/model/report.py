"""The tables of the yearly report (政府信息公开工作年度报告) as a query over cases, and the identities that they must satisfy.

A case is counted by two days: the one on which it was received and the one on which it was closed. So the tables of any year
can be computed at any time, and 结转 of one year is 上年结转 of the next by construction (政府信息公开条例 Art. 50 第五十条).
"""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.disclosure.errors.reports import UnplacedCase
from services.disclosure.model.report_form import (
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    NEW,
    RESULTS,
    ROUTES,
    Form,
)


@dataclass(frozen=True, kw_only=True)
class RemedyFact:
    """A review or lawsuit about a case: when it began, and when and how it ended."""

    route: str
    """A code of ``ROUTES``."""
    began_on: date
    ended_on: date | None = None
    result: str = ""
    """``upheld``, ``corrected`` or ``other`` once it ended."""


@dataclass(frozen=True, kw_only=True)
class CaseFact:
    """What the report needs of an application, and nothing that tells who applied."""

    applicant: str
    """A code of ``application.applicants``."""
    received_on: date
    """The day of receipt by law (收到申请之日)."""
    closed_on: date | None = None
    outcome: str = ""
    """A code of ``application.outcomes`` once it was closed."""
    remedies: tuple[RemedyFact, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of a table: its code and its numbers in the order of the columns, the total last."""

    code: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Tables:
    """Tables 2, 3 and 4. A cell of table 2 that nobody has filled in is empty."""

    proactive: Mapping[str, str]
    applications: tuple[Row, ...]
    remedies: tuple[Row, ...]

    def row(self, code: str) -> Row:
        """The row of table 3 or 4 with this code."""
        return next(each for each in (*self.applications, *self.remedies) if each.code == code)


def tables(cases: Iterable[CaseFact], year: int, form: Form, figures: Mapping[str, Decimal] | None = None) -> Tables:
    """The tables of ``year``. ``figures`` are what the unit entered, cell → number: those of table 2, and in tables 3 and 4
    what was handled outside the suite, which is added to what is counted. Raises ``UnplacedCase``."""
    entered = figures or {}
    applied = {row: dict.fromkeys(form.columns, 0) for row in form.rows}
    sued = {route: dict.fromkeys(RESULTS, 0) for route in ROUTES}
    rows = {code: outcome.code for outcome in form.outcomes for code in outcome.of}
    for case in cases:
        _count_case(case, year, rows, applied)
        for remedy in case.remedies:
            _count_remedy(remedy, year, sued)
    for cell in form.own_cells & set(entered):
        row, _, column = cell.rpartition(".")
        (applied if row in applied else sued)[row][column] += int(entered[cell])
    for column in form.columns:
        applied[DONE][column] = sum(applied[outcome.code][column] for outcome in form.outcomes)
    return Tables({cell: _plain(entered[cell]) if cell in entered else "" for cell in form.proactive_cells},
                  _with_totals(applied), _with_totals(sued))


def missing(form: Form, found: Tables) -> list[str]:
    """The labels of table 2's cells that are empty."""
    return [form.label(cell) for cell, value in found.proactive.items() if not value]


def discrepancies(form: Form, found: Tables, before: Sequence[Row] | None = None) -> list[str]:
    """What does not add up (勾稽关系), in Chinese; ``before`` is table 3 of the report of the year before, if there is one."""
    rows = {each.code: each.numbers for each in found.applications}
    wrong: list[str] = []
    for number, label in enumerate((*(each.label for each in form.applicants), "总计")):
        new, carried, done, left = (rows[code][number] for code in (NEW, CARRIED_IN, DONE, CARRIED_OUT))
        if new + carried != done + left:
            wrong.append(f"“{label}”列：第一项（{new}）加第二项（{carried}）之和，不等于第三项总计（{done}）加第四项（{left}）之和。")
        if done != sum(rows[outcome.code][number] for outcome in form.outcomes):
            wrong.append(f"“{label}”列：第三项总计（{done}）不等于各项办理结果之和。")
    wrong += [f"第{each.code}行：总计（{each.numbers[-1]}）不等于各列之和。" for each in (*found.applications, *found.remedies)
              if each.numbers[-1] != sum(each.numbers[:-1])]
    wrong += [f"第{each.code}行：数量不得为负。" for each in (*found.applications, *found.remedies) if min(each.numbers) < 0]
    left_before = next((each.numbers for each in before or () if each.code == CARRIED_OUT), None)
    if left_before is not None and left_before != rows[CARRIED_IN]:
        wrong.append(f"上年结转（{rows[CARRIED_IN][-1]}）与上一年度报告的结转下年度继续办理（{left_before[-1]}）不一致。")
    return wrong


def _count_case(case: CaseFact, year: int, rows: Mapping[str, str], applied: dict[str, dict[str, int]]) -> None:
    closed = case.closed_on if case.closed_on and case.closed_on.year <= year else None
    if case.received_on.year > year or (closed and closed.year < year):
        return
    if case.applicant not in applied[NEW] or (closed and case.outcome not in rows):
        raise UnplacedCase(applicant=case.applicant, outcome=case.outcome)
    applied[NEW if case.received_on.year == year else CARRIED_IN][case.applicant] += 1
    applied[rows[case.outcome] if closed else CARRIED_OUT][case.applicant] += 1


def _count_remedy(remedy: RemedyFact, year: int, sued: dict[str, dict[str, int]]) -> None:
    ended = remedy.ended_on if remedy.ended_on and remedy.ended_on.year <= year else None
    if remedy.began_on.year <= year and not (ended and ended.year < year):
        sued[remedy.route][remedy.result if ended else "pending"] += 1


def _with_totals(counted: Mapping[str, Mapping[str, int]]) -> tuple[Row, ...]:
    return tuple(Row(code, (*numbers.values(), sum(numbers.values()))) for code, numbers in counted.items())


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

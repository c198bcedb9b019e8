"""The yearly report of a unit (政府信息公开工作年度报告): figures, texts, its way to the public, and the duty to publish it.

It exists from the first day on that the suite knows the unit, so that figures can be entered during the year. When the year
has ended its duty opens, until the day that the law names (条例 Art. 49 第四十九条). Approved tables are frozen.
"""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.disclosure.errors.reports import (
    IllegalReportStep,
    ReportIncomplete,
    SameHand,
    UnknownCell,
    YearNotOver,
)
from services.disclosure.events.reports import ReportApproved, ReportPublished, ReportReopened
from services.disclosure.model.report import CaseFact, Row, Tables, discrepancies, missing, tables
from services.disclosure.model.report_form import PARTS, Form
from services.disclosure.model.report_parts import LABELS, TRANSITIONS, Correction, Figure, Frozen, State
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.clocks import midnight
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.retelling import Told

SERVICE = "disclosure"
_NEEDED = ("overview", "problems")
"""Parts of text that a report cannot do without."""


@dataclass(kw_only=True)
class YearlyReport(Obliged):
    """One report of one unit; ``id`` is ``<unit>.<year>``."""

    unit: str
    """Whose year it is about; who answers for it today is its duty's unit."""
    year: int
    form: str
    obliged: bool
    """False for a year that was over before the suite knew the unit: it may be entered, and nobody is late with it."""
    state: State = State.DRAFTING
    figures: list[Figure] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    created_at: datetime
    changed_at: datetime
    submitted_by: str = ""
    submitted_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    returned_reason: str = ""
    frozen: Frozen | None = None
    article_id: str = ""
    published_at: datetime | None = None
    corrections: list[Correction] = field(default_factory=list)

    # -- reading

    @property
    def duty(self) -> Duty | None:
        """The duty to publish it, once its year has ended."""
        return self.duties[-1] if self.duties else None

    @property
    def responsible(self) -> str:
        """The unit that answers for it today: its own, or the successor's after a dissolution."""
        return self.duty.unit if self.duty else self.unit

    @property
    def over_at(self) -> datetime:
        """The moment in UTC when its year has ended in China."""
        return midnight(date(self.year + 1, 1, 1))

    @property
    def sweep_at(self) -> datetime | None:
        """When its duty opens, or changes its stage or its unit next."""
        return super().sweep_at if self.duties or not self.obliged else self.over_at

    @property
    def matter_id(self) -> str:
        """The matter that its publication meets; a correction has one of its own."""
        return f"{self.id}.{len(self.corrections) + 1}"

    def tables(self, form: Form, cases: Iterable[CaseFact]) -> Tables:
        """Its tables: as approved, or counted now."""
        if self.frozen:
            return self.frozen.tables
        return tables(cases, self.year, form, {each.cell: Decimal(each.value) for each in self.figures})

    @property
    def standing(self) -> Frozen | None:
        """The tables that were approved last, also while they are being corrected."""
        return self.frozen or (self.corrections[-1].before if self.corrections else None)

    # -- writing

    @classmethod
    def begin(cls, *, unit: str, year: int, form: str, now: datetime, obliged: bool) -> "YearlyReport":
        """The report of a unit on a year."""
        report = cls(id=f"{unit}.{year}", unit=unit, year=year, form=form, obliged=obliged, created_at=now, changed_at=now)
        report.note("begun", year=year, form=form)
        return report

    def end_year(self, rule: Rule, *, now: datetime, calendar: Calendar) -> None:
        """The year has ended: from now on the unit owes it, until the day that ``rule`` names; what was public before anybody
        looked meets that. The same again is nothing."""
        if self.duties or not self.obliged or now < self.over_at:
            return
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.duty", rule=rule, unit=self.unit, subject=self.id,
                               started=date(self.year, 12, 31), now=now, calendar=calendar)
        self.duties.append(duty)
        self.tell(told)
        if self.published_at:
            self.tell(duty.meet(self.published_at, now=now, calendar=calendar, evidence={"article_id": self.article_id}))
        self.note("year_ended", due_on=duty.due_on.isoformat())

    def release(self, *, now: datetime) -> None:
        """The unit was dissolved before the year ended: its successor reports on the whole year (Art. 3 第三条)."""
        if self.obliged and not self.duties:
            self.obliged, self.changed_at = False, now
            self.note("released")

    def enter(self, figures: Mapping[str, Decimal | None], form: Form, *, by: str, now: datetime) -> None:
        """Enter numbers, or take some back (``None``). Raises ``UnknownCell`` with each that does not fit."""
        self._step("enter")
        wrong = {cell: problem for cell, value in figures.items() if (problem := _misfit(form, cell, value))}
        if wrong:
            raise UnknownCell(fields={f"figures.{cell}": [problem] for cell, problem in wrong.items()})
        kept = [each for each in self.figures if each.cell not in figures]
        entered = [Figure(cell, str(value), by, now) for cell, value in figures.items() if value is not None]
        self.figures, self.changed_at = sorted([*kept, *entered], key=lambda each: each.cell), now
        self.note("entered", figures={cell.replace(".", "/"): None if value is None else str(value)
                                      for cell, value in figures.items()})

    def write(self, texts: Mapping[str, str], *, now: datetime) -> None:
        """Write parts of text."""
        self._step("write")
        self.texts, self.changed_at = self.texts | dict(texts), now
        self.note("written", parts=sorted(texts))

    def submit(self, form: Form, cases: Iterable[CaseFact], before: Sequence[Row] | None, *, by: str, now: datetime) -> None:
        """Hand it in. Raises ``YearNotOver``, or ``ReportIncomplete`` with everything that is missing or does not add up."""
        self._step("submit")
        if now < self.over_at:
            raise YearNotOver(year=self.year)
        self._expect_complete(form, self.tables(form, cases), before)
        self.submitted_by, self.submitted_at, self.returned_reason, self.changed_at = by, now, "", now
        self.note("submitted")

    def give_back(self, reason: str, *, now: datetime) -> None:
        """Return it to those who write it; what was frozen is counted again."""
        self._step("return")
        self.returned_reason, self.frozen, self.approved_by, self.approved_at, self.changed_at = reason, None, "", None, now
        self.note("returned", reason=reason)

    def approve(self, form: Form, cases: Iterable[CaseFact], before: Sequence[Row] | None, *, title: str, by: str,
                now: datetime) -> None:
        """Approve and freeze it; not by whoever handed it in. What has changed since is looked at again."""
        if by == self.submitted_by:
            raise SameHand()
        self._step("approve")
        found = self.tables(form, cases)
        self._expect_complete(form, found, before)
        self.frozen = Frozen(tuple(found.proactive.items()), found.applications, found.remedies)
        self.approved_by, self.approved_at, self.changed_at = by, now, now
        self.note("approved", matter_id=self.matter_id)
        self.record(ReportApproved(**self._told(), title=title, matter_id=self.matter_id,
                                   basis="changed" if self.corrections else "formed", approved_on=legal_day(now).isoformat()))

    def publish(self, article_id: str, at: datetime, *, now: datetime, calendar: Calendar) -> None:
        """A public item carries it since ``at``: the duty is met, in time or late."""
        self._step("publish")
        self.article_id, self.published_at, self.changed_at = article_id, at, now
        for duty in self.open_duties:
            self.tell(duty.meet(at, now=now, calendar=calendar, evidence={"article_id": article_id}))
        self.note("published", article_id=article_id, late=self._late)
        self._tell_published(at)

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        if self.state is State.PUBLISHED and self.published_at:
            self._tell_published(self.published_at)
        elif self.corrections:
            self._tell_reopened()
        self.tell_duties_anew(told)

    def correct(self, reason: str, *, by: str, now: datetime) -> None:
        """Take a public report up again for a reason; what it said is kept."""
        self._step("correct")
        assert self.frozen is not None
        self.corrections.append(Correction(reason, by, now, self.article_id, self.frozen, tuple(sorted(self.texts.items()))))
        self.frozen, self.approved_by, self.approved_at, self.submitted_by, self.changed_at = None, "", None, "", now
        self.note("reopened", reason=reason, correction=len(self.corrections))
        self._tell_reopened()

    @property
    def _late(self) -> bool:
        return self.duty is not None and self.duty.met_late

    def _tell_published(self, at: datetime) -> None:
        self.record(ReportPublished(**self._told(), article_id=self.article_id, published_at=at.isoformat(), late=self._late))

    def _tell_reopened(self) -> None:
        self.record(ReportReopened(**self._told(), correction=len(self.corrections)))

    def _expect_complete(self, form: Form, found: Tables, before: Sequence[Row] | None) -> None:
        wrong: dict[str, list[str]] = {}
        if empty := missing(form, found):
            wrong["figures"] = [f"未填：{label}。" for label in empty]
        if uneven := discrepancies(form, found, before):
            wrong["tables"] = uneven
        wrong |= {f"texts.{part}": [f"“{PARTS[part]}”未填。"] for part in _NEEDED if not self.texts.get(part, "").strip()}
        if wrong:
            raise ReportIncomplete(fields=wrong)

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalReportStep(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to

    def _told(self) -> Mapping[str, Any]:
        return {"unit": self.responsible, "report_id": self.id, "year": self.year, "form": self.form}


def _misfit(form: Form, cell: str, value: Decimal | None) -> str:
    """Why a number cannot stand in a cell; empty if it can."""
    kind = form.proactive_cells.get(cell) or ("count" if cell in form.own_cells else "")
    if not kind:
        return "该年度的表样没有这一项，或者该项由系统计算。"
    if value is None or (kind == "amount" and value >= 0):
        return ""
    if value != value.to_integral_value():
        return "须为整数。"
    return "不得为负数。" if value < 0 and kind != "signed" else ""

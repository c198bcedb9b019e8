"""A yearly report against plain variables: figures, texts, who handed it in, and when its duty runs (条例 Art. 49, 50)."""
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.disclosure.model.report import CaseFact
from services.disclosure.model.report_form import Form
from services.disclosure.model.yearly_report import YearlyReport
from shared.clock import legal_day
from shared.law.duties import Succession
from tests.fuzz.machine import Machine
from tests.unit.services.disclosure.county import CALENDAR
from tests.unit.services.disclosure.report_office import FIGURES, LAW

DAY = date(2026, 12, 31)
DUE = LAW.rule("report.departments", DAY)
FORM = Form.read(LAW.rule("report.form", DAY).value, LAW.rule("application.applicants", DAY).value)
OVER, LAST = datetime(2026, 12, 31, 16, tzinfo=UTC), date(2027, 1, 31)
"""Midnight in Beijing, and the last day."""
CELLS = {**{cell: Decimal(value) for cell, value in FIGURES.items()}, "rules.made": Decimal(7)}
BAD = {"rules.made": Decimal(-1), "nonsense": Decimal(1), "documents.made": Decimal("1.5")}
PEOPLE = st.sampled_from(["ann", "bo"])
MOVES = ["submit", "approve", "approve", "publish", "publish", "late", "correct", "give_back", "end_year", "end_year", "wait"]
CASES = [CaseFact(applicant="person", received_on=date(2026, 3, 1), closed_on=date(2026, 3, 9), outcome="3.1")]


class Report(Machine):
    """One report on 2026, from November on."""

    aggregate = YearlyReport
    examples, steps = 50, 25

    @initialize(obliged=st.booleans(), over=st.integers(0, 3), moves=st.lists(st.sampled_from(MOVES), max_size=8))
    def begin(self, obliged: bool, over: int, moves: list[str]) -> None:
        """By the suite, or for a year of before; mostly filled, and mostly at New Year."""
        self.state, self.obliged, self.owed = "drafting", obliged, False
        self.figures: dict[str, Decimal] = {}
        self.texts: dict[str, str] = {}
        self.submitter, self.frozen, self.cases = "", "", list[CaseFact]()
        """``frozen``: what ``rules.made`` was when it was approved."""
        self.corrections, self.late, self.heir = 0, False, "u"
        self.keep(YearlyReport.begin(unit="u", year=2026, form="2021", now=self.now, obliged=obliged))
        self.now = OVER if over > 1 else self.now
        if over:
            self.enter(True, [], "")
            self.write({"overview": "述", "problems": "无"})
        self.onward(moves)

    @rule(days=st.integers(1, 25))
    def time_goes_by(self, days: int) -> None:
        """Nobody looks."""
        self.now += timedelta(days=days)

    @rule(counted=st.booleans())
    def cases_come(self, counted: bool) -> None:
        """What is counted changes; what is frozen does not."""
        self.cases = CASES if counted else []

    @rule()
    def end_year(self) -> None:
        """Once, when it has ended and if it is owed; sooner is nothing."""
        news = self.obliged and not self.owed and self.soon >= OVER
        if self.attempt("end_year", True, DUE, quiet=not news, now=self.soon, calendar=CALENDAR):
            self.owed = True
            assert self.kept.duty.due_on == LAST

    @rule(really=st.sampled_from([False, False, True]))
    def be_succeeded(self, really: bool) -> None:
        """Its unit is dissolved after New Year: what it owes is its successor's from today."""
        def succeeded(report: YearlyReport) -> None:
            report.succession = Succession("v", legal_day(self.now))
            report.note("succession_noted")
            report.tend(self.now, CALENDAR)
        if really and self.kept.open_duties and self.heir == "u":
            self.attempt_by(succeeded, True)
            self.heir = "v"

    @rule(really=st.sampled_from([False, False, True]))
    def release(self, really: bool) -> None:
        """Its unit is no more; who owes already goes on owing."""
        if really and self.attempt("release", True, quiet=not self.obliged or self.owed, now=self.soon):
            self.obliged = False

    @rule()
    def tend(self) -> None:
        """Twice is once."""
        self.tend_twice(CALENDAR)

    @rule(whole=st.booleans(), cells=st.lists(st.sampled_from(["rules.made", "fees.amount"]), max_size=2, unique=True),
          bad=st.sampled_from(["", "", "", *BAD]))
    def enter(self, whole: bool, cells: list[str], bad: str) -> None:
        """All or some, or some taken back; one wrong number and none is taken."""
        given: dict[str, Decimal | None] = {**CELLS} if whole else {
            cell: None if cell in self.figures else CELLS[cell] for cell in cells}
        given |= {bad: BAD[bad]} if bad else {}
        if self.attempt("enter", self.state == "drafting" and not bad, given, FORM, by="ann", now=self.soon):
            self.figures = {cell: value for cell, value in (self.figures | given).items() if value is not None}

    @rule(texts=st.dictionaries(st.sampled_from(["overview", "problems", "other"]), st.sampled_from(["述", "述", " "]),
                                min_size=1))
    def write(self, texts: dict[str, str]) -> None:
        """Parts of it."""
        if self.attempt("write", self.state == "drafting", texts, now=self.soon):
            self.texts |= texts

    @property
    def whole(self) -> bool:
        """Every cell of table 2, and both texts that it cannot do without."""
        return {*FIGURES} <= {*self.figures} and all(self.texts.get(part, "").strip() for part in ("overview", "problems"))

    @rule(by=PEOPLE)
    def submit(self, by: str) -> None:
        """Whole, and not before the year is over."""
        may = self.state == "drafting" and self.soon >= OVER and self.whole
        if self.attempt("submit", may, FORM, self.cases, None, by=by, now=self.soon):
            self.state, self.submitter = "submitted", by

    @rule(by=PEOPLE)
    def approve(self, by: str) -> None:
        """By another; from now on its tables stay."""
        may = self.state == "submitted" and by != self.submitter
        if self.attempt("approve", may, FORM, self.cases, None, title="题", by=by, now=self.soon):
            self.state, self.frozen, self.counted = "approved", str(self.figures["rules.made"]), len(self.cases)
            (told,) = self.fresh
            news: Any = told
            assert self.words == ["disclosure.report.approved.v1"] and news.matter_id == f"u.2026.{self.corrections + 1}"
            assert news.basis == ("changed" if self.corrections else "formed")

    @rule(moves=st.lists(st.sampled_from(MOVES), min_size=2, max_size=7))
    def onward(self, moves: list[str]) -> None:
        """Several steps of the way as it is meant, so that every place on it is often reached."""
        for each in moves:
            match each:
                case "submit":
                    self.submit("ann")
                case "approve":
                    self.submit("ann")
                    self.approve("bo")
                case "publish":
                    self.publish(0)
                case "late":  # heard of after the last day, perhaps public before
                    self.now = max(self.now, OVER + timedelta(days=31, hours=9))
                    self.publish(40)
                case "wait":
                    self.time_goes_by(15)
                case "end_year":
                    self.end_year()
                case _:
                    getattr(self, each)(True)

    @rule(really=st.sampled_from([False, False, True]))
    def give_back(self, really: bool) -> None:
        """Until it is public."""
        if really and self.attempt("give_back", self.state in ("submitted", "approved"), "补", now=self.soon):
            self.state, self.frozen = "drafting", ""

    @rule(ago=st.integers(0, 48))
    def publish(self, ago: int) -> None:
        """Its duty is met, in time or late by the day on which it went public; a correction is never late anew."""
        at = self.soon - timedelta(hours=ago)
        owes = bool(self.kept.open_duties)
        if self.attempt("publish", self.state == "approved", "a1", at, now=self.soon, calendar=CALENDAR):
            self.state = "published"
            self.late = legal_day(at) > LAST if owes else self.late
            news: Any = self.fresh[-1]
            assert self.words == ["disclosure.report.published.v1"] and (news.late, news.unit) == (self.late, self.heir)

    @rule(really=st.booleans())
    def correct(self, really: bool) -> None:
        """What it said is kept."""
        if really and self.attempt("correct", self.state == "published", "误", by="bo", now=self.soon):
            self.state, self.submitter, self.corrections = "drafting", "", self.corrections + 1
            assert self.words == ["disclosure.report.reopened.v1"]
            assert dict(self.kept.corrections[-1].before.proactive)["rules.made"] == self.frozen
            assert self.kept.standing.proactive == self.kept.corrections[-1].before.proactive
            self.frozen = ""

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """State, figures, tables, and who handed it in."""
        if not self.saves:
            return
        kept = self.kept
        assert kept.state == self.state and {each.cell: Decimal(each.value) for each in kept.figures} == self.figures
        assert len(kept.figures) == len(self.figures) and kept.texts == self.texts and kept.obliged == self.obliged
        assert (kept.frozen is not None) == (self.state in ("approved", "published")) == bool(self.frozen)
        assert kept.matter_id == f"u.2026.{self.corrections + 1}" and len(kept.corrections) == self.corrections
        seen = kept.tables(FORM, self.cases)
        made = self.frozen or str(self.figures.get("rules.made", ""))
        assert seen.proactive.get("rules.made", "") == made
        assert seen.row("3.1").numbers[-1] == (self.counted if self.frozen else len(self.cases))

    @invariant()
    def it_is_owed_once_from_new_year_until_it_is_public(self) -> None:
        """And looked at by itself when the year ends."""
        if not self.saves:
            return
        assert len(self.kept.duties) == self.owed and self.kept.responsible == self.heir
        if not self.owed:
            assert self.kept.sweep_at == (OVER if self.obliged else None)
        else:
            assert bool(self.kept.open_duties) == (not self.kept.article_id)

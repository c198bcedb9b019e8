"""Whatever happens to a column in whatever order, its clock says what a plain list of days says (Art. 8 第八条, 9 第九条)."""
import copy
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from services.content.model.column import LAST_LOOK, Column, Counted, Plan, State
from shared.clock import legal_day
from shared.law.clocks import Stage
from shared.law.duties import Succession
from shared.law.terms import Term
from tests.fuzz.machine import Machine
from tests.unit.services.content.town import CALENDAR, LAW, UNIT

FORTNIGHT = timedelta(days=14)
"""What the pack says of dynamic columns (两周); the oracle counts for itself."""
SEEN = ("by", "final")


class Fresh(Machine):
    """A dynamic column, and beside it the days on which something counted."""

    aggregate = Column
    examples, steps = 50, 25

    def __init__(self) -> None:
        super().__init__()
        self.now = self.now.replace(month=3, day=2)
        self.counted: list[date] = []
        self.ended, self.ended_at, self.met_late = "", self.now, 0
        self.names, self.reviewed = ["名"], ("final",)
        self.errand = ""
        """Empty, ``begun`` or ``last``."""
        self.heir: tuple[str, date] | None = None
        plan = Plan(code="c", unit=UNIT, name="名", kind="dynamic", type="工作动态", description="述")
        self.keep(Column.prepare(plan, site="s", filing_id="f", at=self.now))

    def overdue(self, at: date) -> bool:
        """By the oracle: more than a fortnight since the last day that counted."""
        return bool(self.counted) and at > self.counted[-1] + FORTNIGHT

    @rule(hours=st.integers(1, 24 * 20))
    def time_goes_by(self, hours: int) -> None:
        """Nobody looks."""
        self.now += timedelta(hours=hours)

    @rule()
    def sweep(self) -> None:
        """Twice is once."""
        self.tend_twice(CALENDAR)

    @rule(hours_ago=st.integers(0, 24 * 4), article=st.sampled_from("abcdef"))
    def count(self, hours_ago: int, article: str) -> None:
        """An item went public some hours ago, and only now is heard of; a handler may run twice."""
        at = self.soon - timedelta(hours=hours_ago)
        item, law = Counted(article, at), LAW.rule("column.cadence.dynamic", legal_day(at))
        news = not self.ended and (not self.counted or legal_day(at) > self.counted[-1])
        if self.attempt("count", True, item, quiet=not news, rule=law, now=self.soon, calendar=CALENDAR):
            first = [] if self.counted else ["content.column.opened.v1"]
            assert self.words == [*first, "content.column.updated.v1"]
            self.met_late += self.overdue(legal_day(at))
            self.counted.append(legal_day(at))
        self.attempt("count", True, item, quiet=True, rule=law, now=self.soon, calendar=CALENDAR)

    @rule(step=st.sampled_from(["close", "merge", "rename"]))
    @precondition(lambda self: len(self.counted) > 1 or self.ended)
    def decide(self, step: str) -> None:
        """A filing takes effect, if it can."""
        name = f"名{len(self.names)}"
        if step == "rename":
            if self.attempt("rename", not self.ended, name, filing_id="n", at=self.soon):
                self.names.append(name)
                self.errand = "begun"
                assert self.words == ["content.column.renamed.v1"]
            return
        to = {"into": "s.d"} if step == "merge" else {}
        if self.attempt(step, not self.ended, reason="由", filing_id=step, now=self.soon, calendar=CALENDAR, **to):
            self.ended, self.ended_at = step, self.now
            self.errand = "begun" if step == "merge" else self.errand
            assert self.words == [f"content.column.{'merged' if to else 'closed'}.v1"] and not self.kept.open_duties

    @rule(days=st.integers(0, 20), unit=st.sampled_from(["v", "w"]))
    @precondition(lambda self: len(self.counted) > 1 and not self.heir)
    def be_succeeded(self, days: int, unit: str) -> None:
        """Its unit is dissolved; whoever succeeds it answers for the column and its duty from that day on, if it lives then."""
        def succeeded(column: Column) -> None:
            column.succession = Succession(unit, legal_day(self.now) + timedelta(days=days))
            column.note("succession_noted")
        if not self.ended:
            self.attempt_by(succeeded, True)
            self.heir = unit, legal_day(self.now) + timedelta(days=days)

    @rule(steps=st.sampled_from([("final",), SEEN]))
    def have_reviewed(self, steps: tuple[str, ...]) -> None:
        """While it lives; the same again is nothing."""
        if self.attempt("have_reviewed", not self.ended, steps, quiet=steps == self.reviewed):
            self.reviewed = steps

    @rule()
    def look(self) -> None:
        """Whether anything can be put here, or decided of it."""
        self.attempt("expect_open", not self.ended, quiet=True)
        self.attempt("expect_alive", not self.ended, quiet=True)
        assert self.kept.labels()["ColumnName"] == self.names[-1]

    @rule(done=st.integers(0, 3), more=st.booleans())
    @precondition(lambda self: self.errand)
    def went_on(self, done: int, more: bool) -> None:
        """A batch; after the last one a last look is taken."""
        last = self.errand == "last"
        self.attempt("went_on", True, done=done, after="a", more=more, now=self.soon)
        self.errand = self.errand if more else "" if last else "last"
        assert self.words == (["content.column.relabelled.v1"] if done and self.ended != "merge" else [])

    @rule()
    @precondition(lambda self: self.errand)
    def errand_waits(self) -> None:
        """Others are still on their way here."""
        self.attempt("errand_waits", True, now=self.soon)
        self.errand = "last"
        assert self.kept.errand.due_at == self.now + LAST_LOOK

    @invariant()
    def it_stands_where_the_days_say(self) -> None:
        """State, newest item, names and errand."""
        kept, alive = self.kept, State.OPEN if self.counted else State.PREPARED
        assert kept.state is {"": alive, "close": State.CLOSED, "merge": State.MERGED}[self.ended]
        assert ([legal_day(kept.newest.at)] if kept.newest else []) == self.counted[-1:]
        assert [*(each.name for each in kept.former_names), kept.name] == self.names and kept.review_steps == self.reviewed
        assert (kept.errand is not None, bool(kept.errand and kept.errand.last)) == (self.errand != "", self.errand == "last")
        assert (kept.ending is not None) == bool(self.ended)

    @invariant()
    def exactly_one_duty_runs_while_it_is_open(self) -> None:
        """From the newest day, for a fortnight; none before and none after."""
        duty = self.kept.duty
        assert len(self.kept.open_duties) == (self.kept.state is State.OPEN)
        if duty:
            assert (duty.clock.started_on, duty.due_on) == (self.counted[-1], self.counted[-1] + FORTNIGHT)
            assert (duty.stage_at(self.now, CALENDAR) is Stage.OVERDUE) == self.overdue(legal_day(self.now))

    @invariant()
    def every_breach_is_known_by_the_time_somebody_looks(self) -> None:
        """Duties met late, and the one that is overdue now."""
        looked = copy.deepcopy(self.kept)
        looked.tend(self.now, CALENDAR)
        if self.heir and not self.ended:
            unit, since = self.heir
            assert {looked.unit, *(each.unit for each in looked.open_duties)} == {
                unit if legal_day(self.now) >= since else UNIT}
        after = looked.sweep_at
        assert after is None or after > self.now or (self.errand and after == looked.errand.due_at), "nothing is left to do"
        running = self.overdue(legal_day(self.now)) and not self.ended
        at_end = self.ended and len(self.kept.breaches) == self.met_late + 1 and self.overdue(legal_day(self.ended_at))
        assert len(looked.breaches) == self.met_late + bool(running or at_end)
        today = legal_day(self.now)
        near = looked.breaches_within(Term.parse("30 days"), today, CALENDAR)
        assert near == [each for each in looked.breaches if each.due_on + timedelta(days=30) >= today]

    def teardown(self) -> None:
        """One update a day, one duty a day, each closed once."""
        assert self.told("content.column.updated.v1") == self.told("content.duty.opened.v1") == len(self.counted)
        assert self.told("content.column.opened.v1") == bool(self.counted)
        closed = self.told("content.duty.met.v1", "content.duty.voided.v1")
        assert closed == len(self.counted) - len(self.kept.open_duties)

"""Whatever happens to a column in whatever order, its clock says what a plain list of days says (Art. 8 第八条, 9 第九条)."""
import copy
from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.content.model.column import Column, Counted, Plan, State
from shared.clock import legal_day
from shared.errors import Fault
from shared.law.clocks import Stage
from tests.unit.services.content.town import CALENDAR, LAW, UNIT

FORTNIGHT = timedelta(days=14)
"""What the pack says of dynamic columns (两周); the oracle counts for itself."""


class Life(RuleBasedStateMachine):
    """A dynamic column, and beside it the days on which something counted."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 3, 2, 1, tzinfo=UTC)
        plan = Plan(code="c", unit=UNIT, name="名", kind="dynamic", type="工作动态", description="述")
        self.column = Column.prepare(plan, site="s", filing_id="f", at=self.now)
        self.counted: list[date] = []
        self.ended = ""
        self.ended_at = self.now
        self.met_late = 0
        self.told: list[str] = []
        self.save()

    def save(self) -> None:
        """As the store does: what is said is said once."""
        self.told += [each.TYPE for each in self.column.drain()[0]]

    def overdue(self, at: datetime) -> bool:
        """By the oracle: more than a fortnight since the last day that counted."""
        return bool(self.counted) and legal_day(at) > self.counted[-1] + FORTNIGHT

    @rule(hours=st.integers(1, 24 * 20))
    def time_goes_by(self, hours: int) -> None:
        """Nobody looks."""
        self.now += timedelta(seconds=3600 * hours)

    @rule()
    def sweep(self) -> None:
        """The sweep looks."""
        self.column.tend(self.now, CALENDAR)
        self.save()

    @rule(hours_ago=st.integers(0, 24 * 4), article=st.sampled_from("abcdef"))
    def publish(self, hours_ago: int, article: str) -> None:
        """An item went public some hours ago, and only now is heard of."""
        at = self.now - timedelta(seconds=3600 * hours_ago)
        for _ in range(2):  # a handler may run twice
            self.column.count(Counted(article, at), rule=LAW.rule("column.cadence.dynamic", legal_day(at)), now=self.now,
                              calendar=CALENDAR)
            self.save()
        if not self.ended and (not self.counted or legal_day(at) > self.counted[-1]):
            self.met_late += self.overdue(at)
            self.counted.append(legal_day(at))

    @rule(step=st.sampled_from(["close", "merge", "rename"]))
    @precondition(lambda self: len(self.counted) > 2 or self.ended)
    def decide(self, step: str) -> None:
        """A filing takes effect, if it can."""
        tried = copy.deepcopy(self.column)
        try:
            if step == "close":
                tried.close(reason="由", filing_id=step, now=self.now, calendar=CALENDAR)
            elif step == "merge":
                tried.merge("s.d", reason="由", filing_id=step, now=self.now, calendar=CALENDAR)
            else:
                tried.rename("新", filing_id=step, at=self.now)
        except Fault:
            assert self.ended
            return
        assert not self.ended
        self.column = tried
        self.save()
        if step != "rename":
            self.ended, self.ended_at = step, self.now

    @invariant()
    def it_stands_where_the_days_say(self) -> None:
        """State and newest item."""
        alive = State.OPEN if self.counted else State.PREPARED
        assert self.column.state is {"": alive, "close": State.CLOSED, "merge": State.MERGED}[self.ended]
        newest = [legal_day(self.column.newest.at)] if self.column.newest else []
        assert newest == self.counted[-1:]

    @invariant()
    def exactly_one_duty_runs_while_it_is_open(self) -> None:
        """From the newest day, for a fortnight; none before and none after."""
        duty = self.column.duty
        assert len(self.column.open_duties) == (self.column.state is State.OPEN)
        if duty:
            assert (duty.clock.started_on, duty.due_on) == (self.counted[-1], self.counted[-1] + FORTNIGHT)
            assert (duty.stage_at(self.now, CALENDAR) is Stage.OVERDUE) == self.overdue(self.now)

    @invariant()
    def every_breach_is_known_by_the_time_somebody_looks(self) -> None:
        """Duties met late, and the one that is overdue now."""
        looked = copy.deepcopy(self.column)
        looked.tend(self.now, CALENDAR)
        running = self.overdue(self.now) and not self.ended
        at_end = self.ended and len(self.column.breaches) == self.met_late + 1 and self.overdue(self.ended_at)
        assert len(looked.breaches) == self.met_late + bool(running or at_end)

    @invariant()
    def every_day_is_told_once(self) -> None:
        """One update a day, one duty a day, each closed once."""
        assert self.told.count("content.column.updated.v1") == len(self.counted)
        assert self.told.count("content.duty.opened.v1") == len(self.counted)
        assert self.told.count("content.column.opened.v1") == bool(self.counted)
        closed = self.told.count("content.duty.met.v1") + self.told.count("content.duty.voided.v1")
        assert closed == len(self.counted) - len(self.column.open_duties)


TestColumn = Life.TestCase
TestColumn.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)

"""Whatever happens to a duty in whatever order, however late it is heard: every stage is announced once and in order."""
from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.clock import legal_day
from shared.errors import Fault
from shared.events import Event
from shared.law.clocks import Stage, reckon
from shared.law.duties import Duty
from shared.law.rules import Mark, Rule
from shared.law.terms import Term
from shared.runtime.mapping import from_document, to_document
from tests.unit.shared.law.years import FIXED, china, off, worked

CALENDARS = [china(version=1), china(off(date(2026, 12, 8)), fixed=FIXED, version=2),
             china(off(date(2026, 12, 8)), worked(date(2026, 12, 13)), off(date(2027, 1, 4)), fixed=FIXED,
                   known=(2027,), version=1003)]
HOURS = st.integers(-72, 240)
ZERO = datetime(2026, 11, 23, 2, tzinfo=UTC)
RANKS = {stage.value: stage.rank for stage in Stage}


class Life(RuleBasedStateMachine):
    """One duty, a clock on the wall that only goes on, processes that are late or know an older calendar."""

    @initialize(term=st.sampled_from(["1 workday", "5 workdays", "20 workdays", "7 days", "1 month", "48 hours"]),
                near=st.sampled_from([0.0, 0.2, 0.4, 1.0]), roll=st.booleans(), late=st.integers(0, 300))
    def open(self, term: str, near: float, roll: bool, late: int) -> None:
        """A duty that was noticed at once, or long after."""
        found = Rule(key="k", label="l", article="Art. 7 第七条", source="", mark=Mark.VERIFIED, pack="p", version="1",
                     since=date(2018, 1, 1), value=None, term=Term.parse(term), near=near, roll=roll,
                     extended=Term(Term.parse(term).amount * 2, Term.parse(term).unit))
        self.now, self.newest = ZERO + timedelta(hours=late), 0
        self.duty, events = Duty.open(service="content", id="d", rule=found, unit="u1", subject="s", started=ZERO, now=self.now,
                                      calendar=CALENDARS[0])
        self.said: list[Event] = []
        self.hear(events)

    def hear(self, events: list[Event]) -> None:
        """What was said, and that it is true."""
        self.said += events
        assert all(event.unit in ("u1", "u2") and event.duty == "d" for event in events)  # type: ignore[attr-defined]

    def stored(self) -> None:
        """Each step works on what the database holds."""
        again = from_document(to_document(self.duty), Duty)
        assert again == self.duty
        self.duty = again

    @rule(hours=st.integers(0, 200))
    def wait(self, hours: int) -> None:
        """Nobody looks for a while."""
        self.now += timedelta(hours=hours)

    @rule(newest=st.integers(0, 2))
    def notice(self, newest: int) -> None:
        """A notice is imported somewhere."""
        self.newest = max(self.newest, newest)

    @rule(which=st.integers(0, 2), late=HOURS)
    def advance(self, which: int, late: int) -> None:
        """Some process looks, perhaps with an old calendar and an old now."""
        self.stored()
        calendar, before = CALENDARS[min(which, self.newest)], to_document(self.duty)
        now = min(self.now, self.now - timedelta(hours=late))
        older = self.duty.reckoned_with is not None and calendar.version < self.duty.reckoned_with
        self.hear(self.duty.advance(now, calendar))
        if older or self.duty.closed:
            assert to_document(self.duty) == before
        elif not self.duty.closed:
            found = reckon(self.duty.clock, calendar)
            assert (self.duty.due_on, self.duty.due_at) == (found.due_on, found.due_at)
            assert self.duty.provisional == found.provisional
            assert self.duty.stage.rank >= self.duty.stage_at(now, calendar).rank
            assert self.duty.next_at is None or self.duty.next_at > now
            assert self.duty.advance(now, calendar) == [], "the same again says nothing"

    @precondition(lambda self: not self.duty.closed and self.duty.clock.started_at is None)
    @rule(days=st.integers(0, 20), length=st.integers(0, 9), what=st.sampled_from(["pause", "resume", "restart"]))
    def reset(self, days: int, length: int, what: str) -> None:
        """The clock is paused, resumed or begun anew, as far as it lets itself."""
        on = legal_day(self.now) - timedelta(days=days)
        arguments = {"pause": {"ground": "g", "until": on + timedelta(days=length)}, "resume": {}, "restart": {"ground": "g"}}
        try:
            clock = getattr(self.duty.clock, what)(on=on, **arguments[what])
        except Fault:
            return
        self.hear(self.duty.reset(clock, why=what, now=self.now, calendar=CALENDARS[self.newest]))

    @precondition(lambda self: not self.duty.closed)
    @rule()
    def extend(self) -> None:
        """A longer term, if it is not too late."""
        assert self.duty.limit is not None
        try:
            self.hear(self.duty.extend(total=self.duty.limit, ground="g", approved_by="a", now=self.now,
                                       calendar=CALENDARS[self.newest]))
        except Fault:
            return
        assert self.said[-1].stage != "overdue"  # type: ignore[attr-defined]

    @precondition(lambda self: not self.duty.closed)
    @rule(unit=st.sampled_from(["u1", "u2"]))
    def pass_to(self, unit: str) -> None:
        """The unit is dissolved."""
        self.hear(self.duty.pass_to(unit))

    @precondition(lambda self: not self.duty.closed and len(self.said) > 4)
    @rule(ago=st.integers(0, 200), done=st.booleans(), which=st.integers(0, 2))
    def close(self, ago: int, done: bool, which: int) -> None:
        """It was done some time ago, or is no more."""
        calendar, at = CALENDARS[min(which, self.newest)], max(ZERO, self.now - timedelta(hours=ago))
        if not done:
            self.hear(self.duty.void("r", now=self.now, calendar=calendar))
            return
        self.hear(self.duty.meet(at, now=self.now, calendar=calendar, evidence={"e": 1}))
        met = self.said[-1]
        assert met.late == self.duty.met_late == (at >= self.duty.due_at)  # type: ignore[attr-defined]
        assert met.late or not met.late_days  # type: ignore[attr-defined]

    @invariant()
    def every_stage_once_and_in_order(self) -> None:
        """From the opening, or from the last time that it moved, to the next."""
        rank, closed = 0, 0
        for event in self.said:
            name = event.TYPE.split(".")[2]
            stage = RANKS[event.stage]  # type: ignore[attr-defined]
            if name in RANKS:
                assert stage == RANKS[name] > rank, [each.TYPE for each in self.said]
            elif name == "moved":
                assert stage <= rank
            else:
                assert stage == rank
            rank, closed = stage, closed + (name in ("met", "voided"))
        assert closed == self.duty.closed and rank == self.duty.stage.rank
        assert closed <= 1 and (not closed or self.said[-1].TYPE.split(".")[2] in ("met", "voided"))

    @invariant()
    def no_stage_is_left_out(self) -> None:
        """``overdue`` never comes before ``due`` where there is a last day."""
        for before, event in zip(self.said, self.said[1:], strict=False):
            if event.TYPE.endswith("overdue.v1") and self.duty.clock.started_at is None:
                assert before.stage == "due" or before.TYPE.endswith(("due.v1", "moved.v1", "passed.v1"))  # type: ignore[attr-defined]


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)

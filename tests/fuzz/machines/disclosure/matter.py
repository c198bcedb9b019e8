"""Whatever is done to a matter in whatever order and at whatever pace, its duties tell the truth: against a plain oracle."""
import copy
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.disclosure.model import Exemption, Fulfilment, Matter, State, classified
from services.disclosure.model.matter import Withholding
from shared.clock import legal_day
from tests.fuzz.machine import Machine
from tests.unit.services.disclosure.county import CALENDAR, LAW, beijing

START = date(2026, 9, 10)  # the National Day holidays and a worked weekend lie ahead
REVIEW = LAW.rule("disclosure.withheld_review", START)
TERMS = {"meetings": (3, None), "notices": (5, None), "other": (5, 10)}


def working_days_after(start: date, count: int) -> date:
    """The slow way: day by day."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= CALENDAR.is_workday(day)
    return day


class Life(Machine):
    """One matter, and a plain record of what it must come to."""

    aggregate = Matter
    examples = 80

    @initialize(name=st.sampled_from(sorted(TERMS)), ago=st.integers(0, 20))
    def begin(self, name: str, ago: int) -> None:
        """Registered on the day or days later."""
        self.now = beijing(START.year, START.month, START.day, 12) + timedelta(days=ago)
        _, key = classified(LAW, [name], START)
        made = Matter.register(id="m", rule=LAW.rule(key, START), now=self.now, calendar=CALENDAR, unit="u", title="t",
                               classes=(name,), basis="formed", happened_on=START, registered_by="p")
        self.rule, self.name = LAW.rule(key, START), name
        self.state, self.extended, self.started = State.OPEN, False, START
        self.due = working_days_after(START, TERMS[name][0])
        self.heard: Withholding | None = None
        self.keep(made)

    def of(self, step: str) -> list[str]:
        """What is said of it then."""
        return [f"disclosure.matter.{step}.v1"]

    @rule(hours=st.integers(1, 200))
    def time_goes_by(self, hours: int) -> None:
        """Nobody looks."""
        self.now += timedelta(hours=hours)

    @rule()
    def sweep(self) -> None:
        """Twice is once."""
        self.tend_twice(CALENDAR)

    @rule()
    def extend(self) -> None:
        """Only where the class can be, once, in time, and not after a new start under the same rule was extended."""
        first, most = TERMS[self.name]
        may = self.state is State.OPEN and most is not None and not self.extended and legal_day(self.soon) <= self.due
        if self.attempt("extend", may, total=self.rule.extended or self.rule.clock, ground="g", approver="a", by="p",
                        now=self.soon, calendar=CALENDAR):
            assert most
            self.extended, self.due = True, working_days_after(self.started, most)

    @rule(ago=st.integers(0, 48))
    def fulfil(self, ago: int) -> None:
        """By what went public some hours ago."""
        at = max(self.soon - timedelta(hours=ago), beijing(START.year, START.month, START.day))
        if self.attempt("fulfil", self.state is State.OPEN, fulfilment=Fulfilment("a", "t", "/p", "i", at), now=self.soon,
                        calendar=CALENDAR):
            self.state = State.FULFILLED
            assert self.words == self.of("fulfilled")
            assert self.kept.duty.met_late is (legal_day(at) > self.due)

    @rule(days=st.integers(1, 800), again=st.booleans())
    def withhold(self, days: int, again: bool) -> None:
        """For the first time, or after a new look."""
        wanted = legal_day(self.soon) + timedelta(days=days)
        exemption = Exemption("privacy", "x", "p", self.now, wanted)
        step, state = ("withhold_again", State.EXEMPTED) if again else ("exempt", State.OPEN)
        if self.attempt(step, self.state is state, exemption=exemption, review=REVIEW, now=self.soon, calendar=CALENDAR):
            today = legal_day(self.now)
            assert self.words == self.of("reexamined" if again else "exempted")
            year_on = date(today.year + 1, today.month, today.day)
            self.state, self.due = State.EXEMPTED, min(wanted, year_on)

    @rule()
    def reopen(self) -> None:
        """A new clock from today."""
        if self.attempt("reopen", self.state is State.EXEMPTED, rule=self.rule, explanation="x", by="p", now=self.soon,
                        calendar=CALENDAR):
            self.state, self.extended, self.started = State.OPEN, False, legal_day(self.now)
            assert self.words == self.of("reexamined") and self.kept.exemption is None
            self.due = working_days_after(self.started, TERMS[self.name][0])

    @rule()
    def supersede(self) -> None:
        """By another."""
        if self.attempt("supersede", self.state is State.OPEN, by="n", now=self.soon, calendar=CALENDAR):
            self.state = State.SUPERSEDED
            assert self.words == self.of("superseded")

    @rule()
    def yield_to(self) -> None:
        """To a matter that its item was linked to; its duty stays met."""
        if self.attempt("yield_to", self.state is State.FULFILLED, by="n", now=self.soon):
            self.state = State.SUPERSEDED

    @rule(sequence=st.integers(1, 5), reason=st.sampled_from(["privacy", "safety"]))
    def hear(self, sequence: int, reason: str) -> None:
        """Content says that its article is withheld; what is older changes nothing."""
        older = self.heard is not None and sequence <= self.heard.sequence
        told = Withholding(sequence, reason, START)
        news = not older and (self.heard is None or self.heard.reason != reason)
        assert copy.deepcopy(self.kept).hear(told) is news
        if self.attempt("hear", True, told, quiet=older):
            self.heard = told

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """State, due date, one open duty at the most, and no stage told before its time or twice."""
        assert self.kept.state is self.state and self.kept.duty.due_on == self.due
        assert len(self.kept.open_duties) == (self.state in (State.OPEN, State.EXEMPTED))
        for duty in self.kept.duties:
            told = [event.TYPE.split(".")[2] for event in self.said if getattr(event, "duty", "") == duty.id]
            assert told[0] == "opened" and told.count("opened") == 1
            ends = [name for name in told if name in ("met", "voided")]
            assert len(ends) == duty.closed and (not ends or told[-1] == ends[0])
            assert told.count("overdue") <= 1

    @invariant()
    def overdue_is_told_only_after_the_last_day(self) -> None:
        """The events carry the day that was right when they were told."""
        for event in self.said:
            if event.TYPE.endswith("overdue.v1"):
                assert self.now >= datetime.fromisoformat(event.due_at)


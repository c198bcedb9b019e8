"""Random clocks with what happened to them, next to a plain record of the days on which they stood still."""
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from shared.law.clocks import Clock
from shared.law.terms import Term, TermUnit
from tests.unit.shared.law import oracle
from tests.unit.shared.law.years import CHINA

TERMS = st.one_of(
    st.builds(lambda amount: f"{amount} workdays", st.integers(1, 60)),
    st.builds(lambda amount: f"{amount} days", st.integers(1, 90)),
    st.builds(lambda amount: f"{amount} months", st.integers(1, 14)),
    st.builds(lambda amount: f"{amount} years", st.integers(1, 2)),
).map(lambda text: Term.parse(text))
STARTS = st.one_of(st.dates(date(2004, 12, 1), date(2026, 12, 31)), st.dates(date(2026, 9, 1), date(2026, 12, 31)))
NEARS = st.sampled_from([0.0, 0.07, 0.1, 0.2, 0.25, 0.3, 0.34, 0.5, 0.55, 1.0])


@dataclass
class History:
    """A clock, and what a person with paper and pencil would know of it."""

    clock: Clock
    paused: set[date] = field(default_factory=set)

    @property
    def expected(self) -> tuple[date, date | None]:
        """Last day and near day by the oracle."""
        total, clock = self.clock.total, self.clock
        return oracle.expected(total.amount, total.unit.value, clock.started_on, self.paused, roll=clock.roll, near=clock.near)

    def stop(self, draw: st.DrawFn, first: date) -> date:
        """Pause it on ``first`` and let that end in one of the three ways; returns the last day of the pause."""
        last = first + timedelta(days=draw(st.integers(0, 30)))
        self.clock = self.clock.pause(ground="征求第三方意见", on=first, until=last)
        some = st.dates(first, last)
        match draw(st.sampled_from(["limit", "resume", "prolong", "prolong and resume"])):
            case "resume":
                last = draw(some)
                self.clock = self.clock.resume(on=last)
            case "prolong" | "prolong and resume" as how:
                longer = last + timedelta(days=draw(st.integers(-3, 20)))
                self.clock = self.clock.prolong_pause(on=draw(some), until=longer)
                last = max(last, longer)
                if how != "prolong":
                    last = draw(st.dates(first, last))
                    self.clock = self.clock.resume(on=last)
        self.paused |= set(oracle.span(first, last))
        return last

    def extend(self, draw: st.DrawFn) -> None:
        """Grant a longer term of the same unit."""
        most = 2 if self.clock.term.unit is TermUnit.YEARS else 20
        longer = Term(self.clock.term.amount + draw(st.integers(1, most)), self.clock.term.unit)
        self.clock = self.clock.extend(total=longer, limit=longer, ground="情况复杂", approved_by="机构负责人",
                                       on=self.clock.started_on, calendar=CHINA)


@st.composite
def histories(draw: st.DrawFn, restarted: bool = False) -> History:
    """Up to four pauses: at the start, in the midst, just around the last day, one upon another; perhaps extended."""
    history = History(Clock(term=draw(TERMS), started_on=draw(STARTS), near=draw(NEARS), roll=draw(st.booleans())))
    if restarted or draw(st.integers(0, 4)) == 0:
        last = history.stop(draw, history.clock.started_on + timedelta(days=draw(st.integers(0, 9))))
        history = History(history.clock.restart(on=draw(st.dates(history.clock.started_on, last)), ground="补正材料"))
    if draw(st.booleans()):
        history.extend(draw)
    first = history.clock.started_on + timedelta(days=draw(st.integers(0, 5)))
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            first = max(first, history.expected[0] + timedelta(days=draw(st.integers(-2, 2))))
        first = history.stop(draw, first) + timedelta(days=draw(st.integers(1, 12)))
    return history

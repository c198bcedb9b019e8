"""The oracle: what must be told of each duty, in order, worked out by walking over days. It shares no code with the suite."""
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from tests.journeys.year.days import DAY, Days, months_after

CHINA = timezone(timedelta(hours=8))
ORDER = ("open", "near", "due", "overdue")


class Told(NamedTuple):
    """One event of a duty as far as the oracle cares."""

    what: str
    """``opened``, ``near``, ``due``, ``overdue``, ``moved``, ``met``, ``voided``."""
    unit: str
    due_on: str
    provisional: bool
    late_days: int = 0
    why: str = ""


@dataclass
class Term:
    """How long, in what, and from which share on it is near."""

    amount: int
    unit: str
    near: float


@dataclass
class Expected:
    """One duty as the oracle follows it."""

    unit: str
    term: Term
    start: date
    days: Days
    told: list[Told] = field(default_factory=list)
    stage: str = "open"
    done: bool = False
    skip: tuple[tuple[date, date], ...] = ()
    due: date = date.min
    settled: bool = True

    def open(self, at: datetime) -> "Expected":
        """It exists from ``at`` on."""
        self._count()
        self._say("opened")
        self.look(at)
        return self

    def look(self, at: datetime) -> None:
        """Whatever began by ``at`` is told."""
        if self.done:
            return
        for stage, begins in self._stages():
            if begins <= at and ORDER.index(stage) > ORDER.index(self.stage):
                self.stage = stage
                self._say(stage)

    def change(self, at: datetime, why: str, do: Callable[[], None]) -> None:
        """Something changes its clock, or the days; ``why`` is ``calendar`` for the latter."""
        if self.done:
            return
        if why != "calendar":
            self.look(at)
        do()
        before = self.due, self.settled
        self._count()
        moved = self.due != before[0]
        if moved or why != "calendar":
            now = [stage for stage, begins in self._stages() if begins <= at]
            if ORDER.index(now[-1] if now else "open") < ORDER.index(self.stage):
                self.stage = now[-1] if now else "open"
        if moved or why != "calendar" or before != (self.due, self.settled):
            self._say("moved", why=why if moved or why != "calendar" else "settled")
        self.look(at)

    def meet(self, at: datetime) -> None:
        """What it asked for was done at ``at``."""
        self.look(at)
        last = at.astimezone(CHINA).date()
        late = last > self.due
        by_workdays = self.term.unit == "workdays"
        walked = [self.due + DAY * number for number in range(1, (last - self.due).days + 1)]
        days = sum(1 for day in walked if not by_workdays or self.days.works(day)) if late else 0
        self._say("met", late_days=days)
        self.done = True

    def void(self, at: datetime) -> None:
        """It is no more."""
        self.look(at)
        self._say("voided")
        self.done = True

    def _count(self) -> None:
        self.due = self._day(self.term.amount)
        self.settled = self.days.settled(self.start, self.due)

    def _day(self, number: int) -> date:
        """The day on which ``number`` units are over."""
        if self.term.unit == "workdays":
            return self.days.nth(self.start, number, skip=self.skip)
        return self.start + DAY * number if self.term.unit == "days" else months_after(self.start, number)

    def _stages(self) -> list[tuple[str, datetime]]:
        """Each stage with its first moment: the midnights of China."""
        if self.term.unit == "workdays":
            left = math.ceil(round(self.term.amount * self.term.near, 9))
            near = self._day(self.term.amount - left + 1) if left else None
        else:
            whole = (self.due - self.start).days
            left = math.ceil(round(whole * self.term.near, 9))
            near = self.due - DAY * (left - 1) if left else None
        found = [("due", _midnight(self.due)), ("overdue", _midnight(self.due + DAY))]
        return [("near", _midnight(near)), *found] if near and near < self.due else found

    def _say(self, what: str, **more: object) -> None:
        self.told.append(Told(what, self.unit, self.due.isoformat(), not self.settled, **more))  # type: ignore[arg-type]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)

"""Clocks: when a term is over, what stage it is in, as pure functions of the term, its segments and the calendar.

A clock never holds a due date. It holds what happened to it: the day from which it runs, the spans in which it stood
still, the extension that was granted. The first day is not counted (民法典第二百零一条); a term in days ends at midnight in
Beijing after its last day.
"""
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil

from shared.clock import BEIJING, legal_day
from shared.law.calendar import Calendar, add_months
from shared.law.errors import (
    DayUnknown,
    EndBeforeStart,
    ExtensionTooLate,
    NotExtendable,
    NotPaused,
    PauseWithoutEnd,
    SegmentsOverlap,
    StartInFuture,
)
from shared.law.rules import Rule
from shared.law.terms import Term, TermUnit


class Stage(StrEnum):
    """How near the end of a term is."""

    OPEN = "open"
    NEAR = "near"
    DUE = "due"
    """The last day has begun (今日到期)."""
    OVERDUE = "overdue"

    @property
    def rank(self) -> int:
        """Its place in the order of time."""
        return list(Stage).index(self)


LABELS = {Stage.OPEN: "进行中", Stage.NEAR: "临近到期", Stage.DUE: "今日到期", Stage.OVERDUE: "已逾期"}


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A span that is not counted, on a legal ground (中止计算), from its first to its last day."""

    ground: str
    starts_on: date
    until: date
    """The last day that is not counted, if nothing ends it before."""
    ended_on: date | None = None
    """The last day that was not counted, once it ended."""

    @property
    def last(self) -> date:
        """The last day that is not counted, as far as known today."""
        return self.ended_on or self.until


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A longer term that somebody approved (延长期限); ``total`` counts from the clock's own start."""

    total: Term
    ground: str
    approved_by: str
    granted_on: date


@dataclass(frozen=True, kw_only=True)
class Restart:
    """The clock began anew (重新起算) ``on`` a day; what it had counted since ``before`` is void."""

    before: date
    on: date
    ground: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One term and everything that happened to it. Every change gives a new clock."""

    term: Term
    started_on: date
    """The day of the event, which is not counted."""
    started_at: datetime | None = None
    """The moment of the event, for terms in hours."""
    near: float = 0.0
    """The share of the term that is left when it becomes near."""
    roll: bool = False
    """True if a calendar term that ends on a day off ends on the next working day."""
    named: str = ""
    """The day that the law names as the last one of every year (1月31日); ``term`` are the days until it."""
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    restarts: tuple[Restart, ...] = ()

    @classmethod
    def start(cls, rule: Rule, at: date | datetime, *, now: datetime) -> "Clock":
        """A running clock under ``rule``; raises ``StartInFuture``. A term in hours needs the moment, others the day."""
        moment = at if isinstance(at, datetime) else None
        day = legal_day(moment) if moment else at
        if day > legal_day(now) or (moment and moment > now):
            raise StartInFuture(start=day.isoformat())
        term = rule.term_from(day)
        if term.unit is TermUnit.HOURS and moment is None:
            raise ValueError(f"{rule.key} is counted in hours: say the moment, not the day")
        return cls(term=term, started_on=day, started_at=moment if term.unit is TermUnit.HOURS else None, near=rule.near,
                   roll=rule.roll, named=rule.named_day.words if rule.named_day else "")

    @property
    def total(self) -> Term:
        """The term as it is now, extension included."""
        return self.extension.total if self.extension else self.term

    def paused_on(self, day: date) -> Pause | None:
        """The pause that ``day`` falls into, if any."""
        return next((each for each in self.pauses if each.starts_on <= day <= each.last), None)

    def pause(self, *, ground: str, on: date, until: date | None) -> "Clock":
        """Stand still from ``on``, at the latest until ``until``.

        Raises ``PauseWithoutEnd``, ``EndBeforeStart`` or ``SegmentsOverlap``. The law pauses no term in hours.
        """
        if self.term.unit is TermUnit.HOURS:
            raise ValueError("a term in hours never stands still")
        if until is None:
            raise PauseWithoutEnd()
        if until < on or on < self.started_on:
            raise EndBeforeStart(start=max(on, self.started_on).isoformat(), end=min(until, on).isoformat())
        if self.pauses and on <= self.pauses[-1].last:
            raise SegmentsOverlap(start=on.isoformat())
        return replace(self, pauses=(*self.pauses, Pause(ground=ground, starts_on=on, until=until)))

    def stand_still(self, *, ground: str, on: date, until: date) -> "Clock":
        """Pause from ``on``; where a pause runs already or ended on that very day, it goes on, on both grounds."""
        if not self.pauses or on > self.pauses[-1].last:
            return self.pause(ground=ground, on=on, until=until)
        last = self.pauses[-1]
        grounds = last.ground if ground in last.ground else f"{last.ground}、{ground}"
        until = max(until, last.until) if last.ended_on is None else until
        return replace(self, pauses=(*self.pauses[:-1], replace(last, ground=grounds, until=until, ended_on=None)))

    def prolong_pause(self, *, on: date, until: date) -> "Clock":
        """Let the pause that ``on`` falls into end at the latest on ``until``, if that is later. Raises ``NotPaused``."""
        pause = self._current_pause(on)
        return replace(self, pauses=(*self.pauses[:-1], replace(pause, until=max(until, pause.until))))

    def resume(self, *, on: date) -> "Clock":
        """Run again on the day after ``on``, which is the last day that is not counted. Raises ``NotPaused``."""
        pause = self._current_pause(on)
        return replace(self, pauses=(*self.pauses[:-1], replace(pause, ended_on=on)))

    def _current_pause(self, day: date) -> Pause:
        pause = self.pauses[-1] if self.pauses else None
        if pause is None or pause.ended_on is not None or not pause.starts_on <= day <= pause.until:
            raise NotPaused()
        return pause

    def extend(self, *, total: Term, limit: Term | None, ground: str, approved_by: str, on: date,
               calendar: Calendar) -> "Clock":
        """Let the term be ``total``, from the same start; ``limit`` is the longest that the rule allows.

        Raises ``NotExtendable`` or ``ExtensionTooLate``.
        """
        if limit is None:
            raise NotExtendable(why="规则未规定延长。")
        if self.extension:
            raise NotExtendable(why="已经延长过一次。")
        if total.unit is not limit.unit or not self.term.amount < total.amount <= limit.amount:
            raise NotExtendable(why=f"延长后的期限须长于{self.term.words}，且不超过{limit.words}。")
        due = reckon(self, calendar).due_on
        if on > due:
            raise ExtensionTooLate(due=due.isoformat())
        return replace(self, extension=Extension(total=total, ground=ground, approved_by=approved_by, granted_on=on))

    def restart(self, *, on: date | datetime, ground: str) -> "Clock":
        """Begin anew on ``on``, a moment for a term in hours; pauses and extension are over. Raises ``EndBeforeStart``."""
        moment = on if isinstance(on, datetime) else None
        day = legal_day(moment) if moment else on
        if self.started_at and moment is None:
            raise ValueError("a term in hours begins anew at a moment, not on a day")
        if day < self.started_on or (self.started_at and moment and moment < self.started_at):
            raise EndBeforeStart(start=self.started_on.isoformat(), end=day.isoformat())
        return replace(self, started_on=day, started_at=moment if self.started_at else None, pauses=(), extension=None,
                       restarts=(*self.restarts, Restart(before=self.started_on, on=day, ground=ground)))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a clock comes to under a calendar. Moments are UTC; ``due_at`` is the first moment after the term."""

    due_on: date
    due_at: datetime
    near_at: datetime | None
    today_at: datetime | None
    """When its last day begins; ``None`` for terms in hours."""
    provisional: bool
    """True if the term touches a year whose holidays are not settled."""

    def boundaries(self) -> list[tuple[Stage, datetime]]:
        """Each stage after the first with the moment when it begins, in order of time."""
        found = [(Stage.NEAR, self.near_at), (Stage.DUE, self.today_at), (Stage.OVERDUE, self.due_at)]
        begin = self.today_at or self.due_at
        return [(stage, at) for stage, at in found if at is not None and not (stage is Stage.NEAR and at >= begin)]

    def stage(self, now: datetime) -> Stage:
        """The stage at ``now``."""
        return next((stage for stage, at in reversed(self.boundaries()) if at <= now), Stage.OPEN)


def midnight(day: date) -> datetime:
    """The moment in UTC when ``day`` begins in China."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


def reckon(clock: Clock, calendar: Calendar) -> Reckoning:
    """Due date and stage boundaries; raises ``DayUnknown`` where the calendar ends."""
    term = clock.total
    if term.unit is TermUnit.HOURS:
        assert clock.started_at is not None
        length = timedelta(hours=term.amount)
        due_at = clock.started_at + length
        return Reckoning(legal_day(due_at), due_at, due_at - length * clock.near if clock.near else None, None, False)
    if term.unit is TermUnit.WORKDAYS:
        due_on, near_on = _by_workdays(clock, calendar, term.amount)
    else:
        due_on, near_on = _by_calendar(clock, calendar, term)
    return Reckoning(due_on, midnight(due_on + timedelta(days=1)), midnight(near_on) if near_on else None, midnight(due_on),
                     not clock.named and calendar.is_provisional(clock.started_on, due_on))


def _by_workdays(clock: Clock, calendar: Calendar, amount: int) -> tuple[date, date | None]:
    left = _left(amount, clock.near)
    return _workday(clock, calendar, amount), _workday(clock, calendar, amount - left + 1) if left else None


def _workday(clock: Clock, calendar: Calendar, number: int) -> date:
    """The ``number``-th working day after the start that falls into no pause."""
    after = clock.started_on
    for pause in clock.pauses:
        before = pause.starts_on - timedelta(days=1)
        if before > after:
            counted = calendar.workdays(after, before)
            if counted >= number:
                break
            number -= counted
        after = max(after, pause.last)
    return calendar.add(after, number)


def _by_calendar(clock: Clock, calendar: Calendar, term: Term) -> tuple[date, date | None]:
    start = clock.started_on
    end = _end(start, term, calendar)
    days = (end - start).days
    due, left = _day(clock, days), _left(days, clock.near)
    return _rolled(clock, calendar, due) if clock.roll else due, _day(clock, days - left + 1) if left else None


def _end(start: date, term: Term, calendar: Calendar) -> date:
    try:
        if term.unit is TermUnit.DAYS:
            return start + timedelta(days=term.amount)
        return add_months(start, term.amount * (12 if term.unit is TermUnit.YEARS else 1))
    except (OverflowError, ValueError):  # beyond the year 9999
        raise DayUnknown(day=f"{start.isoformat()} + {term}", first=calendar.first.isoformat(),
                         last=calendar.last.isoformat()) from None


def _day(clock: Clock, number: int) -> date:
    """The ``number``-th day after the start that falls into no pause."""
    day = clock.started_on + timedelta(days=number)
    for pause in clock.pauses:
        if pause.starts_on <= day:
            first = max(pause.starts_on, clock.started_on + timedelta(days=1))
            day += timedelta(days=max((pause.last - first).days + 1, 0))
    return day


def _rolled(clock: Clock, calendar: Calendar, due: date) -> date:
    """``due``, or the next working day on which the clock does not stand still."""
    due = calendar.next_workday(due)
    while pause := clock.paused_on(due):
        due = calendar.next_workday(pause.last + timedelta(days=1))
    return due


def _left(amount: int, near: float) -> int:
    """How many of ``amount`` days are the last ones; a share like 0.07 is meant as written, not as a float has it."""
    return ceil(round(amount * near, 9))

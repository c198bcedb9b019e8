"""The day-by-day account (逐日计算说明) of a clock: every day, whether it counts, and who says so."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.law.calendar import LABELS as DAY_LABELS
from shared.law.calendar import Calendar, Day
from shared.law.clocks import Clock, reckon
from shared.law.terms import TermUnit


@dataclass(frozen=True, slots=True)
class Line:
    """One day of the account."""

    day: date
    kind: str
    """``start``, ``void`` (before the clock began anew), ``paused``, ``rolled`` (after a last day off), or a kind of day."""
    counted: bool
    number: int
    """Days counted up to this one."""
    note: str
    """Why, in Chinese."""
    source: str
    provisional: bool


def account(clock: Clock, calendar: Calendar) -> list[Line]:
    """Every day from the first start to the last day of the term; raises ``DayUnknown``."""
    due = reckon(clock, calendar).due_on
    return [*_void(clock), Line(clock.started_on, "start", False, 0, "起算日，不计入", "民法典第二百零一条", False),
            *_counted(clock, calendar, due)]


def _void(clock: Clock) -> Iterator[Line]:
    for restart in clock.restarts:
        for number in range((restart.on - restart.before).days):
            yield Line(restart.before + timedelta(days=number), "void", False, 0,
                       f"{restart.ground}，重新起算，此前不计入", "", False)


def _counted(clock: Clock, calendar: Calendar, due: date) -> Iterator[Line]:
    number, by_workdays = 0, clock.total.unit is TermUnit.WORKDAYS
    end = due if by_workdays else reckon(replace(clock, roll=False), calendar).due_on
    pauses = iter(clock.pauses)
    pause = next(pauses, None)
    for day in calendar.days(clock.started_on + timedelta(days=1), due):
        while pause and pause.last < day.day:
            pause = next(pauses, None)
        if pause and pause.starts_on <= day.day:
            yield Line(day.day, "paused", False, number, "中止计算", pause.ground, False)
            continue
        if day.day > end:
            yield Line(day.day, "rolled", False, number, f"{_note(day)}，顺延至此" if day.day == due else f"{_note(day)}，顺延",
                       day.source, day.provisional)
            continue
        counts = day.kind.counts or not by_workdays
        number += counts
        yield Line(day.day, day.kind.value, counts, number, _note(day), day.source, day.provisional)


def _note(day: Day) -> str:
    label = DAY_LABELS[day.kind]
    return f"{day.name}（{label}）" if day.name else label

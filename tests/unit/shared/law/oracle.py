"""An independent oracle of time: plain loops over days, written from the data alone and sharing no code with the core."""
import calendar as months
from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from chinese_calendar import is_workday

ONE = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2046, 12, 31)
KNOWN_UNTIL = date(2026, 12, 31)
MISTAKEN = date(2005, 12, 31)
"""A Saturday that was worked for the New Year of 2006; the package does not know it."""


def works(day: date) -> bool:
    """True for a working day."""
    if day == MISTAKEN:
        return True
    return is_workday(day) if day <= KNOWN_UNTIL else day.weekday() < 5


def span(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


WORKDAYS = frozenset(day for day in span(FIRST, LAST) if works(day))


def later(start: date, count: int) -> date:
    """The day ``count`` months later, one month at a time; 民法典第二百零二条 takes the month's last day for a missing one."""
    year, month = start.year, start.month
    for _ in range(count):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


def walk(start: date, number: int, paused: Collection[date], *, workdays: bool) -> date:
    """The ``number``-th day after ``start`` that counts."""
    day = start
    while number:
        day += ONE
        number -= day not in paused and (day in WORKDAYS or not workdays)
    return day


def expected(amount: int, unit: str, start: date, paused: Collection[date], *, roll: bool, near: float
             ) -> tuple[date, date | None]:
    """The last day of a term, and the first day on which it is near."""
    end = {"workdays": start, "days": start + amount * ONE, "months": later(start, amount if unit == "months" else 0),
           "years": later(start, 12 * amount if unit == "years" else 0)}[unit]
    number = amount if unit == "workdays" else (end - start).days
    due = walk(start, number, paused, workdays=unit == "workdays")
    left = ceil(number * Fraction(str(near)))
    close = walk(start, number - left + 1, paused, workdays=unit == "workdays") if left else None
    while roll and unit != "workdays" and (due not in WORKDAYS or due in paused):
        due += ONE
    return due, close

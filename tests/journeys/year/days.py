"""The oracle's calendar: a plain list of days. It shares no code with the suite, and counts by walking."""
from datetime import date, timedelta

import chinese_calendar

DAY = timedelta(days=1)
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Days off of years that no notice has settled."""


class Days:
    """What the oracle believes of working days; ``noticed`` are the days of an imported notice."""

    def __init__(self) -> None:
        self.noticed: dict[int, dict[date, bool]] = {}
        """Year → day → True if it is off."""

    def works(self, day: date) -> bool:
        """True if people work on ``day``."""
        told = [days[day] for days in self.noticed.values() if day in days]
        if told:
            return not told[-1]
        if day.year <= 2026:
            return bool(chinese_calendar.is_workday(day)) or day == date(2005, 12, 31)
        if day.year not in self.noticed and (day.month, day.day) in FIXED:
            return False
        return day.weekday() < 5

    def nth(self, start: date, number: int, *, skip: tuple[tuple[date, date], ...] = ()) -> date:
        """The ``number``-th working day after ``start``, outside the spans ``skip`` (first and last day)."""
        day = start
        while number:
            day += DAY
            if self.works(day) and not any(first <= day <= last for first, last in skip):
                number -= 1
        return day

    def settled(self, first: date, last: date) -> bool:
        """True if a notice has settled every year from ``first`` to ``last``."""
        return all(year <= 2026 or year in self.noticed for year in range(first.year, last.year + 1))


def months_after(start: date, count: int) -> date:
    """The same day ``count`` months later, or the last of that month."""
    year, month = start.year + (start.month - 1 + count) // 12, (start.month - 1 + count) % 12 + 1
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("no month is empty")

"""What a rule pack adds to the State Council's calendar: corrections, days off of its own, holidays that never move.

The calendar law leaves days of minority peoples to the governments of their regions (全国年节及纪念日放假办法第四条), so an
autonomous prefecture may have days off that nobody else has.
"""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.law.calendar import FixedHoliday, SpecialDay


@dataclass(frozen=True)
class LocalDay:
    """A day off that a local government gives: on one date, or on the same day of every year."""

    month: int
    day: int
    name: str
    article: str
    since: int
    """The first year; the only one if ``once``."""
    once: bool = False

    def dates(self, first: int, last: int) -> list[date]:
        """Its dates in the years from ``first`` to ``last``, both included."""
        years = range(max(first, self.since), min(last, self.since if self.once else last) + 1)
        return [date(year, self.month, self.day) for year in years]


@dataclass(frozen=True)
class Overlay:
    """The calendar part of a pack. ``generation`` grows with every change of it, so that open clocks are computed anew."""

    generation: int = 0
    corrections: Sequence[SpecialDay] = ()
    days_off: Sequence[LocalDay] = ()
    fixed_holidays: Sequence[FixedHoliday] = ()

"""A holiday notice: the days of a year that are off, or worked in exchange, as the State Council says them."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.law.calendar import SpecialDay


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice. Its days may lie in the last days of the year before, or the first of the year after."""

    id: str
    """``2027`` for a whole year, ``2027-20270322`` for an amendment of that day."""
    year: int
    title: str
    """With its number (文号) where it is known."""
    issued_on: date
    whole: bool
    """True if it settles a whole year; else it changes single days."""
    days: tuple[SpecialDay, ...]

    @classmethod
    def of(cls, *, year: int, title: str, issued_on: date, whole: bool, days: Iterable[Mapping[str, Any]]) -> "Notice":
        """From primitives, as events carry them: ``days`` are ``{"day": ISO date or date, "off", "name"}``."""
        made = (SpecialDay(_date(each["day"]), each["off"], each["name"], title) for each in days)
        id_ = str(year) if whole else f"{year}-{issued_on:%Y%m%d}"
        return cls(id=id_, year=year, title=title, issued_on=issued_on, whole=whole,
                   days=tuple(sorted(made, key=lambda each: each.day)))

    def plain_days(self) -> list[dict[str, Any]]:
        """Its days as ``of`` takes them."""
        return [{"day": each.day.isoformat(), "off": each.off, "name": each.name} for each in self.days]


def _date(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)

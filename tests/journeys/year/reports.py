"""Yearly reports in the simulated year: each unit owes one from New Year on, until the day that the law names for its kind."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tests.journeys.year.days import Days
from tests.journeys.year.oracle import Expected, Term

YEAR_END, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
LAST_DAYS = {"oversight": date(2027, 3, 31), "county": date(2027, 3, 31)}
DEPARTMENTS = date(2027, 1, 31)
NEAR = 0.25


class Named(Expected):
    """A duty until a day that the law names: no notice of holidays moves or settles it."""

    def _count(self) -> None:
        self.due, self.settled = self._day(self.term.amount), True


class Reports:
    """Of all ``units`` that there are."""

    def __init__(self, units: Sequence[dict[str, Any]], days: Days) -> None:
        self._units, self._days, self._opened = units, days, dict[str, Expected]()

    def dates(self) -> set[date]:
        """When something happens."""
        return {NEW_YEAR}

    def act(self, moment: datetime) -> None:
        """Nobody does anything: the year ends."""
        if moment.date() == NEW_YEAR:
            for unit in self._units:
                length = (LAST_DAYS.get(unit["kind"], DEPARTMENTS) - YEAR_END).days
                duty = Named(unit["code"], Term(length, "days", NEAR), YEAR_END, self._days)
                self._opened[f"{unit['code']}.2026.duty"] = duty.open(moment)

    def duties(self) -> dict[str, Expected]:
        """Every duty that there must be, by its id."""
        return self._opened

"""The calendar of this installation: what was published, the rule packs' corrections and days off, and the notices heard of."""
from collections.abc import Iterable

from shared.law.calendar import Calendar, SpecialDay
from shared.law.notices import Notice, calendar_of
from shared.law.published import published
from shared.law.rules import Law

_CENTURY = 100


def calendar(law: Law, notices: Iterable[Notice]) -> Calendar:
    """The calendar of ``law`` with ``notices``; its version grows with the packs' generations and with every notice."""
    parts = [pack.calendar for pack in law.packs]
    first = min(published()[1])
    days_off = [SpecialDay(day, True, each.name, each.article)
                for part in parts for each in part.days_off for day in each.dates(first, first + _CENTURY)]
    return calendar_of(notices, corrections=[day for part in parts for day in part.corrections], days_off=days_off,
                       fixed=[day for part in parts for day in part.fixed_holidays],
                       generation=sum(part.generation for part in parts))

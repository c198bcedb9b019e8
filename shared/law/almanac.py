"""Joins what is published, the rule packs' corrections and days off, and the notices heard of into one calendar."""
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from shared.law.calendar import Calendar, SpecialDay
from shared.law.published import published
from shared.law.rules import Law

HORIZON_YEARS = 20
"""How far beyond the last settled year the calendar gives provisional answers."""
NOTICES_MOST = 10_000
"""A calendar's version is the packs' generation times this, and the number of notices."""


class HeardNotice(Protocol):
    """A holiday notice, as far as the calendar cares."""

    id: str
    year: int
    issued_on: date
    whole: bool
    days: tuple[SpecialDay, ...]


def calendar(law: Law, notices: Sequence[HeardNotice]) -> Calendar:
    """The calendar of ``law`` with ``notices``; what was issued later wins, a whole year's notice over all before it."""
    days, years = published()
    known = years | {each.year for each in notices if each.whole}
    first, last = min(known), max(known) + HORIZON_YEARS
    fixed = [each for pack in law.packs for each in pack.calendar.fixed_holidays]
    generation = sum(pack.calendar.generation for pack in law.packs)
    return Calendar([*_published(days, notices), *_of_packs(law, first, last), *_of_notices(notices)], known, first=first,
                    last=last, fixed=fixed, version=generation * NOTICES_MOST + len(notices))


def _published(days: Sequence[SpecialDay], notices: Sequence[HeardNotice]) -> Iterator[SpecialDay]:
    replaced = {each.year for each in notices if each.whole}
    return (day for day in days if day.day.year not in replaced)


def _of_packs(law: Law, first: int, last: int) -> Iterator[SpecialDay]:
    for pack in law.packs:
        yield from pack.calendar.corrections
        for local in pack.calendar.days_off:
            yield from (SpecialDay(day, True, local.name, local.article) for day in local.dates(first, last))


def _of_notices(notices: Sequence[HeardNotice]) -> Iterator[SpecialDay]:
    newest = {each.year: each.issued_on for each in sorted(notices, key=lambda each: each.issued_on) if each.whole}
    for notice in sorted(notices, key=lambda each: (each.issued_on, each.id)):
        if notice.issued_on >= newest.get(notice.year, notice.issued_on):
            yield from notice.days

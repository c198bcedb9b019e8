"""Calendars made of notices: whether a notice adds anything, what it changes, and what all of them come to."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.law.calendar import Calendar, Day, FixedHoliday, SpecialDay
from shared.law.errors import InvalidNotice
from shared.law.notices.notice import Notice
from shared.law.published import published

HORIZON = 20
"""So many years after the last settled one are estimated."""
GENERATION = 1000
"""Calendars of one generation of packs differ by their notices; there are fewer than this."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day that a notice changes."""

    day: date
    before: Day
    after: Day


def calendar_of(notices: Iterable[Notice], *, corrections: Sequence[SpecialDay] = (), days_off: Sequence[SpecialDay] = (),
                fixed: Sequence[FixedHoliday] = (), generation: int = 0) -> Calendar:
    """The calendar: what was published, ``corrections`` of it, local ``days_off``, and ``notices`` by the day of issue.

    A whole notice replaces what earlier notices said of its year. The version grows with the packs' ``generation`` and
    with every notice; the horizon with the years that are settled.
    """
    days, years = published()
    ordered = sorted(notices, key=lambda each: (each.issued_on, each.id))
    known = years | {each.year for each in ordered if each.whole}
    said: list[Notice] = []
    for notice in ordered:
        said = [*(each for each in said if not (notice.whole and each.year == notice.year)), notice]
    specials = [*days, *corrections, *days_off, *(day for notice in said for day in notice.days)]
    return Calendar(specials, known, first=min(years), last=max(known) + HORIZON, fixed=fixed,
                    version=generation * GENERATION + len(ordered))


def admit(notice: Notice, calendar: Calendar) -> None:
    """Raise ``InvalidNotice`` unless ``notice`` adds something to ``calendar``, which is without it."""
    if notice.whole and notice.year in calendar.known:
        raise InvalidNotice(name=notice.id, fields={"year": [
            f"{notice.year}年的放假安排已经公布；如系调整，请用 YAML 写明 amends: true，只写有变化的日子。"]})
    if not notice.whole and notice.year not in calendar.known:
        raise InvalidNotice(name=notice.id, fields={"year": [
            f"{notice.year}年的放假安排尚未公布，不能调整；请先导入全年安排。"]})
    if not notice.whole and not any(each.off == calendar.is_workday(each.day) for each in notice.days):
        raise InvalidNotice(name=notice.id, fields={"days": ["所列日子与现行日历完全一致，没有调整任何一天。"]})
    if idle := [each for each in notice.days if not each.off and each.day.weekday() < 5 and calendar.is_workday(each.day)]:
        raise InvalidNotice(name=notice.id, fields={"work": [f"{each.day.isoformat()}本来就是工作日。" for each in idle]})


def changes(before: Calendar, after: Calendar, notice: Notice) -> list[Change]:
    """The days that count otherwise, or are called otherwise, once ``notice`` holds, in order."""
    first = min([date(notice.year, 1, 1), *(each.day for each in notice.days)])
    last = max([date(notice.year, 12, 31), *(each.day for each in notice.days)])
    pairs = zip(before.days(first, last), after.days(first, last), strict=True)
    return [Change(old.day, old, new) for old, new in pairs if (old.kind, old.name) != (new.kind, new.name)]

"""The working calendar (工作日历): which days count, why, and how far that is known (Art. 7 第七条; 民法典第二百零一条 ff.).

Days are calendar days in China. All questions are answered from prefix sums, so a due date costs a look-up. What no
State Council notice has settled yet is answered from weekends and fixed holidays, and marked as provisional.
"""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from shared.law.errors import DayUnknown

ESTIMATE = "按周末和固定节假日推算，待国务院办公厅通知"
BY_WEEKDAY = "星期"


class DayKind(StrEnum):
    """What a day is."""

    WORKDAY = "workday"
    WORKED = "worked"
    """A weekend day that is worked in exchange (调休上班)."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def counts(self) -> bool:
        """True if it is a working day (工作日)."""
        return self in (DayKind.WORKDAY, DayKind.WORKED)


LABELS = {DayKind.WORKDAY: "工作日", DayKind.WORKED: "调休上班", DayKind.WEEKEND: "周末", DayKind.HOLIDAY: "放假"}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says: off, or worked in exchange; and who says so."""

    day: date
    off: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A holiday on the same day of every year, for years that no notice has settled."""

    month: int
    day: int
    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar."""

    day: date
    kind: DayKind
    name: str
    """Of the holiday; empty on ordinary days."""
    source: str
    provisional: bool
    """True if no notice has settled the year yet."""


class Calendar:
    """Immutable. ``specials`` later in the order win over earlier ones: published days, corrections, local days, notices.

    ``known`` are the years that a notice has settled; from ``first`` (1 January) to ``last`` (31 December) every day has
    an answer. ``version`` grows with everything that changes it; clocks store the one that they were computed with.
    """

    def __init__(self, specials: Iterable[SpecialDay], known: Iterable[int], *, first: int, last: int,
                 fixed: Sequence[FixedHoliday] = (), version: int = 0) -> None:
        self.version, self.known = version, frozenset(known)
        self.first, self.last = date(first, 1, 1), date(last, 12, 31)
        self._origin = self.first.toordinal()
        self._specials = {each.day: each for each in self._estimated(fixed)}
        self._specials.update((each.day, each) for each in specials if self.first <= each.day <= self.last)
        counted = bytearray(1 if (self._origin + index) % 7 not in (0, 6) else 0  # ordinals: 0 is a Sunday, 6 a Saturday
                            for index in range(self.last.toordinal() - self._origin + 1))
        for each in self._specials.values():
            counted[each.day.toordinal() - self._origin] = not each.off
        self._sums = list(accumulate(counted))
        self._workdays = [self._origin + index for index, counts in enumerate(counted) if counts]

    def _estimated(self, fixed: Sequence[FixedHoliday]) -> Iterator[SpecialDay]:
        for year in range(self.first.year, self.last.year + 1):
            if year not in self.known:
                yield from (SpecialDay(date(year, each.month, each.day), True, each.name, ESTIMATE) for each in fixed)

    # -- single days

    def day(self, day: date) -> Day:
        """What ``day`` is; raises ``DayUnknown``."""
        self._index(day)
        special, provisional, weekend = self._specials.get(day), day.year not in self.known, day.weekday() > 4
        if special is None:
            kind = DayKind.WEEKEND if weekend else DayKind.WORKDAY
            return Day(day, kind, "", ESTIMATE if provisional else BY_WEEKDAY, provisional)
        kind = DayKind.HOLIDAY if special.off else DayKind.WORKED if weekend else DayKind.WORKDAY
        return Day(day, kind, special.name, special.source, provisional)

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Every day from ``first`` to ``last``, both included."""
        for number in range((last - first).days + 1):
            yield self.day(first + timedelta(days=number))

    def is_workday(self, day: date) -> bool:
        """True if ``day`` is a working day; raises ``DayUnknown``."""
        index = self._index(day)
        return self._sums[index] > (self._sums[index - 1] if index else 0)

    # -- counting

    def workdays(self, after: date, until: date) -> int:
        """Working days after ``after`` up to ``until`` inclusive; negative the other way round."""
        return self._sums[self._index(until)] - self._sums[self._index(after)]

    def add(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which itself is not counted; ``count`` ≥ 1. Raises ``DayUnknown``."""
        index = self._sums[self._index(start)] + count - 1
        if index >= len(self._workdays):
            raise self._unknown(f"{start.isoformat()} + {count}")
        return date.fromordinal(self._workdays[index])

    def next_workday(self, day: date) -> date:
        """``day`` if it is a working day, else the next one."""
        return day if self.is_workday(day) else self.add(day, 1)

    # -- how sure it is

    def is_provisional(self, first: date, last: date) -> bool:
        """True if what is counted from ``first`` to ``last`` touches a year that no notice has settled."""
        return any(year not in self.known for year in range(first.year, last.year + 1))

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._origin
        if not 0 <= index < len(self._sums):
            raise self._unknown(day.isoformat())
        return index

    def _unknown(self, day: str) -> DayUnknown:
        return DayUnknown(day=day, first=self.first.isoformat(), last=self.last.isoformat())


def add_months(start: date, count: int) -> date:
    """The day ``count`` calendar months after ``start``; where the month has no such day, its last (民法典第二百零二条)."""
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(start.day, (following - timedelta(days=1)).day))



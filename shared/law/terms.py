"""Terms (期限): how long somebody has, as the law says it: 5 working days, 6 months, 48 hours."""
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TermUnit(StrEnum):
    """What a term is counted in."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


LABELS = {TermUnit.WORKDAYS: "个工作日", TermUnit.DAYS: "日", TermUnit.MONTHS: "个月", TermUnit.YEARS: "年",
          TermUnit.HOURS: "小时"}
_ROUGH = {TermUnit.HOURS: 1 / 24, TermUnit.DAYS: 1.0, TermUnit.WORKDAYS: 1.4, TermUnit.MONTHS: 30.4, TermUnit.YEARS: 365.0}
_NAMED = re.compile(r"(\d\d)-(\d\d)\Z")
_COMMON_YEAR = 2001
_WRITTEN = re.compile(r"([1-9]\d{0,4}) (workday|day|week|month|year|hour)s?\Z")


@dataclass(frozen=True)
class Term:
    """A length of time; what it is counted from, and over which days, is the clock's business."""

    amount: int
    unit: TermUnit

    @classmethod
    def parse(cls, text: str) -> "Term":
        """The term that a rule pack writes as ``5 workdays`` or ``2 weeks``; raises ``ValueError``."""
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError(f"“{text}” is no term; write e.g. 5 workdays, 2 weeks, 6 months, 1 year or 48 hours")
        amount, unit = int(found[1]), found[2]
        return cls(amount * 7, TermUnit.DAYS) if unit == "week" else cls(amount, TermUnit(f"{unit}s"))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"

    @property
    def words(self) -> str:
        """In Chinese: 5个工作日."""
        return f"{self.amount}{LABELS[self.unit]}"

    @property
    def rough_days(self) -> float:
        """Roughly how many days it takes; only to tell which of two terms of different units is the longer."""
        return self.amount * _ROUGH[self.unit]


@dataclass(frozen=True)
class YearDay:
    """A day of every year that the law itself names (每年1月31日前), where it gives no length of time."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> "YearDay":
        """The day that a rule pack writes as ``01-31``; raises ``ValueError``, also for one that not every year has."""
        found = _NAMED.match(text)
        if found is None:
            raise ValueError(f"“{text}” is no day of the year; write e.g. 01-31")
        date(_COMMON_YEAR, int(found[1]), int(found[2]))
        return cls(int(found[1]), int(found[2]))

    @property
    def words(self) -> str:
        """In Chinese: 1月31日."""
        return f"{self.month}月{self.day}日"

    def after(self, start: date) -> date:
        """The first such day after ``start``."""
        this_year = date(start.year, self.month, self.day)
        return this_year if this_year > start else this_year.replace(year=start.year + 1)

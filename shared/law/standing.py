"""What holds before any notice is read: the law of the installed rule packs, and what they say of single days."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.law import regulation
from shared.law.calendar import Calendar, FixedHoliday, SpecialDay
from shared.law.notices import Notice, calendar_of
from shared.law.rules import Law

CORRECTION = SpecialDay(date(2005, 12, 31), False, "元旦调休", "国务院办公厅关于2006年部分节假日安排的通知")
"""A Saturday that was worked; the published data forget it."""


@dataclass(frozen=True)
class Standing:
    """Law and calendar as they are installed."""

    law: Law
    text: Sequence[str]
    """The regulation, a paragraph an element."""
    corrections: Sequence[SpecialDay] = ()
    days_off: Sequence[SpecialDay] = ()
    fixed: Sequence[FixedHoliday] = ()
    generation: int = 0

    def calendar(self, notices: Iterable[Notice] = ()) -> Calendar:
        """The calendar with ``notices``."""
        return calendar_of(notices, corrections=self.corrections, days_off=self.days_off, fixed=self.fixed,
                           generation=self.generation)


def standing() -> Standing:
    """What is installed."""
    return Standing(law=Law(()), text=regulation(), corrections=(CORRECTION,))

"""Calendars for the tests of time."""
from datetime import date

from shared.law.calendar import Calendar, FixedHoliday, SpecialDay
from shared.law.published import published

CORRECTION = SpecialDay(date(2005, 12, 31), False, "元旦调休", "国办发明电〔2005〕39号")
FIXED = (FixedHoliday(1, 1, "元旦"), FixedHoliday(5, 1, "劳动节"), FixedHoliday(10, 1, "国庆节"))


def china(*more: SpecialDay, fixed: tuple[FixedHoliday, ...] = (), known: tuple[int, ...] = (), version: int = 1) -> Calendar:
    """The published years and the correction, with ``more`` on top."""
    days, years = published()
    return Calendar((*days, CORRECTION, *more), {*years, *known}, first=2004, last=2046, fixed=fixed, version=version)


def off(day: date, name: str = "州庆") -> SpecialDay:
    """A day off."""
    return SpecialDay(day, True, name, "州人民政府")


def worked(day: date) -> SpecialDay:
    """A day that is worked in exchange."""
    return SpecialDay(day, False, "调休", "州人民政府")


CHINA = china()

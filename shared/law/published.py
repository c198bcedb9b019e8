"""The holidays that the State Council has published, from the package chinesecalendar (2004 to its newest year)."""
from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from shared.law.calendar import SpecialDay


@cache
def published() -> tuple[tuple[SpecialDay, ...], frozenset[int]]:
    """The special days, and the years that are known whole."""
    names = {each.value: each.chinese for each in Holiday}
    source = f"国务院办公厅放假安排（chinesecalendar {version('chinesecalendar')}）"
    days = [SpecialDay(day, True, names.get(name, name), source) for day, name in holidays.items()]
    days += [SpecialDay(day, False, f"{names.get(name, name)}调休", source) for day, name in workdays.items()]
    return tuple(days), frozenset(range(min(holidays).year, max(holidays).year + 1))

"""What notices make of the calendar: settled years, amendments, the order of who says what."""
from dataclasses import replace
from datetime import date

import pytest

from shared.law.calendar import DayKind, FixedHoliday, SpecialDay
from shared.law.clocks import Clock, reckon
from shared.law.errors import InvalidNotice
from shared.law.notices import admit, calendar_of, changes, read_notice
from shared.law.terms import Term
from tests.unit.shared.law.notices.samples import AMENDMENT, YEAR, holiday_cn

FIXED = (FixedHoliday(1, 1, "元旦"), FixedHoliday(10, 1, "国庆节"))
WHOLE, CHANGED = read_notice(YEAR, "2027.yaml"), read_notice(AMENDMENT, "amendment.yaml")


def test_without_a_notice_the_years_after_the_published_ones_are_estimated() -> None:
    calendar = calendar_of([], fixed=FIXED, generation=3)
    assert (calendar.first, calendar.last, calendar.version) == (date(2004, 1, 1), date(2046, 12, 31), 3000)
    assert calendar.day(date(2027, 1, 1)).provisional and calendar.day(date(2027, 2, 8)).kind is DayKind.WORKDAY


def test_a_notice_settles_its_year_and_moves_the_horizon_and_the_version() -> None:
    calendar = calendar_of([WHOLE], fixed=FIXED, generation=3)
    assert (calendar.last, calendar.version) == (date(2047, 12, 31), 3001)
    assert calendar.day(date(2027, 2, 8)).source == WHOLE.title and not calendar.day(date(2027, 3, 1)).provisional
    assert calendar.day(date(2026, 12, 27)).kind is DayKind.WORKED, "a day of the year before"
    assert calendar.day(date(2028, 1, 1)).provisional


def test_a_due_date_moves_with_it() -> None:
    clock = Clock(term=Term.parse("5 workdays"), started_on=date(2027, 2, 4))
    before, after = reckon(clock, calendar_of([])), reckon(clock, calendar_of([WHOLE]))
    assert (before.due_on, before.provisional) == (date(2027, 2, 11), True)
    assert (after.due_on, after.provisional) == (date(2027, 2, 17), False)


def test_an_amendment_changes_single_days_only() -> None:
    calendar = calendar_of([CHANGED, WHOLE])
    assert calendar.version == 2 and calendar.day(date(2027, 4, 6)).source == CHANGED.title
    assert calendar.day(date(2027, 4, 10)).kind is DayKind.WORKED
    assert calendar.day(date(2027, 10, 1)).source == WHOLE.title


def test_a_later_whole_notice_replaces_what_was_said_of_its_year() -> None:
    later = replace(WHOLE, issued_on=date(2027, 5, 1), title="又", days=tuple(
        replace(each, source="又") for each in WHOLE.days if each.name != "清明节"))
    calendar = calendar_of([later, CHANGED, WHOLE])
    assert calendar.day(date(2027, 4, 5)).kind is DayKind.WORKDAY and calendar.day(date(2027, 4, 10)).kind is DayKind.WEEKEND
    assert calendar.version == 3


def test_notices_win_over_local_days_off_and_these_over_corrections() -> None:
    correction = SpecialDay(date(2005, 12, 31), False, "元旦调休", "更正")
    local = [SpecialDay(date(2026, 9, 20), True, "州庆", "州"), SpecialDay(date(2027, 2, 14), True, "州庆", "州"),
             SpecialDay(date(2005, 12, 31), True, "地方", "州")]
    calendar = calendar_of([WHOLE], corrections=[correction], days_off=local)
    assert not calendar.is_workday(date(2026, 9, 20)) and not calendar.is_workday(date(2005, 12, 31))
    assert calendar.is_workday(date(2027, 2, 14))
    assert calendar_of([], corrections=[correction]).is_workday(date(2005, 12, 31))


def test_the_order_in_which_notices_arrive_does_not_matter() -> None:
    first, second = calendar_of([WHOLE, CHANGED]), calendar_of([CHANGED, WHOLE])
    year = (date(2026, 12, 1), date(2028, 1, 31))
    assert list(first.days(*year)) == list(second.days(*year)) and first.version == second.version


def refused(notice: object, *known: object) -> dict[str, list[str]]:
    """Why a notice is not taken."""
    with pytest.raises(InvalidNotice) as refusal:
        admit(notice, calendar_of(known))  # type: ignore[arg-type]
    return refusal.value.fields


def test_a_notice_that_adds_something_is_taken() -> None:
    admit(WHOLE, calendar_of([]))
    admit(CHANGED, calendar_of([WHOLE]))
    admit(read_notice(AMENDMENT.replace("2027-04-05, to: 2027-04-06", "2026-11-25").replace("2027-04-10", "2026-11-28").replace(
        "year: 2027", "year: 2026"), "x"), calendar_of([]))


def test_a_year_that_is_settled_is_not_settled_again() -> None:
    assert "year" in refused(WHOLE, WHOLE)
    assert "year" in refused(read_notice(holiday_cn(2026, ("2026-01-01", "元旦", True)), "2026.json"))


def test_an_amendment_must_change_something_that_is_settled() -> None:
    assert "尚未公布" in refused(CHANGED)["year"][0]
    assert "没有调整任何一天" in refused(replace(CHANGED, days=CHANGED.days[:1]), WHOLE)["days"][0]
    assert "没有调整任何一天" in refused(CHANGED, WHOLE, CHANGED)["days"][0]
    idle = replace(CHANGED, days=(*CHANGED.days, SpecialDay(date(2027, 4, 12), False, "清明节调休", "x")))
    assert refused(idle, WHOLE) == {"work": ["2027-04-12本来就是工作日。"]}


def test_an_amendment_may_let_people_work_on_a_day_that_was_off() -> None:
    working = replace(CHANGED, days=(SpecialDay(date(2027, 10, 7), False, "国庆节调休", "x"),))
    admit(working, calendar_of([WHOLE]))
    assert calendar_of([WHOLE, working]).day(date(2027, 10, 7)).kind is DayKind.WORKDAY


def test_what_a_notice_would_change_is_shown_day_by_day() -> None:
    before, after = calendar_of([], fixed=FIXED), calendar_of([WHOLE], fixed=FIXED)
    found = {each.day.isoformat(): (each.before.kind.value, each.after.kind.value) for each in changes(before, after, WHOLE)}
    assert found["2026-12-27"] == ("weekend", "worked") and found["2027-02-08"] == ("workday", "holiday")
    assert "2027-01-01" not in found and "2027-03-01" not in found and list(found) == sorted(found)

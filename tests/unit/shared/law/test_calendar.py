"""The working calendar against a loop over days, and against the vectors that were computed from the notices."""
from collections import deque
from datetime import date, timedelta

import pytest

from shared.law.calendar import ESTIMATE, Calendar, DayKind, add_months
from shared.law.errors import DayUnknown
from tests.unit.shared.law import oracle
from tests.unit.shared.law.years import CHINA, FIXED, china, off, worked

LONGEST = 60


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    return date.fromisoformat(text)


def test_every_day_since_2004_and_every_count_up_to_60_agree_with_a_loop_over_days() -> None:
    ahead: deque[date] = deque(maxlen=LONGEST)
    wrong = []
    for start in reversed(oracle.span(oracle.FIRST, date(2027, 6, 30))):
        if start <= oracle.KNOWN_UNTIL:
            wrong += [(start, number) for number, due in enumerate(ahead, 1) if CHINA.add(start, number) != due]
            wrong += [(start, "kind")] if CHINA.is_workday(start) != oracle.works(start) else []
        if oracle.works(start):
            ahead.appendleft(start)
    assert not wrong


def test_what_a_day_is_agrees_with_whether_it_counts() -> None:
    days = list(CHINA.days(oracle.FIRST, oracle.KNOWN_UNTIL))
    assert [each.day for each in days] == oracle.span(oracle.FIRST, oracle.KNOWN_UNTIL)
    assert [each.kind.counts for each in days] == [each.day in oracle.WORKDAYS for each in days]
    assert not any(each.provisional for each in days)


@pytest.mark.parametrize(("start", "count", "due"), [
    ("2018-11-14", 5, "2018-11-21"), ("2018-11-14", 10, "2018-11-28"), ("2018-11-18", 5, "2018-11-23"),
    ("2018-12-28", 5, "2019-01-07"), ("2025-09-28", 5, "2025-10-11"), ("2026-02-12", 5, "2026-02-26"),
    ("2026-02-14", 3, "2026-02-26"), ("2026-04-30", 5, "2026-05-11"), ("2026-06-18", 3, "2026-06-24"),
    ("2026-09-18", 5, "2026-09-24"), ("2026-09-30", 7, "2026-10-15"), ("2026-09-30", 15, "2026-10-27"),
    ("2026-11-20", 5, "2026-11-27"), ("2026-11-21", 5, "2026-11-27"), ("2026-11-22", 10, "2026-12-04"),
    ("2026-11-23", 20, "2026-12-21"), ("2026-12-18", 7, "2026-12-29"), ("2005-12-30", 1, "2005-12-31"),
])
def test_the_due_dates_that_were_computed_from_the_notices(start: str, count: int, due: str) -> None:
    assert CHINA.add(day(start), count) == day(due)
    assert CHINA.workdays(day(start), day(due)) == count and CHINA.workdays(day(due), day(start)) == -count


@pytest.mark.parametrize(("year", "count"), [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249),
                                             (2024, 251), (2025, 248), (2026, 248)])
def test_the_working_days_of_a_year(year: int, count: int) -> None:
    assert CHINA.workdays(date(year - 1, 12, 31), date(year, 12, 31)) == count


@pytest.mark.parametrize(("text", "kind", "name"), [
    ("2026-11-23", DayKind.WORKDAY, ""), ("2026-11-22", DayKind.WEEKEND, ""), ("2026-10-10", DayKind.WORKED, "国庆节调休"),
    ("2026-10-01", DayKind.HOLIDAY, "国庆节"), ("2026-10-04", DayKind.HOLIDAY, "国庆节"),
])
def test_a_day_says_what_it_is_and_who_says_so(text: str, kind: DayKind, name: str) -> None:
    found = CHINA.day(day(text))
    assert (found.kind, found.name) == (kind, name)
    assert found.source.startswith("国务院办公厅" if name else "星期")


def test_a_year_without_a_notice_is_estimated_from_weekends_and_fixed_holidays_and_says_so() -> None:
    calendar = china(fixed=FIXED)
    assert (calendar.day(day("2027-05-01")).name, calendar.day(day("2027-10-01")).kind) == ("劳动节", DayKind.HOLIDAY)
    plain = calendar.day(day("2027-03-01"))
    assert plain.kind is DayKind.WORKDAY and plain.provisional and plain.source == ESTIMATE
    assert calendar.add(day("2027-09-30"), 1) == day("2027-10-04")
    assert calendar.is_provisional(day("2026-12-24"), day("2027-01-05"))
    assert not calendar.is_provisional(day("2026-12-18"), day("2026-12-29"))


def test_a_fixed_holiday_does_not_touch_a_year_that_a_notice_has_settled() -> None:
    calendar = china(fixed=FIXED, known=(2027,))
    assert calendar.day(day("2027-10-01")).kind is DayKind.WORKDAY
    assert not calendar.day(day("2027-10-01")).provisional and calendar.is_provisional(day("2027-12-31"), day("2028-01-01"))


def test_a_local_day_off_does_not_count_and_names_who_gave_it() -> None:
    calendar = china(off(day("2026-11-25")))
    assert calendar.add(day("2026-11-20"), 5) == day("2026-11-30")
    assert (calendar.day(day("2026-11-25")).name, calendar.day(day("2026-11-25")).source) == ("州庆", "州人民政府")


def test_the_later_word_about_a_day_wins() -> None:
    calendar = china(off(day("2026-11-25")), worked(day("2026-11-25")), worked(day("2026-11-28")), off(day("2026-11-28")))
    assert calendar.is_workday(day("2026-11-25")) and not calendar.is_workday(day("2026-11-28"))
    assert calendar.day(day("2026-11-25")).kind is DayKind.WORKDAY and calendar.day(day("2026-11-25")).name == "调休"


def test_a_special_day_outside_the_calendar_is_left_out() -> None:
    assert china(off(day("2050-01-03")), off(day("1999-01-04"))).add(day("2026-11-20"), 5) == day("2026-11-27")


def test_the_next_working_day_is_the_day_itself_if_it_is_one() -> None:
    assert CHINA.next_workday(day("2026-11-20")) == day("2026-11-20")
    assert CHINA.next_workday(day("2026-10-01")) == day("2026-10-08")


def test_the_first_and_the_last_day_have_an_answer_and_the_days_beyond_have_none() -> None:
    calendar = Calendar((), (2026,), first=2026, last=2026, version=7)
    assert calendar.is_workday(calendar.first) and calendar.day(calendar.last).kind is DayKind.WORKDAY
    assert calendar.version == 7
    for outside in (day("2025-12-31"), day("2027-01-01")):
        for ask in (calendar.day, calendar.is_workday, calendar.next_workday, lambda each: calendar.add(each, 1),
                    lambda each: calendar.workdays(each, day("2026-06-01")), lambda each: list(calendar.days(each, each))):
            with pytest.raises(DayUnknown, match="2026-01-01 至 2026-12-31"):
                ask(outside)


def test_a_term_that_ends_beyond_the_calendar_is_refused_rather_than_guessed() -> None:
    calendar = Calendar((), (2026,), first=2026, last=2026)
    assert calendar.add(day("2026-12-30"), 1) == day("2026-12-31")
    for count in (2, 1000):
        with pytest.raises(DayUnknown):
            calendar.add(day("2026-12-30"), count)
    with pytest.raises(DayUnknown):
        calendar.add(day("2026-12-31"), 1)


@pytest.mark.parametrize(("start", "count", "end"), [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-28", 1, "2026-02-28"),
    ("2026-08-31", 6, "2027-02-28"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-03-31", 13, "2027-04-30"),
])
def test_a_month_that_has_no_such_day_ends_on_its_last(start: str, count: int, end: str) -> None:
    assert add_months(day(start), count) == day(end)


def test_months_agree_with_a_walk_from_month_to_month() -> None:
    for start in oracle.span(date(2023, 12, 25), date(2025, 3, 5)):
        assert [add_months(start, count) for count in range(1, 30)] == [oracle.later(start, count) for count in range(1, 30)]
        assert all(add_months(start, count + 1) - add_months(start, count) >= timedelta(days=28) for count in range(1, 30))

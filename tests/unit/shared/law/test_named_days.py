"""Terms that end on a day that the law names (每年1月31日前): a clock like any other, whatever the year."""
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.almanac import calendar
from shared.law.clocks import Clock, Stage, reckon
from shared.law.duties import Duty
from shared.law.errors import NoRule, NotExtendable
from shared.law.loading import load
from shared.law.rules import Mark, Rule
from shared.law.terms import TermUnit, YearDay
from shared.law.words import explain

RULE = Rule(key="report.departments", label="年度报告", article="Art. 49 第四十九条", source="", mark=Mark.VERIFIED, pack="p",
            version="1", since=date(2019, 5, 15), value="01-31", near=0.25)
CALENDAR = calendar(load(["national"]), ())
AT = datetime(2027, 1, 4, 1, 30, tzinfo=UTC)


def opened(year: int) -> Duty:
    """The duty to report on a year, opened when it had ended."""
    now = datetime(year + 1, 1, 1, 1, tzinfo=UTC)
    duty, told = Duty.open(service="disclosure", id="d", rule=RULE, unit="u", subject="s", started=date(year, 12, 31), now=now,
                           calendar=CALENDAR)
    assert [each.TYPE for each in told] == ["disclosure.duty.opened.v1"]
    return duty


@pytest.mark.parametrize("written", ["1-31", "01-32", "13-01", "02-29", "00-10", "0131", "", "01-31 "])
def test_what_is_no_day_of_every_year_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        YearDay.parse(written)


@given(start=st.dates(date(2000, 1, 1), date(2100, 12, 31)), day=st.dates(date(2001, 1, 1), date(2001, 12, 31)))
def test_it_is_the_next_such_day_and_never_the_first_one_itself(start: date, day: date) -> None:
    named = YearDay.parse(f"{day:%m-%d}")
    found = named.after(start)
    assert (found.month, found.day) == (day.month, day.day) and 0 < (found - start).days <= 366


@pytest.mark.parametrize("year", [2019, 2023, 2026, 2027])
def test_a_clock_runs_until_the_end_of_that_day_in_china(year: int) -> None:
    found = reckon(Clock.start(RULE, date(year, 12, 31), now=datetime(year + 1, 1, 1, tzinfo=UTC)), CALENDAR)
    assert found.due_on == date(year + 1, 1, 31) and found.due_at == datetime(year + 1, 1, 31, 16, tzinfo=UTC)
    assert found.near_at is not None and found.near_at < found.due_at
    assert not found.provisional, "no holiday moves a day that the law names"


def test_a_duty_until_that_day_goes_through_its_stages_and_is_late_by_calendar_days() -> None:
    duty = opened(2026)
    told = [each.TYPE for each in duty.advance(datetime(2027, 2, 3, tzinfo=UTC), CALENDAR)]
    assert told == ["disclosure.duty.near.v1", "disclosure.duty.due.v1", "disclosure.duty.overdue.v1"]
    assert duty.stage is Stage.OVERDUE and duty.clock.total.unit is TermUnit.DAYS
    duty.meet(datetime(2027, 2, 3, tzinfo=UTC), now=datetime(2027, 2, 3, tzinfo=UTC), calendar=CALENDAR, evidence={})
    assert duty.met_late and duty.late_days == 3


def test_nobody_can_extend_a_day_that_the_law_names() -> None:
    duty = opened(2026)
    with pytest.raises(NotExtendable):
        duty.extend(total=duty.clock.term, ground="忙", approved_by="head", now=AT, calendar=CALENDAR)


def test_it_is_explained_by_the_day_and_not_by_a_length() -> None:
    sentences = explain(opened(2026).clock, CALENDAR)
    assert sentences[0] == "法律规定的最后一日为每年1月31日，自2026年12月31日之后起算。"
    assert sentences[-1] == "期限于2027年1月31日（星期日）24时届满。"


@pytest.mark.parametrize("value", [7, "rolling", ["01-31"], None])
def test_any_other_value_still_is_no_clock(value: object) -> None:
    with pytest.raises(NoRule):
        Clock.start(replace(RULE, value=value), date(2026, 12, 31), now=AT)

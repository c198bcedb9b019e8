"""The day-by-day account: nothing left out, nothing twice, and it comes to what the clock comes to."""
from datetime import date

from hypothesis import given, settings

from shared.law.account import account
from shared.law.clocks import Clock, reckon
from shared.law.terms import Term, TermUnit
from tests.unit.shared.law import oracle
from tests.unit.shared.law.histories import History, histories
from tests.unit.shared.law.years import CHINA


def clock(term: str, start: date, **more: object) -> Clock:
    """A clock that runs."""
    return Clock(term=Term.parse(term), started_on=start, **more)  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(histories())
def test_every_day_from_the_start_to_the_last_stands_in_it_once(history: History) -> None:
    first = history.clock.restarts[0].before if history.clock.restarts else history.clock.started_on
    lines = account(history.clock, CHINA)
    assert [line.day for line in lines] == oracle.span(first, reckon(history.clock, CHINA).due_on)


@settings(max_examples=300, deadline=None)
@given(histories())
def test_the_last_number_is_the_term_and_every_number_stands_once(history: History) -> None:
    lines, total = account(history.clock, CHINA), history.clock.total
    numbers = [line.number for line in lines if line.counted]
    start = history.clock.started_on
    days = {TermUnit.MONTHS: lambda: (oracle.later(start, total.amount) - start).days,
            TermUnit.YEARS: lambda: (oracle.later(start, 12 * total.amount) - start).days}
    assert numbers == list(range(1, days.get(total.unit, lambda: total.amount)() + 1))
    assert lines[-1].number == numbers[-1] and (lines[-1].counted or lines[-1].kind == "rolled")


@settings(max_examples=300, deadline=None)
@given(histories())
def test_each_day_counts_or_not_as_the_oracle_says(history: History) -> None:
    by_workdays = history.clock.total.unit is TermUnit.WORKDAYS
    for line in account(history.clock, CHINA):
        if line.kind not in ("start", "void"):
            assert (line.kind == "paused") == (line.day in history.paused)
            assert not line.counted or line.day not in history.paused
            if line.kind not in ("paused", "rolled"):
                assert line.counted == (line.day in oracle.WORKDAYS or not by_workdays)
        assert line.note and (line.source or line.kind == "void")


def test_it_reads_like_a_calendar() -> None:
    running = clock("3 workdays", date(2026, 9, 29)).pause(ground="征求意见", on=date(2026, 10, 9), until=date(2026, 10, 9))
    assert [(line.day.isoformat()[5:], line.kind, line.number, line.note) for line in account(running, CHINA)] == [
        ("09-29", "start", 0, "起算日，不计入"), ("09-30", "workday", 1, "工作日"),
        *((f"10-0{day}", "holiday", 1, "国庆节（放假）") for day in range(1, 8)),
        ("10-08", "workday", 2, "工作日"), ("10-09", "paused", 2, "中止计算"), ("10-10", "worked", 3, "国庆节调休（调休上班）")]


def test_days_that_are_rolled_over_are_told_but_not_counted() -> None:
    lines = account(clock("7 days", date(2026, 11, 14), roll=True), CHINA)
    assert [(line.day.day, line.kind, line.number, line.note) for line in lines[-3:]] == [
        (21, "weekend", 7, "周末"), (22, "rolled", 7, "周末，顺延"), (23, "rolled", 7, "工作日，顺延至此")]


def test_what_ran_before_it_began_anew_is_void() -> None:
    anew = clock("5 workdays", date(2026, 11, 16)).restart(on=date(2026, 11, 18), ground="补正材料")
    lines = account(anew, CHINA)
    assert [(line.day.day, line.kind) for line in lines[:3]] == [(16, "void"), (17, "void"), (18, "start")]
    assert lines[0].note == "补正材料，重新起算，此前不计入"


def test_a_day_that_no_notice_has_settled_is_marked() -> None:
    lines = account(clock("3 workdays", date(2026, 12, 30)), CHINA)
    assert [line.provisional for line in lines] == [False, False, True, True, True, True]

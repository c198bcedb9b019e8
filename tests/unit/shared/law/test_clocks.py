"""Clocks against the oracle, over random histories; and every step that a clock refuses."""
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import Fault
from shared.law import errors
from shared.law.clocks import Clock, Stage, midnight, reckon
from shared.law.rules import Mark, Rule
from shared.law.terms import Term, TermUnit
from tests.unit.shared.law.histories import History, histories
from tests.unit.shared.law.oracle import ONE, WORKDAYS
from tests.unit.shared.law.years import CHINA, FIXED, china

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
START = date(2026, 11, 20)


def rule(term: str | None, **more: object) -> Rule:
    """A rule of the law with a term."""
    return Rule(key="x.y", label="公开", article="Art. 7 第七条", source="", mark=Mark.VERIFIED, pack="p", version="1",
                since=date(2018, 1, 1), value=None, term=Term.parse(term) if term else None,
                **more)  # type: ignore[arg-type]


def clock(term: str = "5 workdays", start: date = START, **more: object) -> Clock:
    """A clock that runs."""
    return Clock(term=Term.parse(term), started_on=start, **more)  # type: ignore[arg-type]


# -- against the oracle


@settings(max_examples=400, deadline=None)
@given(histories())
def test_last_day_and_near_day_agree_with_a_walk_over_days(history: History) -> None:
    due, near = history.expected
    found = reckon(history.clock, CHINA)
    assert found.due_on == due
    assert found.due_at == midnight(due + ONE) and found.today_at == midnight(due)
    assert found.near_at == (midnight(near) if near else None)
    assert found.provisional == (due.year > 2026)


@settings(max_examples=200, deadline=None)
@given(histories())
def test_a_term_in_working_days_never_ends_on_a_day_off_nor_a_rolled_one(history: History) -> None:
    due = reckon(history.clock, CHINA).due_on
    if history.clock.total.unit is TermUnit.WORKDAYS or history.clock.roll:
        assert due in WORKDAYS
    assert due not in history.paused and due > history.clock.started_on


@settings(max_examples=200, deadline=None)
@given(histories(), st.data())
def test_standing_still_never_makes_it_earlier(history: History, data: st.DataObject) -> None:
    before, last = reckon(history.clock, CHINA).due_on, max([history.clock.started_on - ONE, *history.paused])
    history.stop(data.draw, data.draw(st.dates(last + ONE, max(last + ONE, before + 3 * ONE))))
    assert reckon(history.clock, CHINA).due_on >= before


@settings(max_examples=200, deadline=None)
@given(histories(), st.lists(st.integers(-50, 2000), min_size=2, max_size=12))
def test_the_stage_only_ever_goes_forward_and_begins_at_its_boundary(history: History, hours: list[int]) -> None:
    found = reckon(history.clock, CHINA)
    moments = [midnight(history.clock.started_on) + timedelta(hours=each) for each in sorted(hours)]
    ranks = [found.stage(each).rank for each in moments]
    assert ranks == sorted(ranks)
    boundaries = found.boundaries()
    assert [at for _, at in boundaries] == sorted(at for _, at in boundaries)
    for stage, at in boundaries:
        assert found.stage(at) is stage and found.stage(at - timedelta(microseconds=1)).rank < stage.rank
    assert boundaries[-1] == (Stage.OVERDUE, found.due_at)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC)), st.integers(1, 200),
       st.sampled_from([0.0, 0.25, 0.5]))
def test_a_term_in_hours_runs_from_the_moment_through_nights_and_holidays(at: datetime, hours: int, near: float) -> None:
    running = Clock.start(rule(f"{hours} hours", near=near), at, now=NOW)
    found = reckon(running, CHINA)
    assert found.due_at == at + timedelta(hours=hours) and not found.provisional and found.today_at is None
    assert found.stage(found.due_at - timedelta(seconds=1)) is (Stage.NEAR if near else Stage.OPEN)
    assert found.stage(found.due_at) is Stage.OVERDUE
    assert found.near_at == (at + timedelta(hours=hours * (1 - near)) if near else None)


@settings(max_examples=100, deadline=None)
@given(histories(restarted=True))
def test_a_clock_that_began_anew_counts_from_then_on_only(history: History) -> None:
    anew = Clock(term=history.clock.term, started_on=history.clock.restarts[-1].on, near=history.clock.near,
                 roll=history.clock.roll, pauses=history.clock.pauses, extension=history.clock.extension)
    assert reckon(history.clock, CHINA) == reckon(anew, CHINA)


# -- examples


@pytest.mark.parametrize(("term", "start", "roll", "due"), [
    ("1 month", date(2026, 1, 31), False, date(2026, 2, 28)), ("1 month", date(2026, 1, 31), True, date(2026, 2, 28)),
    ("1 month", date(2026, 7, 15), True, date(2026, 8, 17)),
    ("7 days", date(2026, 9, 25), True, date(2026, 10, 8)), ("7 days", date(2026, 9, 25), False, date(2026, 10, 2)),
    ("1 year", date(2024, 2, 29), False, date(2025, 2, 28)), ("2 weeks", date(2026, 11, 20), False, date(2026, 12, 4)),
])
def test_terms_by_the_calendar(term: str, start: date, roll: bool, due: date) -> None:
    assert reckon(clock(term, start, roll=roll), CHINA).due_on == due


def test_a_term_is_over_at_midnight_in_beijing() -> None:
    found = reckon(clock(), CHINA)
    assert found.due_on == date(2026, 11, 27) and found.due_at == datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert found.stage(datetime(2026, 11, 27, 15, 59, tzinfo=UTC)) is Stage.DUE


def test_near_begins_with_the_last_days_that_count_not_with_days_of_a_pause() -> None:
    paused = clock("20 days", date(2026, 3, 1), near=0.25).pause(ground="鉴定", on=date(2026, 3, 10), until=date(2026, 6, 30))
    found = reckon(paused, CHINA)
    assert found.due_on == date(2026, 7, 12) and found.near_at == midnight(date(2026, 7, 8))


def test_a_rolled_last_day_that_falls_into_a_pause_rolls_on() -> None:
    rolled = clock("7 days", date(2026, 11, 14), roll=True)
    rolled = rolled.pause(ground="鉴定", on=date(2026, 11, 23), until=date(2026, 11, 27))
    assert reckon(rolled, CHINA).due_on == date(2026, 11, 30)


def test_a_share_is_meant_as_it_is_written() -> None:
    assert reckon(clock("100 days", near=0.07), CHINA).near_at == midnight(date(2027, 2, 22))


def test_a_near_that_begins_with_the_last_day_is_not_announced_beside_it() -> None:
    assert [stage for stage, _ in reckon(clock(near=0.2), CHINA).boundaries()] == [Stage.DUE, Stage.OVERDUE]
    assert [stage for stage, _ in reckon(clock(near=0.4), CHINA).boundaries()] == [Stage.NEAR, Stage.DUE, Stage.OVERDUE]


def test_a_term_across_an_unsettled_year_is_provisional_and_moves_with_the_notice() -> None:
    running = clock("5 workdays", date(2026, 12, 28))
    assert reckon(running, CHINA).provisional and reckon(running, CHINA).due_on == date(2027, 1, 4)
    settled = reckon(running, china(fixed=FIXED, known=(2027,)))
    assert not settled.provisional


def test_a_pause_tells_the_days_that_it_takes() -> None:
    paused = clock().pause(ground="征求意见", on=date(2026, 11, 23), until=date(2026, 11, 25))
    assert [bool(paused.paused_on(date(2026, 11, each))) for each in (22, 23, 25, 26)] == [False, True, True, False]
    assert paused.resume(on=date(2026, 11, 23)).paused_on(date(2026, 11, 24)) is None


# -- starting


def test_it_starts_on_the_day_in_china_and_keeps_the_moment_for_hours_only() -> None:
    evening = datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert Clock.start(rule("5 workdays"), evening, now=NOW) == clock(start=date(2026, 11, 23))
    hours = Clock.start(rule("2 hours"), evening, now=NOW)
    assert (hours.started_on, hours.started_at) == (date(2026, 11, 23), evening)


def test_it_takes_near_and_roll_from_its_rule() -> None:
    running = Clock.start(rule("1 month", near=0.3, roll=True), START, now=NOW)
    assert (running.near, running.roll, running.total) == (0.3, True, Term.parse("1 month"))


# -- refusals


def attempt(step: str, running: Clock, **arguments: object) -> type[Fault]:
    """The fault that a step raises."""
    with pytest.raises(Fault) as refused:
        getattr(running, step)(**arguments)
    return type(refused.value)


def test_it_cannot_start_in_the_future() -> None:
    for at in (date(2026, 11, 24), NOW + timedelta(seconds=1), NOW + timedelta(days=3)):
        with pytest.raises(errors.StartInFuture):
            Clock.start(rule("5 workdays"), at, now=NOW)
    assert Clock.start(rule("5 workdays"), date(2026, 11, 23), now=NOW).started_on == date(2026, 11, 23)


def test_a_rule_without_a_term_has_no_clock_and_hours_need_a_moment() -> None:
    with pytest.raises(errors.NoRule):
        Clock.start(rule(None), START, now=NOW)
    with pytest.raises(ValueError, match="moment"):
        Clock.start(rule("2 hours"), START, now=NOW)


def test_a_pause_needs_an_end_that_is_not_before_it_and_not_before_the_start() -> None:
    monday = date(2026, 11, 23)
    assert attempt("pause", clock(), ground="x", on=monday, until=None) is errors.PauseWithoutEnd
    assert attempt("pause", clock(), ground="x", on=monday, until=START) is errors.EndBeforeStart
    assert attempt("pause", clock(), ground="x", on=START - ONE, until=monday) is errors.EndBeforeStart


def test_pauses_do_not_overlap_but_may_follow_each_other() -> None:
    paused = clock().pause(ground="x", on=date(2026, 11, 23), until=date(2026, 11, 25))
    assert attempt("pause", paused, ground="y", on=date(2026, 11, 25), until=date(2026, 11, 26)) is errors.SegmentsOverlap
    assert attempt("pause", paused, ground="y", on=date(2026, 11, 21), until=date(2026, 11, 22)) is errors.SegmentsOverlap
    assert len(paused.pause(ground="y", on=date(2026, 11, 26), until=date(2026, 11, 27)).pauses) == 2
    early = paused.resume(on=date(2026, 11, 23)).pause(ground="y", on=date(2026, 11, 24), until=date(2026, 11, 24))
    assert len(early.pauses) == 2


@pytest.mark.parametrize(("step", "more"), [("resume", {}), ("prolong_pause", {"until": date(2026, 12, 9)})])
def test_only_a_pause_that_lasts_can_end_or_last_longer(step: str, more: dict[str, date]) -> None:
    paused = clock().pause(ground="x", on=date(2026, 11, 23), until=date(2026, 11, 25))
    for running, on in ((clock(), START), (paused, START), (paused, date(2026, 11, 26)),
                        (paused.resume(on=date(2026, 11, 24)), date(2026, 11, 24))):
        assert attempt(step, running, on=on, **more) is errors.NotPaused


def extended(running: Clock, total: str, limit: str | None = "40 workdays", on: date = START) -> Clock:
    """With a longer term."""
    return running.extend(total=Term.parse(total), limit=Term.parse(limit) if limit else None, ground="情况复杂",
                          approved_by="负责人", on=on, calendar=CHINA)


@pytest.mark.parametrize(("total", "limit", "why"), [
    ("40 workdays", None, "规则未规定"), ("41 workdays", "40 workdays", "不超过40个工作日"),
    ("20 workdays", "40 workdays", "须长于20个工作日"), ("3 months", "40 workdays", "不超过40个工作日"),
])
def test_it_is_extended_only_as_far_as_the_rule_allows(total: str, limit: str | None, why: str) -> None:
    with pytest.raises(errors.NotExtendable, match=why):
        extended(clock("20 workdays"), total, limit)


def test_it_is_extended_once_and_not_after_the_term() -> None:
    longer = extended(clock("20 workdays"), "30 workdays", on=date(2026, 12, 18))
    assert longer.total == Term.parse("30 workdays") and longer.term == Term.parse("20 workdays")
    with pytest.raises(errors.NotExtendable, match="一次"):
        extended(longer, "40 workdays")
    with pytest.raises(errors.ExtensionTooLate, match="2026-12-18"):
        extended(clock("20 workdays"), "30 workdays", on=date(2026, 12, 19))


def test_it_does_not_begin_anew_before_it_began() -> None:
    assert attempt("restart", clock(), on=START - ONE, ground="补正") is errors.EndBeforeStart
    assert clock().restart(on=START, ground="补正").started_on == START


def test_a_term_in_hours_begins_anew_at_a_moment_and_never_stands_still() -> None:
    hours = Clock.start(rule("48 hours"), NOW - timedelta(hours=5), now=NOW)
    assert reckon(hours.restart(on=NOW, ground="续报"), CHINA).due_at == NOW + timedelta(hours=48)
    assert attempt("restart", hours, on=NOW - timedelta(hours=6), ground="续报") is errors.EndBeforeStart
    with pytest.raises(ValueError, match="moment"):
        hours.restart(on=date(2026, 11, 23), ground="续报")
    with pytest.raises(ValueError, match="still"):
        hours.pause(ground="x", on=date(2026, 11, 23), until=date(2026, 11, 24))


def test_what_happens_to_a_clock_leaves_the_old_one_as_it_was() -> None:
    before = clock("20 workdays")
    paused = before.pause(ground="x", on=date(2026, 11, 23), until=date(2026, 11, 25))
    extended(paused.resume(on=date(2026, 11, 23)), "30 workdays").restart(on=date(2026, 12, 1), ground="补正")
    assert before == clock("20 workdays") and paused.pauses[0].ended_on is None

"""Duties: what they announce, what became of them, and what they refuse."""
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.events import Event
from shared.law import errors
from shared.law.clocks import Stage, midnight
from shared.law.duties import Duty, Obliged, Outcome
from shared.law.rules import Mark, Rule
from shared.law.terms import Term
from shared.runtime.mapping import from_document, to_document
from tests.unit.shared.law.years import china, off

FIRST = china(version=1)
MOVED = china(off(date(2026, 11, 25)), version=2)
START, OPENED = date(2026, 11, 20), datetime(2026, 11, 20, 2, tzinfo=UTC)


def rule(**more: Any) -> Rule:
    """Five working days, near with the last two of them, at most ten."""
    return Rule(**{"key": "disclosure.notices", "label": "通知公告", "article": "Art. 7 第七条", "source": "",
                   "mark": Mark.VERIFIED, "pack": "xiangxi-2018", "version": "1", "since": date(2018, 1, 1), "value": None,
                   "term": Term.parse("5 workdays"), "near": 0.4, "extended": Term.parse("10 workdays"), **more})


def opened(now: datetime = OPENED, **more: Any) -> tuple[Duty, list[Event]]:
    """A duty due on 27 November, near from the 26th on."""
    return Duty.open(service="content", id="d", rule=rule(**more), unit="433100", subject="a", started=START, now=now,
                     calendar=FIRST, evidence={"article": "a"})


def names(events: list[Event]) -> list[str]:
    """What was said, in short."""
    return [each.TYPE.split(".")[2] for each in events]


def at(day: int, hour: int = 1) -> datetime:
    """A moment in November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_it_opens_with_everything_that_a_reader_needs() -> None:
    duty, events = opened()
    assert [each.data() for each in events] == [{
        "unit": "433100", "duty": "d", "article": "Art. 7 第七条", "kind": "disclosure.notices", "label": "通知公告",
        "subject": "a", "pack": "xiangxi-2018", "pack_version": "1", "started_on": "2026-11-20", "due_on": "2026-11-27",
        "due_at": "2026-11-27T16:00:00+00:00", "stage": "open", "provisional": False, "evidence": {"article": "a"}}]
    assert duty.next_at == midnight(date(2026, 11, 26)) and not duty.closed


def test_one_that_is_opened_late_says_all_at_once_and_in_order() -> None:
    duty, events = opened(at(30))
    assert names(events) == ["opened", "near", "due", "overdue"] and duty.next_at is None


def test_each_stage_is_announced_once_also_after_a_long_silence() -> None:
    duty, _ = opened()
    assert duty.advance(at(25), FIRST) == []
    assert names(duty.advance(at(26), FIRST)) == ["near"] and duty.advance(at(26), FIRST) == []
    assert names(duty.advance(at(30), FIRST)) == ["due", "overdue"] and duty.advance(at(27), FIRST) == []
    assert duty.next_at == midnight(date(2026, 11, 28)), "the last word of an old clock harms nothing"
    assert duty.advance(at(30), FIRST) == [] and duty.next_at is None


def test_what_counts_is_when_it_was_done_not_when_that_was_heard() -> None:
    duty, _ = opened()
    duty.advance(at(30), FIRST)
    met = duty.meet(at(27, 15), now=at(30, 5), calendar=FIRST, evidence={"edition": 2})[-1]
    assert (met.late, met.late_days, duty.met_late, duty.closed_at) == (False, 0, False, at(27, 15))  # type: ignore[attr-defined]
    assert duty.evidence == {"article": "a", "edition": 2} and duty.outcome is Outcome.MET


def test_a_stage_that_began_after_it_was_done_is_never_announced() -> None:
    duty, _ = opened()
    assert names(duty.meet(at(26), now=at(30), calendar=FIRST, evidence={})) == ["near", "met"]


@pytest.mark.parametrize(("term", "done", "days"), [
    ("5 workdays", datetime(2026, 11, 27, 16, tzinfo=UTC), 0), ("5 workdays", datetime(2026, 11, 30, 3, tzinfo=UTC), 1),
    ("5 workdays", datetime(2026, 12, 7, 3, tzinfo=UTC), 6), ("7 days", datetime(2026, 11, 30, 3, tzinfo=UTC), 3),
    ("48 hours", datetime(2026, 11, 22, 3, tzinfo=UTC), 0), ("48 hours", datetime(2026, 11, 24, 3, tzinfo=UTC), 2)])
def test_lateness_is_counted_in_the_days_of_the_term(term: str, done: datetime, days: int) -> None:
    duty, _ = Duty.open(service="content", id="d", rule=rule(term=Term.parse(term)), unit="u", subject="a",
                        started=OPENED, now=OPENED, calendar=FIRST)
    duty.meet(done, now=done, calendar=FIRST, evidence={})
    assert duty.met_late and duty.late_days == days


def test_a_changed_calendar_moves_it_and_says_so_once() -> None:
    duty, _ = opened()
    moved = duty.advance(at(23), MOVED)
    assert names(moved) == ["moved"]
    assert [(each.due_before, each.due_on, each.why) for each in moved] == [  # type: ignore[attr-defined]
        ("2026-11-27", "2026-11-30", "calendar")]
    assert duty.reckoned_with == 2 and duty.advance(at(23), MOVED) == []


def test_one_that_was_overdue_is_so_no_more_when_the_calendar_gives_it_a_day() -> None:
    duty, _ = opened()
    duty.advance(at(28), FIRST)
    assert duty.stage is Stage.OVERDUE
    assert names(duty.advance(at(28), MOVED)) == ["moved"] and duty.stage is Stage.NEAR
    assert names(duty.advance(at(30, 17), MOVED)) == ["due", "overdue"]


def test_a_notice_that_changes_nothing_only_says_that_it_is_certain_now() -> None:
    duty, _ = Duty.open(service="content", id="d", rule=rule(), unit="u", subject="a", started=date(2026, 12, 28),
                        now=datetime(2026, 12, 28, 2, tzinfo=UTC), calendar=FIRST)
    assert duty.provisional
    settled = duty.advance(datetime(2026, 12, 28, 3, tzinfo=UTC), china(known=(2027,), version=1001))
    assert [(each.why, each.provisional) for each in settled] == [("settled", False)]  # type: ignore[attr-defined]
    assert duty.advance(datetime(2026, 12, 28, 3, tzinfo=UTC), china(known=(2027,), version=1002)) == []


def test_a_process_with_an_older_calendar_changes_nothing() -> None:
    duty, _ = opened()
    duty.advance(at(23), MOVED)
    before = to_document(duty)
    assert duty.advance(at(30, 17), FIRST) == [] and to_document(duty) == before


def test_a_step_under_an_older_calendar_is_corrected_by_the_next_that_knows_better() -> None:
    duty, _ = opened()
    duty.advance(at(23), MOVED)
    paused = duty.clock.pause(ground="征求意见", on=date(2026, 11, 24), until=date(2026, 11, 24))
    duty.reset(paused, why="pause", now=at(24), calendar=FIRST)
    assert duty.due_on == date(2026, 11, 30)
    assert names(duty.advance(at(24), MOVED)) == ["moved"] and duty.due_on == date(2026, 12, 1)


def test_a_pause_moves_it_and_takes_back_what_was_announced() -> None:
    duty, _ = opened()
    duty.advance(at(26), FIRST)
    paused = duty.clock.pause(ground="征求意见", on=date(2026, 11, 26), until=date(2026, 12, 10))
    told = duty.reset(paused, why="pause", now=at(26), calendar=FIRST)
    assert [(each.TYPE, each.why, each.stage) for each in told] == [  # type: ignore[attr-defined]
        ("content.duty.moved.v1", "pause", "open")]
    assert duty.next_at == midnight(date(2026, 12, 11))


def test_an_extension_moves_it_within_what_its_rule_allows() -> None:
    duty, _ = opened()
    longer: dict[str, Any] = {"ground": "情况复杂", "approved_by": "负责人", "calendar": FIRST}
    with pytest.raises(errors.NotExtendable):
        duty.extend(total=Term.parse("11 workdays"), now=at(26), **longer)
    with pytest.raises(errors.ExtensionTooLate):
        duty.extend(total=Term.parse("10 workdays"), now=at(28), **longer)
    told = duty.extend(total=Term.parse("10 workdays"), now=at(26), **longer)
    assert names(told) == ["near", "moved"] and told[-1].why == "extension"  # type: ignore[attr-defined]
    assert duty.due_on == date(2026, 12, 4) and duty.stage is Stage.OPEN
    with pytest.raises(errors.NotExtendable):
        opened(extended=None)[0].extend(total=Term.parse("10 workdays"), now=at(26), **longer)


def test_it_passes_to_the_successor_with_its_clock() -> None:
    duty, _ = opened()
    assert duty.pass_to("433100") == []
    passed, = duty.pass_to("433101")
    assert (passed.unit, passed.unit_before, duty.due_on) == ("433101", "433100", date(2026, 11, 27))  # type: ignore[attr-defined]


def test_one_that_is_no_more_says_why_after_what_was_still_to_say() -> None:
    duty, _ = opened()
    told = duty.void("依法不予公开", now=at(27), calendar=FIRST)
    assert names(told) == ["near", "due", "voided"] and told[-1].reason == "依法不予公开"  # type: ignore[attr-defined]
    assert duty.outcome is Outcome.VOIDED and not duty.met_late


@pytest.mark.parametrize("outcome", ["met", "voided"])
def test_what_is_closed_stays_closed(outcome: str) -> None:
    duty, _ = opened()
    if outcome == "met":
        duty.meet(at(23), now=at(23), calendar=FIRST, evidence={})
    else:
        duty.void("撤销", now=at(23), calendar=FIRST)
    assert duty.closed and duty.next_at is None and duty.reckoned_with is None
    assert duty.advance(at(30), MOVED) == []
    for refused in (lambda: duty.meet(at(23), now=at(23), calendar=FIRST, evidence={}),
                    lambda: duty.void("x", now=at(23), calendar=FIRST), lambda: duty.pass_to("433101"),
                    lambda: duty.reset(duty.clock, why="pause", now=at(23), calendar=FIRST),
                    lambda: duty.extend(total=Term.parse("10 workdays"), ground="x", approved_by="y", now=at(23),
                                        calendar=FIRST)):
        with pytest.raises(errors.DutyClosed):
            refused()


def test_it_is_the_same_after_the_database() -> None:
    duty, _ = opened()
    clock = duty.clock.pause(ground="征求意见", on=date(2026, 11, 23), until=date(2026, 11, 24)).resume(on=date(2026, 11, 23))
    duty.reset(clock.restart(on=date(2026, 11, 24), ground="补正"), why="restart", now=at(24), calendar=FIRST)
    duty.extend(total=Term.parse("10 workdays"), ground="复杂", approved_by="负责人", now=at(24), calendar=FIRST)
    for each in (duty, opened()[0]):
        assert from_document(to_document(each), Duty) == each
    hours, _ = Duty.open(service="content", id="h", rule=rule(term=Term.parse("2 hours"), extended=None), unit="u", subject="a",
                         started=OPENED, now=OPENED, calendar=FIRST)
    hours.meet(OPENED + timedelta(hours=3), now=OPENED + timedelta(hours=4), calendar=FIRST, evidence={"n": [1, {"m": "x"}]})
    assert from_document(to_document(hours), Duty) == hours


def test_an_aggregate_is_found_by_the_earliest_stage_of_its_open_duties() -> None:
    first, second, third = opened()[0], opened(term=Term.parse("3 workdays"))[0], opened(term=Term.parse("1 workday"))[0]
    third.void("x", now=at(20, 3), calendar=FIRST)
    thing = Obliged(id="t", duties=[first, second, third])
    assert thing.sweep_at == second.next_at == midnight(date(2026, 11, 24)) and thing.reckoned_with == 1
    thing.tend(at(24), FIRST)
    events, step = thing.drain()
    assert names(events) == ["near"] and step is not None
    assert step.details == {"stages": {"d": "open"}} or step.details["stages"]
    thing.tend(at(24), FIRST)
    assert not thing.changed
    thing.tend(at(24), MOVED)
    assert names(thing.drain()[0]) == ["moved", "moved"] and thing.reckoned_with == 2
    assert Obliged(id="e").sweep_at is None and Obliged(id="e").reckoned_with is None

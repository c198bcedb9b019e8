"""A column: its table of steps, the duty to keep it fresh, and how it ends (Art. 8 第八条, 9)."""
from datetime import UTC, date, datetime, timedelta

import pytest

from services.content import errors, events
from services.content.model.column import (
    DUTIES_KEPT,
    LABELS,
    LAST_LOOK,
    TRANSITIONS,
    Column,
    Counted,
    Plan,
    State,
)
from shared.law.clocks import Stage
from shared.law.duties import Succession
from shared.law.terms import Term
from tests.unit.services.content.town import AT, CALENDAR, LAW, UNIT

YEAR = Term.parse("1 year")


def at(day: str, time: str = "10:00") -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(f"{day}T{time}+08:00").astimezone(UTC)


def prepared(kind: str = "dynamic") -> Column:
    """A column that was filed."""
    plan = Plan(code="gzdt", unit=UNIT, name="工作动态", kind=kind, type="工作动态", description="动态", keywords=("动态",))
    column = Column.prepare(plan, site="xxz", filing_id="f1", at=AT)
    column.drain()
    return column


def publish(column: Column, day: str, article: str = "a", *, heard: str = "", time: str = "10:00") -> None:
    """An item that counts goes public; content hears of it at once, or on another day."""
    rule = LAW.rule(column.cadence, date.fromisoformat(day))
    column.count(Counted(article, at(day, time)), rule=rule, now=at(heard or day, time), calendar=CALENDAR)


def opened(day: str = "2026-11-23", kind: str = "dynamic") -> Column:
    """A column with its first item."""
    column = prepared(kind)
    publish(column, day)
    column.drain()
    return column


def end(column: Column, step: str) -> None:
    """Close or merge it."""
    if step == "close":
        column.close(reason="没有保障。", filing_id="f2", now=at("2026-12-01"), calendar=CALENDAR)
    elif step == "merge":
        column.merge("xxz.zcwj", reason="没有保障。", filing_id="f2", now=at("2026-12-01"), calendar=CALENDAR)
    else:
        publish(column, "2026-12-01", "later")


def told(column: Column) -> list[str]:
    """Types of what it says with the next save."""
    return [each.TYPE.removeprefix("content.").removesuffix(".v1") for each in column.drain()[0]]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", TRANSITIONS)
def test_every_step_of_the_table_and_none_beside_it(state: State, step: str) -> None:
    column = {State.PREPARED: prepared, State.OPEN: opened}.get(state, prepared)()
    if not column.alive or state in (State.CLOSED, State.MERGED):
        end(column, "close" if state is State.CLOSED else "merge")
    allowed, leads_to = TRANSITIONS[step]
    if state in allowed:
        end(column, step)
        assert column.state is leads_to
    elif step == "open":
        before = column.state
        end(column, step)  # another item opens nothing twice, and nothing that has ended
        assert column.state is before
    else:
        with pytest.raises(errors.ColumnEnded):
            end(column, step)


def test_a_blank_column_is_not_open_and_owes_nothing() -> None:
    column = prepared()
    column.tend(at("2027-11-23"), CALENDAR)
    assert column.state is State.PREPARED and column.duty is None and column.sweep_at is None and not column.changed


def test_the_first_item_that_counts_opens_it_and_its_clock() -> None:
    column = prepared()
    publish(column, "2026-11-23", "first")
    assert told(column) == ["column.opened", "duty.opened", "column.updated"]
    assert column.duty and column.duty.due_on == date(2026, 12, 7) and column.newest == Counted("first", at("2026-11-23"))


@pytest.mark.parametrize(("kind", "due"), [("dynamic", "2026-12-07"), ("policy", "2027-05-23"), ("other", "2027-11-23")])
def test_each_kind_has_its_cadence_in_calendar_time(kind: str, due: str) -> None:
    duty = opened(kind=kind).duty
    assert duty and duty.due_on.isoformat() == due and duty.kind == f"column.cadence.{kind}"


def test_an_item_of_a_later_day_meets_the_duty_and_opens_the_next() -> None:
    column = opened()
    publish(column, "2026-12-01", "second")
    assert told(column) == ["duty.met", "duty.opened", "column.updated"]
    first, second = column.duties
    assert first.evidence == {"article_id": "second"} and not first.met_late
    assert second.due_on == date(2026, 12, 15) and column.duty is second


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-20"])
def test_another_item_of_the_same_day_or_an_older_one_changes_nothing(day: str) -> None:
    column = opened()
    publish(column, day, "again", heard="2026-11-23", time="23:59")
    assert not column.changed and len(column.duties) == 1


def test_midnight_in_beijing_parts_the_days() -> None:
    column = opened("2026-11-23")
    publish(column, "2026-11-24", "next", time="00:00")
    assert column.duty and column.duty.clock.started_on == date(2026, 11, 24)


def test_time_that_goes_by_is_told_stage_by_stage_and_remembered_as_a_breach() -> None:
    column = opened()
    seen = []
    while column.sweep_at:
        column.tend(column.sweep_at, CALENDAR)
        seen += told(column)
    assert seen == ["duty.near", "duty.due", "duty.overdue"]
    assert [each.due_on for each in column.breaches] == [date(2026, 12, 7)]
    publish(column, "2026-12-09")
    assert column.duties[0].met_late and column.duties[0].late_days == 2 and len(column.breaches) == 1


def test_an_item_that_was_in_time_is_in_time_however_late_it_is_heard_of() -> None:
    column = opened()
    column.tend(at("2026-12-08"), CALENDAR)
    assert column.breaches and column.duty and column.duty.stage is Stage.OVERDUE
    publish(column, "2026-12-07", "in time", heard="2026-12-08")
    assert not column.breaches and not column.duties[0].met_late


def test_breaches_of_long_ago_are_forgiven() -> None:
    column = opened("2024-01-02")
    for day in ("2024-03-01", "2025-03-01", "2025-06-01"):
        publish(column, day)
    assert [each.due_on.isoformat() for each in column.breaches] == ["2024-01-16", "2024-03-15", "2025-03-15"]
    within = [len(column.breaches_within(YEAR, date.fromisoformat(day), CALENDAR))
              for day in ("2025-01-16", "2025-01-17", "2025-03-16", "2026-03-15", "2026-03-16")]
    assert within == [3, 2, 1, 1, 0]


def test_a_dozen_of_closed_duties_is_kept() -> None:
    column = opened("2026-01-01")
    for number in range(1, 40):
        publish(column, (date(2026, 1, 1) + timedelta(days=number)).isoformat())
    assert len(column.duties) == DUTIES_KEPT + 1 and len(column.open_duties) == 1
    assert column.duties[-1].id == "xxz.gzdt.40" and len({duty.id for duty in column.duties}) == DUTIES_KEPT + 1


def test_a_renaming_keeps_the_old_name_and_sends_the_sweep_to_the_pages() -> None:
    column = opened()
    column.rename("政务动态", filing_id="f2", at=at("2026-12-01"))
    assert [(each.name, each.until) for each in column.former_names] == [("工作动态", date(2026, 12, 1))]
    assert column.labels()["ColumnName"] == "政务动态" and column.sweep_at == at("2026-12-01")


def test_an_errand_ends_after_a_last_look() -> None:
    column, now = opened(), at("2026-12-01")
    column.rename("政务动态", filing_id="f2", at=now)
    column.drain()
    column.went_on(done=200, after="a200", more=True, now=now)
    assert told(column) == ["column.relabelled"] and column.errand
    assert (column.errand.after, column.errand.last) == ("a200", False)
    column.went_on(done=0, after="", more=False, now=now)
    assert column.errand and column.errand.last and column.sweep_at == now + LAST_LOOK
    column.went_on(done=0, after="", more=False, now=now + LAST_LOOK)
    assert column.errand is None and told(column) == []


@pytest.mark.parametrize(("step", "event"), [("close", "column.closed"), ("merge", "column.merged")])
def test_an_end_voids_the_duty(step: str, event: str) -> None:
    column = opened()
    end(column, step)
    assert told(column) == ["duty.voided", event] and column.duty is None and column.duties[0].reason == column.state
    with pytest.raises(errors.ColumnClosed, match=LABELS[column.state]):
        column.expect_open()
    with pytest.raises(errors.ColumnEnded):
        column.rename("新", filing_id="f3", at=AT)


def test_the_successor_has_the_column_and_its_duty_from_its_first_day_on() -> None:
    column, first_day = opened(), date(2026, 12, 1)
    column.succession = Succession("433100D02", first_day)
    column.tend(at("2026-11-30"), CALENDAR)
    assert column.unit == UNIT and column.sweep_at == at("2026-12-01", "00:00")
    column.tend(at("2026-12-01", "00:00"), CALENDAR)
    assert column.unit == "433100D02" and column.duty and column.duty.unit == "433100D02" and "duty.passed" in told(column)


def test_a_column_that_is_not_open_yet_passes_too() -> None:
    column = prepared()
    column.succession = Succession("433100D02", date(2026, 12, 1))
    assert column.sweep_at == at("2026-12-01", "00:00")
    column.tend(at("2026-12-02"), CALENDAR)
    assert column.unit == "433100D02" and column.sweep_at is None


def test_what_events_say_drops_what_shows_the_column() -> None:
    column = opened()
    end(column, "merge")
    merged = next(each for each in column.drain()[0] if isinstance(each, events.ColumnMerged))
    assert set(merged.cache_tags()) == {"columns:xxz", "column:xxz.gzdt", "list:xxz.gzdt", "list:xxz.zcwj"}

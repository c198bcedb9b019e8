"""A filing: every step of its table and none beside it, its clock, and who may not decide (Art. 9 第九条)."""
import itertools
from datetime import date, datetime, timedelta

import pytest

from services.content import errors
from services.content.events import FilingAccepted, FilingProposed, FilingRefused, FilingWithdrawn
from services.content.model.filing import RULE, SYSTEM, TRANSITIONS, Filing, State
from shared.events import Event
from tests.unit.services.content.town import AT, CALENDAR, LAW, OFFICE, UNIT


def proposed(kind: str = "close", **fields: str) -> Filing:
    """A filing that waits."""
    return Filing.propose(id="f", rule=LAW.rule(RULE, AT.date()), office=OFFICE, now=AT, calendar=CALENDAR, site="xxz",
                          column="xxz.zcwj", unit=UNIT, reason="与其他栏目重复。", kind=kind,
                          **({"proposed_by": "manager"} | fields))


def take(filing: Filing, step: str, *, by: str = "registrar", at: datetime = AT) -> None:
    """Take a step."""
    reason = {"reason": "不够清楚。"} if step == "refuse" else {}
    getattr(filing, step)(by=by, now=at, calendar=CALENDAR, **reason)


def told(filing: Filing) -> list[type[Event]]:
    """What it says with the next save, besides its duty."""
    return [type(each) for each in filing.drain()[0] if ".duty." not in each.TYPE]


@pytest.mark.parametrize(("first", "second"), itertools.product(TRANSITIONS, TRANSITIONS))
def test_what_was_decided_or_withdrawn_is_over(first: str, second: str) -> None:
    filing = proposed()
    take(filing, first)
    assert filing.state is TRANSITIONS[first][1] and filing.pending is None
    with pytest.raises(errors.FilingDecided):
        take(filing, second)


@pytest.mark.parametrize(("step", "event"), [
    ("accept", FilingAccepted), ("refuse", FilingRefused), ("withdraw", FilingWithdrawn)])
def test_each_step_is_told_once(step: str, event: type[Event]) -> None:
    filing = proposed()
    assert told(filing) == [FilingProposed] and filing.pending == "xxz.zcwj"
    take(filing, step)
    assert told(filing) == [event]


@pytest.mark.parametrize("step", ["accept", "refuse"])
def test_who_proposed_it_does_not_decide_it(step: str) -> None:
    filing = proposed()
    with pytest.raises(errors.OwnFiling):
        take(filing, step, by="manager")
    assert filing.state is State.PROPOSED


def test_the_office_has_the_working_days_of_the_pack() -> None:
    filing = proposed()
    assert (filing.duty.unit, filing.duty.due_on, filing.office) == (OFFICE, date(2026, 11, 30), OFFICE)
    take(filing, "accept", at=AT + timedelta(days=1))
    assert filing.duty.outcome == "met" and not filing.duty.met_late


def test_a_decision_that_comes_late_is_late_and_counts() -> None:
    filing = proposed()
    take(filing, "refuse", at=AT + timedelta(weeks=2))
    assert filing.duty.met_late and filing.duty.late_days == 5 and filing.decision and filing.decision.reason == "不够清楚。"


def test_what_is_taken_back_is_owed_no_more() -> None:
    filing = proposed()
    take(filing, "withdraw", by="manager")
    assert filing.duty.outcome == "voided" and filing.sweep_at is None


def test_what_the_suite_proposed_is_decided_not_withdrawn() -> None:
    with pytest.raises(errors.SystemFiling):
        take(proposed(origin=SYSTEM, proposed_by=SYSTEM), "withdraw")


def test_only_a_closing_that_the_suite_proposed_may_become_a_merge() -> None:
    ours = proposed(origin=SYSTEM, proposed_by=SYSTEM)
    ours.divert("xxz.zcfg")
    assert (ours.kind, ours.into) == ("merge", "xxz.zcfg")
    for filing in (proposed(), ours, proposed("rename", name="新")):
        with pytest.raises(errors.InvalidFiling):
            filing.divert("xxz.other")

"""Parked events: retried, returned, parked again, dropped; one at a time and many at once."""
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.parking import errors, use_cases
from services.parking.configuration import Configuration, configured
from services.parking.model import Filter, State
from services.parking.schemas import DropParkedEvents, RetryParkedEvents
from services.parking.use_cases import batches
from shared.caller import ANONYMOUS
from shared.errors import Forbidden, StaleVersion
from shared.runtime.settings import SettingsError
from shared.runtime.topology import RETRY_SECONDS
from tests.unit.services.parking.yard import AUDITOR, COUNTY, QUEUE, Yard

ALL: dict[str, Any] = {"queue": "", "type": "", "unit": "", "text": "", "since": None}


def test_a_retried_event_goes_back_as_it_was_and_counts_as_handled_if_it_does_not_return(yard: Yard) -> None:
    event = yard.retry(yard.arrive())
    assert event.state is State.RETRYING and not yard.put, "first it is saved that it is to be done"
    event = yard.tend(event)
    assert yard.put == [(QUEUE, event.body, 1)] and event.sent_at == yard.now
    assert yard.tend(event, 59).state is State.RETRYING
    event = yard.tend(event, 1)
    assert event.state is State.RETURNED and event.returned_at == yard.now and event.tend_at is None
    assert Configuration().patience > timedelta(seconds=sum(RETRY_SECONDS))


def test_one_that_fails_again_is_open_again_with_both_reasons_and_all_its_tries(yard: Yard) -> None:
    event = yard.tend(yard.retry(yard.arrive()))
    event = yard.again(1, "KeyError")
    assert (event.state, event.tries, event.rounds) == (State.PARKED, 8, 1)
    assert [reason.kind for reason in event.reasons] == ["RuntimeError", "KeyError"] and event.waiting_since == yard.now
    late = yard.tend(yard.tend(yard.retry(event)), 61)
    assert late.state is State.RETURNED and yard.again(2).state is State.PARKED, "also after it counted as handled"


def test_copies_change_nothing(yard: Yard) -> None:
    event = yard.arrive()
    assert yard.arrive() == event
    event = yard.retry(event)
    assert yard.arrive() == event, "the message of before, given out once more"
    event = yard.again(1)
    assert event.state is State.PARKED and yard.again(1) == event
    dropped = yard.do(use_cases.drop_parked_event, event_id=event.id, version=event.version, reason="由")
    assert yard.again(1) == dropped == yard.arrive()


def test_while_the_broker_is_away_it_stays_to_be_sent(yard: Yard) -> None:
    event = yard.retry(yard.arrive())
    yard.away = True
    assert yard.tend(event, 3600) == event and event.tend_at is not None
    yard.away = False
    assert yard.tend(event).sent_at == yard.now


def test_an_event_whose_queue_is_gone_is_parked_again_with_that_reason(yard: Yard) -> None:
    event = yard.retry(yard.arrive())
    yard.queues.clear()
    event = yard.tend(event)
    assert event.state is State.PARKED and event.reasons[-1].kind == "QueueGone" and QUEUE in event.why


def test_a_dropped_event_stays_with_its_reason(yard: Yard) -> None:
    event = yard.arrive()
    event = yard.do(use_cases.drop_parked_event, event_id=event.id, version=event.version, reason="栏目已撤销。")
    assert (event.state, event.decision_reason, event.decided_by) == (State.DROPPED, "栏目已撤销。", "operator")
    assert event.body and yard.events.steps[-1] == "dropped"
    for use_case, more in ((use_cases.retry_parked_event, {}), (use_cases.drop_parked_event, {"reason": "由"})):
        with pytest.raises(errors.IllegalTransition):
            yard.do(use_case, event_id=event.id, version=event.version, **more)


def test_a_stale_version_decides_nothing(yard: Yard) -> None:
    event = yard.arrive()
    with pytest.raises(StaleVersion):
        yard.do(use_cases.drop_parked_event, event_id=event.id, version=event.version + 1, reason="由")


def test_auditors_look_operators_decide_and_nobody_for_one_unit_only(yard: Yard) -> None:
    event = yard.arrive()
    assert yard.do(use_cases.get_parked_event, AUDITOR, event_id=event.id) == event
    for caller in (AUDITOR, COUNTY, ANONYMOUS):
        with pytest.raises(Forbidden):
            yard.do(use_cases.retry_parked_event, caller, event_id=event.id, version=event.version)
        with pytest.raises(Forbidden):
            yard.do(use_cases.drop_parked_events, caller, reason="由", most=1, everything=True, **ALL)
    with pytest.raises(Forbidden):
        yard.do(use_cases.list_parked_events, COUNTY, state=None, sort="parked_at", limit=10, cursor=None, **ALL)


def test_only_the_first_and_the_newest_reasons_are_kept(yard: Yard) -> None:
    event = yard.arrive()
    for number in range(1, 40):
        yard.tend(yard.retry(event))
        event = yard.again(number, f"E{number}")
    assert len(event.reasons) == 20 and event.reasons[0].kind == "RuntimeError" and event.reasons[-1].kind == "E39"


@pytest.mark.parametrize("killed", [False, True])
def test_a_batch_takes_what_waited_and_says_how_far_it_is(yard: Yard, monkeypatch: pytest.MonkeyPatch, killed: bool) -> None:
    monkeypatch.setattr(batches, "STEP", 3)
    wanted = [yard.arrive(f"{number}".encode()) for number in range(10)]
    other = yard.arrive(b"other", routing_key="law.on_review_cleared")
    batch = yard.do(use_cases.drop_parked_events, reason="由", most=100, everything=False, **ALL | {"queue": QUEUE})
    assert (batch.total, batch.done, batch.over) == (10, 0, False)
    if killed:  # after it had decided on some, before it could say so
        for event in sorted(wanted, key=lambda each: each.id)[:2]:
            event.drop(by="operator", reason="由", at=yard.now, batch=batch.id)
            yard.events.save(event)
    batch = yard.work(batch)
    assert (batch.done, batch.over, batch.skipped) == (10, True, 0)
    assert {yard.events.get(each.id).state for each in wanted} == {State.DROPPED}
    assert yard.events.get(other.id).state is State.PARKED


def test_a_batch_takes_no_more_than_it_may_and_nothing_that_came_later(yard: Yard) -> None:
    for number in range(5):
        yard.arrive(f"{number}".encode())
    batch = yard.do(use_cases.retry_parked_events, most=3, everything=True, **ALL)
    later = yard.arrive(b"later")
    assert yard.work(batch).done == 3 and yard.events.get(later.id).state is State.PARKED
    assert yard.do(use_cases.count_parked_events, state="parked", **ALL)["total"] == 3
    nothing = yard.do(use_cases.retry_parked_events, most=3, everything=False, **ALL | {"text": "never said"})
    assert nothing.over and nothing.total == 0


@pytest.mark.parametrize("schema", [RetryParkedEvents(), DropParkedEvents()])
def test_everything_at_once_must_be_said(schema: Any) -> None:
    assert "everything" in schema.validate({"reason": "由"} if "reason" in schema.fields else {})


@pytest.mark.parametrize("given", [
    {"patience_seconds": 0}, {"alarm_minutes": "soon"}, {"patience": 5}, {"alarm_minutes": True}])
def test_a_wrong_setting_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        configured(given)
    assert configured({"state": "on", "alarm_minutes": 3}).alarm == timedelta(minutes=3)


class Life(RuleBasedStateMachine):
    """One event against a plain model: in which round it is, whether it waits, and what was put back."""

    @initialize()
    def begin(self) -> None:
        self.yard = Yard()
        self.event, self.state, self.round, self.sent = self.yard.arrive(), "parked", 0, 0

    @rule(round_=st.integers(0, 6))
    def arrives(self, round_: int) -> None:
        if round_ == self.round and self.state in ("retrying", "returned"):
            self.state = "parked"
        self.event = self.yard.again(round_)

    @precondition(lambda self: self.state == "parked")
    @rule()
    def is_retried(self) -> None:
        self.event, self.state, self.round = self.yard.retry(self.event), "retrying", self.round + 1

    @precondition(lambda self: self.state == "parked")
    @rule()
    def is_dropped(self) -> None:
        self.event = self.yard.do(use_cases.drop_parked_event, event_id=self.event.id, version=self.event.version, reason="由")
        self.state = "dropped"

    @rule(seconds=st.sampled_from([1, 61]), away=st.booleans())
    def is_swept(self, seconds: int, away: bool) -> None:
        self.yard.away = away
        unsent = self.state == "retrying" and self.event.sent_at is None
        if self.state == "retrying" and not unsent and self.yard.now + timedelta(seconds=seconds) >= self.event.patient_until:
            self.state = "returned"
        self.sent += unsent and not away
        self.event = self.yard.tend(self.event, seconds)

    @invariant()
    def agrees(self) -> None:
        assert (self.event.state.value, self.event.rounds, len(self.yard.put)) == (self.state, self.round, self.sent)
        assert (self.event.tend_at is not None) == (self.state == "retrying") and self.event.body


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


def test_filters_are_held_together(yard: Yard) -> None:
    yard.arrive()
    assert Filter(queue=QUEUE, text="POISON", type="secrecy.review.cleared.v1", unit="433100")
    found, _ = yard.do(use_cases.list_parked_events, state="parked", sort="parked_at", limit=10, cursor=None,
                       **ALL | {"queue": QUEUE, "text": "POISON"})
    assert len(found) == 1

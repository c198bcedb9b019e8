"""Editions: every step of the table, and none that is not in it (Art. 4 第四条)."""
from datetime import UTC, datetime

import pytest

from services.content.errors import IllegalTransition, SamePerson, StaleApproval
from services.content.model import Edition, Item, State
from services.content.model.edition import LABELS, TRANSITIONS, WORKING, Approval
from shared.clearance import Clearance

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ITEM = Item(title="示例", body="<p>示例。</p>")
OTHER = Item(title="示例", body="<p>另一个。</p>")


def edition(state: State, item: Item = ITEM) -> Edition:
    """An edition in ``state`` with everything that can lead there."""
    return Edition(number=1, item=item, digest=item.digest, state=state, authors=["author"], created_at=AT,
                   submitted_by="submitter", submitted_at=AT, approval=Approval("approver", AT, item.digest),
                   clearance=clearance(item=item))


def clearance(by: str = "officer", item: Item = ITEM) -> Clearance:
    """A clearance for ``item``."""
    return Clearance(id="c", by=by, at=AT, digest=item.digest, dictionary="d", rules="r")


def take(step: str, subject: Edition) -> object:
    """Take ``step`` the way that the model does."""
    ways = {
        "edit": lambda: subject.edit(OTHER, by="author"),
        "submit": lambda: subject.submit(by="author", at=AT),
        "approve": lambda: subject.approve(by="approver", at=AT),
        "return": lambda: subject.give_back(by="approver", at=AT, reason="改", stage="editorial"),
        "refuse": lambda: subject.give_back(by="officer", at=AT, reason="密", stage="secrecy", final=True),
        "clear": lambda: subject.clear(clearance()),
        "publish": lambda: subject.publish(by="publisher", at=AT)}
    return ways.get(step, lambda: subject.step(step))()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", TRANSITIONS)
def test_a_step_is_possible_exactly_where_the_table_says_so(step: str, state: State) -> None:
    subject = edition(state)
    allowed, leads_to = TRANSITIONS[step]
    if state in allowed:
        take(step, subject)
        assert subject.state is leads_to
        return
    with pytest.raises(IllegalTransition) as caught:
        take(step, subject)
    assert subject.state is state
    assert LABELS[state] in caught.value.sentence
    assert all(LABELS[each] in caught.value.to_wire()["remedy"] for each in allowed)


def test_every_state_has_a_label_and_is_reached_by_some_step() -> None:
    assert set(LABELS) == set(State) == {to for _, to in TRANSITIONS.values()}


def test_the_only_way_to_the_public_leads_through_clearance() -> None:
    assert [step for step, (_, to) in TRANSITIONS.items() if to is State.LIVE] == ["publish", "restore"]
    assert TRANSITIONS["publish"][0] == (State.CLEARED,)
    assert TRANSITIONS["restore"][0] == TRANSITIONS["withdraw"][1:] == (State.WITHDRAWN,)
    assert TRANSITIONS["clear"][0] == (State.APPROVED,)


@pytest.mark.parametrize("state", WORKING)
def test_the_same_text_again_changes_nothing(state: State) -> None:
    subject = edition(state)
    assert subject.edit(ITEM, by="somebody") is False
    assert (subject.state, subject.authors) == (state, ["author"])
    assert subject.approval is not None and subject.clearance is not None


@pytest.mark.parametrize("state", WORKING)
def test_a_real_change_voids_approval_and_clearance_and_adds_its_author(state: State) -> None:
    subject = edition(state)
    assert subject.edit(OTHER, by="somebody") is True
    assert (subject.state, subject.digest, subject.authors) == (State.DRAFT, OTHER.digest, ["author", "somebody"])
    assert subject.approval is None and subject.clearance is None


@pytest.mark.parametrize("by", ["author", "submitter"])
def test_nobody_approves_what_they_wrote_or_handed_in(by: str) -> None:
    with pytest.raises(SamePerson):
        edition(State.SUBMITTED).approve(by=by, at=AT)


@pytest.mark.parametrize("by", ["author", "submitter", "approver"])
def test_nobody_clears_what_they_wrote_handed_in_or_approved(by: str) -> None:
    with pytest.raises(SamePerson):
        edition(State.APPROVED).clear(clearance(by))


def test_a_clearance_for_another_text_is_not_taken() -> None:
    with pytest.raises(StaleApproval):
        edition(State.APPROVED).clear(clearance(item=OTHER))


@pytest.mark.parametrize("missing", ["approval", "clearance"])
def test_without_both_nothing_goes_public(missing: str) -> None:
    subject = edition(State.CLEARED)
    setattr(subject, missing, None)
    with pytest.raises(StaleApproval):
        subject.publish(by="publisher", at=AT)


@pytest.mark.parametrize("stale", ["approval", "clearance"])
def test_approval_and_clearance_must_name_exactly_the_text_that_goes_public(stale: str) -> None:
    subject = edition(State.CLEARED)
    setattr(subject, stale, getattr(edition(State.CLEARED, OTHER), stale))
    with pytest.raises(StaleApproval):
        subject.publish(by="publisher", at=AT)


def test_a_text_changed_behind_its_digest_does_not_go_public() -> None:
    subject = edition(State.CLEARED)
    subject.item = OTHER
    with pytest.raises(StaleApproval):
        subject.publish(by="publisher", at=AT)


def test_what_is_given_back_says_why_until_it_is_handed_in_again() -> None:
    subject = edition(State.SUBMITTED)
    take("return", subject)
    assert subject.returned is not None and subject.returned.reason == "改" and subject.approval is None
    take("submit", subject)
    assert subject.returned is None

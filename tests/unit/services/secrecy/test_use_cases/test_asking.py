"""Asking the authority and other units, quarantine, and what time and news do to the clocks."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.secrecy import errors, use_cases
from services.secrecy.errors.levels import (
    ConsentNotFound,
    NotQuarantined,
    NotReferred,
    ReportedBefore,
    ReportInFuture,
    TextQuarantined,
    Unconfirmed,
    UnknownUnit,
)
from services.secrecy.events.levels import AlertRaised, ReviewQuarantined
from services.secrecy.model import Review, State
from shared.caller import Caller
from shared.clock import legal_day
from shared.errors import Forbidden
from shared.events import Received
from tests.unit.services.secrecy.suite import EDITOR, NOW, NUMBER, OFFICER, Suite

AUTHORITY = Caller(id="authority", grants={"secrecy_authority": ("433100",)})
THEIRS = Caller(id="theirs", grants={"secrecy_head": ("433101",)})
MARKED = "<p>机密★10年</p><p>正文</p>"


def news(suite: Suite, use_case: Any, *, event: str = "secrecy.review.quarantined.v1", **fields: Any) -> None:
    """Something happened elsewhere."""
    use_case(suite.ports, now=suite.now, event=Received(id="n", type=event, time=suite.now, subject="s", sequence=1,
                                                       correlation=""), **fields)


def unit(suite: Suite, code: str, **told: Any) -> None:
    """The directory tells of a unit."""
    told = {"name": "示例单位", "kind": "county", "parent": None, "dissolved_on": None, "successors": []} | told
    news(suite, use_cases.note_unit, code=code, **told)


def referred(suite: Suite) -> Review:
    """A review that was put to the authority."""
    suite.request()
    done: Review = suite.decide("refer_review", suite.only, authority=None, question="能否公开？", reason="不能确定。")
    return done


def asked(suite: Suite) -> Review:
    """A review in which 433101 was asked."""
    suite.request()
    unit(suite, "433101")
    done: Review = suite.decide("ask_consent", suite.only, units=["433101"], question="能否公开？")
    return done


@pytest.mark.parametrize(("answer", "state", "levels"), [
    ("clear", State.OPEN, ("second",)), ("needs_level", State.OPEN, ("second", "final")),
    ("not_public", State.REFUSED, ("second",)), ("state_secret", State.QUARANTINED, ("second",))])
def test_each_answer_of_the_authority_leads_somewhere(suite: Suite, answer: str, state: State, levels: tuple[str, ...]) -> None:
    referred(suite)
    done = suite.decide("answer_referral", suite.only, AUTHORITY, answer=answer, grounds="经核定。")
    assert (done.state, done.levels) == (state, levels)
    with pytest.raises(NotReferred):
        suite.decide("answer_referral", suite.only, AUTHORITY, answer="clear", grounds="经核定。")


def test_only_the_authority_that_was_asked_answers(suite: Suite) -> None:
    referred(suite)
    for caller in (OFFICER, THEIRS, Caller(id="x", grants={"secrecy_authority": ("433200",)})):
        with pytest.raises(Forbidden):
            suite.decide("answer_referral", suite.only, caller, answer="clear", grounds="经核定。")
    with pytest.raises(errors.IllegalTransition):
        suite.decide("clear_review", suite.only)


def test_the_clearance_names_the_authority_too(suite: Suite) -> None:
    referred(suite)
    suite.decide("answer_referral", suite.only, AUTHORITY, answer="clear", grounds="经核，不属于国家秘密。")
    clearance = suite.decide("clear_review", suite.only, opinion="同意").clearance
    assert [(each.level, each.by) for each in clearance.opinions] == [("second", "officer"), ("authority", "authority")]


def test_an_authority_that_lets_its_term_pass_leaves_the_clock_of_the_level_running_on(suite: Suite) -> None:
    level, theirs = referred(suite).duties
    suite.now += timedelta(days=30)
    use_cases.tend_review(suite.ports, now=suite.now, id_=suite.only.id)
    late = suite.only
    assert [duty.stage for duty in late.duties] == ["overdue", "overdue"] and late.duties[0].due_on > theirs.due_on
    assert level.clock.pauses[0].until == theirs.due_on
    assert suite.decide("return_review", late, reason="请补充依据。").state is State.RETURNED


def test_silence_is_no_consent_and_text_is_read_only_while_asked(suite: Suite) -> None:
    asked(suite)
    assert suite.act("get_review_text", THEIRS, review_id=suite.only.id)["parts"]
    suite.now += timedelta(days=60)
    use_cases.tend_review(suite.ports, now=suite.now, id_=suite.only.id)
    with pytest.raises(errors.levels.ConsentsOpen):
        suite.decide("clear_review", suite.only)
    suite.decide("answer_consent", suite.only, THEIRS, consent_id="c1", answer="granted", reason="")
    with pytest.raises(Forbidden):
        suite.act("get_review_text", THEIRS, review_id=suite.only.id)
    assert suite.act("get_review", THEIRS, review_id=suite.only.id).consents[0].answer == "granted"
    with pytest.raises(ConsentNotFound):
        suite.decide("answer_consent", suite.only, THEIRS, consent_id="c1", answer="refused", reason="理由")
    assert suite.decide("clear_review", suite.only).state is State.CLEARED


def test_only_units_that_exist_are_asked(suite: Suite) -> None:
    suite.request()
    unit(suite, "433199", dissolved_on=date(2026, 1, 1), successors=[])
    for code in ("433199", "000000"):
        with pytest.raises(UnknownUnit):
            suite.decide("ask_consent", suite.only, units=[code], question="能否公开？")


def test_a_quarantine_is_confirmed_told_and_reported_once(suite: Suite) -> None:
    suite.request(f"<p>{NUMBER}</p>")
    with pytest.raises(Unconfirmed):
        suite.decide("quarantine_review", suite.only, reason="疑似涉密", confirm=False)
    with pytest.raises(errors.ReasonQuotes):
        suite.decide("quarantine_review", suite.only, reason=f"含 {NUMBER}", confirm=True)
    with pytest.raises(NotQuarantined):
        suite.act("get_quarantined", review_id=suite.only.id)
    suite.decide("quarantine_review", suite.only, reason="疑似涉密", confirm=True)
    told = [each for each in suite.reviews.events if isinstance(each, ReviewQuarantined | AlertRaised)]
    assert [type(each) for each in told] == [ReviewQuarantined, AlertRaised]
    assert told[0].circumstances == ["id_card", "officer"] and NUMBER not in str(told)  # type: ignore[union-attr]
    assert suite.only.quarantine is not None and suite.only.quarantine.places == ("body 第 1 行第 4 字",)
    with pytest.raises(TextQuarantined):
        suite.act("get_review_text", review_id=suite.only.id)
    news(suite, use_cases.note_text_removed, event="content.text.removed.v1", subject="a", digest="d1", copies=2)
    news(suite, use_cases.note_text_removed, event="law.text.removed.v1", subject="a", digest="d1", copies=9)
    assert suite.only.quarantine.removed_at and suite.only.quarantine.removed == 2
    report = {"number": "报〔2026〕1号", "reported_to": "示例州国家保密局"}
    with pytest.raises(ReportInFuture):
        suite.decide("report_quarantine", suite.only, reported_on=legal_day(NOW) + timedelta(days=1), **report)
    done = suite.decide("report_quarantine", suite.only, reported_on=legal_day(NOW), **report)
    assert [duty.outcome for duty in done.duties] == ["met", "met"]
    with pytest.raises(ReportedBefore):
        suite.decide("report_quarantine", suite.only, reported_on=legal_day(NOW), **report)
    assert suite.act("list_quarantined", unit=None, reported=False, limit=20, cursor=None)[0] == []


@pytest.mark.parametrize(("isolates", "body", "state"), [
    (True, MARKED, State.QUARANTINED), (False, MARKED, State.OPEN), (True, f"<p>{NUMBER}</p>", State.OPEN),
    (True, "<p>《保守国家秘密法》所称机密级国家秘密</p>", State.OPEN)])
def test_a_mark_is_quarantined_at_once_only_where_the_installation_says_so(suite: Suite, isolates: bool, body: str, state: State
                                                                          ) -> None:
    suite.isolates = isolates
    suite.request(body)
    assert suite.only.state is state
    assert suite.only.version == 1, "opened and quarantined in one save"


def test_the_same_text_handed_in_elsewhere_is_quarantined_with_it(suite: Suite) -> None:
    suite.request(event="e1")
    suite.request(event="e2", subject="b")
    suite.request(event="e3", subject="b", sequence=4)
    first, second, third = sorted(suite.all, key=lambda each: (each.subject, each.sequence))
    suite.decide("quarantine_review", first, reason="疑似涉密", confirm=True)
    for _ in range(2):
        news(suite, use_cases.note_review_quarantined, review_id=first.id, service="content", subject="a", digest="d1")
    assert [suite.reviews.get(each.id).state for each in (first, second, third)] == ["quarantined", "superseded", "quarantined"]


def test_who_asks_reads_and_lists_only_what_is_theirs(suite: Suite) -> None:
    asked(suite)
    page: dict[str, Any] = {"open": True, "limit": 20, "cursor": None}
    assert [each.id for each in suite.act("list_consents", THEIRS, **page)[0]] == [suite.only.id]
    assert suite.act("list_consents", EDITOR, **page)[0] == suite.act("list_referrals", AUTHORITY, **page)[0] == []
    account = suite.act("get_review_account", THEIRS, review_id=suite.only.id)["items"]
    assert [each["rule"] for each in account] == ["secrecy.review.second", "secrecy.review.consent"]


def test_the_clocks_of_a_dissolved_unit_pass_to_its_successor(suite: Suite) -> None:
    suite.request()
    unit(suite, "433100", dissolved_on=date(2026, 11, 1), successors=["433101"])
    assert [duty.unit for duty in suite.only.duties] == ["433101"]

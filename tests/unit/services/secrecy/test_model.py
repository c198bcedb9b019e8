"""A review's rules: who may decide what, when, and that a decision once made is final."""
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.events import ReviewCleared, ReviewOpened, ReviewRefused, ReviewReturned
from services.secrecy.model import Dismissal, Finding, Review, State, Versions
from services.secrecy.model.finding import MOST_KEPT
from services.secrecy.model.states import TRANSITIONS
from shared.claims import CLAIM_TIME
from shared.events import Event
from shared.law.rules import Rule
from tests.unit.services.secrecy.suite import CALENDAR, LAW

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
PRESENT = Versions(dictionary="2026-11", rules="aaa")
OFFICER, OTHER, AUTHOR, APPROVER = "officer", "other-officer", "author", "approver"


def finding(number: int = 1, **changes: Any) -> Finding:
    made = Finding(id=f"f{number}", part="body", detector="id_card", detector_version=1, kind="id_card", severity="high",
                   start=number * 20, end=number * 20 + 18, line=number, column=3, reason="疑似公民身份号码", confidence=1.0,
                   evasion=False, trial=False, fingerprint=f"print{number}")
    return replace(made, **changes)


def rule(key: str) -> Rule:
    """As the packs have it today."""
    return LAW.rule(key, NOW.date())


def told(review: Review) -> list[Event]:
    """What the last steps said of the review itself."""
    return [each for each in review.drain()[0] if ".duty." not in each.TYPE]


def opened(*findings: Finding, versions: Versions = PRESENT) -> Review:
    return Review.open(id="r", unit="433100", service="content", subject="a", digest="d", sequence=3,
                       fetch="content.get_review_text", urgency="normal", involved=[AUTHOR, AUTHOR, APPROVER],
                       findings=findings, versions=versions, levels=["second"], rule=rule("secrecy.review.second"), at=NOW,
                       calendar=CALENDAR)


def clear(review: Review, by: str = OFFICER, dismissals: dict[str, str] | None = None, present: Versions = PRESENT,
          at: datetime = NOW) -> None:
    review.clear(by=by, at=at, clearance_id="c1", dismissals=dismissals or {}, opinion="可以公开", present=present,
                 calendar=CALENDAR)


def test_an_opened_review_tells_how_much_was_found_and_how_much_blocks() -> None:
    review = opened(finding(1), finding(2, severity="medium"), finding(3, trial=True))
    assert told(review) == [ReviewOpened(unit="433100", review_id="r", service="content", subject="a", digest="d",
                                   urgency="normal", blocking=1, findings=3, sequence=3, involved=["author", "approver"])]
    assert review.severity == "high"


def test_a_clean_text_is_cleared_for_exactly_its_digest_and_versions() -> None:
    review = opened()
    review.drain()
    clear(review)
    assert review.state is State.CLEARED
    assert review.clearance is not None
    assert (review.clearance.digest, review.clearance.dictionary, review.clearance.rules) == ("d", "2026-11", "aaa")
    assert told(review) == [ReviewCleared(unit="433100", review_id="r", service="content", subject="a", digest="d",
                                               clearance="c1", officer=OFFICER, dictionary="2026-11", rules="aaa",
                                           opinions=[{"level": "second", "officer": OFFICER}])]


@pytest.mark.parametrize("involved", [AUTHOR, APPROVER])
def test_whoever_wrote_or_approved_a_text_cannot_clear_it(involved: str) -> None:
    with pytest.raises(errors.SamePerson):
        clear(opened(), by=involved)


def test_a_blocking_finding_prevents_a_clearance_and_its_place_is_named() -> None:
    with pytest.raises(errors.FindingsOpen) as refusal:
        clear(opened(finding(1), finding(2), finding(3, severity="medium")), dismissals={"f1": "项目编号"})
    assert refusal.value.details["count"] == 1
    assert "body 第 2 行第 3 字" in refusal.value.sentence


def test_a_dismissed_finding_keeps_officer_time_and_reason() -> None:
    review = opened(finding(1))
    clear(review, dismissals={"f1": "项目编号，不是公民身份号码"})
    dismissal = review.findings[0].dismissal
    assert review.state is State.CLEARED
    assert dismissal is not None
    assert (dismissal.by, dismissal.at, dismissal.reason) == (OFFICER, NOW, "项目编号，不是公民身份号码")


@pytest.mark.parametrize("harmless", [finding(severity="medium"), finding(severity="low"), finding(trial=True)])
def test_findings_that_are_not_severe_or_on_trial_never_block(harmless: Finding) -> None:
    review = opened(harmless)
    clear(review)
    assert review.state is State.CLEARED


def test_a_finding_on_trial_does_not_raise_the_severity_of_the_review() -> None:
    assert opened(finding(trial=True)).severity is None


def test_a_finding_that_the_review_does_not_have_cannot_be_dismissed() -> None:
    with pytest.raises(errors.UnknownFinding):
        clear(opened(finding(1)), dismissals={"f1": "误报", "f9": "误报"})


def test_a_finding_cannot_be_dismissed_without_a_reason() -> None:
    with pytest.raises(errors.ReasonMissing):
        clear(opened(finding(1)), dismissals={"f1": "  "})


@pytest.mark.parametrize("present", [Versions("2026-12", "aaa"), Versions("2026-11", "bbb")])
def test_a_scan_under_an_older_dictionary_or_older_rules_cannot_be_cleared(present: Versions) -> None:
    with pytest.raises(errors.ScanStale):
        clear(opened(), present=present)


def test_a_new_scan_makes_the_review_ready_to_be_cleared_again() -> None:
    review, later = opened(), Versions("2026-12", "bbb")
    review.scan_again([], later, by=OFFICER, at=NOW)
    clear(review, present=later)
    assert review.clearance is not None and review.clearance.dictionary == "2026-12"


def test_a_dismissal_outlives_a_new_scan_only_for_the_same_text_at_the_same_place() -> None:
    review = opened(finding(1), finding(2), finding(3))
    review.findings = [replace(each, dismissal=Dismissal(OFFICER, NOW, "误报")) for each in review.findings]
    found = [finding(1, id="n1", detector_version=2), finding(2, start=41), finding(3, fingerprint="another")]
    review.scan_again(found, PRESENT, by=OFFICER, at=NOW)
    assert [each.dismissal is not None for each in review.findings] == [True, False, False]


def test_more_findings_than_can_be_kept_go_on_blocking() -> None:
    review = opened(*(finding(number, severity="medium") for number in range(10)),
                    *(finding(number) for number in range(10, MOST_KEPT + 11)))
    assert len(review.findings) == MOST_KEPT
    assert all(each.blocks for each in review.findings)
    with pytest.raises(errors.FindingsOpen) as refusal:
        clear(review, dismissals={each.id: "误报" for each in review.findings})
    assert refusal.value.details["count"] == 1


def test_a_refusal_tells_the_origin_why() -> None:
    review = opened()
    review.drain()
    review.refuse(by=OFFICER, at=NOW, reason="属于内部管理信息", calendar=CALENDAR)
    assert review.state is State.REFUSED
    assert told(review) == [ReviewRefused(unit="433100", review_id="r", service="content", subject="a", digest="d",
                                               officer=OFFICER, reason="属于内部管理信息")]


def test_a_return_tells_the_origin_what_to_mend() -> None:
    review = opened()
    review.drain()
    review.give_back(by=OFFICER, at=NOW, reason="请遮盖个人信息", calendar=CALENDAR)
    assert review.state is State.RETURNED
    assert told(review) == [ReviewReturned(unit="433100", review_id="r", service="content", subject="a", digest="d",
                                                officer=OFFICER, reason="请遮盖个人信息")]


@pytest.mark.parametrize("step", ["refuse", "give_back"])
def test_refusing_and_returning_need_a_reason(step: str) -> None:
    with pytest.raises(errors.ReasonMissing):
        getattr(opened(), step)(by=OFFICER, at=NOW, reason=" \n", calendar=CALENDAR)


DECISIONS = {
    State.CLEARED: clear,
    State.REFUSED: lambda review: review.refuse(by=OFFICER, at=NOW, reason="理由", calendar=CALENDAR),
    State.RETURNED: lambda review: review.give_back(by=OFFICER, at=NOW, reason="理由", calendar=CALENDAR),
    State.SUPERSEDED: lambda review: review.supersede(at=NOW, calendar=CALENDAR),
}
STEPS = {
    "claim": lambda review: review.take(by=OFFICER, at=NOW),
    "release": lambda review: review.let_go(by=OFFICER, at=NOW),
    "scan": lambda review: review.scan_again([], PRESENT, by=OFFICER, at=NOW),
    "clear": clear,
    "refuse": DECISIONS[State.REFUSED],
    "return": DECISIONS[State.RETURNED],
    "dismiss": lambda review: review.dismiss({"f1": "误报"}, by=OFFICER, at=NOW),
    "restore": lambda review: review.restore("f1", by=OFFICER, at=NOW),
    "pass": lambda review: review.pass_on(rule, by=OFFICER, at=NOW, opinion="可以", present=PRESENT, calendar=CALENDAR),
    "refer": lambda review: review.refer(rule("secrecy.review.authority"), authority="433100", question="能否公开？",
                                         reason="不能确定。", by=OFFICER, at=NOW, calendar=CALENDAR),
    "ask_consent": lambda review: review.ask_consent(rule("secrecy.review.consent"), units=["433101"], question="能否公开？",
                                                     by=OFFICER, at=NOW, calendar=CALENDAR),
}
ASKED = {"answer", "forbid", "answer_consent", "answer_consent_meanwhile"}
"""Steps of those who were asked: a decided review has no open question."""
AFTERWARDS = {"supersede", "quarantine", "note_removal", "report"}


@pytest.mark.parametrize("state", DECISIONS)
@pytest.mark.parametrize("step", STEPS)
def test_a_decision_once_made_is_final(state: State, step: str) -> None:
    review = opened()
    DECISIONS[state](review)
    with pytest.raises(errors.IllegalTransition):
        STEPS[step](review)
    assert review.state is state


def test_every_step_of_the_table_is_tried_above() -> None:
    assert set(STEPS) | ASKED | AFTERWARDS == set(TRANSITIONS)


def test_a_decided_review_is_not_superseded() -> None:
    review = opened()
    clear(review)
    review.drain()
    review.supersede(at=NOW, calendar=CALENDAR)
    assert review.state is State.CLEARED
    assert not review.changed


def test_nobody_else_decides_a_claimed_review_until_the_claim_runs_out() -> None:
    review = opened()
    review.take(by=OTHER, at=NOW)
    with pytest.raises(errors.ClaimedByOther):
        clear(review)
    clear(review, at=NOW + CLAIM_TIME + timedelta(seconds=1))
    assert review.state is State.CLEARED
    assert review.claim is None


def test_a_released_review_may_be_decided_by_others() -> None:
    review = opened()
    review.take(by=OTHER, at=NOW)
    review.let_go(by=OTHER, at=NOW)
    clear(review)
    assert review.state is State.CLEARED


def test_the_history_says_under_which_dictionary_and_rules_it_was_cleared() -> None:
    review = opened(finding(1))
    clear(review, dismissals={"f1": "误报"})
    _, step = review.drain()
    assert step is not None
    assert step.action == "cleared"
    assert step.details == {"digest": "d", "reason": "可以公开", "clearance": "c1", "dismissed": ["f1"],
                            "dictionary": "2026-11", "rules": "aaa"}

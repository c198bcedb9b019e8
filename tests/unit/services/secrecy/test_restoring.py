"""After a restore of an older backup: what was concluded counts again, what hides a text goes on, no number is given twice."""
from datetime import timedelta
from typing import Any

import pytest

from services.secrecy import use_cases
from services.secrecy.errors import ScanStale
from services.secrecy.model.restoring import LOST, UNKNOWN
from shared.caller import Caller
from shared.retelling import Told
from tests.unit.fallen import Fall, said
from tests.unit.services.secrecy.suite import KEEPER, NOW, NUMBER, Suite

LATER = NOW + timedelta(days=2)
HEAD = Caller(id="head", grants={"secrecy_head": ("433100",), "secrecy_officer": ("433100",)})


def tell(suite: Suite, kind: str, id_: str, told: Told) -> list[str]:
    """What is told anew; the second time nothing changes but that it is said again."""
    collection = {"review": suite.reviews, "recall": suite.recalls, "dictionary": suite.dictionaries}[kind]
    before = len(collection.events)
    use_case = getattr(use_cases, f"tell_{kind}_anew")
    use_case(suite.ports, now=LATER, id_=id_, told=told)
    first, stored = said(collection, before), collection.find_one({"_id": id_})
    use_case(suite.ports, now=LATER, id_=id_, told=told)
    again = collection.find_one({"_id": id_})
    assert stored is None or again and again.__dict__ | {"version": 0} == stored.__dict__ | {"version": 0}
    return first


def display(suite: Suite, digest: str, sequence: int = 9, **fields: Any) -> None:
    suite.hear(use_cases.note_display_changed, unit="433100", subject="a", digest=digest, sequence=sequence,
               fetch="content.get_review_text", **fields)


@pytest.mark.parametrize("known", [True, False])
def test_a_clearance_given_since_counts_again_and_its_text_is_no_alarm(suite: Suite, known: bool) -> None:
    body = f"<p>{NUMBER}</p>"
    if known:
        suite.request(body)
    fall = Fall(suite.reviews)
    if not known:
        suite.request(body)
    blocking = [{"finding": each.id, "reason": "虚构"} for each in suite.only.findings if each.blocks]
    cleared = suite.decide("clear_review", suite.only, dismissals=blocking, opinion="可以公开")
    (told,) = fall.back(NOW)
    assert bool(suite.all) is known
    events = tell(suite, "review", cleared.id, told)
    review = suite.only
    assert review.clearance and (review.clearance.id, review.clearance.by) == (cleared.clearance.id, "officer")
    assert review.clearance.dictionary == cleared.clearance.dictionary
    decision = review.decision
    assert (review.state, decision.by, decision.at, decision.reason) == ("cleared", "officer", NOW, UNKNOWN)
    assert review.involved == ("author",) and review.sequence == cleared.sequence
    assert [each.outcome for each in review.duties] == (["met"] if known else []) and not review.open_duties
    assert all(each.dismissal for each in review.findings if each.blocks)
    assert events.count("review.cleared") == 1, "others may have fallen back too"
    again = next(each for each in reversed(suite.reviews.events) if each.TYPE == "secrecy.review.cleared.v1")
    assert again.data() == told["secrecy.review.cleared.v1"]
    suite.request(body)
    assert suite.only.version == review.version, "the request that is brought again asks for nothing new"
    display(suite, "d1")
    assert suite.alarms == [] and suite.shown.get("content/a").clearance == cleared.clearance.id
    assert not list(suite.recalls.find({}))


@pytest.mark.parametrize(("operation", "state"), [("refuse_review", "refused"), ("return_review", "returned")])
def test_what_was_refused_stays_so_with_its_reason(suite: Suite, operation: str, state: str) -> None:
    suite.request()
    fall = Fall(suite.reviews)
    suite.decide(operation, suite.only, reason="内部事务信息")
    (told,) = fall.back(NOW)
    tell(suite, "review", suite.only.id, told)
    assert (suite.only.state, suite.only.decision.reason, suite.only.open_duties) == (state, "内部事务信息", [])
    again = next(each for each in reversed(suite.reviews.events) if f"secrecy.review.{state}.v1" == each.TYPE)
    assert again.data() == told[again.TYPE]


def test_a_clearance_that_an_upheld_recall_ended_is_not_told_again(suite: Suite) -> None:
    fall = Fall(suite.reviews)
    recalled(suite)
    (recall,) = suite.recalls.find({})
    suite.act("uphold_recall", recall_id=recall.id, version=recall.version, reason="不得公开")
    id_ = suite.only.id
    (told,) = fall.back(NOW)
    assert "review.cleared" not in tell(suite, "review", id_, told) and suite.only.state == "cleared"


def test_what_nobody_decided_waits_again_and_its_term_runs_on(suite: Suite) -> None:
    suite.request()
    due = suite.only.duties[0].due_at
    fall = Fall(suite.reviews)
    suite.decide("claim_review", suite.only)
    (told,) = fall.back(NOW)
    assert tell(suite, "review", suite.only.id, told) == ["review.opened", "duty.opened"]
    assert (suite.only.state, suite.only.claim, suite.only.duties[0].due_at) == ("open", None, due)
    fall = Fall(suite.reviews)
    suite.reviews._stored.clear()
    suite.request(digest="d2", event="e2")
    (told,) = fall.back(NOW, about="d2")
    assert tell(suite, "review", "nobody", told) == [] and len(suite.all) == 1, "the request is brought again instead"


@pytest.mark.parametrize("known", [True, False])
def test_a_quarantine_is_not_forgotten_and_its_report_is_due_when_it_was(suite: Suite, known: bool) -> None:
    if known:
        suite.request("<p>绝密★</p>")
    fall = Fall(suite.reviews)
    if not known:
        suite.request("<p>绝密★</p>")
    before = suite.decide("quarantine_review", suite.only, reason="疑似国家秘密", confirm=True)
    due = next(each for each in before.open_duties).due_at
    (told,) = fall.back(NOW)
    events = tell(suite, "review", before.id, told)
    review = suite.only
    assert (review.state, review.quarantine.circumstances) == ("quarantined", before.quarantine.circumstances)
    (duty,) = review.open_duties
    assert duty.due_at == due and duty.id not in told.duties and "review.quarantined" in events
    assert events.count("duty.opened") == 1 and "duty.voided" in events, "the lost duty is void, this one stands for it"
    suite.act("report_quarantine", review_id=review.id, version=review.version, number="州保报〔2026〕3号",
              reported_on=NOW.date(), reported_to="州保密局")
    assert not suite.only.open_duties


def test_a_quarantine_that_was_reported_is_reported(suite: Suite) -> None:
    fall = Fall(suite.reviews)
    suite.request("<p>绝密★</p>")
    suite.decide("quarantine_review", suite.only, reason="疑似国家秘密", confirm=True)
    suite.act("report_quarantine", review_id=suite.only.id, version=suite.only.version, number="3号", reported_on=NOW.date(),
              reported_to="州保密局")
    id_ = suite.only.id
    (told,) = fall.back(NOW)
    tell(suite, "review", id_, told)
    assert suite.only.quarantine.report.number == "3号" and not suite.only.open_duties


def test_a_question_to_the_authority_that_is_lost_is_told_as_lost(suite: Suite) -> None:
    suite.request()
    fall = Fall(suite.reviews)
    suite.decide("refer_review", suite.only, question="是否可以公开？", reason="无法判断", authority=None)
    (told,) = fall.back(NOW)
    assert "review.clarified" in tell(suite, "review", suite.only.id, told)
    clarified = [each for each in suite.reviews.events if each.TYPE == "secrecy.review.clarified.v1"]
    assert {each.answer for each in clarified} == {LOST} and suite.only.state == "open"  # type: ignore[attr-defined]
    asked = [each.TYPE.split(".")[2] for each in suite.reviews.events if getattr(each, "duty", "").endswith(".2")]
    assert asked[-1] == "voided"


def recalled(suite: Suite) -> str:
    """A recall of what is shown; its text's digest."""
    suite.dictionary()
    digest = suite.show("a", "<p>云杉计划</p>")
    suite.change("projects", "云杉计划")
    suite.run()
    return digest


def test_a_recall_goes_on_hiding_its_text_until_somebody_has_read_it_again(suite: Suite) -> None:
    fall = Fall(suite.recalls)
    digest = recalled(suite)
    (before,) = suite.recalls.find({})
    (told,) = fall.back(LATER)
    assert tell(suite, "recall", before.id, told) == ["recall.opened"]
    (recall,) = suite.recalls.find({})
    assert (recall.state, recall.digest, recall.former, recall.involved) == ("open", digest, before.former, ("author",))
    display(suite, "older", sequence=10)
    assert suite.recalls.get(recall.id).state == "open", "old news that are brought again replace nothing"
    with pytest.raises(ScanStale):
        suite.act("lift_recall", HEAD, recall_id=recall.id, version=recall.version, dismissals=[], opinion="可以公开")
    scanned = suite.act("scan_recall", HEAD, recall_id=recall.id, version=recall.version)
    reasons = [{"finding": each.id, "reason": "展览名称"} for each in scanned.findings if each.blocks]
    lifted = suite.act("lift_recall", HEAD, recall_id=recall.id, version=scanned.version, dismissals=reasons,
                       opinion="可以公开")
    assert reasons and lifted.state == "lifted"


@pytest.mark.parametrize("operation", ["lift_recall", "uphold_recall"])
@pytest.mark.parametrize("known", [True, False])
def test_a_recall_that_was_decided_is_decided(suite: Suite, operation: str, known: bool) -> None:
    fall = Fall(suite.recalls)
    digest = recalled(suite)
    fall = Fall(suite.recalls) if known else fall
    (before,) = suite.recalls.find({})
    how = {"reason": "不得公开"} if operation == "uphold_recall" else {"opinion": "可以公开", "dismissals": [
        {"finding": each.id, "reason": "展览名称"} for each in before.findings if each.blocks]}
    after = suite.act(operation, recall_id=before.id, version=before.version, **how)
    (told,) = fall.back(LATER)
    assert tell(suite, "recall", before.id, told) == [f"recall.{after.state}"], "others may have fallen back too"
    (recall,) = suite.recalls.find({})
    assert (recall.state, recall.decision.by) == (after.state, "officer")
    display(suite, digest, sequence=20)
    shown = suite.shown.get("content/a")
    assert (shown.clearance == after.clearance.id, suite.alarms) == (True, []) if operation == "lift_recall" else (
        suite.alarms == ["!"] and shown.clearance == "")


def test_numbers_of_editions_that_are_lost_are_not_given_again_and_everything_live_is_looked_at(suite: Suite) -> None:
    suite.dictionary()
    suite.change("projects", "银杏工程")
    suite.show("a", "<p>正文</p>")
    suite.run()
    fall = Fall(suite.dictionaries)
    suite.change("projects", "云杉计划")
    lost = suite.run().dictionary
    (told,) = fall.back(NOW)
    assert tell(suite, "dictionary", "projects", told) == ["dictionary.changed"]
    assert suite.dictionaries.get("projects").edition == 3
    run = suite.run()
    assert run.versions == suite.ports.inspector.versions and run.dictionary != lost and run.state == "done"
    assert suite.change("projects", "水杉计划").edition == 4


def test_a_dictionary_that_is_lost_is_there_to_be_filled_again(suite: Suite) -> None:
    fall = Fall(suite.dictionaries)
    suite.dictionary()
    suite.change("projects", "云杉计划")
    (told,) = fall.back(NOW)
    tell(suite, "dictionary", "projects", told)
    again = suite.change("projects", "云杉计划", caller=KEEPER)
    assert (again.unit, again.edition, again.size) == ("433100", 3, 1)

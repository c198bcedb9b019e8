"""What is live: alarms, re-examinations that miss nothing, and recalls."""
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.secrecy import errors, use_cases
from services.secrecy.errors.recalls import IllegalRecallStep, ReexaminationUnderWay
from services.secrecy.inspector import Inspector
from services.secrecy.model.recall import Recall
from services.secrecy.ports import OriginText, Part
from shared.errors import Fault, StaleVersion, Unavailable
from tests.unit.services.secrecy.suite import BUILT_IN, EDITOR, KEEPER, KEY, NOW, STRANGER, Fixed, Suite, entry


@pytest.fixture
def kept(suite: Suite) -> Suite:
    """With an empty dictionary."""
    suite.dictionary()
    return suite


def recall_of(suite: Suite, subject: str) -> Recall:
    (recall,) = suite.recalls.find({"subject": subject})
    return recall


def decide(suite: Suite, operation: str, recall: Recall, caller: Any = None, **fields: Any) -> Recall:
    fields = {"dismissals": [], "opinion": ""} | fields if operation == "lift_recall" else fields
    return suite.act(operation, *([caller] if caller else []), recall_id=recall.id, version=recall.version, **fields)


def dismissed(recall: Recall) -> list[dict[str, str]]:
    return [{"finding": each.id, "reason": "为展览名称"} for each in recall.findings if each.blocks and not each.dismissal]


def outcomes(suite: Suite, run: Any) -> dict[str, str]:
    return {each.subject: each.outcome for each in suite.outcomes.rows.values() if each.reexamination == run.id}


def test_what_is_shown_without_a_clearance_for_exactly_it_is_an_alarm_and_looked_at(kept: Suite) -> None:
    kept.show("a", "<p>正文</p>")
    assert kept.alarms == [] and kept.shown.get("content/a").clearance
    kept.show("b", "<p>433101199001011234</p>", cleared=False)
    told = [event for event in kept.shown.events if event.TYPE == "secrecy.display.uncleared.v1"]
    assert [each.subject for each in told] == ["b"] and kept.alarms == ["!"]
    assert recall_of(kept, "b").scan.blocking == 1
    kept.show("a", "<p>别的</p>", cleared=False, sequence=5)
    assert len(kept.alarms) == 2, "the clearance was for another text"
    recall = recall_of(kept, "a")
    assert (recall.former, recall.scan.findings) == ("", 0), "nothing is found in it, and nobody has read it"
    assert decide(kept, "lift_recall", recall, opinion="可以公开").clearance.digest == recall.digest
    kept.hear(use_cases.note_display_changed, unit="433100", subject="a", digest="old", sequence=2,
              fetch="content.get_review_text")
    assert len(kept.alarms) == 2 and kept.shown.get("content/a").sequence == 6, "older news change nothing"
    with pytest.raises(errors.ForeignFetch):
        kept.hear(use_cases.note_display_changed, unit="433100", subject="a", digest="x", sequence=9,
                  fetch="law.get_review_text")


def test_a_changed_dictionary_looks_at_everything_live_and_recalls_what_now_blocks(kept: Suite) -> None:
    digest = kept.show("a", "<p>云杉计划</p>")
    for number in range(150):
        kept.show(f"x{number:03d}", "<p>正文</p>")
    kept.show("m", "<p>银杏工程</p>")
    kept.show("t", "<p>试用词语</p>")
    kept.show("gone", "<p>云杉计划</p>")
    kept.hide("gone", 9)
    kept.change("projects", "云杉计划", add=[entry("银杏工程", severity="medium"), entry("试用词语", state="trial")])
    run = kept.run()
    assert (run.state, run.total, run.done, run.found, run.failed) == ("done", 153, 153, 1, 0)
    assert run.counts == {"clean": 150, "recalled": 1, "noted": 1, "trial": 1}
    assert outcomes(kept, run) == {"a": "recalled", "m": "noted", "t": "trial"}
    recall = recall_of(kept, "a")
    assert (recall.digest, recall.reexamination, recall.involved) == (digest, run.id, ("author",))
    told = kept.recalls.events[-1]
    assert (told.TYPE, told.digest, told.blocking, told.dictionary) == ("secrecy.recall.opened.v1", digest, 1, run.dictionary)
    assert "云杉" not in str(told.data()) and kept.run().id == run.id, "told twice, it is looked at once"
    rows, _ = kept.act("list_reexamination_outcomes", KEEPER, reexamination_id=run.id, unit=None, outcome="noted", limit=9,
                       cursor=None)
    assert [(each.subject, each.findings[0].kind) for each in rows] == [("m", "term")]
    assert kept.act("list_reexamination_outcomes", STRANGER, reexamination_id=run.id, unit=None, outcome=None, limit=9,
                    cursor=None)[0] == []


def test_what_an_officer_dismissed_for_exactly_this_text_is_not_recalled_again(kept: Suite) -> None:
    kept.change("projects", "云杉计划")
    kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "银杏工程")
    assert kept.run().counts == {"clean": 1} and not list(kept.recalls.find({}))


def test_a_newer_change_takes_the_place_of_a_run_that_is_under_way(kept: Suite) -> None:
    kept.show("a", "<p>正文</p>")
    kept.change("projects", "云杉计划")
    first = kept.act("start_reexamination", KEEPER)
    with pytest.raises(ReexaminationUnderWay):
        kept.act("start_reexamination", KEEPER)
    kept.change("projects", "银杏工程")
    assert use_cases.tend_reexamination(kept.ports, now=NOW, id_=first.id) is False
    assert kept.runs.get(first.id).state == "running", "its dictionary is not today's: it waits for the newer run"
    second = kept.run()
    assert second.number == first.number + 1 and second.state == "done"
    assert use_cases.tend_reexamination(kept.ports, now=NOW, id_=first.id) is False
    assert kept.runs.get(first.id).state == "superseded"


def test_a_text_cleared_under_an_older_dictionary_is_looked_at_when_it_is_shown(kept: Suite) -> None:
    kept.texts.held["late"] = OriginText("标题", (Part("body", "<p>云杉计划</p>", "html"),))
    kept.request("", digest="late", subject="a", event="e9")
    kept.decide("clear_review", kept.only)
    kept.change("projects", "云杉计划")
    assert kept.run().total == 0
    kept.show("a", digest="late", cleared=False, sequence=7)
    assert recall_of(kept, "a").reexamination == "" and kept.alarms == []


def test_changed_rules_open_a_run_when_a_process_begins_and_others_leave_it_alone(kept: Suite) -> None:
    kept.show("a", "<p>正文</p>")
    use_cases.begin(kept.ports, now=NOW)
    assert kept.runs.newest() is None, "everything was cleared under these rules"
    old = kept.inspector
    kept.inspector = Inspector(on=[*BUILT_IN, Fixed()], secret_key=KEY)
    use_cases.begin(kept.ports, now=NOW)
    use_cases.begin(kept.ports, now=NOW)
    run = kept.runs.newest()
    assert (run.number, run.trigger, run.total) == (1, "rules", 1)
    kept.inspector = old
    assert use_cases.tend_reexamination(kept.ports, now=NOW, id_=run.id) is False and kept.runs.get(run.id).done == 0
    kept.inspector = Inspector(on=[*BUILT_IN, Fixed()], secret_key=KEY)
    while use_cases.tend_reexamination(kept.ports, now=NOW, id_=run.id):
        pass
    assert kept.runs.get(run.id).found == 1


def test_what_cannot_be_examined_never_counts_as_clean_and_while_its_service_is_away_the_run_waits(kept: Suite) -> None:
    kept.show("a", "<p>正文</p>")
    kept.show("b", "<p>正文</p>")
    kept.change("projects", "云杉计划")
    kept.texts.away = True
    with pytest.raises(Unavailable):
        kept.run()
    assert kept.runs.newest().done == 0
    kept.texts.away = False
    kept.inspector = Inspector(on=[*BUILT_IN], trial=[Fixed(severity=None)], secret_key=KEY)
    assert kept.run().counts == {"clean": 2}
    kept.inspector = Inspector(on=[*BUILT_IN, Fixed(severity=None)], secret_key=KEY)
    use_cases.begin(kept.ports, now=NOW)
    run = kept.runs.newest()
    use_cases.tend_reexamination(kept.ports, now=NOW, id_=run.id)
    done = kept.runs.get(run.id)
    assert (done.state, done.failed) == ("incomplete", 2) and set(outcomes(kept, run).values()) == {"failed"}
    kept.inspector = Inspector(on=[*BUILT_IN, Fixed(severity=None)], secret_key=KEY)
    assert kept.act("start_reexamination", KEEPER).number == done.number + 1


def test_lifted_it_is_cleared_anew_for_exactly_this_text(kept: Suite) -> None:
    digest = kept.show("a", "<p>云杉计划，云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    recall = recall_of(kept, "a")
    with pytest.raises(errors.FindingsOpen):
        decide(kept, "lift_recall", recall, dismissals=dismissed(recall)[:1])
    with pytest.raises(errors.ReasonQuotes):
        decide(kept, "lift_recall", recall, dismissals=dismissed(recall), opinion="云杉计划可以公开")
    with pytest.raises(errors.UnknownFinding):
        decide(kept, "lift_recall", recall, dismissals=[{"finding": "x", "reason": "误报"}])
    lifted = decide(kept, "lift_recall", recall, dismissals=dismissed(recall), opinion="可以公开")
    told = kept.recalls.events[-1]
    assert (told.TYPE, told.digest, told.clearance) == ("secrecy.recall.lifted.v1", digest, lifted.clearance.id)
    kept.hide("a", 8)
    kept.hear(use_cases.note_display_changed, unit="433100", subject="a", digest=digest, sequence=9,
              fetch="content.get_review_text")
    assert kept.alarms == [] and kept.shown.get("content/a").clearance == lifted.clearance.id
    kept.change("projects", "银杏工程")
    assert kept.run().counts == {"clean": 1}, "what was dismissed stays so"
    with pytest.raises(IllegalRecallStep):
        decide(kept, "uphold_recall", kept.recalls.get(recall.id), reason="不宜公开")


def test_a_recall_is_decided_under_the_present_dictionary_by_somebody_who_had_no_part_in_it(kept: Suite) -> None:
    kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    recall = recall_of(kept, "a")
    author = replace(KEEPER, id="author", grants={"secrecy_officer": ("433100",)})
    for operation, fields in (("lift_recall", {"dismissals": dismissed(recall)}), ("uphold_recall", {"reason": "不宜"})):
        with pytest.raises(errors.SamePerson):
            decide(kept, operation, recall, author, **fields)
    for caller in (EDITOR, STRANGER):
        with pytest.raises(Fault):
            decide(kept, "uphold_recall", recall, caller, reason="不宜")
    (term,) = kept.entries.added.values()
    kept.change(remove=[{"entry": term.id, "reason": "公开"}])
    with pytest.raises(errors.ScanStale):
        decide(kept, "lift_recall", recall, dismissals=dismissed(recall))
    scanned = decide(kept, "scan_recall", recall)
    assert scanned.scan.blocking == 0 and decide(kept, "lift_recall", scanned).state == "lifted"


def test_upheld_it_has_no_clearance_any_more(kept: Suite) -> None:
    digest = kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    decide(kept, "uphold_recall", recall_of(kept, "a"), reason="不宜公开")
    assert kept.recalls.events[-1].TYPE == "secrecy.recall.upheld.v1"
    kept.hide("a", 8)
    kept.hear(use_cases.note_display_changed, unit="433100", subject="a", digest=digest, sequence=9,
              fetch="content.get_review_text")
    assert kept.alarms == ["!"]


def test_another_text_that_is_live_supersedes_the_recall(kept: Suite) -> None:
    kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    kept.hide("a", 4)
    assert recall_of(kept, "a").state == "open"
    kept.show("a", "<p>改正</p>", sequence=6)
    assert recall_of(kept, "a").state == "superseded" and kept.recalls.events[-1].TYPE == "secrecy.recall.superseded.v1"


def test_giving_up_what_nobody_has_changes_nothing(kept: Suite) -> None:
    kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    recall = recall_of(kept, "a")
    before = recall.changed_at
    recall.let_go(by=KEEPER.id, at=before + timedelta(hours=1))
    assert not recall.changed and recall.changed_at == before


def test_a_claim_is_optional_and_keeps_others_out(kept: Suite) -> None:
    kept.show("a", "<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    kept.run()
    claimed = decide(kept, "claim_recall", recall_of(kept, "a"))
    other = replace(KEEPER, id="other", grants={"secrecy_officer": ("433100",)})
    with pytest.raises(errors.ClaimedByOther):
        decide(kept, "uphold_recall", claimed, other, reason="不宜")
    with pytest.raises(StaleVersion):
        kept.act("release_recall", recall_id=claimed.id, version=1)
    released = decide(kept, "release_recall", claimed)
    assert decide(kept, "uphold_recall", released, other, reason="不宜").state == "upheld"
    assert kept.act("get_recall_text", recall_id=claimed.id)["title"] == "标题"
    assert [each.id for each in kept.act("list_recalls", unit=None, state=None, service=None, subject=None, reexamination=None,
                                         limit=9, cursor=None)[0]] == [claimed.id]

"""The inbox: everything that waits for somebody, and nothing that they may not do (Art. 4 第四条, 5 第五条)."""
from datetime import timedelta
from typing import Any

import pytest

from services.content import use_cases
from shared.caller import Caller
from tests.unit.services.content.test_review_steps import FIRST, HEAD, SECOND, THREE, cleared, forced, steps, submitted
from tests.unit.services.content.test_scheduling import NINE, look, scheduled
from tests.unit.services.content.town import APPROVER, COLLEAGUE, EDITOR, PUBLISHER, STRANGER, Town, person


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def inbox(town: Town, who: Caller, **query: Any) -> dict[str, Any]:
    """What waits for somebody."""
    filters = dict.fromkeys(("kind", "waiting_hours", "site", "column", "document_kind"))
    found: dict[str, Any] = use_cases.list_inbox(town.ports, caller=who, now=town.now, **filters | {
        "sort": "urgency", "limit": 20, "cursor": None} | query)
    return found


def kinds(town: Town, who: Caller, **query: Any) -> list[str]:
    """The kinds of what waits, in order."""
    return [entry.kind for entry in inbox(town, who, **query)["items"]]


def test_each_step_waits_for_those_who_can_take_it(town: Town) -> None:
    steps(town, *THREE)
    article = submitted(town)
    for who, kind in ((FIRST, "first_review"), (SECOND, "second_review"), (APPROVER, "final_review")):
        assert kinds(town, who) == [kind] and inbox(town, who)["counts"][kind] == 1
        assert not any(kinds(town, each) for each in (STRANGER, EDITOR, PUBLISHER))
        article = town.step(use_cases.approve_article, who, article)
        assert kinds(town, who) == []
    cleared(town, article)
    assert kinds(town, PUBLISHER) == ["to_publish"] and kinds(town, APPROVER) == []
    town.publish(article)
    assert kinds(town, PUBLISHER) == []


def test_nobody_is_asked_to_review_what_they_wrote_or_reviewed(town: Town) -> None:
    steps(town, "first", "final")
    both = person("editor", "editor", "first_reviewer", "approver")
    article = submitted(town)
    assert kinds(town, both) == []
    town.step(use_cases.approve_article, person("first", "first_reviewer"), article)
    assert kinds(town, person("first", "approver")) == [] and kinds(town, APPROVER) == ["final_review"]


def test_what_was_returned_waits_for_its_authors_with_the_reason(town: Town) -> None:
    article = submitted(town)
    town.step(use_cases.return_article, APPROVER, article, reason="请补充来源。")
    (entry,) = inbox(town, EDITOR)["items"]
    assert (entry.kind, entry.note, entry.id) == ("returned", "请补充来源。", article.id)
    assert kinds(town, COLLEAGUE) == []
    town.step(use_cases.submit_article, EDITOR, article)
    assert kinds(town, EDITOR) == []


def test_schedules_and_their_failures_wait_for_publishers(town: Town) -> None:
    article = scheduled(town)
    (entry,) = inbox(town, PUBLISHER)["items"]
    assert (entry.kind, entry.publish_at) == ("scheduled", NINE)
    town.accept(town.propose("close", column="xxz.zcwj"))
    look(town, article)
    (entry,) = inbox(town, PUBLISHER)["items"]
    assert entry.kind == "schedule_failed" and entry.urgent and "政策文件" in entry.note


def test_a_forced_approval_waits_for_a_second_person_and_for_nobody_else(town: Town) -> None:
    steps(town, *THREE)
    article = forced(town)
    assert kinds(town, HEAD) == []  # nobody can confirm what is not cleared
    article = cleared(town, article)
    assert kinds(town, HEAD) == ["to_confirm"] and kinds(town, PUBLISHER) == ["to_publish"]
    assert kinds(town, APPROVER) == [] and kinds(town, person("officer", "approver")) == []
    town.publish(article)
    assert kinds(town, HEAD) == ["to_confirm"]
    town.step(use_cases.confirm_article, HEAD, article)
    assert kinds(town, HEAD) == []


def test_what_is_urgent_comes_first_then_what_has_waited_longest(town: Town) -> None:
    older, newer, urgent = town.draft(title="旧"), town.draft(title="新"), town.draft(title="急")
    for article in (older, newer):
        town.step(use_cases.submit_article, EDITOR, article)
    town.step(use_cases.submit_article, EDITOR, urgent, urgency="emergency")
    assert [entry.title for entry in inbox(town, APPROVER)["items"]] == ["急", "旧", "新"]


def test_filters_narrow_it(town: Town) -> None:
    submitted(town)
    assert kinds(town, APPROVER, kind="final_review") == ["final_review"] and kinds(town, APPROVER, kind="to_confirm") == []
    assert kinds(town, APPROVER, site="other") == [] and kinds(town, APPROVER, column="xxz.zcwj") == ["final_review"]
    assert kinds(town, APPROVER, waiting_hours=1) == []
    town.now += timedelta(hours=1)
    assert kinds(town, APPROVER, waiting_hours=1) == ["final_review"]


def test_a_claim_is_shown_while_it_lasts(town: Town) -> None:
    article = town.step(use_cases.claim_article, APPROVER, submitted(town))
    assert inbox(town, HEAD)["items"][0].claim["by"] == "approver"
    town.now += timedelta(minutes=31)
    assert inbox(town, HEAD)["items"][0].claim is None and article.claim

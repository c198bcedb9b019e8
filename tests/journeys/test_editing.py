"""The editors' desk through HTTP: steps, inbox, many at once, an emergency, a publication at its time, also when killed."""
import os
import signal
from datetime import timedelta
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, file_column, open_desk
from shared.clock import BEIJING, now
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

COLUMN = {"site": "xxz", "code": "yjxx", "unit": "433100", "name": "应急信息", "kind": "dynamic", "type": "工作动态",
          "description": "应急信息", "keywords": ["应急"], "review_steps": ["first", "second"]}


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """The prefecture's office, with a column whose articles are reviewed in three steps."""
    desk = open_desk(administrator(suite), suite.gateways[0])
    file_column(desk.manager, desk.registrar, COLUMN)
    return desk


@pytest.fixture(scope="module")
def reviewers(suite: Suite, desk: Desk) -> dict[str, Api]:
    """Who takes each step, and a second approver."""
    return {"first": person(suite, "first_reviewer"), "second": person(suite, "second_reviewer"), "final": desk.approver,
            "head": person(suite, "approver")}


def _draft(desk: Desk, title: str, column: str = "xxz.yjxx") -> dict[str, Any]:
    made: dict[str, Any] = desk.editor.post("/v1/articles", column=column, title=title, body=f"<p>{title}。</p>")
    return made


def _step(who: Api, article: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
    seen = who.get(f"/v1/articles/{article['id']}")
    done: dict[str, Any] = who.post(f"/v1/articles/{article['id']}/{step}", version=seen["version"], **body)
    return done


def _clear(desk: Desk, article: dict[str, Any]) -> None:
    query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
    review = wait_until(lambda: desk.officer.get("/v1/reviews", **query)["items"], what="the review opens")[0]
    desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    wait_until(lambda: desk.editor.get(f"/v1/articles/{article['id']}")["status"] == "cleared", what="it is cleared")


def _waits(who: Api, article: dict[str, Any], **query: Any) -> list[str]:
    """For what an article waits in somebody's inbox."""
    found = who.get("/v1/inbox", limit=100, **query)
    return [each["kind"] for each in found["items"] if each["id"] == article["id"]]


def _public(suite: Suite, article: dict[str, Any]) -> bool:
    return Api(suite.gateways[-1]).response(f"/v1/public/articles/{article['id']}").status_code == 200


def test_three_people_review_in_turn_and_each_finds_it_in_the_inbox(desk: Desk, reviewers: dict[str, Api]) -> None:
    article = _step(desk.editor, _draft(desk, "防汛工作部署"), "submission")
    for step in ("first", "second", "final"):
        assert _waits(reviewers[step], article, kind=f"{step}_review", column="xxz.yjxx") == [f"{step}_review"]
        wrong = reviewers["final" if step != "final" else "first"]
        with pytest.raises(Refusal) as refused:
            _step(wrong, article, "approval")
        assert refused.value.code == "frame.caller.forbidden"
        article = _step(reviewers[step], article, "approval")
    _clear(desk, article)
    assert _waits(desk.publisher, article) == ["to_publish"]
    assert _step(desk.publisher, article, "publication")["status"] == "live" and not _waits(desk.publisher, article)


def test_many_are_handed_in_at_once_and_a_repeat_answers_the_same(desk: Desk, reviewers: dict[str, Api]) -> None:
    drafts = [_draft(desk, f"批量{number}") for number in range(3)]
    items = [{"id": each["id"], "version": each["version"]} for each in drafts] + [{"id": "nowhere", "version": 1}]
    body = {"action": "submit", "items": items, "arguments": {"urgency": "emergency"}}
    first = desk.editor.post("/v1/articles/bulk", key="desk-bulk-1", **body)
    assert (first["done"], first["failed"]) == (3, 1) and first["items"][3]["fault"]["code"] == "content.article.not_found"
    assert desk.editor.post("/v1/articles/bulk", key="desk-bulk-1", **body) == first
    passed = reviewers["first"].post("/v1/articles/bulk", action="approve", items=[
        {"id": each["id"], "version": each["version"]} for each in first["items"][:3]])
    assert passed["done"] == 3
    urgent = reviewers["second"].get("/v1/inbox", limit=100)
    assert urgent["items"][0]["urgent"] and urgent["counts"]["second_review"] >= 3


def test_an_emergency_goes_out_on_one_approval_and_stays_flagged_until_the_second(
        suite: Suite, desk: Desk, reviewers: dict[str, Api]) -> None:
    article = _step(desk.editor, _draft(desk, "山洪红色预警"), "submission")
    article = _step(desk.approver, article, "force", reason="山洪预警，须立即发布。")
    with pytest.raises(Refusal) as refused:
        _step(desk.publisher, article, "publication")
    assert refused.value.code == "content.edition.illegal_transition"  # never without the secrecy clearance
    _clear(desk, article)
    assert _step(desk.publisher, article, "publication")["provisional"] is True
    wait_until(lambda: _public(suite, article), what="it is public")
    flagged = desk.editor.get("/v1/articles", provisional="true")["items"]
    assert article["id"] in [each["id"] for each in flagged]
    assert _waits(reviewers["head"], article) == ["to_confirm"] and not _waits(desk.approver, article)
    done = _step(reviewers["head"], article, "confirmation")
    (duty,) = desk.editor.get(f"/v1/articles/{article['id']}")["duties"]
    assert done["provisional"] is False and (duty["outcome"], duty["evidence"]["decision"]) == ("met", "confirmed")


def test_it_goes_public_at_its_time_once_also_when_content_is_killed_before(suite: Suite, desk: Desk) -> None:
    article = _step(desk.editor, _draft(desk, "定时发布的通知", desk.column), "submission")
    article = _step(desk.approver, article, "approval")
    _clear(desk, article)
    with pytest.raises(Refusal) as refused:
        _step(desk.publisher, article, "schedule", publish_at="2026-01-01T09:00:00+08:00")
    assert refused.value.code == "content.schedule.in_past"
    at = (now() + timedelta(seconds=3)).astimezone(BEIJING)
    assert _step(desk.publisher, article, "schedule", publish_at=at.isoformat())["status"] == "scheduled"
    assert _waits(desk.publisher, article) == ["scheduled"]
    os.kill(wait_until(lambda: suite.pid("content"), what="content runs"), signal.SIGKILL)
    wait_until(lambda: _public(suite, article), timeout=60, what="it is public")
    history = desk.editor.get(f"/v1/articles/{article['id']}/history")["items"]
    published = [each for each in history if each["action"] == "published"]
    assert [each["authority"] for each in published] == [desk.accounts["publisher"]] and now() >= at

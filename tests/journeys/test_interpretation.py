"""A policy and its interpretation through HTTP: refused alone, public together, linked both ways, also when content dies."""
import os
import signal
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from shared.clock import legal_day, now
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """Five people of the prefecture's office."""
    return open_desk(administrator(suite), suite.gateways[0])


def _drafted(desk: Desk, title: str, **fields: Any) -> dict[str, Any]:
    body = f"<p>{title}。</p>"
    article: dict[str, Any] = desk.editor.post("/v1/articles", column=desk.column, title=title, body=body, **fields)
    return article


def _step(who: Api, article: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
    """A step on the article as it is now; the suite itself may have changed it since it was read."""
    seen = who.get(f"/v1/articles/{article['id']}")
    done: dict[str, Any] = who.post(f"/v1/articles/{article['id']}/{step}", version=seen["version"], **body)
    return done


def _cleared(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    _step(desk.editor, article, "submission")
    article = _step(desk.approver, article, "approval")
    query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
    review = wait_until(lambda: desk.officer.get("/v1/reviews", **query)["items"], what="the review opens")[0]
    desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    wait_until(lambda: desk.editor.get(f"/v1/articles/{article['id']}")["status"] == "cleared", what="it is cleared")
    return article


def _page(suite: Suite, article: dict[str, Any], gateway: int = 0) -> dict[str, Any] | None:
    response = Api(suite.gateways[gateway]).response(f"/v1/public/articles/{article['id']}")
    return response.json() if response.status_code == 200 else None


def _linked(suite: Suite, policy: dict[str, Any], other: dict[str, Any], gateway: int = 0) -> bool:
    """True once both pages at a gateway name each other as they are called now."""
    pages = [_page(suite, each, gateway) for each in (policy, other)]
    if None in pages:
        return False
    named = [{key: page[key] for key in ("id", "title", "site", "path")} for page in pages]  # type: ignore[index]
    return pages[0]["interpretations"] == [named[1]] and pages[1]["interprets"] == named[0]  # type: ignore[index]


def _refused(code: str, attempt: Any, *arguments: Any, **fields: Any) -> dict[str, Any]:
    with pytest.raises(Refusal) as refused:
        attempt(*arguments, **fields)
    assert refused.value.code == code and refused.value.problem["title"], refused.value.problem
    return refused.value.problem


def test_a_policy_goes_public_with_its_interpretation_and_not_alone(suite: Suite, desk: Desk) -> None:
    policy = _cleared(desk, _drafted(desk, "示例办法", main_policy=True))
    _refused("content.interpretation.missing", _step, desk.publisher, policy, "publication")
    other = _drafted(desk, "《示例办法》解读", interprets=policy["id"])
    _cleared(desk, other)
    _refused("content.interpretation.too_early", _step, desk.publisher, other, "publication")
    assert _page(suite, policy) is None and _page(suite, other) is None
    assert [each["id"] for each in desk.publisher.get(f"/v1/articles/{policy['id']}/interpretations")["items"]] == [other["id"]]
    _step(desk.publisher, policy, "publication")
    for gateway in (0, len(suite.gateways) - 1):
        wait_until(lambda at=gateway: _linked(suite, policy, other, at), what="both are public and name each other")
    (duty,) = desk.editor.get(f"/v1/articles/{policy['id']}")["duties"]
    assert (duty["outcome"], duty["met_late"], duty["evidence"]["interpretation"]) == ("met", False, other["id"])
    _renamed(suite, desk, policy, other)
    _step(desk.publisher, other, "withdrawal", reason="内容有误，更正后重新发布。")
    wait_until(lambda: _page(suite, policy)["interpretations"] == [], what="it is named no more")  # type: ignore[index]


def _renamed(suite: Suite, desk: Desk, policy: dict[str, Any], other: dict[str, Any]) -> None:
    """A revision of the policy is called otherwise, and a changed date needs its reason."""
    article = _step(desk.editor, policy, "revision")
    desk.editor.patch(f"/v1/articles/{policy['id']}", version=article["version"], title="示例办法（修订）",
                      made_on="2026-01-05")
    _cleared(desk, policy)
    problem = _refused("content.item.redated_without_reason", _step, desk.publisher, policy, "publication")
    assert "redating_reason" in problem["errors"]
    _step(desk.publisher, policy, "publication", redating_reason="补录文件落款日期。")
    for gateway in (0, len(suite.gateways) - 1):
        wait_until(lambda at=gateway: _linked(suite, policy, other, at), what="the new title is shown on the other page")


def test_a_waiver_lets_a_policy_out_and_a_clock_runs_until_it_is_made_good(suite: Suite, desk: Desk) -> None:
    policy = _cleared(desk, _drafted(desk, "示例规划", main_policy=True))
    _refused("frame.input.invalid", _step, desk.approver, policy, "waiver")
    _refused("frame.caller.forbidden", _step, desk.publisher, policy, "waiver", reason="来不及")
    _refused("content.waiver.not_needed", _step, desk.approver, _drafted(desk, "通知"), "waiver", reason="来不及")
    version = desk.approver.get(f"/v1/articles/{policy['id']}")["version"]
    path = f"/v1/articles/{policy['id']}/waiver"
    first = desk.approver.post(path, version=version, key=f"waiver-{policy['id']}", reason="正在会签")
    assert desk.approver.post(path, version=version, key=f"waiver-{policy['id']}", reason="正在会签") == first
    _refused("frame.version.stale", desk.approver.post, path, version=version, reason="正在会签")
    _step(desk.publisher, policy, "publication")
    (duty,) = desk.editor.get(f"/v1/articles/{policy['id']}")["duties"]
    assert (duty["kind"], duty["outcome"]) == ("interpretation.waiver", None) and duty["evidence"]["waived_on"]
    for step in ("waiver", "waiver-withdrawal"):
        _refused("content.waiver.too_late", _step, desk.approver, policy, step, reason="太晚了")
    other = _cleared(desk, _drafted(desk, "《示例规划》解读", interprets=policy["id"]))
    _step(desk.publisher, other, "publication")
    wait_until(lambda: _linked(suite, policy, other), what="both name each other")
    assert desk.editor.get(f"/v1/articles/{policy['id']}")["duties"][0]["outcome"] == "met"


def test_the_class_of_a_matter_makes_a_policy_one_and_its_publication_meets_the_matters_duty(suite: Suite, desk: Desk) -> None:
    officer = person(suite, "disclosure_officer")
    matter = officer.post("/v1/matters", unit="433100", title=f"示例细则 {desk.accounts['editor']}", basis="formed",
                          classes=["normative_documents"], happened_on=legal_day(now()).isoformat())
    policy = _cleared(desk, _drafted(desk, "示例细则", main_policy=False, matters=[matter["id"]]))
    _refused("content.interpretation.missing", _step, desk.publisher, policy, "publication")
    other = _cleared(desk, _drafted(desk, "《示例细则》解读", interprets=policy["id"]))
    _step(desk.publisher, policy, "publication")
    wait_until(lambda: _linked(suite, policy, other), what="both are public")
    wait_until(lambda: officer.get(f"/v1/matters/{matter['id']}")["state"] == "fulfilled", what="the matter is disclosed")


def test_bad_links_are_refused_field_by_field_and_change_nothing(suite: Suite, desk: Desk) -> None:
    policy = _drafted(desk, "甲")
    other = _drafted(desk, "乙", interprets=policy["id"])
    for target, article in (("nothing", policy), (policy["id"], policy), (other["id"], policy)):
        problem = _refused("content.interpretation.invalid", desk.editor.patch, f"/v1/articles/{article['id']}",
                           version=article["version"], interprets=target)
        assert problem["errors"]["interprets"]
    _refused("frame.input.invalid", _drafted, desk, "丙", matters=["m"] * 21)
    assert desk.editor.get(f"/v1/articles/{policy['id']}")["version"] == policy["version"]


def test_killing_content_after_the_first_half_leaves_nothing_undone(suite: Suite, desk: Desk) -> None:
    policy = _cleared(desk, _drafted(desk, "示例条例", main_policy=True))
    other = _cleared(desk, _drafted(desk, "《示例条例》解读", interprets=policy["id"]))
    victim = wait_until(lambda: suite.pid("content"), what="content runs")
    _step(desk.publisher, policy, "publication")
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: suite.pid("content") not in (0, victim), timeout=30, what="content was started again")
    wait_until(lambda: _linked(suite, policy, other), timeout=30, what="the rest of the act was done")
    assert [each["action"] for each in desk.editor.get(f"/v1/articles/{other['id']}/history")["items"]].count("published") == 1

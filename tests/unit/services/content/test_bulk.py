"""One step for many articles, and another column for one (Art. 5 第五条)."""
from typing import Any

import pytest

from services.content import errors, schemas, use_cases
from services.content.model import Article, Status
from services.content.schemas import bulk as shapes
from services.content.use_cases import bulk
from shared.caller import Caller
from tests.unit.services.content.test_review_steps import FIRST, THREE, steps, submitted
from tests.unit.services.content.test_scheduling import NINE
from tests.unit.services.content.town import APPROVER, EDITOR, PUBLISHER, STRANGER, Town


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def change(town: Town, who: Caller, action: str, *articles: Article, **arguments: Any) -> dict[str, Any]:
    """The answer to one step for many, as they are now."""
    items = [{"id": each.id, "version": town.articles.get(each.id).version} for each in articles]
    found: dict[str, Any] = town.do(use_cases.change_articles, who, action=action, items=items, arguments=arguments)
    return found


def test_each_is_answered_by_its_own_result_or_fault_and_none_stops_the_others(town: Town) -> None:
    good, handed_in, other = town.draft(), submitted(town), town.draft()
    answer = town.do(use_cases.change_articles, EDITOR, action="submit", arguments={}, items=[
        {"id": good.id, "version": 1}, {"id": handed_in.id, "version": 2}, {"id": "nowhere", "version": 1},
        {"id": other.id, "version": 9}])
    assert (answer["done"], answer["failed"]) == (1, 3)
    assert [each["status"] for each in answer["items"]] == ["submitted", None, None, None]
    assert [each["fault"]["code"] for each in answer["items"][1:]] == [
        "content.edition.illegal_transition", "content.article.not_found", "frame.version.stale"]
    assert town.articles.get(other.id).status == Status.DRAFT


def test_the_final_step_is_not_taken_for_many_but_the_earlier_ones_are(town: Town) -> None:
    steps(town, *THREE)
    articles = [submitted(town), submitted(town)]
    assert change(town, FIRST, "approve", *articles)["done"] == 2
    steps(town, "final")
    alone = submitted(town)
    (refused,) = change(town, APPROVER, "approve", alone)["items"]
    assert refused["fault"]["code"] == "content.bulk.final_step"
    assert not [name for name in bulk.ACTIONS if "clear" in name or name in ("force", "confirm")]


def test_everybody_needs_the_role_of_the_step_for_each_article(town: Town) -> None:
    answer = change(town, STRANGER, "publish", town.cleared())
    assert answer["items"][0]["fault"]["code"] == "frame.caller.forbidden"


def test_every_action_does_what_its_single_step_does(town: Town) -> None:
    two = [town.cleared(), town.cleared()]
    assert change(town, PUBLISHER, "schedule", *two, publish_at=NINE)["items"][0]["status"] == "scheduled"
    assert change(town, PUBLISHER, "unschedule", *two)["done"] == 2
    assert change(town, PUBLISHER, "publish", *two)["items"][1]["status"] == "live"
    assert change(town, PUBLISHER, "withdraw", *two, reason="内容有误。")["done"] == 2
    drafts = [town.draft(), town.draft()]
    assert change(town, EDITOR, "set_kind", *drafts, kind="notice")["done"] == 2
    assert change(town, EDITOR, "set_subject", *drafts, subject="general")["done"] == 2
    assert change(town, EDITOR, "set_validity", *drafts, validity="not_yet")["done"] == 2
    item = town.articles.get(drafts[0].id).current.item
    assert item and (item.kind, item.subject, item.validity) == ("notice", "general", "not_yet")
    town.open("news")
    assert change(town, EDITOR, "move", *drafts, column="xxz.news")["done"] == 2
    assert change(town, EDITOR, "submit", *drafts, urgency="emergency")["done"] == 2
    assert change(town, EDITOR, "recall", drafts[0])["done"] == 1
    assert change(town, APPROVER, "return", drafts[1], reason="请补充来源。")["items"][0]["status"] == "draft"
    assert change(town, EDITOR, "discard", *drafts, reason="重复起草")["done"] == 2


@pytest.mark.parametrize(("action", "arguments"), [
    ("return", {}), ("submit", {"reason": "不用"}), ("move", {"kind": "notice"})])
def test_arguments_that_do_not_fit_are_refused_before_anything_is_done(town: Town, action: str, arguments: Any) -> None:
    article = town.draft()
    with pytest.raises(errors.InvalidBulk) as refused:
        change(town, EDITOR, action, article, **arguments)
    assert all(name.startswith("arguments.") for name in refused.value.fields)
    with pytest.raises(errors.InvalidBulk):
        change(town, EDITOR, "submit", article, article)


def test_the_shape_knows_the_same_actions_and_takes_two_hundred() -> None:
    assert set(shapes.ACTIONS) == set(bulk.ACTIONS)
    items = [{"id": f"a{number}", "version": 1} for number in range(200)]
    assert schemas.ChangeArticles().load({"action": "submit", "items": items})["arguments"] == {}
    for wrong in ([], [*items, {"id": "b", "version": 1}]):
        assert schemas.ChangeArticles().validate({"action": "submit", "items": wrong})


def test_what_was_public_moves_with_its_old_address_and_only_by_a_publisher(town: Town) -> None:
    article, before = town.live(), "/zcwj/202611/t20261123_00001.html"
    town.open("news")
    (refused,) = change(town, EDITOR, "move", article, column="xxz.news")["items"]
    assert refused["fault"]["code"] == "frame.caller.forbidden"
    article = town.step(use_cases.move_article, PUBLISHER, article, column="xxz.news")
    assert article.path == "/news/202611/t20261123_00001.html" and article.former_paths == [before]


def test_nothing_is_moved_around_the_steps_of_a_review(town: Town) -> None:
    town.open("strict", review_steps=["first"])
    for article in (town.approved(), town.cleared()):
        with pytest.raises(errors.MovedUnderReview):
            town.step(use_cases.move_article, EDITOR, article, column="xxz.strict")
    with pytest.raises(errors.InvalidMove) as refused:
        town.step(use_cases.move_article, PUBLISHER, town.live(), column="xxz.strict")
    assert "初审" in refused.value.sentence
    other = town.open("other", unit="433100E01")
    with pytest.raises(errors.InvalidMove):
        town.step(use_cases.move_article, EDITOR, town.draft(), column=other.id)

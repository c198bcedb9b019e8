"""One article in several columns and sites: who must agree, where the public finds it, and how places follow columns."""
import json
from typing import Any

import pytest

from services.content import use_cases
from services.content.errors import ColumnClosed, InvalidPlacement, PlacementDecided, PlacementNotFound, PlacementUnapproved
from services.content.events import ArticlePlaced, ArticlePublished, ArticleWithdrawn
from services.content.model import Article
from services.content.model.placement import State
from shared.caller import ANONYMOUS
from shared.errors import Forbidden
from tests.unit.services.content.town import EDITOR, PLAN, PUBLISHER, SITE, Town, person

BUREAU = "433101"
THEIRS = person("theirs", "publisher", unit=BUREAU)
BUREAU_SITE = SITE | {"code": "jyj", "unit": BUREAU, "name": "示例教育局网站", "kind": "department",
                      "domain": "jyj.example.gov.cn", "identification_code": "4331000002", "organisation_code": "000000001"}


@pytest.fixture
def town() -> Town:
    """A town with a second column, and a bureau with a site and a column of its own."""
    town = Town()
    town.unit(BUREAU, "示例教育局", parent="433100")
    town.open("tzgg")
    town.do(use_cases.register_site, person("m", "column_manager", unit=BUREAU), **BUREAU_SITE)
    town.accept(town.propose("open", person("m", "column_manager", unit=BUREAU), site="jyj",
                             plan=PLAN | {"unit": BUREAU, "name": "教育政策"}))
    return town


def places(*columns: str) -> list[dict[str, str]]:
    """An input."""
    return [{"column": each} for each in columns]


def listed(town: Town, site: str, column: str | None) -> list[str]:
    """Ids of what the public finds."""
    ready = town.do(use_cases.list_public_articles, ANONYMOUS, site=site, column=column, limit=20, cursor=None)
    return [each["id"] for each in json.loads(ready.json)["items"]]


def page(town: Town, site: str, path: str) -> dict[str, Any]:
    """A public page by an address."""
    found: dict[str, Any] = json.loads(town.do(use_cases.get_public_page, ANONYMOUS, site=site, path=path).json)
    return found


def inbox(town: Town, who: Any = THEIRS, state: str = "asked") -> list[str]:
    """Ids of what waits for somebody's answer."""
    return [each.id for each in town.do(use_cases.list_placements, who, state=state, column=None, limit=20, cursor=None)[0]]


def answer(town: Town, article: Article, step: Any = use_cases.accept_placement, who: Any = THEIRS, **more: Any) -> Article:
    """The bureau's answer."""
    return town.step(step, who, article, column="jyj.zcwj", **more)


def test_a_column_of_the_own_unit_shows_it_at_once_and_counts_no_update(town: Town) -> None:
    article = town.live(town.draft(placements=places("xxz.tzgg")))
    assert listed(town, "xxz", "xxz.tzgg") == listed(town, "xxz", "xxz.zcwj") == listed(town, "xxz", None) == [article.id]
    shown = page(town, "xxz", article.path)
    assert shown["canonical"] == f"https://www.example.gov.cn{article.path}" and shown["labels"]["Url"] == article.path
    assert town.column("xxz.tzgg").newest is None and town.column("xxz.zcwj").newest is not None
    told = next(each for each in town.events if isinstance(each, ArticlePublished))
    assert told.placements == [{"site": "xxz", "column": "xxz.tzgg", "path": ""}] and "list:xxz.tzgg" in told.cache_tags()


def test_another_units_column_waits_for_its_publisher(town: Town) -> None:
    article = town.draft(placements=[{"site": "jyj", "column": "jyj.zcwj"}])
    assert inbox(town) == []
    with pytest.raises(PlacementNotFound):
        answer(town, article)  # nobody there may see what was not cleared
    article = town.cleared(article)
    assert inbox(town) == [article.id]
    article = town.publish(article)
    assert listed(town, "jyj", None) == []
    with pytest.raises(Forbidden):
        answer(town, article, who=PUBLISHER)
    article = answer(town, article)
    assert listed(town, "jyj", "jyj.zcwj") == listed(town, "jyj", None) == [article.id] and inbox(town) == []
    told = town.events[-1]
    assert isinstance(told, ArticlePlaced) and {"list:jyj", "list:jyj.zcwj"} <= set(told.cache_tags())
    there = page(town, "jyj", article.placements[0].path)
    assert there["labels"]["SiteName"] == "示例教育局网站" and there["labels"]["ColumnName"] == "教育政策"
    assert there["labels"]["Url"] == article.path and there["shown_at"]["column"] == "jyj.zcwj"
    with pytest.raises(PlacementDecided):
        answer(town, article)
    article = answer(town, article, use_cases.refuse_placement, reason="与本栏目无关。")
    assert listed(town, "jyj", None) == [] and inbox(town, state="refused") == [article.id]


def test_who_publishes_for_both_units_need_not_ask(town: Town) -> None:
    article = town.cleared(town.draft(placements=places("jyj.zcwj")))
    both = person("both", "publisher")
    both = type(both)(id="both", unit=both.unit, grants={"publisher": ("433100", BUREAU)})
    town.step(use_cases.publish_article, both, article)
    assert listed(town, "jyj", None) == [article.id]


def test_a_publisher_changes_the_places_of_what_is_live_and_a_draft_follows(town: Town) -> None:
    article = town.live(town.draft(placements=places("xxz.tzgg")))
    article = town.approved(town.step(use_cases.revise_article, EDITOR, article))
    kept = article.current.approval
    article = town.step(use_cases.change_placements, PUBLISHER, article, placements=places("jyj.zcwj"), reason="改投。")
    assert listed(town, "xxz", "xxz.tzgg") == [] and inbox(town) == [article.id]
    assert article.current.ties.placements == ("jyj.zcwj",) and article.current.approval == kept
    assert isinstance(town.events[-1], ArticlePlaced) and town.events[-1].removed[0]["column"] == "xxz.tzgg"
    assert town.articles.steps[-1] == "placements_changed"


def test_a_place_that_the_draft_has_already_is_not_named_twice(town: Town) -> None:
    article = town.step(use_cases.revise_article, EDITOR, town.live())
    article = town.step(use_cases.edit_article, EDITOR, article, placements=places("xxz.tzgg"))
    article = town.step(use_cases.change_placements, PUBLISHER, article, placements=places("xxz.tzgg"), reason="先行展示。")
    assert article.current.ties.placements == ("xxz.tzgg",) and [each.column for each in article.shown_in] == ["xxz.tzgg"]


def test_what_is_not_public_gets_no_new_place_but_may_lose_one(town: Town) -> None:
    article = town.cleared(town.draft(placements=places("xxz.tzgg")))
    with pytest.raises(PlacementUnapproved):
        town.step(use_cases.change_placements, PUBLISHER, article, placements=places("xxz.tzgg", "jyj.zcwj"), reason="增。")
    article = town.step(use_cases.change_placements, PUBLISHER, article, placements=[], reason="不再展示。")
    assert town.publish(article).shown_in == []


def test_a_changed_place_voids_the_approval(town: Town) -> None:
    article = town.approved()
    article = town.step(use_cases.edit_article, EDITOR, article, placements=places("xxz.tzgg"))
    assert article.current.approval is None


@pytest.mark.parametrize(("given", "fault"), [
    (places("xxz.zcwj"), InvalidPlacement), ([{"site": "xxz", "column": "jyj.zcwj"}], InvalidPlacement)])
def test_a_place_that_is_none_is_refused(town: Town, given: list[dict[str, str]], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        town.draft(placements=given)


def test_a_closed_column_keeps_what_it_shows_and_takes_nothing_new(town: Town) -> None:
    shown = town.live(town.draft(placements=places("xxz.tzgg")))
    waiting = town.cleared(town.draft(title="另一件", placements=places("xxz.tzgg")))
    town.accept(town.propose("close", column="xxz.tzgg"))
    assert listed(town, "xxz", "xxz.tzgg") == [shown.id]
    with pytest.raises(ColumnClosed):
        town.publish(waiting)
    again = town.live(town.step(use_cases.revise_article, EDITOR, shown))
    assert [each.column for each in again.shown_in] == ["xxz.tzgg"]


def test_places_follow_a_merged_column(town: Town) -> None:
    town.open("zcfg")
    kept = town.live(town.draft(placements=places("xxz.tzgg")))
    into_home = town.live(town.draft(title="已在其中", column="xxz.zcfg", placements=places("xxz.tzgg")))
    town.accept(town.propose("merge", column="xxz.tzgg", into="xxz.zcfg", reason="重复。"))
    town.sweep("xxz.tzgg", looks=6)
    assert town.articles.get(kept.id).ties.placements == ("xxz.zcfg",)
    assert town.articles.get(into_home.id).placements == []
    assert set(listed(town, "xxz", "xxz.zcfg")) == {kept.id, into_home.id} and listed(town, "xxz", "xxz.tzgg") == []


def test_a_home_that_merges_into_a_further_place_leaves_one(town: Town) -> None:
    article = town.live(town.draft(placements=places("xxz.tzgg")))
    town.accept(town.propose("merge", column="xxz.zcwj", into="xxz.tzgg", reason="重复。"))
    town.sweep("xxz.zcwj", looks=6)
    found = town.articles.get(article.id)
    assert (found.column, found.placements, found.ties.placements) == ("xxz.tzgg", [], ())
    told = [each for each in town.events if isinstance(each, ArticlePlaced)][-1]
    assert (told.column, told.placements, [each["column"] for each in told.removed]) == ("xxz.tzgg", [], ["xxz.tzgg"])
    assert listed(town, "xxz", "xxz.tzgg") == [article.id]


def test_a_withdrawal_takes_all_places_along(town: Town) -> None:
    article = answer(town, town.live(town.draft(placements=places("xxz.tzgg", "jyj.zcwj"))))
    town.withdraw(article)
    assert listed(town, "xxz", "xxz.tzgg") == listed(town, "jyj", None) == []
    told = next(each for each in town.events if isinstance(each, ArticleWithdrawn))
    assert {"list:xxz.tzgg", "list:jyj", "list:jyj.zcwj"} <= set(told.cache_tags())
    assert town.articles.get(article.id).placement("jyj.zcwj").state is State.ACCEPTED


def test_a_recall_takes_it_from_all_places_at_once(town: Town) -> None:
    article = answer(town, town.live(town.draft(placements=places("xxz.tzgg", "jyj.zcwj"))))
    recalled = {"recall_id": "r1", "service": "content", "subject": article.id, "digest": article.current.digest}
    town.hear(use_cases.note_recall_opened, **recalled)
    told = next(each for each in town.events if isinstance(each, ArticleWithdrawn))
    assert {"list:xxz.tzgg", "list:jyj", "list:jyj.zcwj"} <= set(told.cache_tags())


def test_what_a_recall_gives_back_is_found_where_it_was_though_a_draft_left_the_place_out(town: Town) -> None:
    article = answer(town, town.live(town.draft(placements=places("xxz.tzgg", "jyj.zcwj"))))
    path, recalled = article.placement("jyj.zcwj").path, {
        "recall_id": "r1", "service": "content", "subject": article.id, "digest": article.current.digest}
    town.hear(use_cases.note_recall_opened, **recalled)
    article = town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, placements=[])
    town.hear(use_cases.note_recall_lifted, **recalled, clearance="new", officer="officer", dictionary="d@2", rules="r")
    back = town.articles.get(article.id)
    assert {each.column: each.path for each in back.shown_in} == {"xxz.tzgg": "", "jyj.zcwj": path}


def test_a_place_that_agrees_during_a_recall_has_its_address_when_that_is_lifted(town: Town) -> None:
    article = town.live(town.draft(placements=places("jyj.zcwj")))
    answer(town, article, use_cases.refuse_placement, reason="再看。")
    told = {"recall_id": "r1", "service": "content", "subject": article.id, "digest": article.current.digest}
    town.hear(use_cases.note_recall_opened, **told)
    answer(town, article)
    town.hear(use_cases.note_recall_lifted, **told, clearance="new", officer="officer", dictionary="d@2", rules="r")
    (shown,) = town.articles.get(article.id).shown_in
    assert shown.path and page(town, "jyj", shown.path)["shown_at"]["column"] == "jyj.zcwj"


@pytest.mark.parametrize("recalled", [True, False])
def test_what_was_withdrawn_or_is_recalled_may_lose_a_place_for_good(town: Town, recalled: bool) -> None:
    article = town.live(town.draft(placements=places("xxz.tzgg")))
    told = {"recall_id": "r1", "service": "content", "subject": article.id, "digest": article.current.digest}
    if recalled:
        town.hear(use_cases.note_recall_opened, **told)
    else:
        town.withdraw(article)
    article = town.step(use_cases.change_placements, PUBLISHER, article, placements=[], reason="不再展示。")
    assert article.ties.placements == () and article.placements == []
    if recalled:
        town.hear(use_cases.note_recall_lifted, **told, clearance="new", officer="officer", dictionary="d@2", rules="r")
        assert town.articles.get(article.id).shown_in == []


def test_a_dropped_place_is_told_when_the_new_edition_goes_public(town: Town) -> None:
    article = town.live(town.draft(placements=places("xxz.tzgg")))
    article = town.step(use_cases.revise_article, EDITOR, article)
    town.live(town.step(use_cases.edit_article, EDITOR, article, placements=[]))
    assert listed(town, "xxz", "xxz.tzgg") == []
    assert [each.removed[0]["column"] for each in town.events if isinstance(each, ArticlePlaced)] == ["xxz.tzgg"]

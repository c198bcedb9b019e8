"""Corrections that the public reads, and revisions that it is told of all the same."""
import json
from typing import Any

import pytest

from services.content import use_cases
from services.content.errors import NothingToCorrect
from services.content.events import ArticlePublished
from services.content.model import Article, Item
from shared.caller import ANONYMOUS, SYSTEM
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town

NOTE = {"wrong": "原文将日期写错。", "right": "日期应为12月1日。"}


def shown(town: Town, article: Article) -> dict[str, Any]:
    """The public page."""
    found: dict[str, Any] = json.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)
    return found


def listed(town: Town) -> list[dict[str, Any]]:
    """The site's corrections."""
    ready = town.do(use_cases.list_public_corrections, ANONYMOUS, site="xxz", limit=20, cursor=None)
    found: list[dict[str, Any]] = json.loads(ready.json)["items"]
    return found


def revised(town: Town, article: Article, **changes: Any) -> Article:
    """A new edition with changes."""
    article = town.step(use_cases.revise_article, EDITOR, article)
    return town.step(use_cases.edit_article, EDITOR, article, **changes) if changes else article


def test_a_correction_is_approved_with_the_text_and_shown_with_its_day() -> None:
    town = Town()
    article = town.approved(revised(town, town.live(), body="<p>更正后。</p>"))
    digest = article.current.digest
    article = town.step(use_cases.correct_article, PUBLISHER, article, **NOTE)
    assert article.current.digest != digest and article.current.approval is None
    text = town.do(use_cases.get_review_text, SYSTEM, subject=article.id, digest=article.current.digest)
    assert {"correction-wrong", "correction-right"} <= {part["name"] for part in text["parts"]}
    assert listed(town) == []
    article = town.live(article)
    change = shown(town, article)["changes"][0]
    assert (change["kind_label"], change["wrong"], change["right"], change["edition"]) == ("更正", *NOTE.values(), 2)
    assert change["at"] == article.current.published_at.isoformat()  # type: ignore[union-attr]
    assert listed(town)[0]["id"] == article.id and listed(town)[0]["corrections"] == [change]
    assert [each.corrects for each in town.events if isinstance(each, ArticlePublished)] == [False, True]


def test_a_silent_change_is_told_as_a_revision_and_an_earlier_note_stays() -> None:
    town = Town()
    article = town.live(revised(town, town.live(), correction=NOTE))
    article = town.live(revised(town, article, body="<p>又改。</p>"))
    assert article.current.item and article.current.item.correction is None
    changes = shown(town, article)["changes"]
    assert [(each["edition"], each["kind"], each["wrong"]) for each in changes] == [
        (3, "revision", None), (2, "correction", NOTE["wrong"])]
    assert len(listed(town)[0]["corrections"]) == 1


def test_what_is_withdrawn_is_listed_no_more_and_its_note_stays_away() -> None:
    town = Town()
    article = town.withdraw(town.live(revised(town, town.live(), correction=NOTE)))
    assert listed(town) == []
    article = town.live(revised(town, article, body="<p>重新公开。</p>"))
    assert [(each["kind"], each["wrong"]) for each in shown(town, article)["changes"]] == [("revision", None)] * 2
    assert listed(town) == []


def test_nothing_public_nothing_to_correct() -> None:
    town = Town()
    with pytest.raises(NothingToCorrect):
        town.step(use_cases.correct_article, EDITOR, town.draft(), **NOTE)


def test_an_item_without_a_note_keeps_the_digest_that_it_had() -> None:
    digest = "54b20fd333c585bdee5d4f6e139036208bf70a2ca686bdef1f00fe81f8c01d8f"
    assert Item(title="示例标题", body="<p>示例。</p>").digest == digest

"""Policies and their interpretations in the small town, as several tests tell of them."""
import json
from typing import Any

from services.content import use_cases
from services.content.model import Article, Status
from shared.caller import ANONYMOUS
from tests.unit.services.content.town import APPROVER, EDITOR, UNIT, Town


def policy(town: Town, **fields: Any) -> Article:
    """A cleared policy."""
    return town.cleared(town.draft(**({"title": "示例办法", "main_policy": True} | fields)))


def interpretation(town: Town, of: Article, **fields: Any) -> Article:
    """A cleared interpretation."""
    return town.cleared(town.draft(**({"title": "《示例办法》解读", "interprets": of.id} | fields)))


def both(town: Town) -> tuple[Article, Article]:
    """A policy and its interpretation, public."""
    first = policy(town)
    second = interpretation(town, first)
    town.publish(first)
    return town.articles.get(first.id), town.articles.get(second.id)


def page(town: Town, article: Article) -> dict[str, Any]:
    """What the public reads."""
    found: dict[str, Any] = json.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)
    return found


def said(town: Town, *kinds: type) -> list[Any]:
    """The events of some kinds, in order."""
    return [event for event in town.events if isinstance(event, kinds)]


def revised(town: Town, article: Article, **changes: Any) -> Article:
    """A cleared revision."""
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, **changes)
    return town.cleared(article)


def waived(town: Town, article: Article) -> Article:
    """With a waiver."""
    return town.step(use_cases.waive_interpretation, APPROVER, article, reason="正在会签")


def snapshot(town: Town) -> dict[str, tuple[int, Status]]:
    """How all articles stand."""
    return {each.id: (each.version, each.status) for each in town.articles.find({})}


def matter(town: Town, id_: str, class_name: str, unit: str = UNIT) -> str:
    """A matter that disclosure told of."""
    town.hear(use_cases.note_matter_registered, matter_id=id_, unit=unit, class_name=class_name)
    return id_

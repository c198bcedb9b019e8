"""Related articles: links that are there only while the other side is public, and suggestions for the editor."""
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import InvalidMetadata
from services.content.model import Article, Link, Ties, similarity
from services.content.ports import Ports
from services.content.use_cases.reading import article_if_there, get_article
from shared.caller import Caller

SUGGESTED_MOST = 10
ALIKE_MOST, AKIN_MOST = 20, 20
"""Candidates that are looked at: by their text, and by each word of theirs."""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A public article that may be related, and why."""

    id: str
    title: str
    site: str
    path: str
    similarity: float
    """Of the texts, 0–1."""
    shared_keywords: list[str]
    same_subject: bool

    @property
    def score(self) -> float:
        """What the list is sorted by."""
        return self.similarity + 0.2 * len(self.shared_keywords) + 0.1 * self.same_subject


def checked_related(ports: Ports, ties: Ties, *, article_id: str, unit: str) -> None:
    """Raise ``InvalidMetadata`` where a named article is none that the unit may know of: its own, or a public one."""
    wrong = [each for each in ties.related if not _may_name(ports, each, article_id, unit)]
    if wrong:
        raise InvalidMetadata(fields={"related": [f"没有可以关联的稿件 {each}。" for each in wrong]})


def settle_related(ports: Ports, article_id: str) -> None:
    """What the public sees of an article changed: every page that names it, or that it names, says how it is now. Safe to
    repeat, in any order: each page is made from what is public at this moment."""
    article = article_if_there(ports, article_id)  # none, if a restore of an older backup took it away
    edition = article.public_edition if article else None
    named = edition.ties.related if edition else ()
    for each in dict.fromkeys([article_id, *named, *ports.articles.relating(article_id), *ports.articles.naming(article_id)]):
        page = article if each == article_id else article_if_there(ports, each)
        if page:
            page.show_related(_links(ports, page))
            ports.articles.save(page)


def list_related_suggestions(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> tuple[list[Suggestion], None]:
    """Public articles of the site that may be related, by subject, keywords and likeness of the text, the likeliest first."""
    article = get_article(ports, caller=caller, now=now, article_id=article_id)
    item = article.current.item
    if item is None:
        return [], None
    mine = similarity.shingles(similarity.essence(item.title, item.body))
    alike: dict[str, float] = {}
    for text in ports.texts.alike(article.site, similarity.bands(mine), ALIKE_MOST):
        alike[text.article_id] = max(alike.get(text.article_id, 0.0), text.likeness(mine.tobytes()))
    topics = [*(f"keyword:{each}" for each in item.keywords), f"subject:{item.subject}"]
    akin = ports.articles.akin(article.site, topics, AKIN_MOST)
    found = [_suggestion(ports, each, article, alike.get(each, 0.0)) for each in dict.fromkeys([*alike, *akin])
             if each != article.id and each not in article.ties.related]
    ranked = sorted((each for each in found if each), key=lambda each: (-each.score, each.id))
    return ranked[:SUGGESTED_MOST], None


def _suggestion(ports: Ports, id_: str, article: Article, alike: float) -> Suggestion | None:
    other, mine = article_if_there(ports, id_), article.current.item
    edition, link = (other.public_edition, other.link) if other else (None, None)
    if edition is None or edition.item is None or link is None or mine is None:
        return None
    return Suggestion(id=link.id, title=link.title, site=link.site, path=link.path, similarity=round(alike, 4),
                      shared_keywords=[each for each in mine.keywords if each in edition.item.keywords],
                      same_subject=mine.subject == edition.item.subject != "other")


def _links(ports: Ports, page: Article) -> list[Link]:
    edition = page.public_edition
    if edition is None:
        return []
    back = [each for each in map(ports.articles.get, sorted(ports.articles.relating(page.id)))
            if each.unit == page.unit and each.public_edition and each.public_edition.ties.related_back]
    others = [*(article_if_there(ports, each) for each in edition.ties.related), *back]
    return list({each.id: each.link for each in others if each and each.link and each.id != page.id}.values())


def _may_name(ports: Ports, id_: str, article_id: str, unit: str) -> bool:
    other = article_if_there(ports, id_) if id_ != article_id else None
    return other is not None and (other.unit == unit or other.live is not None)

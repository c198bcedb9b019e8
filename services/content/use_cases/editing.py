"""Writing: from an empty page to what is handed in (Art. 5 第五条 采集, 更新)."""
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.content.model import Article, Item, Ties
from services.content.model.item import checked
from services.content.ports import Ports
from services.content.use_cases.placing import checked_places, want_places
from services.content.use_cases.tying import checked_ties, parted
from shared.caller import Caller


def draft_article(ports: Ports, *, caller: Caller, now: datetime, column: str, **fields: Any) -> Article:
    """Begin an article in a column; the column's unit is responsible for it."""
    place = ports.columns.get(column)
    caller.require("editor", unit=place.unit)
    place.expect_open()
    (ties, item), id_ = parted(fields), ports.new_id()
    article = Article.draft(id=id_, unit=place.unit, site=place.site, column=place.id, item=checked(Item(**item)),
                            by=caller.id, at=now,
                            ties=checked_ties(ports, Ties(**ties), now=now, article_id=id_, unit=place.unit))
    checked_places(ports, article.ties.placements, home=place.id)
    want_places(ports, article, now)
    ports.articles.save(article)
    return article


def edit_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, **changes: Any) -> Article:
    """Change the working edition. The same text and ties again keep its approvals; a real change voids them."""
    article = _editable(ports, caller, article_id, version)
    edition = article.working()
    assert edition.item is not None
    changed, item = parted(changes)
    ties = replace(edition.ties, **changed)
    if ties != edition.ties:
        checked_ties(ports, ties, now=now, article_id=article.id, unit=article.unit)
    checked_places(ports, ties.placements, home=article.column, before=edition.ties.placements)
    article.edit(edition.item.with_changes(item), by=caller.id, at=now, ties=ties)
    want_places(ports, article, now)
    ports.articles.save(article)
    return article


def submit_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Hand the working edition in for editorial approval (审核)."""
    article = _editable(ports, caller, article_id, version)
    article.submit(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def recall_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Take back what was handed in and not yet decided."""
    article = _editable(ports, caller, article_id, version)
    article.recall(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def revise_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Begin a new edition, while the live one stays up."""
    article = _editable(ports, caller, article_id, version)
    article.revise(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def discard_edition(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Give up the working edition; it stays in the record."""
    article = _editable(ports, caller, article_id, version)
    article.discard(by=caller.id, at=now, reason=reason)
    ports.articles.save(article)
    return article


def comment_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, text: str) -> Article:
    """Leave a remark for those who work on the article."""
    article = ports.articles.get(article_id)
    caller.require("editor", "approver", "publisher", unit=article.unit)
    article.comment(by=caller.id, at=now, text=text)
    ports.articles.save(article)
    return article


def _editable(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require("editor", unit=article.unit)
    article.expect(version)
    return article

"""Writing: from an empty page to what is handed in (Art. 5 第五条 采集, 更新)."""
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.content.model import Article, Item, Ties
from services.content.model.images import with_own_images
from services.content.model.item import checked
from services.content.model.review_steps import REVIEWERS, RULE, for_kind, stricter
from services.content.ports import Ports
from services.content.use_cases.attaching import facts_of
from services.content.use_cases.placing import checked_places, want_places
from services.content.use_cases.relating import checked_related
from services.content.use_cases.templating import begun_with, expect_filled
from services.content.use_cases.tying import checked_ties, parted
from shared.caller import Caller
from shared.clock import legal_day
from shared.law.errors import NoRule


def draft_article(ports: Ports, *, caller: Caller, now: datetime, column: str, template: str = "",
                  **fields: Any) -> Article:
    """Begin an article in a column, also with a template of the house; the column's unit is responsible for it."""
    place = ports.columns.get(column)
    caller.require("editor", unit=place.unit)
    place.expect_open()
    (ties, item), id_ = parted(fields), ports.new_id()
    text = _imaged(ports, checked(Item(**begun_with(template, item))))
    article = Article.draft(id=id_, unit=place.unit, site=place.site, column=place.id, item=text,
                            by=caller.id, at=now,
                            ties=checked_ties(ports, Ties(**ties), now=now, article_id=id_, unit=place.unit))
    article.template = template
    article.know_files(facts_of(ports, article.current.item))
    checked_related(ports, article.ties, article_id=id_, unit=place.unit)
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
    if ties.related != edition.ties.related:
        checked_related(ports, ties, article_id=article.id, unit=article.unit)
    text = edition.item.with_changes(item)
    if (text.body, text.attachments) != (edition.item.body, edition.item.attachments):
        text = _imaged(ports, text)
    article.edit(text, by=caller.id, at=now, ties=ties)
    article.know_files(facts_of(ports, article.current.item))
    want_places(ports, article, now)
    ports.articles.save(article)
    return article


def submit_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int,
                   urgency: str = "normal") -> Article:
    """Hand the working edition in for the editorial review (审核), in the steps that its column or its kind of document
    asks for, whichever are more."""
    article = _editable(ports, caller, article_id, version)
    expect_filled(article)
    article.submit(by=caller.id, at=now, steps=steps_of(ports, article, now=now), urgency=urgency)
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
    caller.require("editor", *REVIEWERS, "publisher", unit=article.unit)
    article.comment(by=caller.id, at=now, text=text)
    ports.articles.save(article)
    return article


def steps_of(ports: Ports, article: Article, *, now: datetime, column: str | None = None) -> tuple[str, ...]:
    """The steps of the review that the newest text needs in its column, or in ``column``."""
    item = article.current.item
    try:
        rows = ports.law.value(RULE, legal_day(now))
    except NoRule:
        rows = ()
    return stricter(ports.columns.get(column or article.column).review_steps, for_kind(item.kind if item else "", rows))


def _editable(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require("editor", unit=article.unit)
    article.expect(version)
    return article


def _imaged(ports: Ports, item: Item) -> Item:
    """The item with its images as they may be; what was written before this was asked for stays until its body changes."""
    body = with_own_images(item, ports.image_hosts)
    return item if body == item.body else replace(item, body=body)

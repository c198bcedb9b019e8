"""Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 of the newest public articles of a site, a column or a unit.

An entry's id is a tag URI (RFC 4151) that names the article and never changes, whatever becomes of its title and address.
"""
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from feedgen.feed import FeedGenerator

from services.content.papers.addresses import plain

LANGUAGE = "zh-CN"
GENERATOR = "官网 Guanwang"
UNTITLED = "（无题）"
"""Instead of a title of which XML can hold nothing."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One article."""

    id: str
    title: str
    link: str
    summary: str
    author: str
    category: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed, whatever its form; ``updated`` is that of its newest entry, or the day that the site was registered."""

    id: str
    title: str
    description: str
    link: str
    author: str
    updated: datetime
    entries: Sequence[FeedEntry]


def atom(feed: Feed) -> bytes:
    """As Atom."""
    made: bytes = _generated(feed).atom_str(pretty=True)
    return made


def rss(feed: Feed) -> bytes:
    """As RSS 2.0."""
    made: bytes = _generated(feed).rss_str(pretty=True)
    return made


def json(feed: Feed) -> bytes:
    """As JSON Feed 1.1."""
    items = [{"id": each.id, "url": each.link, "title": each.title, "content_text": each.summary, "summary": each.summary,
              "date_published": each.published.isoformat(), "date_modified": each.updated.isoformat(),
              "authors": [{"name": each.author}], "tags": [each.category], "language": LANGUAGE} for each in feed.entries]
    return orjson.dumps({"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.link,
                         "description": feed.description, "language": LANGUAGE, "authors": [{"name": feed.author}],
                         "items": items})


FORMS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml", atom), "rss": ("application/rss+xml", rss), "json": ("application/feed+json", json)}
"""Form → media type, and what writes it."""


def _generated(feed: Feed) -> Any:
    made = FeedGenerator()
    made.id(feed.id)
    made.title(plain(feed.title))
    made.link(href=feed.link, rel="alternate")
    made.description(plain(feed.description))
    made.subtitle(plain(feed.description))
    made.language(LANGUAGE)
    made.author({"name": plain(feed.author)})
    made.generator(GENERATOR)
    made.updated(feed.updated)
    for each in feed.entries:
        entry = made.add_entry(order="append")
        entry.id(each.id)
        entry.guid(each.id, permalink=False)
        entry.title(plain(each.title) or UNTITLED)
        entry.link(href=each.link, rel="alternate")
        entry.summary(plain(each.summary))
        entry.description(plain(each.summary), isSummary=True)
        entry.author({"name": plain(each.author)})
        entry.category({"term": plain(each.category)})
        entry.published(each.published)
        entry.updated(each.updated)
    return made

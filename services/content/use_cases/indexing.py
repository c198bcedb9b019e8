"""Keeping the search index as the public pages are: by events, and by a check that finds what events did not bring."""
from datetime import datetime, timedelta

from services.content.errors import ArticleNotFound
from services.content.model.search import entry
from services.content.ports import Ports
from shared.events import Received

CHECK = "search"
CHECKED_AT_ONCE = 300
"""Articles that one look of the check compares."""


def note_display_changed(ports: Ports, *, now: datetime, event: Received, subject: str) -> None:
    """What the public sees of an article of ours changed: it is found as it is now, or not at all."""
    index(ports, subject)


def note_article_placed(ports: Ports, *, now: datetime, event: Received, article_id: str) -> None:
    """An article of ours is shown in other places than before: a search there finds it, or finds it no longer."""
    index(ports, article_id)


def index(ports: Ports, article_id: str) -> None:
    """Bring the entry of one article up to what the article is now; safe to repeat, and in any order."""
    try:
        article = ports.articles.get(article_id)
    except ArticleNotFound:
        return
    made = entry(article)
    if made is None:
        ports.search.forget(article.id, article.version)
    else:
        ports.search.put(made)


def begin_checking(ports: Ports, *, now: datetime) -> None:
    """From the first start on: what was public before there was an index comes into it too."""
    ports.search.check_begins(CHECK, now)


def tend_search(ports: Ports, *, now: datetime, id_: str) -> bool:
    """Compare the next articles with the index and put right what differs; True if there are more, else all over again a
    day later."""
    after = ports.search.checked_until(id_)
    wanted = ports.displays.marks(after, CHECKED_AT_ONCE)
    last = max(wanted) if len(wanted) == CHECKED_AT_ONCE else None
    found = ports.search.marks(after, last)
    for article_id, mark in wanted.items():
        if found.get(article_id, "") != mark:
            index(ports, article_id)
    ports.search.check_goes_on(id_, last or "", now if last else now + timedelta(days=1))
    return last is not None

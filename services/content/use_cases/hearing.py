"""What content does when others tell it something; every one is safe to repeat."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.content.model import KnownMatter
from services.content.model.filing import State as FilingState
from services.content.ports import Ports
from services.content.use_cases.counting import count
from services.content.use_cases.effects import take_effect
from services.content.use_cases.indexing import index
from services.content.use_cases.joining import follow
from services.content.use_cases.linking import watch_links
from services.content.use_cases.relating import settle_related
from shared import known
from shared.events import Received
from shared.known import note_notice
from shared.law.duties import Obliged, Succession
from shared.reviewed import ReviewListener

__all__ = [
    "note_article_moved", "note_article_published", "note_article_withdrawn", "note_filing_accepted",
    "note_matter_registered", "note_notice", "note_recall_lifted", "note_recall_opened", "note_recall_upheld",
    "note_review_clarified", "note_review_cleared", "note_review_refused", "note_review_returned",
    "note_review_unclear", "note_unit",
]

_reviews = ReviewListener("content", lambda ports: ports.articles)
note_review_cleared = _reviews.note_review_cleared
note_review_refused = _reviews.note_review_refused
note_review_returned = _reviews.note_review_returned
note_recall_opened = _reviews.note_recall_opened
note_recall_upheld = _reviews.note_recall_upheld
note_recall_lifted = _reviews.note_recall_lifted
note_review_unclear = _reviews.note_review_unclear
note_review_clarified = _reviews.note_review_clarified


def note_article_published(ports: Ports, *, now: datetime, event: Received, article_id: str, edition: int, column: str,
                           published_at: datetime, interprets: str | None) -> None:
    """An article of ours went public: its interpretations follow, and both name each other (Art. 10 第十条); then it is
    judged whether its column was updated by it (Art. 8 第八条). What one of the two has saved, the other does not read to
    decide, so an event that got half-way is simply handled once more."""
    follow(ports, article_id, now=now, since=event.time, interprets=interprets)
    count(ports, now=now, article_id=article_id, edition=edition, column=column, at=published_at)
    watch_links(ports, article_id, now)
    settle_related(ports, article_id)


def note_article_withdrawn(ports: Ports, *, now: datetime, event: Received, article_id: str) -> None:
    """An article of ours is no longer public: nothing names it any more, and an interpretation may be owed again."""
    follow(ports, article_id, now=now, since=event.time)
    watch_links(ports, article_id, now)
    settle_related(ports, article_id)


def note_article_moved(ports: Ports, *, now: datetime, event: Received, article_id: str) -> None:
    """An article of ours has another address, since its column was merged (Art. 9 第九条): pages that name it say so, and
    a search in its column finds it there."""
    index(ports, article_id)
    follow(ports, article_id, now=now, since=event.time)
    watch_links(ports, article_id, now)
    settle_related(ports, article_id)


def note_matter_registered(ports: Ports, *, now: datetime, event: Received, matter_id: str, unit: str, class_name: str) -> None:
    """A matter to disclose was registered: an article that carries it belongs to its class (Art. 7 第七条)."""
    if ports.matters.find_one({"_id": matter_id}) is None:
        matter = KnownMatter(id=matter_id, unit=unit, class_name=class_name)
        matter.note("heard", class_name=class_name)
        ports.matters.save(matter)


def note_filing_accepted(ports: Ports, *, now: datetime, event: Received, filing_id: str) -> None:
    """An accepted filing takes effect, if it has not yet (Art. 9 第九条)."""
    take_effect(ports, ports.filings.get(filing_id), now)


def note_unit(ports: Ports, *, now: datetime, event: Received, code: str, dissolved_on: date | None, successors: Sequence[str],
              **told: Any) -> None:
    """A unit changed; when it is dissolved, its first successor has its columns, its decisions and the interpretations that
    it owes, from its first day on."""
    known.note_unit(ports, now=now, event=event, code=code, dissolved_on=dissolved_on, successors=list(successors), **told)
    if dissolved_on is None or not successors:
        return
    succession = Succession(successors[0], dissolved_on)
    for column in ports.columns.find({"unit": code}):
        if column.alive and _succeeds(column, succession, now, ports):
            ports.columns.save(column)
    for filing in ports.filings.find({"state": FilingState.PROPOSED.value}):
        if filing.office == code and _succeeds(filing, succession, now, ports):
            ports.filings.save(filing)
    for article in map(ports.articles.get, ports.articles.owing(code)):
        if _succeeds(article, succession, now, ports):
            ports.articles.save(article)


def _succeeds(obliged: Obliged, succession: Succession, now: datetime, ports: Ports) -> bool:
    if obliged.succession == succession:
        return False
    obliged.succession = succession
    obliged.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
    obliged.tend(now, ports.calendar)
    return True

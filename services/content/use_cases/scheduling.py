"""Publication at a set time (定时发布): the same gate, asked again at the moment (Art. 4 第四条)."""
from datetime import datetime

from services.content.model import Article
from services.content.ports import Ports
from services.content.use_cases.publishing import let_through
from shared.caller import Caller
from shared.errors import Fault, Kind, StaleVersion


def schedule_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, publish_at: datetime,
                     redating_reason: str = "") -> Article:
    """Let what is cleared go public by itself at ``publish_at``, on the caller's authority; a later word replaces it."""
    article = _publishable(ports, caller, article_id, version)
    ports.columns.get(article.column).expect_open()
    article.schedule(by=caller.id, at=now, publish_at=publish_at, redating_reason=redating_reason)
    ports.articles.save(article)
    return article


def unschedule_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Let it wait for a publisher again."""
    article = _publishable(ports, caller, article_id, version)
    article.unschedule(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def tend_article(ports: Ports, *, now: datetime, id_: str) -> None:
    """What the sweep finds due: a publication first, then the clocks of duties, with the next look."""
    article = ports.articles.get(id_)
    schedule = article.current.schedule
    if schedule and not schedule.failure and schedule.publish_at <= now:
        _publish(ports, article, now)
        return
    article.tend(now, ports.calendar)
    ports.articles.save(article)


def _publish(ports: Ports, article: Article, now: datetime) -> None:
    """Open the gate if it opens; if not, say why where a person sees it. A store that is away is no answer of the gate's:
    the sweep comes back. Of many replicas the version check lets one save."""
    schedule = article.current.schedule
    assert schedule is not None
    try:
        let_through(ports, article, by=schedule.by, now=now, redating_reason=schedule.redating_reason, authority=schedule.by)
        ports.articles.save(article)
    except Fault as fault:
        if fault.kind is Kind.UNAVAILABLE or isinstance(fault, StaleVersion):
            raise
        article = ports.articles.get(article.id)  # untouched: what was refused leaves nothing behind
        article.fail_schedule(fault, at=now)
        ports.articles.save(article)


def _publishable(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require("publisher", unit=article.unit)
    article.expect(version)
    return article

"""Editorial approval: nothing unreviewed goes online (Art. 4 第四条)."""
from datetime import datetime

from services.content.model import Article
from services.content.ports import Ports
from shared.caller import Caller


def claim_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Take an article in hand (认领), so that nobody else reviews it meanwhile."""
    article = _reviewable(ports, caller, article_id, version)
    article.take(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def release_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Give up a claim."""
    article = _reviewable(ports, caller, article_id, version)
    article.let_go(by=caller.id, at=now)
    ports.articles.save(article)
    return article


def approve_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int,
                    urgency: str = "normal") -> Article:
    """Approve exactly the present text and ask for its secrecy review; what is to be withheld is told, to be examined again."""
    article = _reviewable(ports, caller, article_id, version)
    column_type = ports.columns.get(article.column).type if article.current.withheld else ""
    article.approve(by=caller.id, at=now, urgency=urgency, column_type=column_type)
    ports.articles.save(article)
    return article


def return_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Give the working edition back to its authors with a reason."""
    article = _reviewable(ports, caller, article_id, version)
    article.give_back(by=caller.id, at=now, reason=reason)
    ports.articles.save(article)
    return article


def _reviewable(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require("approver", unit=article.unit)
    article.expect(version)
    return article

"""The editorial review, step by step: nothing unreviewed goes online (Art. 4 第四条)."""
from datetime import datetime

from services.content.model import Article
from services.content.model.forced import DUTY
from services.content.model.review_steps import FINAL, REVIEWERS, ROLES
from services.content.ports import Ports
from shared.caller import Caller
from shared.clock import legal_day


def claim_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Take an article in hand (认领) for the step that is due, so that nobody else reviews it meanwhile."""
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
    """Approve exactly the present text in the step that is due, if the caller has that step's role. The final step asks for
    the secrecy review, and what is to be withheld is told with it, to be examined again."""
    article = _reviewable(ports, caller, article_id, version)
    article.approve(by=caller.id, at=now, urgency=urgency, column_type=_column_type(ports, article))
    ports.articles.save(article)
    return article


def return_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Give the working edition back to its authors with a reason: whoever has the step that is due, or the final one."""
    article = _reviewable(ports, caller, article_id, version, ROLES[FINAL])
    article.give_back(by=caller.id, at=now, reason=reason)
    ports.articles.save(article)
    return article


def force_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Approve an urgent text without the earlier steps that are missing (应急审核, Art. 19 第十九条); the secrecy review goes
    first among all others, and a second approver has to confirm it within hours."""
    article = _article(ports, caller, article_id, version)
    article.force(by=caller.id, at=now, reason=reason, column_type=_column_type(ports, article))
    article.owe_confirmation(ports.law.rule(DUTY, legal_day(now)), now=now, calendar=ports.calendar)
    ports.articles.save(article)
    return article


def confirm_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int) -> Article:
    """Stand by a forced approval, as one who had no hand in the text."""
    article = _article(ports, caller, article_id, version)
    article.confirm(by=caller.id, at=now, calendar=ports.calendar)
    ports.articles.save(article)
    return article


def reject_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Do not stand by a forced approval: what is public is withdrawn at once with the reason, the rest is given back."""
    article = _article(ports, caller, article_id, version)
    public = article.live
    article.reject(by=caller.id, at=now, reason=reason, calendar=ports.calendar)
    if public and not article.live:
        article.excuse("withdrawn", now=now, calendar=ports.calendar)
    ports.articles.save(article)
    return article


def _article(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require(ROLES[FINAL], unit=article.unit)
    article.expect(version)
    return article


def _reviewable(ports: Ports, caller: Caller, article_id: str, version: int, *also: str) -> Article:
    """The article, for whoever has the role of the step that is due; where none is, for any reviewer to be told so."""
    article = ports.articles.get(article_id)
    step = article.current.due_step
    roles = dict.fromkeys([ROLES[step], *also]) if step else also or REVIEWERS
    caller.require(*roles, unit=article.unit)
    article.expect(version)
    return article


def _column_type(ports: Ports, article: Article) -> str:
    return ports.columns.get(article.column).type if article.current.withheld else ""

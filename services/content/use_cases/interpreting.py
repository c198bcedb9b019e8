"""Interpretations (解读): with the policy in one act, or later on a waiver with its own clock (Art. 10 第十条)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import (
    InterpretationMissing,
    InterpretationTooEarly,
    SamePerson,
    WaiverNotNeeded,
    WaiverTooLate,
)
from services.content.model import Article, State
from services.content.model.edition import LABELS, WORKING
from services.content.model.interpretation import TERM, WAIVER
from services.content.ports import Ports
from services.content.use_cases.attaching import stored_facts
from services.content.use_cases.places import known_unit
from services.content.use_cases.reading import get_article
from services.content.use_cases.tying import is_main_policy
from shared.caller import Caller
from shared.clock import legal_day


@dataclass(frozen=True)
class Plan:
    """What the publication of an article brings with it."""

    main: bool
    companions: Sequence[Article]
    """Interpretations that are ready and go public in the same act."""
    interpreted: bool
    """True if one is public already."""

    def bind(self, ports: Ports, article: Article, *, by: str, now: datetime) -> None:
        """Note the act with the article that was just published, and open the duty that the act or the waiver meets."""
        article.begin_act({each.id: each.current.digest for each in self.companions}, by=by, at=now)
        if self.main and not self.interpreted:
            rule = ports.law.rule(TERM if self.companions else WAIVER, legal_day(now))
            article.owe(rule, unit=article.lead_unit, since=now, now=now, calendar=ports.calendar)


def policy_of(ports: Ports, article: Article) -> Article | None:
    """What ``article`` interprets, if anything; raises ``InterpretationTooEarly`` unless that is public."""
    if article.ties.interprets is None:
        return None
    policy = ports.articles.get(article.ties.interprets)
    if not policy.live:
        raise InterpretationTooEarly()
    return policy


def planned(ports: Ports, article: Article, *, by: str, now: datetime) -> Plan:
    """What must go public with ``article``; raises ``InterpretationMissing``, and whatever keeps a companion back."""
    main = is_main_policy(ports, article, now)
    ours = [each for each in ports.articles.interpreting(article.id) if each.unit == article.lead_unit]
    companions = [each for each in ours if each.current.state is State.CLEARED and each.ties.interprets == article.id]
    plan = Plan(main, companions, any(each.shown_with(article.id) for each in ours))
    waived = article.waived_for(article.current) or article.interpretation_duty
    if main and not (companions or plan.interpreted or waived):
        standing = "".join(f"解读“{each.title}”处于“{LABELS[each.current.state]}”状态。" for each in ours)
        raise InterpretationMissing(unit=known_unit(ports, article.lead_unit, now).name, standing=standing)
    for each in companions:
        _rehearse(ports, each.id, by=by, now=now)
    return plan


def waive_interpretation(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Let a main policy document go public without its interpretation (暂缓解读); the clock runs from the publication."""
    article = _waivable(ports, caller, article_id, version)
    edition = article.current
    if edition.state not in WORKING:
        raise WaiverTooLate()
    if caller.id in (*edition.authors, edition.submitted_by):
        raise SamePerson(step="批准暂缓解读", other="编写或者提交")
    if not is_main_policy(ports, article, now):
        raise WaiverNotNeeded()
    article.waive(edition, by=caller.id, at=now, reason=reason)
    ports.articles.save(article)
    return article


def withdraw_waiver(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str) -> Article:
    """Take a waiver back before the publication that would use it."""
    article = _waivable(ports, caller, article_id, version)
    article.unwaive(article.current, reason=reason)
    ports.articles.save(article)
    return article


def list_interpretations(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> tuple[list[Article], None]:
    """All that interpret an article, public or not, as those see it who work on the article."""
    article = get_article(ports, caller=caller, now=now, article_id=article_id)
    return sorted(ports.articles.interpreting(article.id), key=lambda each: each.created_at), None


def _rehearse(ports: Ports, article_id: str, *, by: str, now: datetime) -> None:
    """Raise whatever would keep an interpretation from going public, on a copy that is thrown away."""
    article = ports.articles.get(article_id)
    ports.columns.get(article.column).expect_open()
    stored_facts(ports, article.current.item)
    article.publish(by=by, at=now, unit_name=known_unit(ports, article.unit, now).name, labels={}, index_number="", path="")


def _waivable(ports: Ports, caller: Caller, article_id: str, version: int) -> Article:
    article = ports.articles.get(article_id)
    caller.require("approver", unit=article.unit)
    article.expect(version)
    return article

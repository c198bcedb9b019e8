"""The second half of the act, driven by content's own events: interpretations follow their policy, and both name each other.

Each step looks at how things are now and mends what is not so. So it may be repeated, come late or in another order, and a
process that is killed in between leaves nothing that the next one does not finish.
"""
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.content.errors import InterpretationUnready
from services.content.model import Article, State
from services.content.model.interpretation import TERM
from services.content.ports import Ports
from services.content.use_cases.placing import expect_places
from services.content.use_cases.publishing import go_public
from services.content.use_cases.reading import article_if_there
from shared.clock import legal_day
from shared.errors import Fault, Kind, StaleVersion

EMPTY: Mapping[str, str] = {}


def follow(ports: Ports, article_id: str, *, now: datetime, since: datetime, interprets: str | None = None) -> None:
    """Do what follows from a change of what the public sees of an article, which happened at ``since``.

    What was to go public with it does so; pages that name it say how it is called and where it is now, or name it no more;
    a policy's duty to be interpreted is met, or opened again. ``interprets`` is the policy that it was published with.
    """
    for policy_id in dict.fromkeys([*([interprets] if interprets else []), *ports.articles.showing(article_id)]):
        _settle(ports, policy_id, now=now, since=since)
    if ports.articles.interpreting(article_id):
        policy = article_if_there(ports, article_id)
        given_up = _complete(ports, policy, now) if policy else {}
        _settle(ports, article_id, now=now, since=since, given_up=given_up)


def _complete(ports: Ports, policy: Article, now: datetime) -> dict[str, str]:
    """Publish what belongs to the act, on the authority of whoever published the policy; returns what cannot be, and why."""
    given_up: dict[str, str] = {}
    for id_, digest in (policy.act.texts if policy.act and policy.live else {}).items():
        each = ports.articles.get(id_)
        if each.public_edition and each.public_edition.digest == digest:
            continue
        try:
            _follow(ports, each, policy, digest, now)
        except StaleVersion:
            raise
        except Fault as fault:
            if fault.kind is Kind.UNAVAILABLE:
                raise
            given_up[id_] = fault.code
    return given_up


def _follow(ports: Ports, each: Article, policy: Article, digest: str, now: datetime) -> None:
    assert policy.act is not None
    if each.current.state is not State.CLEARED or each.current.digest != digest or each.ties.interprets != policy.id:
        raise InterpretationUnready()
    expect_places(ports, each, caller=None, now=now)
    go_public(ports, each, by=policy.act.by, now=now, interpreted=policy.link, authority=policy.act.by)
    ports.articles.save(each)


def _settle(ports: Ports, policy_id: str, *, now: datetime, since: datetime, given_up: Mapping[str, str] = EMPTY) -> None:
    """Let a policy and its interpretations name each other as they are now, and its duty be met or opened. One that a restore
    of an older backup took away is named no more."""
    policy = article_if_there(ports, policy_id)
    shown = sorted((each for each in ports.articles.interpreting(policy_id) if each.shown_with(policy_id)),
                   key=lambda each: (each.published_at, each.id))
    if policy:
        _settle_policy(ports, policy, shown, now=now, since=since, given_up=given_up)
    for each in shown:
        each.show_links(interpreted=policy.link if policy else None, interpretations=each.interpretations)
        ports.articles.save(each)


def _settle_policy(ports: Ports, policy: Article, shown: Sequence[Article], *, now: datetime, since: datetime,
                   given_up: Mapping[str, str]) -> None:
    policy.strike(done=[each.id for each in shown if policy.awaits(each)], given_up=given_up)
    policy.show_links(interpreted=policy.interpreted, interpretations=[each.link for each in shown if each.link])
    _weigh(ports, policy, shown, now=now, since=since)
    ports.articles.save(policy)


def _weigh(ports: Ports, policy: Article, shown: Sequence[Article], *, now: datetime, since: datetime) -> None:
    """Whether an interpretation of the lead unit is public decides what is owed."""
    edition = policy.public_edition
    if edition is None:
        return
    lead = edition.ties.lead_unit or policy.unit
    moments = [(each.public_edition.published_at, each.id) for each in shown
               if each.unit == lead and each.public_edition and each.public_edition.published_at]
    if moments:
        at, first = min(moments)
        policy.interpreted_by(first, at=at, now=now, calendar=ports.calendar)
    elif policy.main_policy and policy.act is None:
        rule = ports.law.rule(TERM, legal_day(now))
        policy.owe(rule, unit=lead, since=since, now=now, calendar=ports.calendar)

"""The one gate to the public (Art. 4 第四条), and the way back."""
from datetime import datetime
from typing import Any

from services.content.errors import InvalidMetadata
from services.content.model import Article, Column, Site
from services.content.ports import Ports
from services.content.use_cases import interpreting
from services.content.use_cases.attaching import stored_facts
from services.content.use_cases.linking import link_warnings
from services.content.use_cases.places import known_unit
from services.content.use_cases.placing import expect_places
from services.content.use_cases.redirecting import expect_redirect
from shared.caller import Caller
from shared.clock import BEIJING, legal_day


def publish_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int,
                    redating_reason: str = "") -> Article:
    """Let the public see the working edition, if it was approved and cleared exactly as it is.

    A main policy document takes its interpretations with it (Art. 10 第十条): this save decides it, and what the save says
    makes them public a moment later, whoever is killed in between.
    """
    article = ports.articles.get(article_id)
    caller.require("publisher", unit=article.unit)
    article.expect(version)
    let_through(ports, article, by=caller.id, now=now, caller=caller, redating_reason=redating_reason)
    ports.articles.save(article)
    return article


def withdraw_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, reason: str,
                     mode: str, redirect: str) -> Article:
    """Take an article from the public with a public reason, a redirect, or the mark of an archived page."""
    article = ports.articles.get(article_id)
    caller.require("publisher", unit=article.unit)
    article.expect(version)
    if (mode == "redirect") != bool(redirect):
        raise InvalidMetadata(fields={"redirect": ["转向地址仅在、且必须在 mode 为 redirect 时填写。"]})
    if redirect:
        expect_redirect(ports, article, redirect)
    article.withdraw(by=caller.id, at=now, reason=reason, mode=mode, redirect=redirect)
    if not article.live:
        article.excuse("withdrawn", now=now, calendar=ports.calendar)
    ports.articles.save(article)
    return article


def let_through(ports: Ports, article: Article, *, by: str, now: datetime, caller: Caller | None = None, **how: Any) -> None:
    """Everything that the gate asks, and the publication itself but for the save: the same for a ``caller`` and for a schedule
    that ``by`` made."""
    policy = interpreting.policy_of(ports, article)
    plan = interpreting.planned(ports, article, by=by, now=now)
    expect_places(ports, article, caller=caller, now=now)
    go_public(ports, article, by=by, now=now, main_policy=plan.main, interpreted=policy.link if policy else None, **how)
    article.warnings = link_warnings(ports, article)
    plan.bind(ports, article, by=by, now=now)


def go_public(ports: Ports, article: Article, *, by: str, now: datetime, **how: Any) -> None:
    """Everything that makes ``article`` public but the save; ``how`` is what ``Article.publish`` takes besides."""
    site, column = ports.sites.get(article.site), ports.columns.get(article.column)
    column.expect_open()
    article.know_files(stored_facts(ports, article.current.item))
    index_number, path = article.index_number, article.path
    superseded = article.public_edition
    if not index_number and article.working().clearance:
        index_number, path = _address(ports, site, column, now)
    article.publish(by=by, at=now, unit_name=known_unit(ports, article.unit, now).name,
                    labels=site.labels() | column.labels(), index_number=index_number, path=path, **how)
    if superseded:
        ports.articles.keep_edition(article.id, superseded)
        article.editions[article.editions.index(superseded)] = superseded.without_text()


def _address(ports: Ports, site: Site, column: Column, now: datetime) -> tuple[str, str]:
    """Index number (索引号) and path of a first publication. A serial that a failed attempt took is never used again."""
    day = now.astimezone(BEIJING)
    serial = ports.next_serial(f"{site.organisation_code}/{day.year}")
    path = f"/{column.code}/{day:%Y%m}/t{legal_day(now):%Y%m%d}_{serial:05d}.html"
    return site.index_number(day.year, serial), path

"""Links and attachments of what is public, looked at when it is published and every night (Art. 20 第二十条)."""
from datetime import datetime
from typing import Any

from services.content.errors import LinksUnwatched
from services.content.model import Article, Item
from services.content.model.addresses import FILE, own_address, targets
from services.content.model.link_check import REASONS, Found, LinkCheck, Target
from services.content.ports import BrokenQuery, Ports
from services.content.use_cases.attaching import facts_of
from services.content.use_cases.reading import STAFF, article_if_there, get_article
from services.content.use_cases.redirecting import resolved
from shared.caller import Caller

LISTED = (*STAFF, "column_manager")


def link_warnings(ports: Ports, article: Article) -> list[str]:
    """What the public text of an article links to on our own sites that nobody can read, each as a sentence."""
    edition = article.public_edition
    if edition is None or edition.item is None:
        return []
    found = {each.url: _own(ports, article, edition.item, each) for each in _targets(ports, article, edition.item)
             if each.kind != "external"}
    return [f"链接 {url[:200]}：{REASONS[each.reason]}。" for url, each in found.items() if each.reason]


def watch_links(ports: Ports, article_id: str, now: datetime) -> None:
    """Watch what the public sees of an article now, and nothing else; safe to repeat, in any order."""
    article = article_if_there(ports, article_id)
    if article is None:  # a restore of an older backup took it away, and what was known of its links with it
        return
    edition, check = article.public_edition, ports.links.find_one({"_id": article_id})
    wanted = _targets(ports, article, edition.item) if edition and edition.item else []
    if check is None and not wanted:
        return
    check = check or LinkCheck(id=article.id, unit=article.unit, site=article.site, column=article.column, path=article.path)
    check.watch(wanted, edition=article.live or 0, site=article.site, column=article.column, path=article.path, at=now)
    ports.links.save(check)


def check_links(ports: Ports, *, now: datetime, id_: str) -> None:
    """Look at the addresses of an article that are due (the sweep)."""
    check, article = ports.links.get(id_), ports.articles.get(id_)
    due, edition = check.due(now), article.public_edition
    if edition is None or edition.item is None or not due:
        return watch_links(ports, id_, now)
    found = {each.url: _own(ports, article, edition.item, Target(each.url, each.kind))
             for each in due if each.kind != "external"}
    if outside := [each.url for each in due if each.kind == "external"]:
        found |= {url: Found(each.reason, each.status) for url, each in ports.probe(outside).items()}
    check.looked(found, now)
    return ports.links.save(check)


def list_broken_links(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, site: str | None, limit: int,
                      cursor: str | None) -> tuple[list[LinkCheck], str | None]:
    """Articles with links that lead nowhere, the oldest trouble first."""
    units = caller.units(*LISTED)
    if unit is not None:
        caller.require(*LISTED, unit=unit)
        units = [unit]
    return ports.links.page(BrokenQuery(units=units, site=site, limit=limit, cursor=cursor))


def get_article_links(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> LinkCheck:
    """Every link of a public article, and what was found of it."""
    get_article(ports, caller=caller, now=now, article_id=article_id)
    check = ports.links.find_one({"_id": article_id})
    if check is None:
        raise LinksUnwatched()
    return check


def _targets(ports: Ports, article: Article, item: Item) -> list[Target]:
    return targets(item, site=article.site, path=article.path, domains=domains(ports))


def domains(ports: Ports) -> dict[str, str]:
    """The domain of each of our sites."""
    return {site.domain: site.id for site in ports.sites.find({})}


def _own(ports: Ports, article: Article, item: Item, target: Target) -> Found:
    """What a link to our own sites leads to: a file of the item itself, or a page that is public."""
    if target.kind == "file":
        file = FILE.match(target.url)
        return Found("" if file and file[1] in facts_of(ports, item) else "missing")
    address = own_address(target.url, site=article.site, domains=domains(ports), base=article.path)
    page: Any = ports.pages.by_path(address.site, address.path) if address else None
    if page is None:
        return Found("missing")
    return Found("" if page.get("public") or resolved(ports, page) else "withdrawn")

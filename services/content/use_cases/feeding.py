"""Feeds and sitemaps of what is public, and the list of all addresses from which a site can be copied."""
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from services.content.errors import PageNotFound
from services.content.model import Site
from services.content.model.search.words import visible
from services.content.papers import sitemaps
from services.content.papers.addresses import absolute
from services.content.papers.feeds import FORMS, Feed, FeedEntry
from services.content.ports import Ports
from shared.caller import Caller
from shared.clock import legal_day
from shared.ready import Ready

ENTRIES, EXCERPT = 50, 160
"""Articles of a feed, and characters of an article's text where it has no summary."""
XML = "application/xml"


def get_public_feed(ports: Ports, *, caller: Caller, now: datetime, site: str, format: str, column: str | None,
                    unit: str | None) -> Ready:
    """The newest public articles of a site, or of a column or unit on it, as Atom, RSS or JSON Feed."""
    home = ports.sites.get(site)
    place = ports.columns.get(column) if column else None
    if place and place.site != home.id:
        raise PageNotFound()
    known = ports.units.find_one({"_id": unit}) if unit else None
    pages = _newest(ports, site, column, unit)
    began = legal_day(home.registered_at)
    entries = [_entry(home, f"tag:{home.domain},{began}:", each) for each in pages]
    names = [home.name, *([place.name] if place else []), *([known.name if known else str(unit)] if unit else [])]
    feed = Feed(
        id=":".join([f"tag:{home.domain},{began}", "feed", home.id, column or "", unit or ""]), title=" · ".join(names),
        description=place.description if place else f"{home.name}公开信息", entries=entries, author=home.name,
        link=absolute(home.domain, f"/{place.code}/" if place else "/"),
        updated=max((each.updated for each in entries), default=home.registered_at))
    media_type, write = FORMS[format]
    tags = (f"list:{column or site}", f"site:{site}", *([f"column:{column}"] if column else []),
            *(f"article:{each['id']}" for each in pages))
    return Ready(write(feed), tags, media_type)


def get_public_sitemap(ports: Ports, *, caller: Caller, now: datetime, site: str) -> Ready:
    """The index of a site's sitemap."""
    home = ports.sites.get(site)
    pages = max(-(-ports.displays.count(site) // sitemaps.MOST), 1)
    return Ready(sitemaps.index(home.domain, pages), (f"list:{site}", f"site:{site}"), XML)


def get_public_sitemap_page(ports: Ports, *, caller: Caller, now: datetime, site: str, number: int) -> Ready:
    """One page of a site's sitemap, the oldest articles first; home page and columns are on the first."""
    home = ports.sites.get(site)
    found = ports.displays.addresses(site, (number - 1) * sitemaps.MOST, sitemaps.MOST)
    if number > 1 and not found:
        raise PageNotFound()
    columns = sorted(each.code for each in ports.columns.find({"site": site}) if each.opened_at and each.alive)
    beside = [("/", None), *((f"/{code}/", None) for code in columns)] if number == 1 else []
    return Ready(sitemaps.page(home.domain, [*beside, *found]), (f"list:{site}", f"site:{site}", f"columns:{site}"), XML)


def list_public_sites(ports: Ports, *, caller: Caller, now: datetime) -> Ready:
    """The sites, with the labels that all their pages carry (国办发〔2017〕47号)."""
    names = {each.id: each.name for each in ports.units.find({})}
    items = [{"id": each.id, "name": each.name, "kind": each.kind, "domain": each.domain, "unit": each.unit,
              "unit_name": names.get(each.unit, ""), "identification_code": each.identification_code, "labels": each.labels()}
             for each in sorted(ports.sites.find({}), key=lambda site: site.id)]
    return Ready(orjson.dumps({"items": items, "next": None}), ("sites",))


def list_public_addresses(ports: Ports, *, caller: Caller, now: datetime, site: str, limit: int, cursor: str | None
                          ) -> tuple[list[Mapping[str, Any]], str | None]:
    """Every address on a site that ever was public, in order, with what is there now: a page, or why it is gone.

    ``mark`` changes exactly when the page does. Nothing is kept by gateways, so a copy that is made by this list is true.
    """
    pages, following = ports.displays.addressed(ports.sites.get(site).id, limit, cursor)
    return [_address(each) for each in pages], following


def _newest(ports: Ports, site: str, column: str | None, unit: str | None) -> list[dict[str, Any]]:
    """The newest pages, what is shown there as well among them."""
    if unit:
        ids = ports.displays.of_unit(unit, site=site, column=column, most=ENTRIES)
    else:
        ids = [each["_id"] for each in ports.pages.listed(site=site, column=column, limit=ENTRIES, cursor=None)[0]]
    pages = ports.pages.by_ids(ids)
    return [orjson.loads(pages[id_]["public"]["json"]) for id_ in ids if pages.get(id_, {}).get("public")]


def _address(page: Mapping[str, Any]) -> Mapping[str, Any]:
    gone = page.get("withdrawal") or {}
    shown = [each["column"] for each in page.get("shown_in") or () if each["site"] == page["site"]]
    told = {"id": page["_id"], "path": page["path"], "former_paths": page.get("former_paths", []), "column": page["column"],
            "columns": [page["column"], *shown]}
    if public := page.get("public"):
        mark = hashlib.blake2b(public["json"].encode(), digest_size=16).hexdigest()
        return {**told, "state": "public", "mark": mark, "published_at": public["published_at"].isoformat(),
                "title": orjson.loads(public["entry"])["title"]}
    mark = hashlib.blake2b(orjson.dumps([gone.get("reason"), gone.get("redirect")]), digest_size=16).hexdigest()
    at = gone["at"].isoformat() if gone else None
    return {**told, "state": "withdrawn", "mark": mark, "reason": gone.get("reason", ""), "redirect": gone.get("redirect", ""),
            "withdrawn_at": at}


def _link(site: Site, page: Mapping[str, Any]) -> str:
    """Its one address, also where another site shows it."""
    return absolute(site.domain, page["path"]) if page["site"] == site.id else str(page["canonical"])


def _entry(site: Site, prefix: str, page: Mapping[str, Any]) -> FeedEntry:
    summary = page["summary"] or visible(page["body"])[:EXCERPT]
    return FeedEntry(id=f"{prefix}{page['id']}", title=page["title"], link=_link(site, page), summary=summary,
                     author=page["source"] or page["unit"]["name"], category=page["labels"].get("ColumnName", page["column"]),
                     published=datetime.fromisoformat(page["published_at"]), updated=datetime.fromisoformat(page["revised_at"]))

"""Showing things to the public: ready bytes, written down when they became public."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from services.content.errors import PageNotFound, PageWithdrawn
from services.content.model import Column
from services.content.ports import Ports
from services.content.use_cases.redirecting import resolved, withdrawn_at
from services.content.use_cases.showing_columns import notice
from shared.caller import Caller
from shared.errors import Fault, attempted
from shared.ready import Ready


def get_public_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> Ready:
    """A public article by id, with the page labels of 国办发〔2017〕47号."""
    return _shown(ports, ports.pages.by_id(article_id))


def get_public_articles(ports: Ports, *, now: datetime, calls: Sequence[tuple[Caller, Mapping[str, Any]]]
                        ) -> list[Ready | Fault]:
    """Many calls of ``get_public_article`` at once."""
    pages = ports.pages.by_ids([fields["article_id"] for _, fields in calls])
    return [attempted(_shown, ports, pages.get(fields["article_id"])) for _, fields in calls]


def get_public_page(ports: Ports, *, caller: Caller, now: datetime, site: str, path: str) -> Ready:
    """A public article by its address on its site; one that it had before its column was merged gives the present one, and
    one that it has on another site carries the labels of that site."""
    page = ports.pages.by_path(site, path)
    shown = _shown(ports, page)
    if page is None or (page["site"], page["path"]) == (site, path):
        return shown
    if page["site"] != site:
        return _elsewhere(ports, shown, next(each for each in page["shown_in"] if each["path"] == path))
    return Ready(shown.json[:-1] + b',"redirected_from":' + orjson.dumps(path) + b"}", shown.tags)


def list_public_articles(ports: Ports, *, caller: Caller, now: datetime, site: str, column: str | None, limit: int,
                         cursor: str | None) -> Ready:
    """A page of what is public on a site or in one of its columns, newest first; a column that has come to its end says so."""
    place = ports.columns.get(column) if column else ports.sites.get(site)
    if column and place.site != site:  # type: ignore[union-attr]
        raise PageNotFound()
    ended = notice(ports, place) if isinstance(place, Column) else None
    pages, following = ports.pages.listed(site=site, column=column, limit=limit, cursor=cursor)
    items = b",".join(page["public"]["entry"].encode() for page in pages)
    body = b'{"items":[' + items + b'],"next":' + (b'"%s"' % following.encode() if following else b"null")
    body += (b',"notice":' + orjson.dumps(ended) if ended else b"") + b"}"
    tags = (f"list:{place.id}", *(f"article:{page['_id']}" for page in pages), *([f"columns:{site}"] if ended else []))
    return Ready(body, tags)


def _elsewhere(ports: Ports, shown: Ready, place: Mapping[str, str]) -> Ready:
    """A page as another site shows it: the same text, the labels of that site and column, and the canonical address."""
    site, column = ports.sites.get(place["site"]), ports.columns.get(place["column"])
    page = orjson.loads(shown.json)
    page["labels"] |= site.labels() | column.labels()
    page["shown_at"] = dict(place)
    return Ready(orjson.dumps(page), (*shown.tags, f"column:{column.id}", f"columns:{site.id}", f"site:{site.id}"))


def _shown(ports: Ports, page: Mapping[str, Any] | None) -> Ready:
    if page is None:
        raise PageNotFound()
    if page.get("public") is None:
        if withdrawal := page.get("withdrawal"):
            raise PageWithdrawn(reason=withdrawal["reason"], redirect=resolved(ports, page), withdrawn_at=withdrawn_at(page))
        raise PageNotFound()
    return Ready(page["public"]["json"].encode(),
                 (f"article:{page['_id']}", f"column:{page['column']}", f"site:{page['site']}"))

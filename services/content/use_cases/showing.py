"""Showing things to the public: ready bytes, written down when they became public."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.content.errors import PageNotFound, PageWithdrawn
from services.content.ports import Ports
from shared.caller import Caller
from shared.errors import Fault, attempted
from shared.ready import Ready


def get_public_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> Ready:
    """A public article by id, with the page labels of 国办发〔2017〕47号."""
    return _shown(ports.pages.by_id(article_id))


def get_public_articles(ports: Ports, *, now: datetime, calls: Sequence[tuple[Caller, Mapping[str, Any]]]
                        ) -> list[Ready | Fault]:
    """Many calls of ``get_public_article`` at once."""
    pages = ports.pages.by_ids([fields["article_id"] for _, fields in calls])
    return [attempted(_shown, pages.get(fields["article_id"])) for _, fields in calls]


def get_public_page(ports: Ports, *, caller: Caller, now: datetime, site: str, path: str) -> Ready:
    """A public article by its address on its site."""
    return _shown(ports.pages.by_path(site, path))


def list_public_articles(ports: Ports, *, caller: Caller, now: datetime, site: str, column: str | None, limit: int,
                         cursor: str | None) -> Ready:
    """A page of what is public on a site or in one of its columns, newest first."""
    place = ports.columns.get(column) if column else ports.sites.get(site)
    if column and place.site != site:  # type: ignore[union-attr]
        raise PageNotFound()
    pages, following = ports.pages.listed(site=site, column=column, limit=limit, cursor=cursor)
    items = b",".join(page["public"]["entry"].encode() for page in pages)
    body = b'{"items":[' + items + b'],"next":' + (b'"%s"' % following.encode() if following else b"null") + b"}"
    return Ready(body, (f"list:{place.id}", *(f"article:{page['_id']}" for page in pages)))


def _shown(page: Mapping[str, Any] | None) -> Ready:
    if page is None:
        raise PageNotFound()
    if page.get("public") is None:
        if withdrawal := page.get("withdrawal"):
            raise PageWithdrawn(reason=withdrawal["reason"], redirect=withdrawal["redirect"],
                                withdrawn_at=withdrawal["at"].isoformat())
        raise PageNotFound()
    return Ready(page["public"]["json"].encode(),
                 (f"article:{page['_id']}", f"column:{page['column']}", f"site:{page['site']}"))

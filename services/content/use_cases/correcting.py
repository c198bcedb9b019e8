"""Corrections of what is public, shown to everybody (Art. 5 第五条): nothing is changed silently."""
from dataclasses import replace
from datetime import datetime

from services.content.model import Article
from services.content.model.correction import Correction
from services.content.ports import Ports
from shared.caller import Caller
from shared.ready import Ready


def correct_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, wrong: str, right: str
                    ) -> Article:
    """Mark the working edition as a correction, with the note that the public will read; approvals begin anew, as the note
    is part of what is approved and cleared."""
    article = ports.articles.get(article_id)
    caller.require("editor", "publisher", unit=article.unit)
    article.expect(version)
    item = article.working().item
    assert item is not None
    article.edit(replace(item, correction=Correction(wrong=wrong, right=right)), by=caller.id, at=now)
    ports.articles.save(article)
    return article


def list_public_corrections(ports: Ports, *, caller: Caller, now: datetime, site: str, limit: int, cursor: str | None) -> Ready:
    """The corrected articles that the public finds on a site, those that were corrected last first."""
    home = ports.sites.get(site)
    pages, following = ports.pages.corrected(site=home.id, limit=limit, cursor=cursor)
    items = b",".join(page["public"]["corrections"].encode() for page in pages)
    body = b'{"items":[' + items + b'],"next":' + (b'"%s"' % following.encode() if following else b"null") + b"}"
    return Ready(body, (f"list:{home.id}", *(f"article:{page['_id']}" for page in pages)))

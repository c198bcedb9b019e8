"""Redirects of what was withdrawn: never in a circle, and followed to where they end (Art. 5 第五条)."""
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.content.errors import RedirectLoop, RedirectNowhere
from services.content.model import Article
from services.content.model.addresses import own_address
from services.content.ports import Ports

HOPS_MOST = 10
"""Redirects that are followed one after the other."""


def expect_redirect(ports: Ports, article: Article, redirect: str) -> None:
    """Raise ``RedirectLoop`` with the whole chain where ``redirect`` leads back to ``article``, directly, over other withdrawn
    pages or over a merged column; ``RedirectNowhere`` where it is an article's address of ours that nobody can read."""
    seen, chain = {article.id}, [f"{article.site}{article.path}"]
    for place, page in _steps(ports, article.site, article.path, redirect):
        chain.append(place)
        if page is None or (not page.get("public") and not _onwards(page)):
            raise RedirectNowhere(chain=" → ".join(chain), fields={"redirect": ["该地址没有可供阅读的信息。"]})
        if page["_id"] in seen or len(chain) > HOPS_MOST:
            raise RedirectLoop(chain=" → ".join(chain), fields={"redirect": ["转向形成循环。"]})
        seen.add(page["_id"])


def resolved(ports: Ports, page: Mapping[str, Any]) -> str:
    """Where a withdrawn page sends its reader today; empty where the chain ends at nothing, or in a circle."""
    redirect, seen = _onwards(page), {page["_id"]}
    local = redirect.startswith("/")
    if not redirect:
        return ""
    for number, (_, found) in enumerate(_steps(ports, page["site"], page["path"], redirect)):
        if found is None or number >= HOPS_MOST or found["_id"] in seen:
            return ""
        seen.add(found["_id"])
        if found.get("public"):
            return str(found["path"]) if local and found["site"] == page["site"] else f"https://{ports.sites.get(found['site']).domain}{found['path']}"
        redirect = _onwards(found)
    return redirect


def withdrawn_at(page: Mapping[str, Any]) -> str:
    """When it was withdrawn, as the public reads it."""
    at: datetime = page["withdrawal"]["at"]
    return at.isoformat()


def _steps(ports: Ports, site: str, path: str, redirect: str) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Every page of ours on the way, named ``site/path``, until one is public or the way leads out."""
    domains = {each.domain: each.id for each in ports.sites.find({})}
    while redirect:
        own = own_address(redirect, site=site, domains=domains, base=path)
        page = ports.pages.by_path(own.site, own.path) if own else None
        if own is None or (page is None and not own.path.endswith(".html")):
            return
        yield f"{own.site}{own.path}", page
        if page is None or page.get("public"):
            return
        site, path, redirect = page["site"], page["path"], _onwards(page)


def _onwards(page: Mapping[str, Any]) -> str:
    return str((page.get("withdrawal") or {}).get("redirect") or "")

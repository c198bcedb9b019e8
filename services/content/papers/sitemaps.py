"""Sitemaps (sitemaps.org 0.9): an index of pages, each with as many addresses as one message carries with ease.

A portal serves the index at ``/sitemap.xml`` and page *n* at ``/sitemap-n.xml``: these are the addresses that are named.
"""
from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from services.content.papers.addresses import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 10_000
"""Addresses of one page; the protocol allows 50,000."""


def index(domain: str, pages: int) -> bytes:
    """The index of ``pages`` pages."""
    return _written("sitemapindex", "sitemap", ((absolute(domain, f"/sitemap-{number + 1}.xml"), None)
                                                for number in range(pages)))


def page(domain: str, addresses: Iterable[tuple[str, datetime | None]]) -> bytes:
    """One page: paths with when they last changed."""
    return _written("urlset", "url", ((absolute(domain, path), changed) for path, changed in addresses))


def _written(root: str, each: str, entries: Iterable[tuple[str, datetime | None]]) -> bytes:
    made = etree.Element(f"{{{NAMESPACE}}}{root}", nsmap={None: NAMESPACE})
    for place, changed in entries:
        entry = etree.SubElement(made, f"{{{NAMESPACE}}}{each}")
        etree.SubElement(entry, f"{{{NAMESPACE}}}loc").text = place
        if changed:
            etree.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = changed.isoformat()
    written: bytes = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
    return written

"""Where the links of a text lead: to pages of our own sites, to files, or out into the web."""
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from services.content.model.item import Item
from services.content.model.link_check import Target

FILE = re.compile(r"/v1/public/files/([0-9a-f]{64})(?:[?#].*)?\Z")
_PAGE = re.compile(r"/[^/]+/\d{6}/t\d{8}_\d+\.html\Z")
"""The shape of the addresses that articles have; other addresses of a site are the portal's own business."""


@dataclass(frozen=True)
class Address:
    """An address of one of our own sites."""

    site: str
    path: str


def references(html: str) -> list[str]:
    """The addresses of all links and images of sanitised HTML, each once, in order."""
    reader = _References()
    reader.feed(html)
    reader.close()
    return list(dict.fromkeys(reader.found))


def own_address(url: str, *, site: str, domains: Mapping[str, str], base: str = "/") -> Address | None:
    """Where ``url``, written on a page of ``site`` with the path ``base``, leads on our own sites; ``None`` if elsewhere.

    ``domains`` is domain → site.
    """
    try:
        parts = urlsplit(urljoin(f"https://home.invalid{base}", url.strip()))
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    found = site if host == "home.invalid" else domains.get(host)
    return Address(found, unquote(parts.path) or "/") if found else None


def targets(item: Item, *, site: str, path: str, domains: Mapping[str, str]) -> list[Target]:
    """What the links, images and files of a text lead to; addresses of mail and telephone and places in the text left out."""
    return [*(each for url in references(item.body) for each in _target(url, site, path, domains)),
            *(Target(each.url, "file") for each in item.attachments)]


def is_page(path: str) -> bool:
    """True if an own address has the shape of an article's."""
    return _PAGE.match(path) is not None


def _target(url: str, site: str, path: str, domains: Mapping[str, str]) -> Iterator[Target]:
    if url.startswith("#") or _scheme(url) not in ("", "http", "https"):
        return
    own = own_address(url, site=site, domains=domains, base=path)
    if own is None:
        yield Target(url, "external")
    elif FILE.match(own.path):
        yield Target(own.path, "file")
    elif is_page(own.path):
        yield Target(url, "internal")
    elif domain := next((each for each, code in domains.items() if code == own.site), ""):
        yield Target(urljoin(f"https://{domain}{path}", url), "external")


def _scheme(url: str) -> str:
    """The scheme of an address; ``invalid`` for what cannot be read."""
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return "invalid"


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "img": "src"}.get(tag)
        self.found += [value for name, value in attrs if name == wanted and value]

"""What content tells the others of public pages beside their text: further places, links, corrections."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from shared.events import Event

_ARTICLE = {"unit": "433100", "article_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "site": "xxz", "column": "xxz.zcwj",
            "path": "/zcwj/202611/t20261123_00001.html"}


class _AtHome(Protocol):
    @property
    def site(self) -> str: ...
    @property
    def column(self) -> str: ...


def list_tags(article_id: str, home: _AtHome, *places: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """The tags of an article's own page and of the lists of its column and site, and of all ``places``."""
    lists = [home.column, home.site, *(each[name] for some in places for each in some for name in ("column", "site"))]
    return (f"article:{article_id}", *(f"list:{each}" for each in dict.fromkeys(lists)))


@dataclass(frozen=True, kw_only=True)
class ArticlePlaced(Event):
    """The public finds an article in other places than before: ``placements`` are all further places that show it now,
    ``removed`` those that do no more. Each has ``site``, ``column`` and, on another site, the ``path`` there."""

    TYPE: ClassVar[str] = "content.article.placed.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_ARTICLE, "placements": [{"site": "xxz", "column": "xxz.tzgg", "path": ""}],
        "removed": [{"site": "jyj", "column": "jyj.zcwj", "path": "/zcwj/202611/t20261123_00007.html"}]}
    article_id: str
    site: str
    column: str
    path: str
    placements: list[dict[str, str]]
    removed: list[dict[str, str]]

    def cache_tags(self) -> tuple[str, ...]:
        """The article's own page and the lists of all these places."""
        return list_tags(self.article_id, self, self.placements, self.removed)


_LINK = {**_ARTICLE, "url": "https://www.example.org/old.html", "link_kind": "external"}


@dataclass(frozen=True, kw_only=True)
class LinkBroken(Event):
    """A link or file of a public article leads nowhere since then (Art. 20 第二十条); told once.

    ``link_kind`` is ``external``, ``internal`` or ``file``; ``reason`` a code such as ``missing``, ``timeout`` or ``status``.
    """

    TYPE: ClassVar[str] = "content.link.broken.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_LINK, "reason": "status", "status": 404, "since": "2026-11-23T18:30:00+00:00"}
    article_id: str
    site: str
    column: str
    path: str
    url: str
    link_kind: str
    reason: str
    status: int | None
    since: str


@dataclass(frozen=True, kw_only=True)
class LinkMended(Event):
    """A link that led nowhere is mended: it ``answers`` again, or was ``removed`` from what the public sees."""

    TYPE: ClassVar[str] = "content.link.mended.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_LINK, "how": "answers"}
    article_id: str
    site: str
    column: str
    path: str
    url: str
    link_kind: str
    how: str

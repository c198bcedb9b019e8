"""What content's use cases need from outside."""
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.content.model import Article, Column, Edition, KnownMatter, Site
from shared.known import KnownNotice, KnownUnit
from shared.law.calendar import Calendar
from shared.law.rules import Law


@dataclass(frozen=True)
class ArticleQuery:
    """Which articles, in which order, and where the page begins; ``None`` = no matter which."""

    units: Sequence[str] | None = None
    site: str | None = None
    column: str | None = None
    status: str | None = None
    author: str | None = None
    kind: str | None = None
    title: str | None = None
    sort: str = "-changed_at"
    limit: int = 20
    cursor: str | None = None


class Articles(Protocol):
    """The stored articles."""

    def get(self, id_: str) -> Article: ...          # raises ArticleNotFound
    def save(self, aggregate: Article) -> None: ...  # raises StaleVersion
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]: ...
    def keep_edition(self, article_id: str, edition: Edition) -> None: ...  # to the archive of editions; safe to repeat
    def old_edition(self, article_id: str, number: int) -> Edition: ...     # raises EditionNotFound
    def interpreting(self, article_id: str) -> Sequence[Article]: ...  # whose newest or public edition interprets it
    def showing(self, article_id: str) -> Sequence[str]: ...           # ids of those that name it as an interpretation
    def owing(self, unit: str) -> Sequence[str]: ...                   # ids of those with an open duty of the unit


class Pages(Protocol):
    """What the public sees, as it was written down when it became public."""

    def by_id(self, article_id: str) -> Mapping[str, Any] | None: ...
    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None: ...
    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]: ...


class Sites(Protocol):
    """The stored sites."""

    def get(self, id_: str) -> Site: ...            # raises SiteNotFound
    def save(self, aggregate: Site) -> None: ...    # raises SiteExists
    def find(self, query: Mapping[str, Any]) -> Iterator[Site]: ...


class Columns(Protocol):
    """The stored columns."""

    def get(self, id_: str) -> Column: ...          # raises ColumnNotFound
    def save(self, aggregate: Column) -> None: ...  # raises ColumnExists
    def find(self, query: Mapping[str, Any]) -> Iterator[Column]: ...


class Units(Protocol):
    """What content knows of units."""

    def find_one(self, query: Mapping[str, Any]) -> KnownUnit | None: ...
    def save(self, aggregate: KnownUnit) -> None: ...


class Notices(Protocol):
    """Holiday notices that were heard of."""

    def find_one(self, query: Mapping[str, Any]) -> KnownNotice | None: ...
    def save(self, aggregate: KnownNotice) -> None: ...
    def find(self, query: Mapping[str, Any]) -> Iterator[KnownNotice]: ...


class Matters(Protocol):
    """What content knows of matters to disclose."""

    def find_one(self, query: Mapping[str, Any]) -> KnownMatter | None: ...
    def save(self, aggregate: KnownMatter) -> None: ...


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped; ``law`` and ``calendar`` are those of today."""

    articles: Articles
    pages: Pages
    sites: Sites
    columns: Columns
    units: Units
    notices: Notices
    matters: Matters
    law: Law
    calendar: Calendar
    next_serial: Callable[[str], int]
    """The next number of a series, from 1; never the same one twice."""
    new_id: Callable[[], str]

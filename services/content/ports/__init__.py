"""What content's use cases need from outside."""
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.content.model import Article, Column, Edition, Filing, Item, KnownMatter, Site
from services.content.model.known_file import KnownFile
from services.content.model.link_check import LinkCheck
from services.content.model.original import Original
from services.content.model.public_text import PublicText
from services.content.model.search import Entry as SearchEntry
from services.content.model.waiting import Entry
from services.content.ports.queries import (
    COUNTED_MOST,
    ArticleQuery,
    BrokenQuery,
    ColumnQuery,
    FilingQuery,
    InboxQuery,
    OriginalQuery,
    PlacementQuery,
    Standing,
    Wanted,
)
from shared.errors import Fault
from shared.known import KnownNotice, KnownUnit
from shared.law.calendar import Calendar
from shared.law.rules import Law
from shared.sealed import Sealed

__all__ = ["COUNTED_MOST", "ArticleQuery", "BrokenQuery", "ColumnQuery", "FilingQuery", "InboxQuery", "OriginalQuery",
           "PlacementQuery", "Ports", "Standing", "Wanted"]


class Articles(Protocol):
    """The stored articles."""

    def get(self, id_: str) -> Article: ...          # raises ArticleNotFound
    def save(self, aggregate: Article) -> None: ...  # raises StaleVersion
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]: ...
    def keep_edition(self, article_id: str, edition: Edition) -> None: ...  # to the archive of editions; safe to repeat
    def old_edition(self, article_id: str, number: int) -> Edition: ...     # raises EditionNotFound
    def review_items(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, Item | None] | None]: ...
    # of each (article, digest) its unit and the text, if it is the newest, the public or a recalled one
    def purge_editions(self, article_id: str, quarantined: Sequence[Edition]) -> None: ...  # their texts in the archive
    def files_elsewhere(self, files: Sequence[str], digest: str) -> set[str]: ...  # which of them other texts use
    def of_column(self, column: str, most: int) -> list[str]: ...           # ids, public or not
    def placed_in(self, column: str, most: int) -> list[str]: ...           # ids of those that name it as a further place
    def placed(self, query: PlacementQuery) -> tuple[list[Article], str | None]: ...  # the newest change first
    def labelled_otherwise(self, column: str, name: str, after: str, most: int) -> list[str]: ...  # public ones, by id
    def interpreting(self, article_id: str) -> Sequence[Article]: ...  # whose newest or public edition interprets it
    def showing(self, article_id: str) -> Sequence[str]: ...           # ids of those that name it as an interpretation
    def relating(self, article_id: str) -> Sequence[str]: ...          # ids of those whose public edition names it as related
    def naming(self, article_id: str) -> Sequence[str]: ...            # ids of those whose page names it as related
    def akin(self, site: str, topics: Sequence[str], most: int) -> Sequence[str]: ...  # public ones, the newest of each topic
    def owing(self, unit: str) -> Sequence[str]: ...                   # ids of those with an open duty of the unit


class Inbox(Protocol):
    """What waits for somebody."""

    def page(self, query: InboxQuery) -> tuple[list[Entry], str | None]: ...
    def counts(self, query: InboxQuery) -> Mapping[str, int]: ...  # each COUNTED_MOST at the most


class Pages(Protocol):
    """What the public sees, as it was written down when it became public."""

    def by_id(self, article_id: str) -> Mapping[str, Any] | None: ...
    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None: ...
    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]: ...
    def corrected(self, *, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]: ...


class Displays(Protocol):
    """What the public sees right now."""

    def of_unit(self, unit: str, *, site: str, column: str | None, most: int) -> list[str]: ...  # ids, the newest first
    def count(self, site: str) -> int: ...
    def addresses(self, site: str, skip: int, most: int) -> list[tuple[str, datetime]]: ...  # the oldest first, last changes
    def addressed(self, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]: ...
    # all that were ever public, by path
    def standing(self, article_ids: Sequence[str]) -> Mapping[str, Standing]: ...  # of those that are public only
    def marks(self, after: str, most: int) -> Mapping[str, str]: ...  # see ``search.mark``; of all articles, "" if not public


class SearchIndex(Protocol):
    """The full-text index of what is public. It may be late, so whoever reads it asks ``Displays.standing`` before showing."""

    def put(self, entry: SearchEntry) -> None: ...              # unless a newer one is known
    def forget(self, article_id: str, version: int) -> None: ...  # unless a newer one is known
    def find(self, wanted: Wanted, *, limit: int, cursor: str | None, ahead: int = 0
             ) -> tuple[list[SearchEntry], str | None, bool]: ...
    # newest first, the next cursor, and False if time ran out; terms and folded forms are not read
    def count(self, wanted: Wanted, most: int) -> int: ...
    def tally(self, wanted: Wanted, most: int) -> Mapping[str, Mapping[str, int]]: ...  # by column and kind, of the newest
    def titled(self, beginning: str, site: str | None, most: int) -> list[SearchEntry]: ...  # with their terms
    def marks(self, after: str, until: str | None) -> Mapping[str, str]: ...  # of entries, by id, "" for what was forgotten
    def check_begins(self, check: str, at: datetime) -> None: ...  # unless it has begun long ago
    def checked_until(self, check: str) -> str: ...
    def check_goes_on(self, check: str, after: str, at: datetime) -> None: ...


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
    def find_one(self, query: Mapping[str, Any]) -> Column | None: ...
    def page(self, query: ColumnQuery) -> tuple[list[Column], str | None]: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def on_their_way(self, into: str) -> bool: ...  # True while articles of columns merged into this one still move


class Filings(Protocol):
    """The stored filings."""

    def get(self, id_: str) -> Filing: ...          # raises FilingNotFound
    def save(self, aggregate: Filing) -> None: ...  # raises FilingPending
    def find_one(self, query: Mapping[str, Any]) -> Filing | None: ...
    def find(self, query: Mapping[str, Any]) -> Iterator[Filing]: ...
    def page(self, query: FilingQuery) -> tuple[list[Filing], str | None]: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...


class Texts(Protocol):
    """What is remembered of every text that was public, to tell new from old; nothing of it can be read back."""

    def find_one(self, query: Mapping[str, Any]) -> PublicText | None: ...
    def save(self, aggregate: PublicText) -> None: ...  # raises StaleVersion
    def of_article(self, article_id: str) -> list[PublicText]: ...
    def first_with(self, site: str, essence: str) -> PublicText | None: ...  # the earliest
    def alike(self, site: str, bands: Sequence[int], most: int) -> list[PublicText]: ...  # the most alike first
    def padding(self, column: str, limit: int, cursor: str | None) -> tuple[list[PublicText], str | None]: ...


class Links(Protocol):
    """What was found of the links of public articles."""

    def get(self, id_: str) -> LinkCheck: ...          # raises LinksUnwatched
    def save(self, aggregate: LinkCheck) -> None: ...  # raises StaleVersion
    def find_one(self, query: Mapping[str, Any]) -> LinkCheck | None: ...
    def page(self, query: BrokenQuery) -> tuple[list[LinkCheck], str | None]: ...


class Originals(Protocol):
    """The sealed originals of what was masked."""

    def get(self, id_: str) -> Original: ...          # raises OriginalNotFound
    def save(self, aggregate: Original) -> None: ...  # raises StaleVersion
    def find(self, query: Mapping[str, Any]) -> Iterator[Original]: ...
    def keep(self, original: Original) -> None: ...   # beside what the call is about: its answer is kept elsewhere
    def find_one(self, query: Mapping[str, Any]) -> Original | None: ...
    def page(self, query: OriginalQuery) -> tuple[list[Original], str | None]: ...


class Probed(Protocol):
    """What became of an address on the web."""

    @property
    def reason(self) -> str: ...
    @property
    def status(self) -> int | None: ...


class Units(Protocol):
    """What content knows of units."""

    def find_one(self, query: Mapping[str, Any]) -> KnownUnit | None: ...
    def find(self, query: Mapping[str, Any]) -> Iterator[KnownUnit]: ...
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


class Files(Protocol):
    """What content knows of files."""

    def find_one(self, query: Mapping[str, Any]) -> KnownFile | None: ...
    def save(self, aggregate: KnownFile) -> None: ...


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped; ``law`` and ``calendar`` are those of today."""

    articles: Articles
    inbox: Inbox
    pages: Pages
    displays: Displays
    search: SearchIndex
    sites: Sites
    columns: Columns
    filings: Filings
    texts: Texts
    units: Units
    notices: Notices
    matters: Matters
    files: Files
    links: Links
    probe: Callable[[Sequence[str]], Mapping[str, Probed]]
    """Asks addresses on the web; takes its time."""
    image_hosts: Collection[str]
    """Hosts of images in bodies, besides the item's own files."""
    originals: Originals
    seal: Callable[[str, Mapping[str, str]], dict[str, Sealed]]
    unseal: Callable[[Mapping[str, Sealed]], dict[str, str]]
    destroy_seal: Callable[[str], None]
    law: Law
    calendar: Calendar
    next_serial: Callable[[str], int]
    """The next number of a series, from 1; never the same one twice."""
    part: Callable[[str, "Callable[[Ports], Article]", Callable[[Article], Mapping[str, Any]]], "Mapping[str, Any] | Fault"]
    """``part(name, do, view)``: one of many things that a call does, saved for itself; what it shows, or its fault."""
    new_id: Callable[[], str]

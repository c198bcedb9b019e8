"""What content tells the others of columns and of the filings that decide about them (Art. 8 第八条, 9 第九条)."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

_ARTICLE_ID = "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"
_COLUMN = {"unit": "433100", "site": "xxz", "column": "xxz.zcwj"}
_FILING = {**_COLUMN, "filing_id": "3a7c1e52-6a0e-4c55-9f0e-0c1f4f1c7d11", "kind": "open", "into": ""}


@dataclass(frozen=True, kw_only=True)
class FilingProposed(Event):
    """The opening, closing, merging or renaming of a column was proposed (Art. 9 第九条).

    ``origin`` is ``unit``, or ``system`` where the suite itself proposes to merge or close a column that breached its
    cadence again and again; ``column`` is the id that the column has or is to have.
    """

    TYPE: ClassVar[str] = "content.filing.proposed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_FILING, "origin": "unit", "office": "433100E01"}
    filing_id: str
    kind: str
    site: str
    column: str
    into: str
    origin: str
    office: str


@dataclass(frozen=True, kw_only=True)
class FilingAccepted(Event):
    """The e-government office accepted a filing (Art. 9 第九条): ``kind`` and ``into`` say what takes effect."""

    TYPE: ClassVar[str] = "content.filing.accepted.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_FILING, "office": "433100E01"}
    filing_id: str
    kind: str
    site: str
    column: str
    into: str
    office: str


@dataclass(frozen=True, kw_only=True)
class FilingRefused(FilingAccepted):
    """The e-government office refused a filing; its reason is in the filing."""

    TYPE: ClassVar[str] = "content.filing.refused.v1"


@dataclass(frozen=True, kw_only=True)
class FilingWithdrawn(FilingAccepted):
    """A filing was taken back before it was decided."""

    TYPE: ClassVar[str] = "content.filing.withdrawn.v1"


@dataclass(frozen=True, kw_only=True)
class _OfColumn(Event):
    """Something that everybody may know about a column."""

    ABOUT_PUBLIC: ClassVar[bool] = True
    site: str
    column: str

    def cache_tags(self) -> tuple[str, ...]:
        """The site's list of columns, and every page that names the column."""
        return (f"columns:{self.site}", f"column:{self.column}")


@dataclass(frozen=True, kw_only=True)
class ColumnPrepared(Event):
    """A column was filed (已备案): articles may be put into it, the first one that counts opens it (Art. 9 第九条)."""

    TYPE: ClassVar[str] = "content.column.prepared.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "name": "政策文件", "kind": "policy", "filing_id": _FILING["filing_id"]}
    site: str
    column: str
    name: str
    kind: str
    filing_id: str


@dataclass(frozen=True, kw_only=True)
class ColumnOpened(_OfColumn):
    """A column was opened by its first counted public item: blank columns never are (Art. 9 第九条)."""

    TYPE: ClassVar[str] = "content.column.opened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "name": "政策文件", "kind": "policy"}
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ColumnUpdated(_OfColumn):
    """A public item counted as an update of its column, the first of its ``day`` (Art. 8 第八条)."""

    TYPE: ClassVar[str] = "content.column.updated.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "article_id": _ARTICLE_ID, "day": "2026-11-23"}
    article_id: str
    day: str


@dataclass(frozen=True, kw_only=True)
class ColumnPadded(Event):
    """A publication did not count as an update of its column (Art. 8 第八条).

    ``reason`` is ``unchanged``, ``re_dated`` or ``near_duplicate``; ``of`` is the earlier public item that it repeats.
    """

    TYPE: ClassVar[str] = "content.column.padded.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "article_id": _ARTICLE_ID, "edition": 2, "reason": "re_dated",
                                            "similarity": 1.0, "of": _ARTICLE_ID}
    site: str
    column: str
    article_id: str
    edition: int
    reason: str
    similarity: float
    of: str


@dataclass(frozen=True, kw_only=True)
class ColumnRenamed(_OfColumn):
    """A column has another name (Art. 9 第九条); the labels of its public pages follow."""

    TYPE: ClassVar[str] = "content.column.renamed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "name": "政策文件库", "name_before": "政策文件"}
    name: str
    name_before: str


@dataclass(frozen=True, kw_only=True)
class ColumnRelabelled(_OfColumn):
    """So many more public pages of a column carry its present name."""

    TYPE: ClassVar[str] = "content.column.relabelled.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "pages": 200}
    pages: int


@dataclass(frozen=True, kw_only=True)
class ColumnClosed(_OfColumn):
    """A column was closed (Art. 9 第九条); what is public in it stays readable. The reason is public."""

    TYPE: ClassVar[str] = "content.column.closed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "reason": "内容更新没有保障。"}
    reason: str

    def cache_tags(self) -> tuple[str, ...]:
        """The site's list of columns, and the column's own list."""
        return (*super().cache_tags(), f"list:{self.column}")


@dataclass(frozen=True, kw_only=True)
class ColumnMerged(_OfColumn):
    """A column was merged into another of its site (Art. 9 第九条); its articles follow, old addresses keep answering."""

    TYPE: ClassVar[str] = "content.column.merged.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_COLUMN, "into": "xxz.zcfg", "reason": "与政策法规栏目内容重复。"}
    into: str
    reason: str

    def cache_tags(self) -> tuple[str, ...]:
        """The site's list of columns, and the lists of both columns."""
        return (*super().cache_tags(), f"list:{self.column}", f"list:{self.into}")


@dataclass(frozen=True, kw_only=True)
class ArticleMoved(Event):
    """A public article moved with its column into another (Art. 9 第九条); ``path_before`` keeps answering."""

    TYPE: ClassVar[str] = "content.article.moved.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "article_id": _ARTICLE_ID, "site": "xxz", "column": "xxz.zcfg", "column_before": "xxz.zcwj",
        "path": "/zcfg/202611/t20261123_00001.html", "path_before": "/zcwj/202611/t20261123_00001.html",
        "index_number": "000000000/2026-00001", "column_type": "政策文件"}
    article_id: str
    site: str
    column: str
    column_before: str
    path: str
    path_before: str
    index_number: str
    column_type: str = ""
    """ColumnType of the page labels from now on; empty where the event is older than this field."""

    def cache_tags(self) -> tuple[str, ...]:
        """The article's own page, and the lists of both columns and of the site."""
        return (f"article:{self.article_id}", f"list:{self.column}", f"list:{self.column_before}", f"list:{self.site}")

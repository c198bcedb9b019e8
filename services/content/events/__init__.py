"""What content tells the others."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from services.content.events import quarantine
from services.content.events.columns import (
    ArticleMoved,
    ColumnClosed,
    ColumnMerged,
    ColumnOpened,
    ColumnPadded,
    ColumnPrepared,
    ColumnRelabelled,
    ColumnRenamed,
    ColumnUpdated,
    FilingAccepted,
    FilingProposed,
    FilingRefused,
    FilingWithdrawn,
)
from services.content.events.desk import (
    ArticleConfirmed,
    ArticleForced,
    ArticleReviewed,
    ArticleScheduled,
    ArticleUnscheduled,
    ScheduleFailed,
)
from services.content.events.pages import ArticlePlaced, LinkBroken, LinkMended, list_tags
from shared.events import Event
from shared.law.duty_events import duty_events

_ARTICLE = {"unit": "433100", "article_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"}
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@dataclass(frozen=True, kw_only=True)
class SiteRegistered(Event):
    """A government website was registered (Art. 2 第二条)."""

    TYPE: ClassVar[str] = "content.site.registered.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "site": "xxz", "name": "示例州人民政府门户网站", "kind": "portal",
                                            "domain": "www.example.gov.cn"}
    site: str
    name: str
    kind: str
    domain: str

    def cache_tags(self) -> tuple[str, ...]:
        """Everything that shows the site."""
        return ("sites", f"site:{self.site}")


@dataclass(frozen=True, kw_only=True)
class ArticleSubmitted(Event):
    """An edition was handed in for editorial approval in ``steps``; ``urgency`` is ``normal`` or ``emergency``."""

    TYPE: ClassVar[str] = "content.article.submitted.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "edition": 1, "steps": ["first", "final"], "urgency": "normal"}
    article_id: str
    edition: int
    steps: list[str] = field(default_factory=lambda: ["final"])
    urgency: str = "normal"


@dataclass(frozen=True, kw_only=True)
class ArticleApproved(Event):
    """An edition was approved by the editors (Art. 4 第四条); the secrecy review follows."""

    TYPE: ClassVar[str] = "content.article.approved.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "edition": 1, "digest": _DIGEST}
    article_id: str
    edition: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ArticleWithheld(Event):
    """An edition was approved whose attribute is withheld (不予公开, Art. 4 第四条): it must be examined again by a day
    (政府信息公开条例 Art. 18 第十八条).

    It never carries a title or a word of the text. ``reason`` is a code of content's 不予公开理由; ``column_type`` the
    ColumnType of the page labels; of two events the one with the higher sequence is the newer.
    """

    TYPE: ClassVar[str] = "content.article.withheld.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_ARTICLE, "edition": 1, "column": "xxz.zcwj", "column_type": "政策文件", "kind": "notice", "subject": "general",
        "made_on": "2026-11-20", "reason": "trade_secret", "re_examine_on": "2027-11-20"}
    article_id: str
    edition: int
    column: str
    column_type: str
    kind: str
    subject: str
    made_on: str | None
    reason: str
    re_examine_on: str


@dataclass(frozen=True, kw_only=True)
class ArticleReturned(Event):
    """An edition was given back to its authors, or refused (``final``), by the editors or the secrecy review."""

    TYPE: ClassVar[str] = "content.article.returned.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "edition": 1, "stage": "secrecy", "final": True}
    article_id: str
    edition: int
    stage: str
    final: bool


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(Event):
    """A text asks for its secrecy review (Art. 12 第十二条); the same shape from every service that publishes.

    ``fetch`` is the operation that returns the text for (subject, digest); ``involved`` are the ids of the people who
    may not clear it; ``urgency`` is ``normal`` or ``emergency``.
    """

    TYPE: ClassVar[str] = "content.review.requested.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "subject": _ARTICLE["article_id"], "digest": _DIGEST, "urgency": "normal",
        "fetch": "content.get_review_text", "involved": ["5b0c1f0e-0000-4000-8000-000000000001"]}
    subject: str
    digest: str
    urgency: str
    fetch: str
    involved: list[str]


@dataclass(frozen=True, kw_only=True)
class DisplayChanged(Event):
    """What the public sees of a subject changed; the same shape from every service that publishes (Art. 12 第十二条).

    ``digest`` is of what is shown from now on, empty when nothing is; ``files`` are all files that it shows, each with its
    ``file`` (SHA-256) and ``name``. ``fetch`` is the operation that returns the text. Of two events the one with the higher
    sequence is the newer.
    """

    TYPE: ClassVar[str] = "content.display.changed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "subject": _ARTICLE["article_id"], "digest": _DIGEST, "fetch": "content.get_review_text",
        "files": [{"file": _DIGEST, "name": "附件1.xlsx"}]}
    subject: str
    digest: str
    fetch: str
    files: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class AttachmentsChanged(Event):
    """What the editions of a subject refer to changed, drafts included; the same shape from every service with attachments.

    ``files`` are the SHA-256 of all files that are to be kept for it, public or not. Of two events the one with the higher
    sequence is the newer.
    """

    TYPE: ClassVar[str] = "content.attachments.changed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "subject": _ARTICLE["article_id"], "files": [_DIGEST]}
    subject: str
    files: list[str]


@dataclass(frozen=True, kw_only=True)
class ArticlePublished(Event):
    """An edition went public (Art. 7 第七条); times are ISO 8601 UTC.

    ``matters`` are the ids of the matters to disclose that it carries; ``main_policy`` says that it is a main policy
    document, ``interprets`` is the id of the article that it interprets (Art. 10 第十条).
    """

    TYPE: ClassVar[str] = "content.article.published.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_ARTICLE, "edition": 1, "digest": _DIGEST, "site": "xxz", "column": "xxz.zcwj",
        "path": "/zcwj/202611/t20261123_00001.html", "index_number": "000000000/2026-00001", "title": "示例标题",
        "kind": "notice", "subject": "general", "made_on": "2026-11-20",
        "first_published_at": "2026-11-23T01:30:00+00:00", "published_at": "2026-11-23T01:30:00+00:00",
        "unit_name": "示例州人民政府", "column_type": "政策文件", "summary": "示例概述。",
        "document_number": "州政办发〔2026〕1号", "effective_on": "2026-12-01", "expires_on": None, "validity": "in_force",
        "matters": ["7d1e2c0a-0000-4000-8000-000000000001"], "main_policy": False, "interprets": None,
        "placements": [{"site": "xxz", "column": "xxz.tzgg", "path": ""}], "corrects": False}
    article_id: str
    edition: int
    digest: str
    site: str
    column: str
    path: str
    index_number: str
    title: str
    kind: str
    subject: str
    made_on: str | None
    first_published_at: str
    published_at: str
    unit_name: str = ""
    column_type: str = ""
    """ColumnType of the page labels (国办发〔2017〕47号)."""
    summary: str = ""
    """内容概述: public text, for catalogues."""
    document_number: str = ""
    effective_on: str | None = None
    expires_on: str | None = None
    validity: str = "in_force"
    matters: list[str] = field(default_factory=list)
    main_policy: bool = False
    interprets: str | None = None
    placements: list[dict[str, str]] = field(default_factory=list)
    """Further places that show it: ``site``, ``column`` and, on another site, its ``path`` there."""
    corrects: bool = False
    """True for a correction (更正) of what was public before."""

    def cache_tags(self) -> tuple[str, ...]:
        """The article's own page and the lists of all its columns and sites."""
        return list_tags(self.article_id, self, self.placements)


@dataclass(frozen=True, kw_only=True)
class ArticleWithdrawn(Event):
    """An article was taken from the public, or marked as archived; the reason is public."""

    TYPE: ClassVar[str] = "content.article.withdrawn.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_ARTICLE, "edition": 1, "site": "xxz", "column": "xxz.zcwj", "path": "/zcwj/202611/t20261123_00001.html",
        "mode": "gone", "reason": "内容有误，更正后重新发布。", "redirect": "", "withdrawn_at": "2026-11-23T02:30:00+00:00",
        "placements": [{"site": "xxz", "column": "xxz.tzgg", "path": ""}]}
    article_id: str
    edition: int
    site: str
    column: str
    path: str
    mode: str
    reason: str
    redirect: str
    withdrawn_at: str
    placements: list[dict[str, str]] = field(default_factory=list)
    """Further places that showed it until now."""

    def cache_tags(self) -> tuple[str, ...]:
        """The article's own page and the lists of all its columns and sites."""
        return list_tags(self.article_id, self, self.placements)


@dataclass(frozen=True, kw_only=True)
class ArticleLinked(Event):
    """The links of a public page changed (Art. 10 第十条): what it interprets, or which interpretations it has."""

    TYPE: ClassVar[str] = "content.article.linked.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_ARTICLE, "site": "xxz", "column": "xxz.zcwj", "path": "/zcwj/202611/t20261123_00001.html", "interprets": None,
        "interpretations": ["5b0c1f0e-0000-4000-8000-000000000001"], "related": []}
    article_id: str
    site: str
    column: str
    path: str
    interprets: str | None
    interpretations: list[str]
    related: list[str] = field(default_factory=list)
    """Related articles that the page names."""

    def cache_tags(self) -> tuple[str, ...]:
        """The article's own page."""
        return (f"article:{self.article_id}",)


@dataclass(frozen=True, kw_only=True)
class ArticleRedated(Event):
    """The date (生成日期) of something that was public already was changed, for a reason (Art. 8 第八条)."""

    TYPE: ClassVar[str] = "content.article.redated.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "edition": 2, "before": "2026-11-20", "after": "2026-11-19",
                                            "reason": "原日期录入有误，以文件落款日期为准。"}
    article_id: str
    edition: int
    before: str | None
    after: str | None
    reason: str


EVENTS = (SiteRegistered, FilingProposed, FilingAccepted, FilingRefused, FilingWithdrawn, ColumnPrepared, ColumnOpened,
          ColumnUpdated, ColumnPadded, ColumnRenamed, ColumnRelabelled, ColumnClosed, ColumnMerged, ArticleMoved,
          ArticleSubmitted, ArticleReviewed, ArticleForced, ArticleConfirmed, ArticleApproved, ArticleWithheld, ArticleReturned,
          ReviewRequested, DisplayChanged, AttachmentsChanged, ArticleScheduled, ArticleUnscheduled, ScheduleFailed,
          ArticlePublished, ArticleWithdrawn, ArticlePlaced, ArticleLinked, ArticleRedated, LinkBroken, LinkMended,
          *quarantine.EVENTS, *duty_events("content"))

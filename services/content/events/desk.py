"""What content tells the others of the editors' desk: steps of the review, forced approvals, schedules (Art. 4 第四条, 19)."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

_ARTICLE = {"unit": "433100", "article_id": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "edition": 1}
_DIGEST = {"digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}


@dataclass(frozen=True, kw_only=True)
class ArticleReviewed(Event):
    """A step of the editorial review before the final one was taken; ``due`` is the step that follows."""

    TYPE: ClassVar[str] = "content.article.reviewed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, **_DIGEST, "step": "first", "due": "final"}
    article_id: str
    edition: int
    digest: str
    step: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ArticleForced(Event):
    """An urgent edition was approved without the steps ``skipped``; a second person has to confirm it (Art. 19 第十九条)."""

    TYPE: ClassVar[str] = "content.article.forced.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, **_DIGEST, "skipped": ["first", "second"]}
    article_id: str
    edition: int
    digest: str
    skipped: list[str]


@dataclass(frozen=True, kw_only=True)
class ArticleConfirmed(Event):
    """A second person stands by a forced approval."""

    TYPE: ClassVar[str] = "content.article.confirmed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, **_DIGEST}
    article_id: str
    edition: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ArticleScheduled(Event):
    """A cleared edition goes public by itself at ``publish_at`` (ISO 8601 UTC), if the gate is open then."""

    TYPE: ClassVar[str] = "content.article.scheduled.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, **_DIGEST, "site": "xxz", "column": "xxz.zcwj",
                                            "publish_at": "2026-11-24T00:30:00+00:00"}
    article_id: str
    edition: int
    digest: str
    site: str
    column: str
    publish_at: str


@dataclass(frozen=True, kw_only=True)
class ArticleUnscheduled(Event):
    """An edition does not go public by itself any more: ``why`` is ``unscheduled``, or the step that voided its clearance:
    ``edited``, ``returned``, ``refused``, ``discarded``, ``quarantined``; or ``failed``."""

    TYPE: ClassVar[str] = "content.article.unscheduled.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "why": "edited"}
    article_id: str
    edition: int
    why: str


@dataclass(frozen=True, kw_only=True)
class ScheduleFailed(Event):
    """The gate did not open at the set time: ``code`` is that of the fault. Nothing is tried again by itself."""

    TYPE: ClassVar[str] = "content.schedule.failed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_ARTICLE, "code": "content.column.closed"}
    article_id: str
    edition: int
    code: str

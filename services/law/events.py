"""What law tells the others. Days are calendar days in China, ISO 8601."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from shared.events import Event

NO_UNIT = "none"
"""Stands for the unit of whoever belongs to none: the suite itself, the first administrator."""
_RULING = "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"


@dataclass(frozen=True, kw_only=True)
class NoticeImported(Event):
    """A notice of holidays holds from now on (Art. 7 第七条): every open clock that it touches is to be reckoned anew.

    Carries the whole notice; ``Notice.of`` and ``calendar_of`` make of all of them the same calendar everywhere. ``whole``
    notices settle their year, others change single days. ``number`` counts the notices, this one included.
    """

    TYPE: ClassVar[str] = "law.notice.imported.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "notice": "2027", "year": 2027, "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "issued_on": "2026-11-04", "whole": True, "number": 1,
        "days": [{"day": "2026-12-27", "off": False, "name": "元旦调休"}, {"day": "2027-01-01", "off": True, "name": "元旦"}]}
    notice: str
    year: int
    title: str
    issued_on: str
    whole: bool
    days: list[dict[str, Any]]
    number: int

    def cache_tags(self) -> tuple[str, ...]:
        """Everything that was counted."""
        return ("calendar",)


@dataclass(frozen=True, kw_only=True)
class DisplayChanged(Event):
    """What the public sees of a ruling changed; the same shape from every service that publishes (Art. 12 第十二条).

    ``digest`` is of what is shown from now on; a ruling has no ``files``. ``fetch`` is the operation that returns the text.
    """

    TYPE: ClassVar[str] = "law.display.changed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "subject": _RULING, "fetch": "law.get_review_text", "files": [],
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
    subject: str
    digest: str
    fetch: str
    files: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(Event):
    """A ruling asks for its secrecy review (Art. 12 第十二条); the same shape from every service that publishes.

    ``fetch`` is the operation that returns the text for (subject, digest); ``involved`` are the ids of the people who
    may not clear it: all its authors. ``urgency`` is ``normal``.
    """

    TYPE: ClassVar[str] = "law.review.requested.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "subject": _RULING, "urgency": "normal", "fetch": "law.get_review_text",
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "involved": ["5b0c1f0e-0000-4000-8000-000000000001"]}
    subject: str
    digest: str
    urgency: str
    fetch: str
    involved: list[str]


@dataclass(frozen=True, kw_only=True)
class RulingPublished(Event):
    """The oversight office said how an article is to be understood (Art. 21 第二十一条), cleared for everybody."""

    TYPE: ClassVar[str] = "law.ruling.published.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "ruling": _RULING, "article": "Art. 7 第七条", "on": "2026-11-20",
        "office": "示例州人民政府办公室"}
    ruling: str
    article: str
    on: str
    office: str

    def cache_tags(self) -> tuple[str, ...]:
        """The page with the articles."""
        return ("regulation",)


@dataclass(frozen=True, kw_only=True)
class RulingWithdrawn(Event):
    """A public ruling is shown no more; nobody is told why (Art. 12 第十二条)."""

    TYPE: ClassVar[str] = "law.ruling.withdrawn.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "ruling": _RULING, "article": "Art. 7 第七条"}
    ruling: str
    article: str

    def cache_tags(self) -> tuple[str, ...]:
        """The page with the articles."""
        return ("regulation",)


@dataclass(frozen=True, kw_only=True)
class TextRemoved(Event):
    """No copy of a quarantined text is left in law; the same shape from every service that publishes (Art. 12 第十二条).

    ``copies`` counts the rulings that had it; a ruling has no ``files``.
    """

    TYPE: ClassVar[str] = "law.text.removed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "subject": _RULING, "copies": 1, "files": [],
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
    subject: str
    digest: str
    copies: int
    files: list[str]


def lost(told: Mapping[str, Mapping[str, Any]], *, now: datetime) -> Iterator[Event]:
    """What closes a ruling that a restore of an older backup took away; see ``Manifest.lost``."""
    if data := told.get(DisplayChanged.TYPE):
        yield DisplayChanged(unit=data["unit"], subject=data["subject"], digest="", fetch=data["fetch"], files=[])
    if data := told.get(RulingPublished.TYPE):
        yield RulingWithdrawn(unit=data["unit"], ruling=data["ruling"], article=data["article"])


EVENTS = (NoticeImported, ReviewRequested, DisplayChanged, RulingPublished, RulingWithdrawn, TextRemoved)

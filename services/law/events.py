"""What law tells the others. Days are calendar days in China, ISO 8601."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

NO_UNIT = "none"
"""Stands for the unit of whoever belongs to none: the suite itself, the first administrator."""


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
class RulingPublished(Event):
    """The oversight office said how an article is to be understood (Art. 21 第二十一条)."""

    TYPE: ClassVar[str] = "law.ruling.published.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "ruling": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "article": "Art. 7 第七条", "on": "2026-11-20",
        "office": "示例州人民政府办公室"}
    ruling: str
    article: str
    on: str
    office: str

    def cache_tags(self) -> tuple[str, ...]:
        """The page with the articles."""
        return ("regulation",)


EVENTS = (NoticeImported, RulingPublished)

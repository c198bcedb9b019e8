"""What disclosure tells of yearly reports."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

_REPORT = {"unit": "433100", "report_id": "433100.2026", "year": 2026, "form": "2021"}


@dataclass(frozen=True, kw_only=True)
class ReportApproved(Event):
    """A yearly report was approved and its tables are frozen; ``matter_id`` is the matter that its publication will meet."""

    TYPE: ClassVar[str] = "disclosure.report.approved.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_REPORT, "title": "示例州人民政府办公室2026年政府信息公开工作年度报告", "matter_id": "433100.2026.1",
        "basis": "formed", "approved_on": "2027-01-20"}
    report_id: str
    year: int
    form: str
    title: str
    matter_id: str
    basis: str
    """``formed``, or ``changed`` for a correction."""
    approved_on: str


@dataclass(frozen=True, kw_only=True)
class ReportPublished(Event):
    """A yearly report is public (条例 Art. 49 第四十九条); ``late`` tells whether that was after the day that the law names."""

    TYPE: ClassVar[str] = "disclosure.report.published.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_REPORT, "article_id": "5b0c1f0e-0000-4000-8000-000000000001", "published_at": "2027-01-25T01:30:00+00:00",
        "late": False}
    report_id: str
    year: int
    form: str
    article_id: str
    published_at: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class ReportReopened(Event):
    """A public report is being corrected; what was public stays so until the correction is published."""

    TYPE: ClassVar[str] = "disclosure.report.reopened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REPORT, "correction": 1}
    report_id: str
    year: int
    form: str
    correction: int


REPORT_EVENTS = (ReportApproved, ReportPublished, ReportReopened)

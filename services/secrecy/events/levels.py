"""What secrecy tells of levels, questions to others and quarantine. Never what a finding stands on, never a text."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

_REVIEW = {
    "unit": "433100", "review_id": "7a1f5b0e-2f63-5c55-8d0e-3b1c4f1c7d11", "service": "content",
    "subject": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
_OFFICER = "5b0c1f0e-0000-4000-8000-000000000004"


@dataclass(frozen=True, kw_only=True)
class ReviewPassed(Event):
    """A level (``initial``, ``second``) holds that this digest may become public; ``next`` is the level that has it now."""

    TYPE: ClassVar[str] = "secrecy.review.passed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "level": "initial", "next": "second", "officer": _OFFICER}
    review_id: str
    service: str
    subject: str
    digest: str
    level: str
    next: str
    officer: str


@dataclass(frozen=True, kw_only=True)
class ReviewUnclear(Event):
    """Whether this digest may become public was put to the competent authority (送审, 条例 Art. 17 第十七条)."""

    TYPE: ClassVar[str] = "secrecy.review.unclear.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "authority": "433100"}
    review_id: str
    service: str
    subject: str
    digest: str
    authority: str


@dataclass(frozen=True, kw_only=True)
class ReviewClarified(Event):
    """The authority answered and the review goes on: ``clear``, or ``needs_level``. What it forbids is refused instead.

    ``lost``: a restore of an older backup took the question away; somebody has to ask again.
    """

    TYPE: ClassVar[str] = "secrecy.review.clarified.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "answer": "clear"}
    review_id: str
    service: str
    subject: str
    digest: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """``unit`` is asked whether information of its own may become public; ``asked_by`` is the unit that asks."""

    TYPE: ClassVar[str] = "secrecy.consent.asked.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "unit": "433101", "consent": "c1", "asked_by": "433100"}
    review_id: str
    service: str
    subject: str
    digest: str
    consent: str
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class ConsentAnswered(Event):
    """The unit that was asked, ``by_unit``, ``granted`` or ``refused`` its consent."""

    TYPE: ClassVar[str] = "secrecy.consent.answered.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "consent": "c1", "by_unit": "433101", "answer": "granted"}
    review_id: str
    service: str
    subject: str
    digest: str
    consent: str
    by_unit: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ReviewQuarantined(Event):
    """A suspected state secret (保密法 Art. 31, 34): whoever holds the text of exactly this digest removes it at once.

    ``circumstances`` are codes: kinds of findings, and ``officer``, ``authority``, ``automatic`` or ``same_text``.
    """

    TYPE: ClassVar[str] = "secrecy.review.quarantined.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "circumstances": ["classification_mark", "officer"]}
    review_id: str
    service: str
    subject: str
    digest: str
    circumstances: list[str]


@dataclass(frozen=True, kw_only=True)
class AlertRaised(Event):
    """Secrecy officers and heads of ``unit`` should look at once; ids only. ``kind`` is ``quarantine``."""

    TYPE: ClassVar[str] = "secrecy.alert.raised.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "kind": "quarantine", "review_id": _REVIEW["review_id"]}
    kind: str
    review_id: str


@dataclass(frozen=True, kw_only=True)
class QuarantineReported(Event):
    """A quarantined item was reported to 保密行政管理部门; ``reported_on`` is a calendar day in China."""

    TYPE: ClassVar[str] = "secrecy.quarantine.reported.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "review_id": _REVIEW["review_id"], "number": "州保报〔2026〕3号",
                                            "reported_on": "2026-11-23"}
    review_id: str
    number: str
    reported_on: str


EVENTS = (ReviewPassed, ReviewUnclear, ReviewClarified, ConsentAsked, ConsentAnswered, ReviewQuarantined, AlertRaised,
          QuarantineReported)

"""What secrecy tells the others; the same for every service that publishes. Never what a finding stands on."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from services.secrecy.events import dictionaries, levels, recalls
from shared.events import Event
from shared.law.duty_events import duty_events

_REVIEW = {
    "unit": "433100", "review_id": "7a1f5b0e-2f63-5c55-8d0e-3b1c4f1c7d11", "service": "content",
    "subject": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
_OFFICER = "5b0c1f0e-0000-4000-8000-000000000004"
_REASON = "正文第三段含有未脱敏的个人信息，请遮盖后重新送审。"


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Event):
    """A secrecy review was opened (Art. 12 第十二条): ``findings`` counts all, ``blocking`` those that forbid a clearance.

    ``service`` is the one that asked, in which version of the subject is ``sequence``; ``urgency`` is ``normal`` or
    ``emergency``; ``involved`` are the accounts that may not decide.
    """

    TYPE: ClassVar[str] = "secrecy.review.opened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "urgency": "normal", "blocking": 1, "findings": 3, "sequence": 4,
                                            "involved": ["5b0c1f0e-0000-4000-8000-000000000001"]}
    review_id: str
    service: str
    subject: str
    digest: str
    urgency: str
    blocking: int
    findings: int
    sequence: int = 0
    involved: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ReviewCleared(Event):
    """Exactly this digest may become public; ``clearance`` is the id of the conclusion (保密审查结论).

    ``dictionary`` and ``rules`` are the versions that it was given under; ``opinions`` names the person of each level
    (``initial``, ``second``, ``final``) and of the authority if it was asked.
    """

    TYPE: ClassVar[str] = "secrecy.review.cleared.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_REVIEW, "clearance": "c3a7e1d4-0000-4000-8000-000000000009", "officer": _OFFICER, "dictionary": "2026-11",
        "rules": "4b1d7c90a2ef", "opinions": [{"level": "second", "officer": _OFFICER}]}
    review_id: str
    service: str
    subject: str
    digest: str
    clearance: str
    officer: str
    dictionary: str
    rules: str
    opinions: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ReviewRefused(Event):
    """Exactly this digest must not become public; the reason quotes nothing of it."""

    TYPE: ClassVar[str] = "secrecy.review.refused.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "officer": _OFFICER, "reason": "属于不得公开的内部管理信息。"}
    review_id: str
    service: str
    subject: str
    digest: str
    officer: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReviewReturned(Event):
    """The text was given back to be changed and handed in again; the reason quotes nothing of it."""

    TYPE: ClassVar[str] = "secrecy.review.returned.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_REVIEW, "officer": _OFFICER, "reason": _REASON}
    review_id: str
    service: str
    subject: str
    digest: str
    officer: str
    reason: str


EVENTS = (ReviewOpened, ReviewCleared, ReviewRefused, ReviewReturned, *levels.EVENTS, *dictionaries.EVENTS, *recalls.EVENTS,
          *duty_events("secrecy"))

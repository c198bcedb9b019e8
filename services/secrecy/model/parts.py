"""What a review is made of besides its findings: claims, opinions, decisions, questions to others, a quarantine."""
from dataclasses import dataclass
from datetime import date, datetime

ANSWERS = {"clear": "可以公开", "not_public": "不得公开", "needs_level": "须经终审", "state_secret": "属于国家秘密"}
"""What the authority may answer to a referral (条例 Art. 17 第十七条)."""
CONSENTS = {"granted": "同意公开", "refused": "不同意公开"}
AUTHORITY = "authority"
"""Stands for the level of an authority's opinion."""


@dataclass(frozen=True)
class Opinion:
    """What the person of a level found: that the text may become public, as far as this level goes."""

    level: str
    """``initial``, ``second``, ``final``, or ``authority``."""
    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom, when and why; final."""

    by: str
    at: datetime
    outcome: str
    """``cleared``, ``refused``, ``returned`` or ``quarantined``."""
    reason: str
    level: str = ""
    """At which level; ``authority`` where the authority decided, empty where nobody's level did."""


@dataclass(frozen=True)
class Clearance:
    """A secrecy clearance (保密审查结论) for exactly one digest, with the dictionary and rules that it was given under."""

    id: str
    by: str
    at: datetime
    digest: str
    dictionary: str
    rules: str
    opinions: tuple[Opinion, ...] = ()
    """Of all levels, the last one's included, and of the authority if it was asked."""


@dataclass(kw_only=True)
class Referral:
    """A question to the competent authority (主管部门或者保密行政管理部门)."""

    id: str
    duty: str
    """The authority's duty to answer."""
    authority: str
    """Code of the unit that is asked."""
    question: str
    reason: str
    """Why nobody here can tell."""
    by: str
    at: datetime
    answer: str = ""
    """A code of ``ANSWERS``; empty until it comes."""
    grounds: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """True until it is answered."""
        return not self.answer


@dataclass(kw_only=True)
class Consent:
    """A question to the unit whose information the text holds (涉及其他机关的信息); silence is no consent."""

    id: str
    duty: str
    unit: str
    question: str
    by: str
    at: datetime
    answer: str = ""
    """A code of ``CONSENTS``; empty until it comes."""
    reason: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """True until it is answered."""
        return not self.answer


@dataclass(frozen=True)
class Report:
    """The report to 保密行政管理部门."""

    number: str
    reported_on: date
    to: str
    by: str
    at: datetime


@dataclass(kw_only=True)
class Quarantine:
    """What stays of a suspected state secret: where it stood and what was done, never what it said."""

    by: str
    at: datetime
    automatic: bool
    reason: str
    circumstances: tuple[str, ...]
    """Codes: kinds of the findings that it rests on, ``officer``, ``authority`` or ``automatic``, ``same_text``."""
    places: tuple[str, ...]
    state_before: str
    removed_at: datetime | None = None
    """When the service that asked said that it holds the text no more."""
    removed: int = 0
    """How many copies it removed."""
    report: Report | None = None

"""How an article stands for those who work on it: its status, who has it in hand, remarks, and why it is gone."""
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """An article's status for those who work on it: the working edition's state, else what the public sees."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    CLEARED = "cleared"
    SCHEDULED = "scheduled"
    """Cleared, and goes public by itself at a set time."""
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    RECALLED = "recalled"
    DISCARDED = "discarded"
    QUARANTINED = "quarantined"


@dataclass(frozen=True)
class Comment:
    """A remark among those who work on the article; never public."""

    by: str
    at: datetime
    edition: int
    text: str


@dataclass(frozen=True)
class Withdrawal:
    """Why an article is no longer shown as it was; ``reason`` is public (nothing just disappears)."""

    by: str
    at: datetime
    reason: str
    mode: str
    """``gone``: only the reason is shown; ``redirect``: the reason and another address; ``archive``: still readable, marked;
    ``recalled``: hidden while the secrecy review looks at it again."""
    redirect: str = ""

"""A forced approval (应急审核): one approver lets an urgent text pass without the earlier steps; a second one confirms it.

It is a real approval of exactly this text by somebody who did not write it, and the secrecy review is never left out. Only
the earlier steps of the column's own order are skipped, and the text stays flagged until a second approver looked at it
(Art. 4 第四条, 19 第十九条).
"""
from dataclasses import dataclass
from datetime import datetime

DUTY = "article.forced_confirmation"
"""Key of the rule that says how long the second person has."""


@dataclass(frozen=True)
class Confirmation:
    """A second approver looked at exactly this text and stands by the approval."""

    by: str
    at: datetime
    digest: str


@dataclass(frozen=True)
class Forced:
    """Who forced it, why, and which steps were skipped; without a confirmation it is provisional."""

    by: str
    at: datetime
    reason: str
    skipped: tuple[str, ...]
    confirmation: Confirmation | None = None

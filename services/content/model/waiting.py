"""What an article waits for, and for whom: one line of the inbox (待办) of everybody who can take the next step."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.content.model.article import Article
from services.content.model.edition import Edition, State
from services.content.model.review_steps import ROLES as STEP_ROLES
from services.content.model.review_steps import STEPS

RETURNED, CONFIRM = "returned", "to_confirm"
KINDS = {"first_review": "待初审", "second_review": "待复审", "final_review": "待终审", RETURNED: "已退回，待修改",
         "to_publish": "待发布", "scheduled": "已定时", "schedule_failed": "定时发布未成", CONFIRM: "应急审核待确认"}
ROLES = {**{f"{step}_review": STEP_ROLES[step] for step in STEPS}, "to_publish": "publisher", "scheduled": "publisher",
         "schedule_failed": "publisher", CONFIRM: STEP_ROLES["final"]}
"""The role that takes the next step, in the article's unit; what was returned waits for those who wrote it."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that is to be done about an article, since when."""

    kind: str
    since: datetime
    urgent: bool
    not_for: tuple[str, ...] = ()
    """Who may not do it: they had a hand in it."""
    whose: tuple[str, ...] = ()
    """Whose it is, where that is no question of roles."""
    publish_at: datetime | None = None
    note: str = ""
    """Why it was returned, or why it was not published."""

    @property
    def order(self) -> str:
        """Sorts what is urgent first, then what has waited longest."""
        return f"{0 if self.urgent else 1}{self.since.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of somebody's inbox."""

    kind: str
    since: datetime
    urgent: bool
    publish_at: datetime | None
    note: str
    id: str
    version: int
    title: str
    status: str
    unit: str
    site: str
    column: str
    document_kind: str
    claim: Mapping[str, Any] | None


def working(article: Article) -> Waiting | None:
    """What the newest edition waits for, if anybody but the secrecy review is to do something."""
    edition, urgent = article.current, article.current.urgency == "emergency"
    if (step := edition.due_step) and edition.submitted_at:
        since = max([edition.submitted_at, *(each.at for each in edition.earlier.values())])
        return Waiting(kind=f"{step}_review", since=since, urgent=urgent, not_for=edition.involved)
    if edition.returned and edition.state in (State.DRAFT, State.REFUSED):
        return Waiting(kind=RETURNED, since=edition.returned.at, urgent=urgent, note=edition.returned.reason,
                       whose=tuple(dict.fromkeys(each for each in edition.writers if each)))
    if edition.state is State.CLEARED and edition.clearance:
        return _publishing(edition, urgent)
    return None


def confirming(article: Article) -> Waiting | None:
    """A forced approval that a second person can confirm; always urgent."""
    edition = article.provisional
    if edition is None or edition.forced is None or edition.clearance is None:
        return None
    return Waiting(kind=CONFIRM, since=edition.forced.at, urgent=True, not_for=(*edition.involved, edition.clearance.by))


def _publishing(edition: Edition, urgent: bool) -> Waiting:
    schedule = edition.schedule
    assert edition.clearance is not None
    if schedule is None:
        return Waiting(kind="to_publish", since=edition.clearance.at, urgent=urgent)
    if schedule.failure is None:
        return Waiting(kind="scheduled", since=schedule.at, urgent=urgent, publish_at=schedule.publish_at)
    return Waiting(kind="schedule_failed", since=schedule.failure.at, urgent=True, publish_at=schedule.publish_at,
                   note=schedule.failure.text)

"""How an article goes public by itself at a set time, and what is said when it could not (Art. 4 第四条)."""
from dataclasses import dataclass, replace
from datetime import datetime

from services.content.errors import NotCleared, NotDisclosable, NotScheduled
from services.content.events import ArticleScheduled, ArticleUnscheduled, ScheduleFailed
from services.content.model import dates
from services.content.model.article.publishing import Publishable
from services.content.model.edition import LABELS, State
from services.content.model.schedule import Failure, Schedule, moment
from shared.errors import Fault


@dataclass(kw_only=True)
class Schedulable(Publishable):
    """What may be done about the time at which an article goes public."""

    @property
    def sweep_at(self) -> datetime | None:
        """When a duty changes its stage, or the working edition is to go public."""
        schedule = self.current.schedule
        due = schedule.publish_at if schedule and not schedule.failure else None
        return min((each for each in (super().sweep_at, due) if each), default=None)

    def schedule(self, *, by: str, at: datetime, publish_at: datetime, redating_reason: str = "") -> None:
        """Let the cleared edition go public at ``publish_at``; a later word takes the place of an earlier one.

        What can be told by now is refused now: raises ``NotCleared``, ``NotDisclosable``, ``RedatedWithoutReason``,
        ``ScheduledInPast``, ``ScheduledTooFar``. The gate is asked again at the time.
        """
        edition = self.working()
        if edition.state is not State.CLEARED:
            raise NotCleared(state=LABELS[edition.state])
        if edition.item is None or edition.item.attribute != "proactive":
            raise NotDisclosable()
        dates.redated(self.last_published, edition, reason=redating_reason)
        edition.schedule = Schedule(by, at, moment(publish_at, now=at), redating_reason)
        self.changed_at = at
        told = edition.schedule.publish_at.isoformat()
        self.note("scheduled", edition=edition.number, digest=edition.digest, publish_at=told)
        self.record(ArticleScheduled(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest,
                                     site=self.site, column=self.column, publish_at=told))

    def unschedule(self, *, by: str, at: datetime) -> None:
        """Let it wait for a publisher again. Raises ``NotScheduled``."""
        schedule = self.current.schedule
        if schedule is None:
            raise NotScheduled()
        self.current.schedule, self.changed_at = None, at
        self.note("unscheduled", edition=self.current.number)
        self._tell_unscheduled(schedule, "unscheduled")

    def fail_schedule(self, fault: Fault, *, at: datetime) -> None:
        """The gate did not open at the set time: a person has to see to it, nothing is tried again silently."""
        edition = self.current
        assert edition.schedule is not None
        edition.schedule = replace(edition.schedule, failure=Failure(at, fault.code, fault.sentence))
        self.changed_at = at
        self.note("schedule_failed", authority=edition.schedule.by, edition=edition.number, code=fault.code)
        self.record(ScheduleFailed(unit=self.unit, article_id=self.id, edition=edition.number, code=fault.code))
        self.record(ArticleUnscheduled(unit=self.unit, article_id=self.id, edition=edition.number, why="failed"))

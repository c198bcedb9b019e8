"""What becomes of a forced approval (应急审核): a second person confirms it or rejects it, within hours (Art. 19 第十九条)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import NotProvisional
from services.content.events import ArticleConfirmed
from services.content.model.article.scheduling import Schedulable
from services.content.model.edition import Edition, State
from services.content.model.forced import DUTY
from services.content.model.interpretation import SERVICE
from shared.law.calendar import Calendar
from shared.law.duties import Duty
from shared.law.rules import Rule


@dataclass(kw_only=True)
class Forcible(Schedulable):
    """What a second approver does, and the duty of the unit that there is one."""

    @property
    def confirmation_duty(self) -> Duty | None:
        """The open duty to have a forced approval looked at, if any."""
        return next(iter(self._confirmation_duties), None)

    @property
    def sweep_at(self) -> datetime | None:
        """Also now, if a duty is left over from a forced approval that is no more."""
        left = [duty.opened_at for duty in self._confirmation_duties if not self._forced_still(duty)]
        return min([*left, *([due] if (due := super().sweep_at) else [])], default=None)

    @property
    def _confirmation_duties(self) -> list[Duty]:
        """Mostly one; two while a recall hides a forced edition and a later one was forced as well."""
        return [duty for duty in self.open_duties if duty.kind == DUTY]

    def _forced_still(self, duty: Duty) -> bool:
        """True while a second person is wanted, also while a recall hides what was forced: it may be shown again."""
        hidden, edition = self.hidden, self.edition(duty.evidence["edition"])
        return edition.provisional or bool(edition is hidden and hidden.forced and not hidden.forced.confirmation)

    def owe_confirmation(self, rule: Rule, *, now: datetime, calendar: Calendar) -> None:
        """Open the unit's duty to have its forced approval looked at by a second person; of an earlier one of the same edition,
        which is no more, nothing is owed."""
        self._void([each for each in self._confirmation_duties if each.evidence["edition"] == self.current.number], now,
                   calendar)
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.forced.{len(self.duties) + 1}", rule=rule, unit=self.unit,
                               subject=self.id, started=now, now=now, calendar=calendar,
                               evidence={"edition": self.current.number})
        self.duties.append(duty)
        self.tell(told)

    def confirm(self, *, by: str, at: datetime, calendar: Calendar) -> None:
        """Stand by the forced approval as a second person. Raises ``NotProvisional``."""
        edition = self.provisional
        if edition is None:
            raise NotProvisional()
        edition.confirm(by=by, at=at)
        self.changed_at = at
        self._meet(edition, "confirmed", at, calendar)
        self.note("confirmed", edition=edition.number, digest=edition.digest)
        self.record(ArticleConfirmed(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest))

    def reject(self, *, by: str, at: datetime, reason: str, calendar: Calendar) -> None:
        """Do not stand by it: what is public goes at once, with the reason; what is not goes back to its authors."""
        edition = self.provisional
        if edition is None:
            raise NotProvisional()
        edition.expect_other(by, "应急审核的确认")
        if edition.state is State.LIVE:
            self.withdraw(by=by, at=at, reason=reason, mode="gone")
        else:
            self.give_back(by=by, at=at, reason=reason)
        self._meet(edition, "rejected", at, calendar)

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring the duties up to ``now``; one whose forced approval is no more is void, whatever ended it."""
        self._void([each for each in self._confirmation_duties if not self._forced_still(each)], now, calendar)
        super().tend(now, calendar)

    def _void(self, duties: Iterable[Duty], now: datetime, calendar: Calendar) -> None:
        for each in duties:
            self.tell(each.void("no_longer_forced", now=now, calendar=calendar))

    def _meet(self, edition: Edition, decision: str, at: datetime, calendar: Calendar) -> None:
        for each in self._confirmation_duties:
            if each.evidence["edition"] == edition.number:
                self.tell(each.meet(at, now=at, calendar=calendar, evidence={"decision": decision}))

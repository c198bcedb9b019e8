"""How an article is hidden while the secrecy review looks at it again, and shown again as it was (Art. 12 第十二条)."""
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.content.events import ArticleWithdrawn
from services.content.model.article.quarantining import Quarantinable
from services.content.model.edition import Edition, State
from services.content.model.standing import Withdrawal
from shared.caller import SYSTEM
from shared.clearance import Clearance
from shared.law.calendar import Calendar
from shared.law.duties import Duty
from shared.reviewed import RECALLED

UPHELD = "经保密审查复核，不再公开"
"""What the public reads where a recall was upheld."""


@dataclass(frozen=True)
class Recalled:
    """A recall that hides the article: which edition, and what its withdrawal said before (of an archived one)."""

    id: str
    edition: int
    digest: str
    before: Withdrawal | None = None


@dataclass(kw_only=True)
class Recallable(Quarantinable):
    """What the secrecy review does to something that is public."""

    recalled: Recalled | None = None
    settled_recalls: list[str] = field(default_factory=list)
    """Recalls that were decided: news of their opening that come later change nothing."""

    @property
    def sweep_at(self) -> datetime | None:
        """Also now, if an interpretation is owed of what was taken away for good."""
        left = self._owed_of_nothing
        return min((each for each in (left.opened_at if left else None, super().sweep_at) if each), default=None)

    @property
    def _owed_of_nothing(self) -> Duty | None:
        """The duty to interpret what is neither public nor hidden by a recall that may give it back: one that was upheld, or
        whose text was quarantined meanwhile."""
        return None if self.live or self.hidden else self.interpretation_duty

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring the duties up to ``now``; nothing is owed of what was taken away for good (Art. 10 第十条)."""
        if self._owed_of_nothing:
            self.excuse("withdrawn", now=now, calendar=calendar)
        super().tend(now, calendar)

    def publish(self, **how: Any) -> None:
        """As ever; whatever was recalled is replaced by it."""
        super().publish(**how)
        self.recalled = None

    def note_recall(self, recall: str, *, digest: str, at: datetime) -> None:
        """Hide exactly this text at once; another text, or a recall that was decided already, changes nothing."""
        edition = self.public_edition
        if edition is None or edition.digest != digest or recall in self.settled_recalls:
            return
        self.recalled = Recalled(recall, edition.number, digest, self.withdrawal)
        edition.step("withdraw")
        self.live = None
        self.withdrawal = Withdrawal(SYSTEM.id, at, RECALLED, "recalled")
        self.changed_at = at
        self.note("hidden", authority=f"recall {recall}", edition=edition.number, digest=digest)
        self._tell_withdrawn(edition)
        self._tell_display()

    def note_recall_upheld(self, recall: str, *, digest: str, by: str, at: datetime, reason: str) -> None:
        """It stays away; a new edition may be made. Heard before the recall's opening, it hides the text all the same."""
        self.note_recall(recall, digest=digest, at=at)
        self._settle(recall)
        if self.recalled is None or self.recalled.id != recall or self.withdrawal is None:
            return
        edition, self.recalled = self.edition(self.recalled.edition), None
        self.withdrawal = replace(self.withdrawal, mode="gone", reason=UPHELD)
        self.changed_at = at
        self.note("recall_upheld", authority=by, edition=edition.number, digest=digest, recall=recall, reason=reason)
        self._tell_withdrawn(edition)

    def note_recall_lifted(self, recall: str, clearance: Clearance) -> None:
        """It is public again as it was: same edition, address and dates, with its new clearance."""
        self._settle(recall)
        if self.recalled is None or self.recalled.id != recall:
            return
        edition, before = self.edition(self.recalled.edition), self.recalled.before
        if edition.state is not State.WITHDRAWN or edition.published_at is None:
            self.recalled = None  # quarantined meanwhile
            return
        edition.step("restore")
        edition.clearance, self.live, self.withdrawal, self.recalled = clearance, edition.number, before, None
        self.changed_at = clearance.at
        self.note("restored", authority=clearance.by, edition=edition.number, digest=edition.digest, recall=recall,
                  clearance=clearance.id)
        self._tell_published(edition, edition.published_at)
        if before:
            self._tell_withdrawn(edition)
        self._tell_display()

    def _settle(self, recall: str) -> None:
        if recall not in self.settled_recalls:
            self.settled_recalls.append(recall)
            self.note("recall_settled", recall=recall)

    def _tell_withdrawn(self, edition: Edition) -> None:
        gone = self.withdrawal
        assert gone is not None
        self.record(ArticleWithdrawn(unit=self.unit, article_id=self.id, edition=edition.number, site=self.site,
                                     column=self.column, path=self.path, mode=gone.mode, reason=gone.reason,
                                     redirect=gone.redirect, withdrawn_at=gone.at.isoformat(),
                                     placements=[each.told for each in self.shown_by(edition)]))

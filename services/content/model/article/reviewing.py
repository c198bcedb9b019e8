"""How an article is reviewed: by the editors, then by the secrecy review (Art. 4 第四条, 12 第十二条)."""
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import ClaimedByOther, ForcedUnconfirmed
from services.content.events import ArticleApproved, ArticleForced, ArticleReturned, ArticleReviewed, ReviewRequested
from services.content.model.article.writing import Writable
from services.content.model.edition import Edition, State
from services.content.model.withheld import withheld
from shared.claims import Claim
from shared.clearance import Clearance

FETCH = "content.get_review_text"
"""The operation by which the secrecy review reads the text."""


@dataclass(kw_only=True)
class Reviewable(Writable):
    """What reviewers may do with an article."""

    def take(self, *, by: str, at: datetime) -> None:
        """Claim the article for the step of the review that is due."""
        self._expect_unclaimed(by, at)
        self.claim = Claim.begin(by, at, self.current.due_step or "")
        self.note("claimed")

    def let_go(self, *, by: str, at: datetime) -> None:
        """Give up a claim."""
        self._expect_unclaimed(by, at)
        if self.claim:
            self.claim = None
            self.note("released")

    def approve(self, *, by: str, at: datetime, urgency: str = "normal", column_type: str = "") -> None:
        """Take the step of the review that is due. The final one asks for the secrecy review; that it is to be withheld is
        told with it."""
        self._expect_unclaimed(by, at)
        edition = self.working()
        step = edition.approve(by=by, at=at)
        if urgency != "normal":
            edition.urgency = urgency
        self.changed_at, self.claim = at, None
        if edition.due_step:
            self.note("reviewed", edition=edition.number, digest=edition.digest, step=step)
            self.record(ArticleReviewed(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest,
                                        step=step, due=edition.due_step))
            return
        self.note("approved", edition=edition.number, digest=edition.digest)
        self.record(ArticleApproved(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest))
        self._ask_for_clearance(edition, column_type)

    def force(self, *, by: str, at: datetime, reason: str, column_type: str = "") -> None:
        """Approve the working edition without the earlier steps that are missing, until a second person confirms it, and ask
        for its secrecy review (Art. 19 第十九条). Raises ``ForcedUnconfirmed`` while another forced edition waits for that."""
        if self.provisional:
            raise ForcedUnconfirmed()
        edition = self.working()
        forced = edition.force(by=by, at=at, reason=reason)
        self.changed_at, self.claim = at, None
        self.note("forced", edition=edition.number, digest=edition.digest, reason=reason, skipped=list(forced.skipped))
        self.record(ArticleForced(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest,
                                  skipped=list(forced.skipped)))
        self._ask_for_clearance(edition, column_type)

    def give_back(self, *, by: str, at: datetime, reason: str) -> None:
        """Return the working edition to its authors with a reason."""
        self._expect_unclaimed(by, at)
        self._return(by=by, at=at, reason=reason, stage="editorial", final=False)

    def note_clearance(self, clearance: Clearance) -> None:
        """The secrecy review cleared a digest. Only the edition with exactly this digest profits; a repeat changes nothing."""
        edition = self.current
        if edition.digest == clearance.digest and edition.state is State.APPROVED:
            edition.clear(clearance)
            self.changed_at = clearance.at
            self.note("cleared", edition=edition.number, digest=edition.digest, clearance=clearance.id,
                      dictionary=clearance.dictionary, rules=clearance.rules, officer=clearance.by)

    def note_refusal(self, *, digest: str, by: str, at: datetime, reason: str, final: bool) -> None:
        """The secrecy review refused a digest, or gave it back to be changed; a repeat changes nothing."""
        if self.current.digest == digest and self.current.state is State.APPROVED:
            self._return(by=by, at=at, reason=reason, stage="secrecy", final=final)

    def _return(self, *, by: str, at: datetime, reason: str, stage: str, final: bool) -> None:
        edition = self.working()
        schedule = edition.schedule
        edition.give_back(by=by, at=at, reason=reason, stage=stage, final=final)
        self.changed_at, self.claim = at, None
        self.note("refused" if final else "returned", edition=edition.number, stage=stage, reason=reason)
        self.record(ArticleReturned(unit=self.unit, article_id=self.id, edition=edition.number, stage=stage, final=final))
        self._tell_unscheduled(schedule, "refused" if final else "returned")

    def _ask_for_clearance(self, edition: Edition, column_type: str) -> None:
        self.record(ReviewRequested(unit=self.unit, subject=self.id, digest=edition.digest, urgency=edition.urgency,
                                    fetch=FETCH, involved=list(edition.involved)))
        if told := withheld(edition, unit=self.unit, article_id=self.id, column=self.column, column_type=column_type):
            self.record(told)

    def _expect_unclaimed(self, by: str, at: datetime) -> None:
        if self.claim and self.claim.keeps_out(by, at):
            raise ClaimedByOther(until=self.claim.until.isoformat())

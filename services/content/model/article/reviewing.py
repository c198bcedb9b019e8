"""How an article is reviewed: by the editors, then by the secrecy review (Art. 4 第四条, 12 第十二条)."""
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import ClaimedByOther
from services.content.events import ArticleApproved, ArticleReturned, ReviewRequested
from services.content.model.article.writing import Writable
from services.content.model.edition import State
from services.content.model.standing import CLAIM_TIME, Claim
from services.content.model.withheld import withheld
from shared.clearance import Clearance

FETCH = "content.get_review_text"
"""The operation by which the secrecy review reads the text."""


@dataclass(kw_only=True)
class Reviewable(Writable):
    """What reviewers may do with an article."""

    def take(self, *, by: str, at: datetime) -> None:
        """Claim the article for review."""
        self._expect_unclaimed(by, at)
        self.claim = Claim(by, at + CLAIM_TIME)
        self.note("claimed")

    def let_go(self, *, by: str, at: datetime) -> None:
        """Give up a claim."""
        self._expect_unclaimed(by, at)
        if self.claim:
            self.claim = None
            self.note("released")

    def approve(self, *, by: str, at: datetime, urgency: str = "normal", column_type: str = "") -> None:
        """Approve the working edition and ask for its secrecy review; that it is to be withheld is told."""
        self._expect_unclaimed(by, at)
        edition = self.working()
        edition.approve(by=by, at=at)
        self.changed_at, self.claim = at, None
        self.note("approved", edition=edition.number, digest=edition.digest)
        self.record(ArticleApproved(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest))
        self.record(ReviewRequested(unit=self.unit, subject=self.id, digest=edition.digest, urgency=urgency, fetch=FETCH,
                                    involved=[*edition.authors, edition.submitted_by, by]))
        if told := withheld(edition, unit=self.unit, article_id=self.id, column=self.column, column_type=column_type):
            self.record(told)

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
        edition.give_back(by=by, at=at, reason=reason, stage=stage, final=final)
        self.changed_at, self.claim = at, None
        self.note("refused" if final else "returned", edition=edition.number, stage=stage, reason=reason)
        self.record(ArticleReturned(unit=self.unit, article_id=self.id, edition=edition.number, stage=stage, final=final))

    def _expect_unclaimed(self, by: str, at: datetime) -> None:
        if self.claim and self.claim.by != by and self.claim.until > at:
            raise ClaimedByOther(until=self.claim.until.isoformat())

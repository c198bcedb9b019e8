"""An article: its editions, what the public sees of it, and everything that may be done to it."""
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.content.errors import ClaimedByOther, EditionNotFound, NotDisclosable, NotPublic, NoWorkingEdition, WorkUnderWay
from services.content.events import (
    ArticleApproved,
    ArticleLinked,
    ArticleMoved,
    ArticlePublished,
    ArticleRedated,
    ArticleReturned,
    ArticleSubmitted,
    ArticleWithdrawn,
    DisplayChanged,
    ReviewRequested,
)
from services.content.model import dates
from services.content.model.edition import WORKING, Edition, State
from services.content.model.interpretation import Interpreted
from services.content.model.item import Item
from services.content.model.quarantine import Quarantinable, with_text
from services.content.model.standing import CLAIM_TIME, Claim, Comment, Status, Withdrawal
from services.content.model.ties import UNTIED, Link, Ties
from shared.clearance import Clearance, Referred

FETCH = "content.get_review_text"
"""The operation by which the secrecy review reads the text."""


@dataclass(kw_only=True)
class Article(Quarantinable, Interpreted):
    """One article of a unit in a column of a site."""

    unit: str
    """The responsible unit (Art. 5 第五条 谁发布谁负责)."""
    site: str
    column: str
    created_by: str
    created_at: datetime
    changed_at: datetime
    editions: list[Edition] = field(default_factory=list)
    live: int | None = None
    """Number of the edition that the public sees."""
    index_number: str = ""
    """索引号; given at the first publication, never changed or used again."""
    unit_name: str = ""
    """The unit's name when this was last published; a later name does not change it."""
    place_labels: dict[str, str] = field(default_factory=dict)
    """The page labels of site and column when this was last published."""
    path: str = ""
    """Address below the site's root; given at the first publication."""
    former_paths: list[str] = field(default_factory=list)
    """Addresses that it had before its column was merged into another; they keep answering."""
    published_at: datetime | None = None
    """First time that it went public; nobody can change it (Art. 8 第八条)."""
    withdrawal: Withdrawal | None = None
    claim: Claim | None = None
    comments: list[Comment] = field(default_factory=list)
    referred: Referred | None = None

    # -- reading

    @property
    def current(self) -> Edition:
        """The newest edition."""
        return self.editions[-1]

    @property
    def status(self) -> Status:
        """See ``Status``."""
        if self.current.state is State.QUARANTINED:
            return Status.QUARANTINED
        if self.withdrawal and self.current.state not in WORKING:
            return Status.ARCHIVED if self.withdrawal.mode == "archive" else Status.WITHDRAWN
        return Status(Status.LIVE if self.live and self.current.state not in WORKING else self.current.state)

    @property
    def public_edition(self) -> Edition | None:
        """What the public sees, if anything."""
        return self.edition(self.live) if self.live else None

    @property
    def ties(self) -> Ties:
        """The ties of the newest edition."""
        return self.current.ties

    @property
    def lead_unit(self) -> str:
        """The unit that drafted it (牵头起草单位) and must interpret it."""
        return self.ties.lead_unit or self.unit

    @property
    def link(self) -> Link | None:
        """How other pages name it, if it is public."""
        edition = self.public_edition
        return Link(self.id, edition.item.title, self.site, self.path) if edition and edition.item else None

    @property
    def title(self) -> str:
        """The newest title."""
        return self.current.item.title if self.current.item else ""

    def shown_with(self, policy_id: str) -> bool:
        """True if the public sees this as an interpretation of that policy."""
        edition = self.public_edition
        return edition is not None and edition.ties.interprets == policy_id

    def awaits(self, interpretation: "Article") -> bool:
        """True if exactly what the public sees of ``interpretation`` stands in the act."""
        edition = interpretation.public_edition
        return bool(self.act and edition and self.act.texts.get(interpretation.id) == edition.digest)

    def edition(self, number: int) -> Edition:
        """The edition with this number; raises ``EditionNotFound``."""
        for each in self.editions:
            if each.number == number:
                return each
        raise EditionNotFound(id=self.id, edition=number)

    @property
    def last_published(self) -> Edition | None:
        """The edition that was public last; its text is still here."""
        return next((each for each in reversed(self.editions) if each.published_at and each.item), None)

    def working(self) -> Edition:
        """The edition that is being worked on; raises ``NoWorkingEdition``."""
        if self.current.state not in WORKING:
            raise NoWorkingEdition()
        return self.current

    # -- writing

    @classmethod
    def draft(cls, *, id: str, unit: str, column: str, site: str, item: Item, by: str, at: datetime,
              ties: Ties = UNTIED) -> "Article":
        """A new article with its first edition."""
        first = Edition(number=1, item=item, digest=item.digest, authors=[by], created_at=at, ties=ties)
        article = cls(id=id, unit=unit, site=site, column=column, created_by=by, created_at=at, changed_at=at, editions=[first])
        article.note("drafted", digest=first.digest, **ties.differences(UNTIED))
        return article

    def edit(self, item: Item, *, by: str, at: datetime, ties: Ties | None = None) -> None:
        """Change the working edition; approvals survive exactly when text and ties are the same."""
        edition = self.working()
        before = edition.ties
        if edition.edit(item, by=by, ties=ties):
            self.changed_at, self.claim = at, None
            self.note("edited", edition=edition.number, digest=edition.digest, **edition.ties.differences(before))

    def submit(self, *, by: str, at: datetime) -> None:
        """Hand the working edition in for approval. Raises ``MadeInFuture``."""
        edition = self.working()
        edition.submit(by=by, at=at)
        dates.expect_past(edition.item, at)
        self.changed_at = at
        self.note("submitted", edition=edition.number, digest=edition.digest)
        self.record(ArticleSubmitted(unit=self.unit, article_id=self.id, edition=edition.number))

    def recall(self, *, by: str, at: datetime) -> None:
        """Take back what was submitted and not yet decided."""
        self.working().step("recall")
        self.changed_at, self.claim = at, None
        self.note("recalled", edition=self.current.number)

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

    def approve(self, *, by: str, at: datetime, urgency: str = "normal") -> None:
        """Approve the working edition and ask for its secrecy review."""
        self._expect_unclaimed(by, at)
        edition = self.working()
        edition.approve(by=by, at=at)
        self.changed_at, self.claim = at, None
        self.note("approved", edition=edition.number, digest=edition.digest)
        self.record(ArticleApproved(unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest))
        self.record(ReviewRequested(unit=self.unit, subject=self.id, digest=edition.digest, urgency=urgency, fetch=FETCH,
                                    involved=[*edition.authors, edition.submitted_by, by]))

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

    def publish(self, *, by: str, at: datetime, unit_name: str, labels: dict[str, str], index_number: str, path: str,
                main_policy: bool = False, interpreted: Link | None = None, redating_reason: str = "",
                authority: str = "") -> None:
        """Let the public see the working edition; the one that it saw until now is superseded in the same moment.

        ``at`` is the system's time, whoever publishes (Art. 8 第八条). ``interpreted`` is the policy that this interprets.
        """
        edition, shown = self.working(), self.last_published
        edition.publish(by=by, at=at)
        assert edition.item is not None
        if edition.item.attribute != "proactive":
            raise NotDisclosable()
        dates.expect_past(edition.item, at)
        redated = dates.redated(shown, edition, reason=redating_reason)
        if before := self.public_edition:
            before.step("supersede")
        self.live, self.changed_at, self.withdrawal = edition.number, at, None
        self.published_at = self.published_at or at
        self.index_number, self.path = self.index_number or index_number, self.path or path
        self.unit_name, self.place_labels = unit_name, labels
        self.main_policy, self.interpreted = self.main_policy or main_policy, interpreted
        self.note("published", authority=authority, edition=edition.number, digest=edition.digest,
                  **({"redated": redated} if redated else {}))
        self._tell_published(edition, at)
        self._tell_display()
        if redated:
            self.record(ArticleRedated(unit=self.unit, article_id=self.id, edition=edition.number, **redated))

    def revise(self, *, by: str, at: datetime) -> None:
        """Begin a new edition as a copy of what is public, or else of the newest text; the live one stays up."""
        if self.current.state in WORKING:
            raise WorkUnderWay()
        before = self.public_edition or self.current
        with_text([before])
        number = self.current.number + 1
        self.editions.append(Edition(number=number, item=before.item, digest=before.digest, authors=[by], created_at=at,
                                     ties=before.ties))
        self.changed_at = at
        self.note("revised", edition=number)

    def discard(self, *, by: str, at: datetime, reason: str) -> None:
        """Give up the working edition; nothing is deleted."""
        self.working().step("discard")
        self.changed_at, self.claim = at, None
        self.note("discarded", edition=self.current.number, reason=reason)

    def withdraw(self, *, by: str, at: datetime, reason: str, mode: str, redirect: str = "") -> None:
        """Take it from the public, or mark it as archived; the reason is public."""
        edition = self.public_edition
        if edition is None or (self.withdrawal and mode == "archive"):
            raise NotPublic()
        self.withdrawal = Withdrawal(by, at, reason, mode, redirect)
        if mode != "archive":
            edition.step("withdraw")
            self.live = None
            self._tell_display()
        self.changed_at = at
        self.note("withdrawn", edition=edition.number, mode=mode, reason=reason, redirect=redirect)
        self.record(ArticleWithdrawn(unit=self.unit, article_id=self.id, edition=edition.number, site=self.site,
                                     column=self.column, path=self.path, mode=mode, reason=reason, redirect=redirect,
                                     withdrawn_at=at.isoformat()))

    def move(self, *, column: str, code: str, labels: dict[str, str]) -> None:
        """Follow a merged column into another (Art. 9 第九条); its index number stays, its old address keeps answering."""
        if self.column == column:
            return
        before, path = self.column, self.path
        self.column = column
        self.note("moved", column=column, column_before=before)
        if path:
            self.former_paths.append(path)
            self.path = f"/{code}/{path.split('/', 2)[2]}"
            self.place_labels = self.place_labels | labels
            self.record(ArticleMoved(unit=self.unit, article_id=self.id, site=self.site, column=column, column_before=before,
                                     path=self.path, path_before=path, index_number=self.index_number,
                                     column_type=self.place_labels.get("ColumnType", "")))

    def relabel(self, labels: dict[str, str]) -> None:
        """Carry the present labels of a renamed column on its public page; the same again changes nothing."""
        if self.place_labels | labels != self.place_labels:
            self.place_labels = self.place_labels | labels
            self.note("relabelled", name=labels["ColumnName"])

    def show_links(self, *, interpreted: Link | None, interpretations: Sequence[Link]) -> None:
        """Name on the page what this interprets and what interprets it; the same again changes nothing."""
        if (self.interpreted, self.interpretations) == (interpreted, list(interpretations)):
            return
        self.interpreted, self.interpretations = interpreted, list(interpretations)
        told = {"interprets": interpreted.id if interpreted else None, "interpretations": [each.id for each in interpretations]}
        self.note("linked", **told)
        if self.live:
            self.record(ArticleLinked(unit=self.unit, article_id=self.id, site=self.site, column=self.column, path=self.path,
                                      **told))

    def comment(self, *, by: str, at: datetime, text: str) -> None:
        """Leave a remark on the newest edition."""
        self.comments.append(Comment(by, at, self.current.number, text))
        self.note("commented", edition=self.current.number)

    def _tell_published(self, edition: Edition, at: datetime) -> None:
        item, ties = edition.item, edition.ties
        assert item is not None and self.published_at is not None
        self.record(ArticlePublished(
            unit=self.unit, article_id=self.id, edition=edition.number, digest=edition.digest, site=self.site,
            column=self.column, path=self.path, index_number=self.index_number, title=item.title, kind=item.kind,
            subject=item.subject, made_on=_iso(item.made_on), first_published_at=self.published_at.isoformat(),
            published_at=at.isoformat(), unit_name=self.unit_name, column_type=self.place_labels.get("ColumnType", ""),
            summary=item.summary, document_number=item.document_number, effective_on=_iso(item.effective_on),
            expires_on=_iso(item.expires_on), validity=item.validity, matters=list(ties.matters),
            main_policy=self.main_policy, interprets=ties.interprets))

    def _tell_display(self) -> None:
        edition = self.public_edition
        files = edition.item.attachments if edition and edition.item else ()
        self.record(DisplayChanged(unit=self.unit, subject=self.id, digest=edition.digest if edition else "", fetch=FETCH,
                                   files=[{"file": each.file, "name": each.name} for each in files]))

    def _return(self, *, by: str, at: datetime, reason: str, stage: str, final: bool) -> None:
        edition = self.working()
        edition.give_back(by=by, at=at, reason=reason, stage=stage, final=final)
        self.changed_at, self.claim = at, None
        self.note("refused" if final else "returned", edition=edition.number, stage=stage, reason=reason)
        self.record(ArticleReturned(unit=self.unit, article_id=self.id, edition=edition.number, stage=stage, final=final))

    def _expect_unclaimed(self, by: str, at: datetime) -> None:
        if self.claim and self.claim.by != by and self.claim.until > at:
            raise ClaimedByOther(until=self.claim.until.isoformat())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

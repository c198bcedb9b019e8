"""How an article is written: from an empty page to what is handed in, and a new edition of what is public."""
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from services.content.errors import NothingToCorrect, WorkUnderWay
from services.content.events import ArticleSubmitted, ArticleUnscheduled, AttachmentsChanged
from services.content.model import dates
from services.content.model.article.reading import Readable
from services.content.model.edition import WORKING, Edition
from services.content.model.item import Item
from services.content.model.review_steps import FINAL_ONLY
from services.content.model.schedule import Schedule
from services.content.model.standing import Comment
from services.content.model.ties import UNTIED, Ties


@dataclass(kw_only=True)
class Writable(Readable):
    """What its authors may do with an article."""

    @classmethod
    def draft(cls, *, id: str, unit: str, column: str, site: str, item: Item, by: str, at: datetime,
              ties: Ties = UNTIED) -> Self:
        """A new article with its first edition."""
        first = Edition(number=1, item=item, digest=item.digest, authors=[by], created_at=at, ties=ties)
        article = cls(id=id, unit=unit, site=site, column=column, created_by=by, created_at=at, changed_at=at, editions=[first])
        article.note("drafted", digest=first.digest, **ties.differences(UNTIED))
        article._tell_attachments([])
        return article

    def edit(self, item: Item, *, by: str, at: datetime, ties: Ties | None = None) -> None:
        """Change the working edition; approvals survive exactly when text and ties are the same."""
        edition = self.working()
        if item.correction and not self.last_published:
            raise NothingToCorrect(fields={"correction": ["没有公开过的版本。"]})
        before, files, schedule = edition.ties, self.files, edition.schedule
        if edition.edit(item, by=by, ties=ties):
            self.changed_at, self.claim = at, None
            self.note("edited", edition=edition.number, digest=edition.digest, **edition.ties.differences(before))
            self._tell_unscheduled(schedule, "edited")
            self._tell_attachments(files)

    def mask(self, item: Item, *, by: str, at: datetime, places: int, reason: str, original: str) -> None:
        """Change the working edition to its masked form; ``original`` is the id of what was sealed."""
        files, schedule = self.files, self.working().schedule
        self.current.edit(item, by=by)
        self._tell_attachments(files)
        self.forget()
        self.changed_at, self.claim = at, None
        self.masked_before = self.current.number
        self.note("masked", edition=self.current.number, digest=item.digest, places=places, reason=reason, original=original)
        self._tell_unscheduled(schedule, "edited")

    def submit(self, *, by: str, at: datetime, steps: tuple[str, ...] = FINAL_ONLY, urgency: str = "normal") -> None:
        """Hand the working edition in for approval in ``steps``. Raises ``MadeInFuture``."""
        edition = self.working()
        edition.submit(by=by, at=at, steps=steps, urgency=urgency)
        dates.expect_past(edition.item, at)
        self.changed_at = at
        self.note("submitted", edition=edition.number, digest=edition.digest, steps=list(steps), urgency=urgency)
        self.record(ArticleSubmitted(unit=self.unit, article_id=self.id, edition=edition.number, steps=list(steps),
                                     urgency=urgency))

    def recall(self, *, by: str, at: datetime) -> None:
        """Take back what was submitted and not yet decided."""
        self.working().recall()
        self.changed_at, self.claim = at, None
        self.note("recalled", edition=self.current.number)

    def revise(self, *, by: str, at: datetime) -> None:
        """Begin a new edition as a copy of what is public, or else of the newest text; the live one stays up."""
        if self.current.state in WORKING:
            raise WorkUnderWay()
        before = self.public_edition or self.current
        before.expect_text()
        assert before.item is not None
        number, item = self.current.number + 1, replace(before.item, correction=None)
        self.editions.append(Edition(number=number, item=item, digest=item.digest, authors=[by], created_at=at,
                                     ties=before.ties))
        self.changed_at = at
        self.note("revised", edition=number)

    def discard(self, *, by: str, at: datetime, reason: str) -> None:
        """Give up the working edition; nothing is deleted."""
        schedule = self.working().schedule
        self.current.step("discard")
        self.changed_at, self.claim = at, None
        self.note("discarded", edition=self.current.number, reason=reason)
        self._tell_unscheduled(schedule, "discarded")

    def comment(self, *, by: str, at: datetime, text: str) -> None:
        """Leave a remark on the newest edition."""
        self.comments.append(Comment(by, at, self.current.number, text))
        self.note("commented", edition=self.current.number)

    def _tell_unscheduled(self, schedule: Schedule | None, why: str) -> None:
        """Tell that a schedule is no more, if there was one that had not failed."""
        if schedule and not schedule.failure:
            self.record(ArticleUnscheduled(unit=self.unit, article_id=self.id, edition=self.current.number, why=why))

    def _tell_attachments(self, before: list[str]) -> None:
        if self.files != before:
            self.record(AttachmentsChanged(unit=self.unit, subject=self.id, files=self.files))

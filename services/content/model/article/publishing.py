"""How an article goes public and away again, and how its page follows columns and interpretations."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.content.errors import NotDisclosable, NotPublic
from services.content.events import (
    ArticleLinked,
    ArticleMoved,
    ArticlePublished,
    ArticleRedated,
    ArticleWithdrawn,
    DisplayChanged,
)
from services.content.model import dates
from services.content.model.article.reviewing import FETCH, Reviewable
from services.content.model.edition import Edition
from services.content.model.standing import Withdrawal
from services.content.model.ties import Link


@dataclass(kw_only=True)
class Publishable(Reviewable):
    """What makes an article public, changes its page, and takes it away."""

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
                                     withdrawn_at=at.isoformat(), placements=[each.told for each in self.shown_by(edition)]))

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
                                      related=[each.id for each in self.related], **told))

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
            main_policy=self.main_policy, interprets=ties.interprets,
            placements=[each.told for each in self.shown_by(edition)], corrects=edition.correction is not None))

    def _tell_display(self) -> None:
        edition = self.public_edition
        files = edition.item.attachments if edition and edition.item else ()
        self.record(DisplayChanged(unit=self.unit, subject=self.id, digest=edition.digest if edition else "", fetch=FETCH,
                                   files=[{"file": each.file, "name": each.name} for each in files]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

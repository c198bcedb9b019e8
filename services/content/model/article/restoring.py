"""How an article says what is true of it now, after a restore put it back to what it was (Art. 4 第四条)."""
from dataclasses import dataclass
from datetime import datetime

from services.content.events import ArticlePublished, AttachmentsChanged, ReviewRequested
from services.content.events.losing import lost
from services.content.model.article.recalling import Recallable
from services.content.model.edition import State
from shared.retelling import Told


@dataclass(kw_only=True)
class Restorable(Recallable):
    """What others may have heard otherwise is told again, as the newest that there is to know."""

    def tell_anew(self, told: Told, *, column_type: str, now: datetime) -> None:
        """``told`` is what others were told of it that is no more."""
        self.note("told_anew", told=sorted(told))
        edition, last = self.public_edition, self.last_published
        if edition and edition.published_at:
            self._tell_published(edition, edition.published_at)
        if self.withdrawal and last:
            self._tell_withdrawn(last)
        elif edition is None and ArticlePublished.TYPE in told:
            self._close(now)
        self._tell_display()
        self.record(AttachmentsChanged(unit=self.unit, subject=self.id, files=self.files))
        if self.current.state is State.APPROVED and ReviewRequested.TYPE in told:
            self._ask_for_clearance(self.current, column_type)
        self.tell_duties_anew(told)

    def _close(self, now: datetime) -> None:
        """Others believe it public, which it never was, as far as it knows."""
        self.record(next(iter(lost({ArticlePublished.TYPE: {
            "unit": self.unit, "article_id": self.id, "edition": self.current.number, "site": self.site, "column": self.column,
            "path": self.path}}, now=now))))

"""Rulings (解释口径): what the oversight office says that an article means (Art. 21 第二十一条)."""
from dataclasses import dataclass
from datetime import date, datetime

from services.law.errors import RulingInFuture
from services.law.events import RulingPublished
from services.law.model.regulation import number_words
from shared.aggregate import Aggregate
from shared.clock import legal_day


@dataclass(kw_only=True)
class Ruling(Aggregate):
    """One dated note; it is not changed, a later one says otherwise."""

    article: int
    """Number of the article."""
    on: date
    """The day on which it was given."""
    office: str
    """Who gave it."""
    text: str
    published_at: datetime

    @property
    def article_words(self) -> str:
        """``Art. 7 第七条``."""
        return f"Art. {self.article} {number_words(self.article)}"

    @classmethod
    def publish(cls, *, id: str, article: int, on: date, office: str, text: str, unit: str, at: datetime) -> "Ruling":
        """A new ruling; raises ``RulingInFuture``."""
        if on > legal_day(at):
            raise RulingInFuture(day=on.isoformat())
        ruling = cls(id=id, article=article, on=on, office=office, text=text, published_at=at)
        ruling.note("published", article=ruling.article_words)
        ruling.record(RulingPublished(unit=unit, ruling=id, article=ruling.article_words, on=on.isoformat(), office=office))
        return ruling

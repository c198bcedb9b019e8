"""Related articles (相关信息) on a page: those that its editor names, and those that name it and want to be seen from it."""
from collections.abc import Sequence
from dataclasses import dataclass

from services.content.events import ArticleLinked
from services.content.model.article.quarantining import Quarantinable
from services.content.model.ties import Link


@dataclass(kw_only=True)
class Relatable(Quarantinable):
    """What is done about an article's related ones."""

    def show_related(self, related: Sequence[Link]) -> None:
        """Name these on the page; the same again changes nothing."""
        if self.related == list(related):
            return
        self.related = list(related)
        told = [each.id for each in related]
        self.note("related", related=told)
        if self.live:
            self.record(ArticleLinked(unit=self.unit, article_id=self.id, site=self.site, column=self.column, path=self.path,
                                      interprets=self.interpreted.id if self.interpreted else None,
                                      interpretations=[each.id for each in self.interpretations], related=told))

    def unlink(self, article_id: str) -> None:
        """Name an article no more whose text is gone; whoever has the page is told."""
        self.show_related([each for each in self.related if each.id != article_id])
        super().unlink(article_id)

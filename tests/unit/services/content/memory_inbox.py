"""The inbox in memory, for the small town."""
from collections.abc import Iterator, Mapping

from services.content.model import Article
from services.content.model.waiting import Entry, Waiting, confirming, working
from services.content.ports import InboxQuery
from shared.testing.memory import MemoryCollection


class Inbox:
    """What waits for somebody; pages are the real store's work."""

    def __init__(self, articles: MemoryCollection[Article]) -> None:
        self._articles = articles

    def page(self, query: InboxQuery) -> tuple[list[Entry], str | None]:
        """All of it, in order."""
        found = [(each.order, self._entry(article, each)) for article, each in self._lines(query) if each.kind in query.kinds]
        return [entry for _, entry in sorted(found, key=lambda each: (each[0], each[1].id))][:query.limit], None

    def counts(self, query: InboxQuery) -> Mapping[str, int]:
        """How many of each kind."""
        kinds = [each.kind for _, each in self._lines(query)]
        return {kind: kinds.count(kind) for kind in query.places}

    def _lines(self, query: InboxQuery) -> Iterator[tuple[Article, Waiting]]:
        for article in self._articles.find({}):
            for each in (working(article), confirming(article)):
                if each and each.kind in query.places and query.person not in each.not_for and (
                        query.person in each.whose or not each.whose) and all(
                        getattr(query, name) in (None, getattr(article, name)) for name in ("site", "column")):
                    units = query.places[each.kind]
                    if (units is None or article.unit in units) and (
                            query.waiting_since is None or each.since <= query.waiting_since):
                        yield article, each

    def _entry(self, article: Article, each: Waiting) -> Entry:
        assert article.current.item is not None
        claim = article.claim and {"by": article.claim.by, "until": article.claim.until, "step": article.claim.step}
        return Entry(kind=each.kind, since=each.since, urgent=each.urgent, publish_at=each.publish_at, note=each.note,
                     id=article.id, version=article.version, title=article.title, status=article.status.value,
                     unit=article.unit, site=article.site, column=article.column, claim=claim,
                     document_kind=article.current.item.kind)

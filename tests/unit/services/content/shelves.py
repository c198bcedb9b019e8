"""What a town reads in memory: the pages that its public sees, and what was found of their links."""
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from services.content import public
from services.content.model import Article
from services.content.model.link_check import LinkCheck
from services.content.model.original import Original
from services.content.ports import BrokenQuery, OriginalQuery
from shared.testing.memory import MemoryCollection


class _Articles(Protocol):
    def find(self, query: Mapping[str, Any]) -> Iterable[Article]: ...
    def find_one(self, query: Mapping[str, Any]) -> Article | None: ...


class Links(MemoryCollection[LinkCheck]):
    """What was found of links."""

    def page(self, query: BrokenQuery) -> tuple[list[LinkCheck], str | None]:
        """The oldest trouble first."""
        found = [each for each in self.find({}) if each.broken and (query.units is None or each.unit in query.units)]
        return sorted(found, key=lambda each: str(each.broken_since)), None


class Originals(MemoryCollection[Original]):
    """Sealed originals."""

    @property
    def keep(self) -> Any:
        """As the real store, but for the answer to a key."""
        return self.save

    def page(self, query: OriginalQuery) -> tuple[list[Original], str | None]:
        """All that may be seen."""
        return [each for each in self.find({}) if query.units is None or each.unit in query.units], None


class Pages:
    """What the public sees."""

    def __init__(self, articles: _Articles) -> None:
        self._articles = articles

    def by_id(self, article_id: str) -> Mapping[str, Any] | None:
        """The page of one article."""
        article = self._articles.find_one({"_id": article_id})
        return None if article is None else self._page(article)

    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The pages of many articles."""
        found = {id_: self.by_id(id_) for id_ in article_ids}
        return {id_: page for id_, page in found.items() if page is not None}

    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None:
        """The page at an address."""
        article = next((each for each in self._articles.find({}) if path and (
            (each.site == site and path in (each.path, *each.former_paths))
            or (site, path) in [(place.site, place.path) for place in each.shown_in])), None)
        return None if article is None else self._page(article)

    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]:
        """Everything public."""
        name, value = ("column", column) if column else ("site", site)
        pages = [self._page(each) for each in self._articles.find({})
                 if value in (getattr(each, name), *(getattr(place, name) for place in each.shown_in))]
        return [page for page in pages if page["public"]][:limit], None

    def corrected(self, *, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        """Everything corrected, the last first."""
        pages = [page for page in self.listed(site=site, column=None, limit=100, cursor=None)[0]
                 if "corrected_at" in page["public"]]
        return sorted(pages, key=lambda page: page["public"]["corrected_at"], reverse=True)[:limit], None

    def _page(self, article: Article) -> Mapping[str, Any]:
        gone = article.withdrawal
        return {"_id": article.id, "site": article.site, "column": article.column, "path": article.path,
                "public": public.page(article), "shown_in": [each.told for each in article.shown_in],
                "withdrawal": {"reason": gone.reason, "redirect": gone.redirect, "at": gone.at} if gone else None}

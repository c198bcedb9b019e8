"""What the public sees of articles in memory."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.content import public
from services.content.model import Article
from services.content.model.search import mark
from services.content.ports import Standing
from shared.testing.memory import MemoryCollection


class Pages:
    """What the public sees."""

    def __init__(self, articles: MemoryCollection[Article]) -> None:
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
        found = self._articles.find({"site": site})
        article = next((each for each in found if path and path in (each.path, *each.former_paths)), None)
        return None if article is None else self._page(article)

    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]:
        """Everything public."""
        pages = [self._page(each) for each in self._articles.find({"column": column} if column else {"site": site})]
        return [page for page in pages if page["public"]][:limit], None

    def newest(self, *, site: str, column: str | None, unit: str | None, most: int) -> list[str]:
        """The newest pages."""
        named = {name: value for name, value in (("site", site), ("column", column), ("unit", unit)) if value}
        pages = [(each.published_at, public.page(each)) for each in self._articles.find(named) if each.public_edition]
        return [page["json"] for _, page in sorted(pages, key=lambda each: each[0], reverse=True)][:most]  # type: ignore

    def count(self, site: str) -> int:
        """How many are public."""
        return len([each for each in self._articles.find({"site": site}) if each.public_edition])

    def addresses(self, site: str, skip: int, most: int) -> list[tuple[str, datetime]]:
        """The oldest first."""
        found = [each for each in self._articles.find({"site": site}) if each.public_edition]
        return [(each.path, each.public_edition.published_at) for each in found][skip:skip + most]  # type: ignore

    def addressed(self, site: str, limit: int, cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        """All that ever were public."""
        found = sorted((each for each in self._articles.find({"site": site}) if each.path), key=lambda each: each.path)
        return [self._page(each) | {"former_paths": each.former_paths} for each in found][:limit], None

    def standing(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """What of these is public right now."""
        found = {id_: self._articles.find_one({"_id": id_}) for id_ in article_ids}
        return {id_: Standing(each.public_edition.digest, each.site, each.column, public.page(each)["entry"])  # type: ignore
                for id_, each in found.items() if each and each.public_edition}

    def marks(self, after: str, most: int) -> Mapping[str, str]:
        """Of all articles."""
        found = sorted((each for each in self._articles.find({}) if each.id > after), key=lambda each: each.id)[:most]
        return {each.id: mark(each.public_edition.digest, each.column, each.published_at)  # type: ignore[arg-type]
                if each.public_edition else "" for each in found}

    def _page(self, article: Article) -> Mapping[str, Any]:
        gone = article.withdrawal
        return {"_id": article.id, "site": article.site, "column": article.column, "path": article.path,
                "public": public.page(article),
                "withdrawal": {"reason": gone.reason, "redirect": gone.redirect, "at": gone.at} if gone else None}

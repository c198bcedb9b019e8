"""What the public sees right now of articles in memory."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.content import public
from services.content.model import Article
from services.content.model.search import mark
from services.content.ports import Standing
from shared.testing.memory import MemoryCollection
from tests.unit.services.content.shelves import Pages


class Displays:
    """What is displayed."""

    def __init__(self, articles: MemoryCollection[Article]) -> None:
        self._articles, self._page = articles, Pages(articles)._page

    def of_unit(self, unit: str, *, site: str, column: str | None, most: int) -> list[str]:
        """The newest first."""
        named = {"site": site, "unit": unit} | ({"column": column} if column else {})
        found = [each for each in self._articles.find(named) if each.public_edition]
        return [each.id for each in sorted(found, key=lambda each: str(each.published_at), reverse=True)][:most]

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
        return {id_: Standing(each.public_edition.digest, each.site, _columns(each), public.page(each)["entry"])  # type: ignore
                for id_, each in found.items() if each and each.public_edition}

    def marks(self, after: str, most: int) -> Mapping[str, str]:
        """Of all articles."""
        found = sorted((each for each in self._articles.find({}) if each.id > after), key=lambda each: each.id)[:most]
        return {each.id: mark(each.public_edition.digest, _columns(each), each.published_at)  # type: ignore[arg-type]
                if each.public_edition else "" for each in found}


def _columns(article: Article) -> tuple[str, ...]:
    return (article.column, *(each.column for each in article.shown_in))

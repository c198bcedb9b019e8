"""Articles in memory, as their store answers."""
from collections.abc import Sequence
from dataclasses import replace

from services.content import errors, public
from services.content.model import Article, Edition, Item
from services.content.ports import ArticleQuery, PlacementQuery
from shared.testing.memory import MemoryCollection


class Articles(MemoryCollection[Article]):
    """Articles, with what was moved to the archive of editions."""

    def __init__(self) -> None:
        super().__init__(errors.ArticleNotFound)
        self.archive: dict[tuple[str, int], Edition] = {}

    def review_items(self, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, Item | None] | None]:
        """The newest text, the public one, or what was recalled."""
        found: list[tuple[str, Item | None] | None] = []
        for id_, digest in wanted:
            article = self.find_one({"_id": id_})
            recalled = article.edition(article.recalled.edition) if article and article.recalled else None
            shown = (article.current, article.public_edition, recalled) if article else ()
            item = next((each.item for each in shown if each and each.item and each.digest == digest), None)
            found.append((article.unit, item) if article else None)
        return found

    def keep_edition(self, article_id: str, edition: Edition) -> None:
        """To the archive; the same again changes nothing."""
        self.archive[article_id, edition.number] = replace(edition)

    def old_edition(self, article_id: str, number: int) -> Edition:
        """From the archive."""
        if (article_id, number) not in self.archive:
            raise errors.EditionNotFound(id=article_id, edition=number)
        return self.archive[article_id, number]

    def purge_editions(self, article_id: str, quarantined: Sequence[Edition]) -> None:
        """Nothing is left of the texts of these."""
        self.archive |= {(article_id, each.number): replace(each) for each in quarantined
                         if (article_id, each.number) in self.archive}

    def files_elsewhere(self, files: Sequence[str], digest: str) -> set[str]:
        """Which of these files another text uses."""
        texts = [edition for each in self.find({}) for edition in each.editions] + list(self.archive.values())
        return {each.file for edition in texts if edition.item and edition.digest != digest
                for each in edition.item.attachments} & set(files)

    def interpreting(self, article_id: str) -> Sequence[Article]:
        """Those whose newest or public edition interprets this one."""
        return [each for each in self.find({}) if each.ties.interprets == article_id or each.shown_with(article_id)]

    def showing(self, article_id: str) -> Sequence[str]:
        """Those that name this one as their interpretation."""
        return [each.id for each in self.find({}) if article_id in [link.id for link in each.interpretations]]

    def relating(self, article_id: str) -> Sequence[str]:
        """Those whose public edition names this one as related."""
        return [each.id for each in self.find({}) if each.public_edition and article_id in each.public_edition.ties.related]

    def naming(self, article_id: str) -> Sequence[str]:
        """Those whose page names this one as related."""
        return [each.id for each in self.find({}) if article_id in [link.id for link in each.related]]

    def akin(self, site: str, topics: Sequence[str], most: int) -> Sequence[str]:
        """Public ones of a topic."""
        pages = {each.id: public.page(each) for each in self.find({"site": site})}
        return [id_ for id_, page in pages.items() if page and set(topics) & set(page["topics"])]

    def owing(self, unit: str) -> Sequence[str]:
        """Those with an open duty of the unit."""
        return [each.id for each in self.find({}) if unit in [duty.unit for duty in each.open_duties]]

    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]:
        """All that may be seen; order and cursor are the real store's work."""
        return [each for each in self.find({}) if query.units is None or each.unit in query.units][:query.limit], None

    def of_column(self, column: str, most: int) -> list[str]:
        """Ids of articles in a column."""
        return sorted(each.id for each in self.find({"column": column}))[:most]

    def placed_in(self, column: str, most: int) -> list[str]:
        """Ids of articles that name a column as a further place."""
        return sorted(each.id for each in self.find({}) if column in [place.column for place in each.placements])[:most]

    def placed(self, query: PlacementQuery) -> tuple[list[Article], str | None]:
        """Those that ask for a place in the columns, or were answered."""
        def among(article: Article) -> bool:
            ripe = article.asked_places if query.state == "asked" else [each for each in article.placements if each.decided_by]
            return any(each.state == query.state and (query.columns is None or each.column in query.columns) for each in ripe)

        return [each for each in self.find({}) if among(each)][:query.limit], None

    def labelled_otherwise(self, column: str, name: str, after: str, most: int) -> list[str]:
        """Ids of public articles with another name of the column."""
        return sorted(each.id for each in self.find({"column": column}) if each.public_edition and each.id > after
                      and each.place_labels["ColumnName"] != name)[:most]

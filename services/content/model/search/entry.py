"""What the index holds of one public article. It may be late: nothing of it is shown before the article itself was asked."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.content.model.article import Article
from services.content.model.search.words import cleaned, folded, visible, words

FILTERS = ("site", "unit", "column", "kind", "subject", "validity")
"""What a search can be narrowed to. Each is indexed like a word, so the rarest of all that is asked for leads the search."""
TITLE = "^"
"""Begins a word that stands in the title; no word of a text begins so, nor with ``@``."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One public text."""

    id: str
    version: int
    """The article's: of two entries the one with the higher version is the newer."""
    digest: str
    site: str
    unit: str
    column: str
    columns: tuple[str, ...]
    """Its own, and those that show it as well."""
    kind: str
    subject: str
    validity: str
    published: datetime
    title: str
    text: str
    """What a reader sees of the body."""
    title_folded: str
    folded: str
    """Title, numbers, keywords, summary and text as they are compared."""
    terms: tuple[str, ...]
    """Words, words of the title, and filters."""


def entry(article: Article) -> Entry | None:
    """What is to be found of an article; ``None`` while the public sees nothing of it."""
    edition = article.public_edition
    if edition is None or edition.item is None or article.published_at is None:
        return None
    item = edition.item
    title, text = cleaned(item.title), visible(item.body)
    beside = (item.document_number, article.index_number, *item.keywords, item.summary,
              *(each.name for each in item.attachments), *(each.caption for each in item.attachments))
    title_folded = folded(title)
    whole = "\n".join([title_folded, *(folded(cleaned(each)) for each in beside if each), folded(text)])
    filters = {"site": article.site, "unit": article.unit, "column": article.column, "kind": item.kind,
               "subject": item.subject, "validity": item.validity}
    places = {narrowed("site", each.site) for each in article.shown_in} | {
        narrowed("column", each.column) for each in article.shown_in}
    terms = [*sorted(words(whole)), *(TITLE + each for each in sorted(words(title_folded))),
             *sorted(places | {narrowed(name, value) for name, value in filters.items()})]
    return Entry(id=article.id, version=article.version, digest=edition.digest, published=article.published_at, title=title,
                 text=text, title_folded=title_folded, folded=whole, terms=tuple(terms),
                 columns=(article.column, *(each.column for each in article.shown_in)), **filters)


def narrowed(name: str, value: str) -> str:
    """The term of everything that is in ``value`` by ``name``."""
    return f"@{name}={value}"


def mark(digest: str, columns: Sequence[str], published: datetime) -> str:
    """What tells whether an entry is as the article is; everything else in it follows from these."""
    return f"{digest} {' '.join(columns)} {published.isoformat()}"

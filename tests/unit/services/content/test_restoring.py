"""After a restore of an older backup: what an article says of itself, and what names an article that is no more."""
import pytest

from services.content import use_cases
from services.content.events import (
    ArticlePublished,
    ArticleWithdrawn,
    AttachmentsChanged,
    ColumnClosed,
    ColumnOpened,
    ColumnPrepared,
    DisplayChanged,
    FilingAccepted,
    FilingProposed,
    FilingWithdrawn,
    ReviewRequested,
)
from services.content.events.losing import GONE, lost
from services.content.model import Article
from shared.events import Event
from shared.retelling import Heard, Told, retelling
from tests.unit.fallen import said
from tests.unit.services.content.policies import both, page
from tests.unit.services.content.town import AT, Town

ALL = ("content.article.published.v1", "content.display.changed.v1", "content.review.requested.v1")


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def told(town: Town, article: Article, *types: str) -> dict[str, Event]:
    """What it tells anew, by type; once more, it is the same."""
    before = len(town.events)
    for _ in range(2):
        known = Told(Heard(each, 1, AT, {}) for each in types or ALL)
        use_cases.tell_article_anew(town.ports, now=town.now, id_=article.id, told=known)
    found = town.events[before:]
    assert found[:len(found) // 2] == found[len(found) // 2:]
    return {each.TYPE.removeprefix("content.").removesuffix(".v1"): each for each in found}


def test_what_is_public_says_so_as_of_its_own_time(town: Town) -> None:
    article = town.live()
    found = told(town, article)
    published, display = found["article.published"], found["display.changed"]
    assert isinstance(published, ArticlePublished) and isinstance(display, DisplayChanged)
    assert published.published_at == town.articles.get(article.id).current.published_at.isoformat()
    assert published.digest == display.digest == article.current.digest
    assert "article.withdrawn" not in found and "attachments.changed" in found


def test_what_was_withdrawn_says_so(town: Town) -> None:
    found = told(town, town.withdraw(town.live()))
    assert found["article.withdrawn"].mode == "gone" and found["display.changed"].digest == ""  # type: ignore[attr-defined]
    assert "article.published" not in found


def test_what_never_was_public_is_closed_only_where_others_believe_it_public(town: Town) -> None:
    article = town.cleared()
    assert told(town, article)["article.withdrawn"].reason == GONE  # type: ignore[attr-defined]
    assert "article.withdrawn" not in told(town, article, "content.attachments.changed.v1")


def test_a_review_is_asked_for_again_only_where_a_later_one_took_its_place(town: Town) -> None:
    article = town.approved()
    asked = told(town, article)["review.requested"]
    assert isinstance(asked, ReviewRequested) and asked.digest == article.current.digest
    assert "review.requested" not in told(town, article, "content.article.published.v1")
    assert "review.requested" not in told(town, town.live())


def test_what_is_no_more_is_closed_as_far_as_it_was_told() -> None:
    examples = {each.TYPE: each.EXAMPLE for each in (ArticlePublished, DisplayChanged, AttachmentsChanged)}
    withdrawn, display, attachments = lost(examples, now=AT)
    assert isinstance(withdrawn, ArticleWithdrawn) and withdrawn.article_id == ArticlePublished.EXAMPLE["article_id"]
    assert withdrawn.placements == ArticlePublished.EXAMPLE["placements"]
    assert isinstance(display, DisplayChanged) and (display.digest, display.files) == ("", [])
    assert isinstance(attachments, AttachmentsChanged) and attachments.files == []
    assert not list(lost({}, now=AT))


@pytest.mark.parametrize("which", ["policy", "interpretation"])
def test_a_page_does_not_name_an_article_that_is_no_more(town: Town, which: str) -> None:
    first, second = both(town)
    gone, stays = (first, second) if which == "policy" else (second, first)
    del town.articles._stored[gone.id]
    town.hear(use_cases.note_article_withdrawn, article_id=gone.id)
    assert page(town, stays)["interprets" if which == "policy" else "interpretations"] in (None, [])


def test_a_decision_on_an_article_that_is_no_more_changes_nothing(town: Town) -> None:
    article = town.approved()
    del town.articles._stored[article.id]
    town.clear(article, article.current.digest)
    assert town.articles.find_one({"_id": article.id}) is None


def test_columns_filings_and_sites_say_how_they_stand(town: Town) -> None:
    article = town.live()
    columns = town.ports.columns
    before = len(columns.events)  # type: ignore[attr-defined]
    for _ in range(2):
        retelling("columns")(town.ports, now=town.now, id_=article.column, told=Told())
    found = said(columns, before)  # type: ignore[arg-type]
    assert found[:len(found) // 2] == found[len(found) // 2:] and found[0] == "column.relabelled", "gateways let go of it"
    assert "column.opened" in found or "column.prepared" in found


def test_a_column_and_a_filing_that_are_no_more_are_closed_unless_they_were() -> None:
    examples = {each.TYPE: each.EXAMPLE for each in (ColumnPrepared, ColumnOpened)}
    (closed,) = lost(examples, now=AT)
    assert isinstance(closed, ColumnClosed) and (closed.column, closed.reason) == (ColumnOpened.EXAMPLE["column"], GONE)
    assert not list(lost(examples | {ColumnClosed.TYPE: ColumnClosed.EXAMPLE}, now=AT))
    proposed = {FilingProposed.TYPE: FilingProposed.EXAMPLE}
    (withdrawn,) = lost(proposed, now=AT)
    assert isinstance(withdrawn, FilingWithdrawn) and withdrawn.filing_id == FilingProposed.EXAMPLE["filing_id"]
    assert not list(lost(proposed | {FilingAccepted.TYPE: FilingAccepted.EXAMPLE}, now=AT))

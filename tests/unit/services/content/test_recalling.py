"""Recalls: exactly the recalled text is hidden at once, in whatever order the news come, and comes back as it was."""
import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.content import errors, public, use_cases
from services.content.model import Article, Status
from shared.caller import SYSTEM
from shared.reviewed import RECALLED
from tests.unit.services.content.policies import policy, waived
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town


@pytest.fixture(scope="module")
def built() -> Town:
    """A town with an article that is public."""
    return Town()


@pytest.fixture
def town(built: Town) -> Town:
    """One of its own for each test."""
    return copy.deepcopy(built)


def opened(town: Town, article: Article, recall: str = "r1", digest: str = "") -> Article:
    """Secrecy recalls what is public."""
    town.hear(use_cases.note_recall_opened, recall_id=recall, service="content", subject=article.id,
              digest=digest or article.current.digest)
    town.settle()
    return town.articles.get(article.id)


def lifted(town: Town, article: Article, recall: str = "r1") -> Article:
    """An officer lifts it."""
    town.hear(use_cases.note_recall_lifted, recall_id=recall, service="content", subject=article.id,
              digest=article.current.digest, clearance="new", officer="officer", dictionary="d@2", rules="r")
    town.settle()
    return town.articles.get(article.id)


def upheld(town: Town, article: Article, recall: str = "r1") -> Article:
    """An officer upholds it."""
    town.hear(use_cases.note_recall_upheld, recall_id=recall, service="content", subject=article.id,
              digest=article.current.digest, officer="officer", reason="不宜公开")
    town.settle()
    return town.articles.get(article.id)


def told(town: Town, since: int) -> list[str]:
    return [event.TYPE for event in town.events[since:]]


def test_exactly_the_recalled_text_is_hidden_at_once_with_a_public_reason(town: Town) -> None:
    article = town.live()
    assert opened(town, article, digest="another").live == 1
    since = len(town.events)
    hidden = opened(town, article)
    assert hidden.status is Status.RECALLED and public.page(hidden) is None and hidden.withdrawal.by == "system"
    with pytest.raises(errors.PageWithdrawn) as caught:
        use_cases.get_public_article(town.ports, caller=EDITOR, now=town.now, article_id=article.id)
    assert RECALLED in caught.value.sentence
    assert told(town, since) == ["content.article.withdrawn.v1", "content.display.changed.v1"]
    assert town.events[-1].digest == "" and opened(town, article).version == hidden.version, "told twice"
    with pytest.raises(errors.NotPublic):
        town.step(use_cases.withdraw_article, PUBLISHER, hidden, reason="误", mode="gone", redirect="")


def test_lifted_it_is_public_as_it_was_and_its_column_s_clock_does_not_move(town: Town) -> None:
    article = town.live()
    column, page = town.column(), public.page(article)
    opened(town, article)
    back = lifted(town, article)
    assert public.page(back) == page and back.status is Status.LIVE and back.public_edition.clearance.id == "new"
    assert (back.published_at, back.path, back.index_number) == (article.published_at, article.path, article.index_number)
    assert (town.column().newest, town.column().duties) == (column.newest, column.duties)
    assert [event.digest for event in town.events if event.TYPE == "content.display.changed.v1"][-1] == article.current.digest


def test_an_archived_article_comes_back_archived(town: Town) -> None:
    article = town.withdraw(town.live(), mode="archive")
    assert opened(town, article).status is Status.RECALLED
    since = len(town.events)
    assert lifted(town, article).status is Status.ARCHIVED
    assert [getattr(event, "mode", "") for event in town.events[since:]] == ["", "archive", ""], "and says so"


@pytest.mark.parametrize("how", ["upheld", "quarantined"])
def test_of_a_policy_that_a_recall_took_for_good_nothing_is_owed(town: Town, how: str) -> None:
    article = town.publish(waived(town, policy(town)))
    assert article.open_duties and opened(town, article).open_duties, "it may come back"
    if how == "upheld":
        upheld(town, article)
    else:
        town.hear(use_cases.note_review_quarantined, service="content", subject=article.id, digest=article.current.digest,
                  review_id="v", circumstances=["officer"])
    due = town.articles.get(article.id).sweep_at
    assert due is not None and due <= town.now
    use_cases.tend_article(town.ports, now=town.now, id_=article.id)
    gone = town.articles.get(article.id)
    assert not gone.open_duties and gone.waiver is None and gone.sweep_at is None


def test_upheld_it_stays_away_and_a_new_edition_may_follow(town: Town) -> None:
    article = town.live()
    opened(town, article)
    gone = upheld(town, article)
    assert gone.status is Status.WITHDRAWN and "不宜" not in gone.withdrawal.reason and lifted(town, article).live is None
    revised = town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, revised, body="<p>改正。</p>")
    assert town.live(town.articles.get(article.id)).status is Status.LIVE


def test_a_new_edition_takes_the_place_of_what_was_recalled(town: Town) -> None:
    article = town.live()
    opened(town, article)
    revised = town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, revised, body="<p>改正。</p>")
    text = use_cases.get_review_text(town.ports, caller=SYSTEM, now=town.now, subject=article.id,
                                     digest=article.current.digest)
    assert text["title"] == "示例标题", "the officer still reads what was recalled"
    second = town.live(town.articles.get(article.id))
    assert lifted(town, article).live == second.live == 2


@settings(max_examples=30, deadline=None)
@given(st.permutations(["opened", "lifted", "opened", "lifted"]), st.booleans())
def test_news_may_come_in_any_order_and_twice(built: Town, order: list[str], decided: bool) -> None:
    town = copy.deepcopy(built)
    article = town.live()
    for each in order:
        {"opened": opened, "lifted": lifted if decided else upheld}[each](town, article)
    found = town.articles.get(article.id)
    assert found.status is (Status.LIVE if decided else Status.WITHDRAWN)

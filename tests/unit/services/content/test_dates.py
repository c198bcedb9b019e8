"""No back-dating (Art. 8 第八条): the system's time is the date of publication, and a shown date is not changed in silence."""
import json
from datetime import date, timedelta

import pytest

from services.content import errors, use_cases
from services.content.events import ArticlePublished, ArticleRedated
from services.content.model import Article
from shared.caller import ANONYMOUS
from shared.clock import BEIJING
from tests.unit.services.content.town import EDITOR, Town

TODAY, BEFORE = date(2026, 11, 23), date(2026, 11, 20)


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def revision(town: Town, **changes: object) -> Article:
    """A cleared revision of a public article that was made on the 20th."""
    article = town.live(town.draft(made_on=BEFORE))
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, **changes)
    return town.cleared(article)


def labels(town: Town, article: Article) -> dict[str, str]:
    """What the page says of itself."""
    found: dict[str, str] = json.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)["labels"]
    return found


def test_what_is_made_tomorrow_is_not_handed_in_today(town: Town) -> None:
    article = town.draft(made_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.MadeInFuture):
        town.step(use_cases.submit_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, made_on=TODAY)
    assert town.live(article).live == 1


def test_today_is_chinas_today(town: Town) -> None:
    town.now = town.now.replace(hour=16, minute=30)
    assert town.live(town.draft(made_on=date(2026, 11, 24))).live == 1, "half past midnight in Beijing"


def test_what_was_handed_in_in_another_way_is_still_not_published_with_a_date_to_come(town: Town) -> None:
    article = town.cleared(town.draft(made_on=TODAY))
    town.now -= timedelta(days=1)
    with pytest.raises(errors.MadeInFuture):
        town.publish(article)


def test_the_date_of_what_was_public_is_changed_for_a_reason_only(town: Town) -> None:
    article = revision(town, made_on=TODAY)
    with pytest.raises(errors.RedatedWithoutReason):
        town.publish(article)
    town.publish(article, redating_reason="以落款日期为准")
    (told,) = [event for event in town.events if isinstance(event, ArticleRedated)]
    assert (told.before, told.after, told.reason, told.edition) == ("2026-11-20", "2026-11-23", "以落款日期为准", 2)


def test_leaving_the_date_out_is_a_change_too(town: Town) -> None:
    with pytest.raises(errors.RedatedWithoutReason):
        town.publish(revision(town, made_on=None))


def test_withdrawing_first_does_not_get_around_it(town: Town) -> None:
    article = town.live(town.draft(made_on=BEFORE))
    town.withdraw(article)
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, made_on=TODAY)
    with pytest.raises(errors.RedatedWithoutReason):
        town.publish(town.cleared(article))


def test_a_reason_for_no_change_is_a_mistake(town: Town) -> None:
    with pytest.raises(errors.RedatingUnfounded):
        town.publish(revision(town, title="改"), redating_reason="以落款日期为准")
    with pytest.raises(errors.RedatingUnfounded):
        town.publish(town.cleared(town.draft(made_on=BEFORE)), redating_reason="初次发布")


def test_the_page_shows_the_systems_time_of_the_first_publication_for_ever(town: Town) -> None:
    article = town.cleared(town.draft(made_on=date(2018, 1, 1)))
    at = town.now + timedelta(minutes=1)
    assert town.publish(article).published_at == at
    shown = labels(town, article)["PubDate"]
    assert shown == f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    town.now += timedelta(days=30)
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, title="改", made_on=BEFORE)
    town.publish(town.cleared(article), redating_reason="以落款日期为准")
    assert labels(town, article)["PubDate"] == shown
    assert town.articles.get(article.id).published_at == at
    town.withdraw(article)
    town.step(use_cases.revise_article, EDITOR, article)
    town.publish(town.cleared(article))
    assert labels(town, article)["PubDate"] == shown
    published = [event for event in town.events if isinstance(event, ArticlePublished)]
    assert {event.first_published_at for event in published} == {at.isoformat()}

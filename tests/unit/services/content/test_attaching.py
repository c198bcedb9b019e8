"""Files of an item: nothing goes public with one that nobody could open; readers are told how large it is (Art. 5 第五条)."""
import orjson
import pytest

from services.content import errors, use_cases
from services.content.model import Article, Status
from shared.caller import ANONYMOUS
from tests.unit.services.content.test_scheduling import look, scheduled
from tests.unit.services.content.town import Town

FILE = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def stored(town: Town, sequence: int = 1) -> None:
    """The files service tells of it."""
    town.hear(use_cases.note_file_stored, sequence=sequence, file=FILE, size=48_213, media_type="application/pdf")


def removed(town: Town, sequence: int) -> None:
    """It is gone."""
    town.hear(use_cases.note_file_removed, sequence=sequence, file=FILE)


def attached(town: Town) -> Article:
    """A cleared article with a file."""
    return town.cleared(town.draft(attachments=[{"file": FILE, "name": "附件1.pdf", "role": "attachment", "caption": ""}]))


def test_an_item_with_a_file_that_is_not_there_is_refused_and_the_file_named(town: Town) -> None:
    article = attached(town)
    with pytest.raises(errors.FilesMissing) as refused:
        town.publish(article)
    assert "附件1.pdf" in refused.value.sentence and refused.value.fields["attachments"]
    stored(town)
    assert town.publish(article).status == Status.LIVE


def test_readers_and_staff_are_told_its_size_and_type(town: Town) -> None:
    stored(town)
    article = town.publish(attached(town))
    page = orjson.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)
    assert [(each["size"], each["media_type"]) for each in page["attachments"]] == [(48_213, "application/pdf")]
    assert article.file_facts[FILE].size == 48_213


def test_news_that_comes_late_or_twice_changes_nothing(town: Town) -> None:
    removed(town, 3)
    stored(town, 2)
    stored(town, 2)
    known = town.ports.files.find_one({"_id": FILE})
    assert known and not known.stored
    stored(town, 4)
    town.hear(use_cases.note_file_examined, sequence=3, file=FILE, outcome="extracted")
    removed(town, 3)
    known = town.ports.files.find_one({"_id": FILE})
    assert known and known.stored and known.outcome == "extracted"


def test_a_file_that_went_before_its_time_keeps_a_schedule_from_happening(town: Town) -> None:
    stored(town)
    article = scheduled(town, attached(town))
    removed(town, 2)
    failure = look(town, article).current.schedule
    assert failure and failure.failure and failure.failure.code == "content.item.files_missing"

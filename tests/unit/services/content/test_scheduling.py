"""Publication at a set time: all that the gate asks, asked again at the moment, once (Art. 4 第四条)."""
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from marshmallow import ValidationError

from services.content import errors, schemas, use_cases
from services.content.events import ArticlePublished, ArticleScheduled, ArticleUnscheduled, ScheduleFailed
from services.content.model import Article, Status
from services.content.model.schedule import moment
from shared.clock import BEIJING
from shared.errors import Forbidden
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town

NINE = datetime(2026, 12, 1, 9, tzinfo=BEIJING)


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def scheduled(town: Town, article: Article | None = None, at: datetime = NINE, **more: Any) -> Article:
    """Cleared, and set for nine o'clock on the first of December."""
    return town.step(use_cases.schedule_article, PUBLISHER, article or town.cleared(), publish_at=at,
                     **({"redating_reason": ""} | more))


def look(town: Town, article: Article, at: datetime = NINE) -> Article:
    """The sweep looks."""
    town.now = at
    use_cases.tend_article(town.ports, now=at, id_=article.id)
    town.settle()
    return town.articles.get(article.id)


def told(town: Town, kind: type) -> list[Any]:
    """The events of a kind."""
    return [event for event in town.events if isinstance(event, kind)]


def test_it_goes_public_at_its_time_and_not_before_on_the_authority_of_whoever_set_it(town: Town) -> None:
    article = scheduled(town)
    assert article.status == Status.SCHEDULED and article.sweep_at == NINE
    assert told(town, ArticleScheduled)[0].publish_at == "2026-12-01T01:00:00+00:00"
    assert not look(town, article, NINE - timedelta(seconds=1)).live
    article = look(town, article)
    assert article.status == Status.LIVE and article.current.published_by == "publisher" and article.sweep_at is None
    assert article.published_at == NINE and article.path.startswith("/zcwj/202612/")
    look(town, article)
    assert len(told(town, ArticlePublished)) == 1


@pytest.mark.parametrize(("at", "fault"), [
    (datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING), errors.ScheduledInPast),
    (datetime(1, 1, 1, tzinfo=BEIJING), errors.ScheduledInPast),
    (datetime(2027, 12, 1, tzinfo=BEIJING), errors.ScheduledTooFar),
    (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), errors.ScheduledTooFar)])
def test_a_time_in_the_past_or_more_than_a_year_ahead_is_refused(town: Town, at: datetime, fault: Any) -> None:
    with pytest.raises(fault) as refused:
        scheduled(town, at=at)
    assert refused.value.fields["publish_at"]


def test_a_year_ahead_counts_by_the_calendar_also_from_a_leap_day() -> None:
    leap = datetime(2028, 2, 29, 1, tzinfo=UTC)
    assert moment(datetime(2029, 2, 28, 1, tzinfo=UTC), now=leap)
    with pytest.raises(errors.ScheduledTooFar):
        moment(datetime(2029, 3, 1, 1, tzinfo=UTC), now=leap)


def test_a_time_without_an_offset_is_refused_and_one_of_beijing_is_understood() -> None:
    given = {"article_id": "a", "version": 1, "publish_at": "2026-12-01T09:00:00+08:00"}
    assert schemas.ScheduleArticle().load(given)["publish_at"] == NINE
    for wrong in ("2026-12-01T09:00:00", "morgen", "2026-13-01T09:00:00+08:00"):
        with pytest.raises(ValidationError):
            schemas.ScheduleArticle().load(given | {"publish_at": wrong})


def test_only_what_is_cleared_can_be_scheduled_and_only_by_a_publisher(town: Town) -> None:
    with pytest.raises(errors.NotCleared):
        scheduled(town, town.approved())
    with pytest.raises(Forbidden):
        town.step(use_cases.schedule_article, EDITOR, town.cleared(), publish_at=NINE, redating_reason="")
    with pytest.raises(errors.NotDisclosable):
        scheduled(town, town.cleared(town.draft(attribute="on_application")))


def test_an_edit_voids_the_schedule_with_the_approvals_and_the_same_text_keeps_it(town: Town) -> None:
    article = scheduled(town)
    assert town.step(use_cases.edit_article, EDITOR, article, title="示例标题").status == Status.SCHEDULED
    article = town.step(use_cases.edit_article, EDITOR, article, title="改")
    assert article.status == Status.DRAFT and article.current.schedule is None and article.sweep_at is None
    assert [each.why for each in told(town, ArticleUnscheduled)] == ["edited"]
    assert look(town, article).status == Status.DRAFT


def test_it_can_be_unscheduled_and_set_for_another_time(town: Town) -> None:
    article = scheduled(town, scheduled(town), at=NINE + timedelta(hours=1))
    assert not look(town, article).live
    article = town.step(use_cases.unschedule_article, PUBLISHER, article)
    assert article.status == Status.CLEARED and not look(town, article, NINE + timedelta(hours=2)).live
    with pytest.raises(errors.NotScheduled):
        town.step(use_cases.unschedule_article, PUBLISHER, article)


def test_what_the_gate_refuses_at_the_time_is_noted_and_not_tried_again(town: Town) -> None:
    article = scheduled(town)
    town.accept(town.propose("close", column="xxz.zcwj"))
    article = look(town, article)
    assert article.status == Status.CLEARED and article.sweep_at is None
    failure = article.current.schedule and article.current.schedule.failure
    assert failure and failure.code == "content.column.closed" and "政策文件" in failure.text
    assert told(town, ScheduleFailed)[0].code == "content.column.closed"
    version = article.version
    assert look(town, article, NINE + timedelta(days=1)).version == version


def test_a_policy_waits_for_its_interpretation_and_takes_along_one_that_was_set_for_the_same_moment(town: Town) -> None:
    alone = scheduled(town, town.cleared(town.draft(main_policy=True)))
    policy = scheduled(town, town.cleared(town.draft(main_policy=True)))
    other = scheduled(town, town.cleared(town.draft(title="解读", interprets=policy.id)))
    failed = look(town, alone).current.schedule
    assert failed and failed.failure and failed.failure.code == "content.interpretation.missing"
    look(town, other)  # too early: noted, and mended by the policy a moment later
    assert look(town, policy).live and town.articles.get(other.id).live
    assert town.articles.get(other.id).current.schedule is None


def test_a_changed_date_needs_its_reason_when_it_is_scheduled(town: Town) -> None:
    article = town.live(town.draft(made_on=NINE.date().replace(month=11, day=20)))
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, made_on=NINE.date().replace(month=11, day=19))
    article = town.cleared(article)
    with pytest.raises(errors.RedatedWithoutReason):
        scheduled(town, article)
    assert look(town, scheduled(town, article, redating_reason="录入有误。")).live == 2


def test_a_quarantine_ends_the_schedule_and_says_so(town: Town) -> None:
    article = scheduled(town)
    town.hear(use_cases.note_review_quarantined, service="content", subject=article.id, digest=article.current.digest,
              review_id="r", circumstances=["officer"])
    assert [each.why for each in told(town, ArticleUnscheduled)] == ["quarantined"]
    assert look(town, article).live is None

"""A main policy document and its interpretation go public in one act (Art. 10 第十条)."""
import pytest

from services.content import errors, use_cases
from services.content.events import ArticlePublished
from services.content.model import Article, Status
from shared.errors import StaleVersion
from shared.law.duties import Outcome
from shared.law.duty_events import duty_events
from tests.unit.services.content.policies import both, interpretation, page, policy, said, snapshot
from tests.unit.services.content.town import EDITOR, PUBLISHER, UNIT, Town

DUTY = duty_events("content")

@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def test_a_policy_without_interpretation_is_refused_and_nothing_changes(town: Town) -> None:
    article = policy(town)
    before, events = snapshot(town), len(town.events)
    with pytest.raises(errors.InterpretationMissing) as refused:
        town.publish(article)
    assert "示例州人民政府" in str(refused.value) and (snapshot(town), len(town.events)) == (before, events)


def test_policy_and_interpretation_go_public_in_one_act_and_name_each_other(town: Town) -> None:
    first, second = both(town)
    assert (first.status, second.status) == (Status.LIVE, Status.LIVE)
    assert second.current.published_by == first.current.published_by == PUBLISHER.id
    assert page(town, first)["interpretations"] == [
        {"id": second.id, "title": "《示例办法》解读", "site": "xxz", "path": second.path}]
    assert page(town, second)["interprets"] == {"id": first.id, "title": "示例办法", "site": "xxz", "path": first.path}
    assert page(town, first)["interprets"] is None and page(town, second)["interpretations"] == []
    assert [event.article_id for event in said(town, ArticlePublished)] == [first.id, second.id]
    told = [(event.main_policy, event.interprets) for event in said(town, ArticlePublished)]
    assert told == [(True, None), (False, first.id)]


def test_the_act_opens_a_duty_of_the_lead_unit_and_the_interpretation_meets_it(town: Town) -> None:
    first, second = both(town)
    (duty,) = first.duties
    assert (duty.kind, duty.unit, duty.outcome, duty.met_late) == ("interpretation.term", UNIT, Outcome.MET, False)
    assert duty.evidence["interpretation"] == second.id and first.act is None
    assert [type(event) for event in said(town, DUTY.opened, DUTY.met)] == [DUTY.opened, DUTY.met]
    assert (first.sweep_at, first.reckoned_with) == (None, None), "nothing to sweep any more"


def test_an_interpretation_is_not_public_before_its_policy(town: Town) -> None:
    article = interpretation(town, policy(town))
    with pytest.raises(errors.InterpretationTooEarly):
        town.publish(article)
    assert town.articles.get(article.id).status is Status.CLEARED


def test_an_interpretation_that_was_edited_after_its_clearance_holds_the_whole_act_back(town: Town) -> None:
    first = policy(town)
    second = interpretation(town, first)
    town.step(use_cases.edit_article, EDITOR, second, body="<p>改。</p>")
    before = snapshot(town)
    with pytest.raises(errors.InterpretationMissing, match="草稿"):
        town.publish(first)
    assert snapshot(town) == before


def test_an_interpretation_whose_column_was_closed_holds_the_whole_act_back(town: Town) -> None:
    town.open("zcjd", name="政策解读")
    first = policy(town)
    interpretation(town, first, column="xxz.zcjd")
    town.accept(town.propose("close", column="xxz.zcjd"))
    before = snapshot(town)
    with pytest.raises(errors.ColumnClosed):
        town.publish(first)
    assert snapshot(town) == before


def test_what_is_edited_between_the_two_steps_stays_behind_and_the_duty_open(town: Town) -> None:
    first = policy(town)
    second = interpretation(town, first)
    town.step(use_cases.publish_article, PUBLISHER, first)
    town.step(use_cases.edit_article, EDITOR, second, body="<p>改。</p>")
    town.settle()
    first, second = town.articles.get(first.id), town.articles.get(second.id)
    assert (first.status, second.status, first.act) == (Status.LIVE, Status.DRAFT, None)
    assert first.interpretation_duty is not None and page(town, first)["interpretations"] == []
    town.publish(town.cleared(second))
    assert town.articles.get(first.id).interpretation_duty is None
    assert page(town, first)["interpretations"][0]["id"] == second.id


def test_the_events_may_come_twice_and_late(town: Town) -> None:
    first, second = both(town)
    before = snapshot(town)
    one, two = said(town, ArticlePublished)
    for event in (two, one, one, two):
        town.hear_of(event)
    assert snapshot(town) == before


@pytest.mark.parametrize("kept", ["articles", "texts", "columns"])
def test_what_is_followed_and_what_is_counted_do_not_wait_for_each_other_for_ever(
        town: Town, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    first = policy(town)
    second = interpretation(town, first, body="<p>为便于各有关方面准确理解文件的背景、依据和主要内容，现作如下说明。</p>")
    town.step(use_cases.publish_article, PUBLISHER, first)
    with monkeypatch.context() as patch, pytest.raises(StaleVersion):
        patch.setattr(getattr(town.ports, kept), "save", lambda aggregate: (_ for _ in ()).throw(StaleVersion))
        town.settle()
    town.once_more()
    assert page(town, first)["interpretations"][0]["id"] == second.id
    newest = town.column().newest
    assert newest and newest.article_id == first.id and len(town.column().duties) == 1, "the first of the day"
    assert [len(town.ports.texts.of_article(each.id)) for each in (first, second)] == [1, 1]
    assert len(said(town, ArticlePublished)) == 2


def test_a_process_killed_after_the_interpretation_was_saved_leaves_a_rest_that_the_next_one_does(town: Town) -> None:
    first = policy(town)
    second = interpretation(town, first)
    town.step(use_cases.publish_article, PUBLISHER, first)
    saved = town.articles.save

    def killed(article: Article) -> None:
        saved(article)
        raise KeyboardInterrupt

    town.articles.save = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        town.settle()
    assert town.articles.get(second.id).status is Status.LIVE and town.articles.get(first.id).act is not None
    town.articles.save, town.told = saved, 0  # type: ignore[method-assign]
    town.settle()
    assert page(town, first)["interpretations"][0]["id"] == second.id
    assert town.articles.get(first.id).duties[0].outcome is Outcome.MET
    assert len([event for event in said(town, ArticlePublished) if event.article_id == second.id]) == 1


def test_a_policy_that_was_withdrawn_before_its_interpretation_followed_takes_nothing_with_it(town: Town) -> None:
    first = policy(town)
    second = interpretation(town, first)
    town.step(use_cases.publish_article, PUBLISHER, first)
    town.withdraw(first)
    assert town.articles.get(second.id).status is Status.CLEARED
    assert town.articles.get(first.id).duties[0].outcome is Outcome.VOIDED


def test_an_ordinary_article_takes_its_interpretation_along_and_owes_nothing(town: Town) -> None:
    first = town.cleared()
    second = interpretation(town, first)
    town.publish(first)
    assert town.articles.get(second.id).status is Status.LIVE and not town.articles.get(first.id).duties

"""Three steps of the editorial review, by column or by kind of document, and approvals that were forced (Art. 4, 19)."""
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.content import errors, use_cases
from services.content.events import ArticleConfirmed, ArticleForced, ArticleReviewed, ArticleWithdrawn, ReviewRequested
from services.content.model import Article, Status
from services.content.model.review_steps import for_kind, stricter
from shared.errors import Forbidden
from shared.law import loading
from tests.unit.services.content.town import APPROVER, EDITOR, MANAGER, STRANGER, Town, person

FIRST, SECOND = person("first", "first_reviewer"), person("second", "second_reviewer")
HEAD = person("head", "approver")
EVERYBODY = person("everybody", "first_reviewer", "second_reviewer", "approver")
THREE = ("first", "second", "final")


@pytest.fixture
def town() -> Town:
    """A town whose column asks for all three steps."""
    town = Town()
    steps(town, *THREE)
    return town


def steps(town: Town, *asked: str) -> None:
    """The column's manager sets its steps."""
    town.do(use_cases.set_review_steps, MANAGER, column_id="xxz.zcwj", version=town.column().version, steps=asked)


def submitted(town: Town, **item: Any) -> Article:
    """Handed in."""
    return town.step(use_cases.submit_article, EDITOR, town.draft(**item))


def forced(town: Town, article: Article | None = None) -> Article:
    """Approved by the approver alone."""
    return town.step(use_cases.force_article, APPROVER, article or submitted(town), reason="山洪预警，须立即发布。")


def cleared(town: Town, article: Article) -> Article:
    """Cleared as it is."""
    town.clear(article, article.current.digest)
    return town.articles.get(article.id)


def told(town: Town, kind: type) -> list[Any]:
    """The events of a kind."""
    return [event for event in town.events if isinstance(event, kind)]


def test_each_step_is_taken_by_its_own_role_and_only_the_last_asks_for_the_secrecy_review(town: Town) -> None:
    article = submitted(town)
    for who, due in ((FIRST, "first"), (SECOND, "second"), (APPROVER, "final")):
        assert article.current.due_step == due and not told(town, ReviewRequested)
        for other in {FIRST.id: (SECOND, APPROVER), SECOND.id: (FIRST, APPROVER), APPROVER.id: (FIRST, SECOND)}[who.id]:
            with pytest.raises(Forbidden):
                town.step(use_cases.approve_article, other, article)
        article = town.step(use_cases.approve_article, who, article)
    assert article.status == Status.APPROVED and [each.step for each in told(town, ArticleReviewed)] == ["first", "second"]
    assert set(told(town, ReviewRequested)[0].involved) == {"editor", "first", "second", "approver"}
    assert town.publish(cleared(town, article)).live == 1


def test_nobody_takes_two_steps_whatever_roles_they_have(town: Town) -> None:
    article = town.step(use_cases.approve_article, EVERYBODY, submitted(town))
    with pytest.raises(errors.SamePerson):
        town.step(use_cases.approve_article, EVERYBODY, article)
    with pytest.raises(errors.SamePerson):
        town.step(use_cases.force_article, EVERYBODY, article, reason="急")


def test_the_steps_are_those_of_the_moment_when_it_was_handed_in(town: Town) -> None:
    article = submitted(town)
    steps(town, "final")
    assert town.articles.get(article.id).current.steps == THREE
    town.step(use_cases.recall_article, EDITOR, article)
    assert town.step(use_cases.submit_article, EDITOR, article).current.steps == ("final",)


def test_an_edit_voids_all_steps_and_the_same_text_again_none(town: Town) -> None:
    article = town.step(use_cases.approve_article, FIRST, submitted(town))
    kept = town.step(use_cases.edit_article, EDITOR, article, title="示例标题")
    assert kept.version == article.version and list(kept.current.earlier) == ["first"]
    assert not town.step(use_cases.edit_article, EDITOR, article, title="改").current.earlier
    assert town.step(use_cases.submit_article, EDITOR, article).current.due_step == "first"


def test_a_step_that_was_taken_for_another_text_does_not_open_the_gate(town: Town) -> None:
    article = submitted(town)
    for who in (FIRST, SECOND, APPROVER):
        article = town.step(use_cases.approve_article, who, article)
    article = cleared(town, article)
    article.current.earlier["first"] = replace(article.current.earlier["first"], digest="0" * 64)
    with pytest.raises(errors.StaleApproval) as refused:
        article.publish(by="p", at=town.now, unit_name="", labels={}, index_number="", path="")
    assert "初审" in refused.value.sentence


def test_it_is_given_back_at_any_step_by_whoever_has_it_or_the_final_one(town: Town) -> None:
    article = town.step(use_cases.return_article, FIRST, submitted(town), reason="请补充来源。")
    returned = article.current.returned
    assert returned and (returned.step, returned.reason) == ("first", "请补充来源。")
    article = town.step(use_cases.submit_article, EDITOR, article)
    with pytest.raises(Forbidden):
        town.step(use_cases.return_article, SECOND, article, reason="不到我。")
    assert town.step(use_cases.return_article, APPROVER, article, reason="不必了。").status == Status.DRAFT


def test_a_claim_is_for_one_step(town: Town) -> None:
    article = town.step(use_cases.claim_article, FIRST, submitted(town))
    assert article.claim and article.claim.step == "first"
    with pytest.raises(errors.ClaimedByOther):
        town.step(use_cases.approve_article, person("other", "first_reviewer"), article)
    article = town.step(use_cases.approve_article, FIRST, article)
    with pytest.raises(Forbidden):
        town.step(use_cases.claim_article, FIRST, article)
    claim = town.step(use_cases.claim_article, SECOND, article).claim
    assert claim and claim.step == "second"


def test_the_kind_of_document_can_ask_for_more_than_the_column_and_never_for_less(town: Town) -> None:
    town.ports = replace(town.ports, law=loading.load(["national", "xiangxi-2018", "example-county"]))
    steps(town, "final")
    assert submitted(town, kind="order").current.steps == THREE
    assert submitted(town, kind="circular").current.steps == ("first", "final")
    assert submitted(town, kind="notice").current.steps == ("final",)
    steps(town, "second", "final")
    assert submitted(town, kind="circular").current.steps == THREE


def test_the_stricter_wins_and_the_final_step_is_never_left_out() -> None:
    assert stricter() == stricter(["final"]) == ("final",) and stricter(["second"], ["first"]) == THREE
    rows = [{"kinds": ["order"], "steps": ["first"]}, {"kinds": ["letter"], "steps": THREE}]
    assert for_kind("order", rows) == ("first", "final")


def test_a_column_can_be_filed_with_its_steps_and_set_by_its_manager_only(town: Town) -> None:
    assert town.open("news", review_steps=["first"]).review_steps == ("first", "final")
    with pytest.raises(errors.InvalidSteps):
        steps(town, "first")
    with pytest.raises(Forbidden):
        town.do(use_cases.set_review_steps, STRANGER, column_id="xxz.zcwj", version=town.column().version, steps=["final"])


def test_a_forced_text_still_needs_its_clearance_and_stays_flagged_until_a_second_person_confirms_it(town: Town) -> None:
    article = forced(town)
    (event,) = told(town, ArticleForced)
    assert event.skipped == ["first", "second"] and told(town, ReviewRequested)[0].urgency == "emergency"
    assert article.confirmation_duty and article.confirmation_duty.clock.total.words == "24小时"
    with pytest.raises(errors.IllegalTransition):
        town.publish(article)
    with pytest.raises(errors.ConfirmedTooEarly):
        town.step(use_cases.confirm_article, HEAD, article)
    article = town.publish(cleared(town, article))
    assert article.live and article.provisional
    for involved in (APPROVER, person("editor", "approver"), person("officer", "approver")):
        with pytest.raises(errors.SamePerson):
            town.step(use_cases.confirm_article, involved, article)
    article = town.step(use_cases.confirm_article, HEAD, article)
    assert article.live and not article.provisional and told(town, ArticleConfirmed)
    assert [(duty.outcome, duty.evidence["decision"]) for duty in article.duties] == [("met", "confirmed")]


def test_a_second_person_who_does_not_stand_by_it_takes_it_from_the_public(town: Town) -> None:
    article = town.publish(cleared(town, forced(town)))
    article = town.step(use_cases.reject_article, HEAD, article, reason="预警范围有误。")
    assert not article.live and article.status == Status.WITHDRAWN
    assert told(town, ArticleWithdrawn)[0].reason == "预警范围有误。" and not article.open_duties


def test_before_it_is_public_it_goes_back_to_its_authors_instead(town: Town) -> None:
    article = town.step(use_cases.reject_article, HEAD, cleared(town, forced(town)), reason="不急。")
    assert article.status == Status.DRAFT and not article.current.approval and not article.open_duties


def test_where_no_step_is_missing_nothing_is_forced(town: Town) -> None:
    article = submitted(town)
    for who in (FIRST, SECOND):
        article = town.step(use_cases.approve_article, who, article)
    with pytest.raises(errors.NothingToForce):
        forced(town, article)


def test_a_duty_whose_forced_text_is_no_more_is_void_whatever_ended_it(town: Town) -> None:
    article = town.step(use_cases.edit_article, EDITOR, forced(town), title="改")
    assert article.confirmation_duty and article.sweep_at and article.sweep_at <= town.now
    use_cases.tend_article(town.ports, now=town.now, id_=article.id)
    article = town.articles.get(article.id)
    assert [duty.outcome for duty in article.duties] == ["voided"] and article.sweep_at is None


def test_of_two_forced_approvals_of_one_text_only_the_second_is_owed_a_confirmation(town: Town) -> None:
    article = town.step(use_cases.edit_article, EDITOR, forced(town), title="改")
    article = cleared(town, forced(town, town.step(use_cases.submit_article, EDITOR, article)))
    article = town.step(use_cases.confirm_article, HEAD, article)
    assert [duty.outcome for duty in article.duties] == ["voided", "met"] and not article.open_duties


def test_nobody_forces_a_new_edition_while_the_one_before_waits_for_its_second_person(town: Town) -> None:
    article = town.publish(cleared(town, forced(town)))
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, title="续报")
    article = town.step(use_cases.submit_article, EDITOR, article)
    with pytest.raises(errors.ForcedUnconfirmed):
        forced(town, article)
    assert town.step(use_cases.confirm_article, HEAD, article).provisional is None
    assert forced(town, article).provisional


def test_a_duty_that_nobody_met_is_overdue_and_the_text_stays_where_it_is(town: Town) -> None:
    article = town.publish(cleared(town, forced(town)))
    use_cases.tend_article(town.ports, now=town.now + timedelta(days=2), id_=article.id)
    article = town.articles.get(article.id)
    assert article.live and article.confirmation_duty and article.confirmation_duty.stage == "overdue"

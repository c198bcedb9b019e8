"""A waiver (暂缓解读): a policy goes public alone, for a reason, on somebody's authority, and a clock runs (Art. 10 第十条)."""
from datetime import date, timedelta

import pytest

from services.content import errors, use_cases
from shared.caller import ANONYMOUS
from shared.errors import Forbidden, StaleVersion
from shared.law.duties import Outcome
from shared.law.duty_events import duty_events
from tests.unit.services.content.policies import interpretation, page, policy, revised, said, waived
from tests.unit.services.content.town import APPROVER, EDITOR, OFFICER, PUBLISHER, STRANGER, Town, person

DUTY = duty_events("content")

@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def test_a_waiver_lets_a_policy_out_alone_and_its_clock_runs_from_the_publication(town: Town) -> None:
    article = waived(town, policy(town))
    town.now += timedelta(days=10)
    town.publish(article)
    found = town.articles.get(article.id)
    (duty,) = found.duties
    assert (duty.kind, duty.clock.started_on, duty.due_on) == ("interpretation.waiver", date(2026, 12, 3), date(2026, 12, 8))
    assert duty.evidence == {"waived_on": "2026-11-23", "waived_by": APPROVER.id}
    assert found.sweep_at is not None


def test_a_waiver_that_nobody_makes_good_is_overdue_and_a_late_interpretation_meets_it_late(town: Town) -> None:
    article = town.publish(waived(town, policy(town)))
    for _ in range(2):
        town.now += timedelta(days=4)
        use_cases.tend_article(town.ports, now=town.now, id_=article.id)
    assert [type(event) for event in said(town, *DUTY)] == [DUTY.opened, DUTY.near, DUTY.due, DUTY.overdue]
    town.publish(interpretation(town, article))
    (met,) = said(town, DUTY.met)
    assert (met.kind, met.late) == ("interpretation.waiver", True) and met.late_days > 0
    assert page(town, article)["interpretations"]


def test_a_revision_may_go_public_while_the_interpretation_is_still_owed(town: Town) -> None:
    article = town.publish(waived(town, policy(town)))
    town.publish(revised(town, article, title="更正"))
    assert len(town.articles.get(article.id).duties) == 1


def test_a_waiver_does_not_outlast_a_withdrawal(town: Town) -> None:
    article = town.publish(waived(town, policy(town)))
    town.withdraw(article)
    assert town.articles.get(article.id).duties[0].outcome is Outcome.VOIDED
    with pytest.raises(errors.InterpretationMissing):
        town.publish(revised(town, article, title="更正"))


def test_a_waiver_is_taken_back_before_the_publication_only(town: Town) -> None:
    article = policy(town)
    with pytest.raises(errors.NoWaiver):
        town.step(use_cases.withdraw_waiver, APPROVER, article, reason="解读已完成")
    waived(town, article)
    town.step(use_cases.withdraw_waiver, APPROVER, article, reason="解读已完成")
    with pytest.raises(errors.InterpretationMissing):
        town.publish(article)
    waived(town, article)
    town.publish(article)
    for use_case in (use_cases.withdraw_waiver, use_cases.waive_interpretation):
        with pytest.raises(errors.WaiverTooLate):
            town.step(use_case, APPROVER, article, reason="太晚")


@pytest.mark.parametrize("who", ["editor", "colleague"])
def test_who_wrote_or_handed_it_in_grants_no_waiver(town: Town, who: str) -> None:
    article = town.draft(main_policy=True)
    town.step(use_cases.edit_article, person("colleague", "editor"), article, title="改")
    town.step(use_cases.submit_article, EDITOR, article)
    with pytest.raises(errors.SamePerson):
        town.step(use_cases.waive_interpretation, person(who, "approver"), article, reason="自己批准")


def test_a_waiver_is_void_once_its_approver_writes_on_the_text(town: Town) -> None:
    article = waived(town, town.draft(main_policy=True))
    town.step(use_cases.edit_article, person(APPROVER.id, "editor"), article, title="改")
    town.step(use_cases.submit_article, EDITOR, article)
    town.step(use_cases.approve_article, person("another", "approver"), article)
    town.clear(article, town.articles.get(article.id).current.digest)
    with pytest.raises(errors.InterpretationMissing):
        town.publish(article)


def test_a_waiver_is_for_main_policy_documents_by_approvers_who_saw_it_as_it_is(town: Town) -> None:
    with pytest.raises(errors.WaiverNotNeeded):
        waived(town, town.draft())
    article = policy(town)
    for nobody in (STRANGER, EDITOR, OFFICER, PUBLISHER, ANONYMOUS):
        for use_case in (use_cases.waive_interpretation, use_cases.withdraw_waiver):
            with pytest.raises(Forbidden):
                town.step(use_case, nobody, article, reason="不行")
    for use_case in (use_cases.waive_interpretation, use_cases.withdraw_waiver):
        with pytest.raises(StaleVersion):
            town.do(use_case, APPROVER, article_id=article.id, version=1, reason="旧版")


def test_what_a_dissolved_lead_unit_owes_passes_to_its_successor(town: Town) -> None:
    for code in ("433100D1", "433100D2"):
        town.unit(code, code)
    article = town.publish(waived(town, policy(town, lead_unit="433100D1")))
    day = (town.now + timedelta(days=1)).date()
    town.unit("433100D1", "示例局", sequence=2, dissolved_on=day, successors=["433100D2"])
    town.now += timedelta(days=1)
    use_cases.tend_article(town.ports, now=town.now, id_=article.id)
    assert [duty.unit for duty in town.articles.get(article.id).open_duties] == ["433100D2"]

"""What an article is tied to: policy, lead unit and matters; and the links that its page shows, both ways (Art. 10 第十条)."""
from datetime import date

import pytest

from services.content import errors, use_cases
from services.content.events import ArticleLinked, ArticlePublished
from services.content.model import Status
from tests.unit.services.content.policies import both, interpretation, matter, page, policy, revised, said
from tests.unit.services.content.town import EDITOR, PUBLISHER, UNIT, Town, person


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


# -- what is a main policy document

def test_the_class_of_a_matter_makes_a_main_policy_document_whatever_the_editor_marks(town: Town) -> None:
    ids = [matter(town, "m1", "notices"), matter(town, "m2", "normative_documents")]
    article = policy(town, main_policy=False, matters=ids)
    with pytest.raises(errors.InterpretationMissing):
        town.publish(article)
    interpretation(town, article)
    town.publish(article)
    (event, _) = said(town, ArticlePublished)
    assert (event.main_policy, event.matters) == (True, ["m1", "m2"])


def test_a_matter_of_another_class_needs_no_interpretation(town: Town) -> None:
    article = policy(town, main_policy=False, matters=[matter(town, "m1", "notices")] * 2)
    assert town.publish(article).live == 1
    assert said(town, ArticlePublished)[0].matters == ["m1"]


@pytest.mark.parametrize("known", [False, True])
def test_a_matter_that_is_unknown_or_anothers_keeps_an_article_back(town: Town, known: bool) -> None:
    town.unit("433101", "示例市")
    if known:
        matter(town, "m9", "notices", "433101")
    with pytest.raises(errors.UnknownMatter):
        town.publish(policy(town, main_policy=False, matters=["m9"]))


def test_a_successor_may_disclose_what_a_dissolved_unit_left(town: Town) -> None:
    town.unit("433101", "示例市", dissolved_on=date(2026, 1, 1), successors=[UNIT])
    assert town.publish(policy(town, main_policy=False, matters=[matter(town, "m9", "notices", "433101")])).live == 1


def test_once_public_as_a_main_policy_document_always_one(town: Town) -> None:
    first, second = both(town)
    town.withdraw(second)
    article = revised(town, first, main_policy=False)
    assert town.publish(article).main_policy and town.articles.get(first.id).interpretation_duty is not None


# -- ties

def test_a_changed_tie_voids_approval_and_clearance_like_a_changed_word(town: Town) -> None:
    article = policy(town)
    same = town.step(use_cases.edit_article, EDITOR, article, main_policy=True, matters=[])
    assert (same.version, same.status) == (article.version, Status.CLEARED)
    changed = town.step(use_cases.edit_article, EDITOR, article, main_policy=False)
    assert changed.status is Status.DRAFT and changed.current.clearance is None
    assert changed.current.digest == article.current.digest, "the secrecy review reads text, not ties"


def test_ties_are_kept_from_edition_to_edition_and_their_changes_are_shown(town: Town) -> None:
    article = town.live(town.draft(lead_unit=UNIT))
    revised(town, article, lead_unit="")
    diff = town.do(use_cases.get_edition_diff, EDITOR, article_id=article.id, before=1, after=2)
    assert diff["fields"] == {"lead_unit": {"before": UNIT, "after": ""}}


def test_nothing_interprets_what_is_not_there_itself_or_in_a_circle(town: Town) -> None:
    first = town.draft()
    second = town.draft(interprets=first.id)
    wrong = ((None, "nothing"), (None, second.id), (first, first.id), (first, second.id), (first, town.draft().id))
    for article, target in wrong:
        with pytest.raises(errors.InvalidInterpretation):
            if article:
                town.step(use_cases.edit_article, EDITOR, article, interprets=target)
            else:
                town.draft(interprets=target)
    with pytest.raises(errors.InvalidInterpretation):
        town.draft(interprets=first.id, main_policy=True)
    assert town.step(use_cases.edit_article, EDITOR, second, interprets=None).ties.interprets is None


def test_the_lead_drafting_unit_interprets_and_no_other(town: Town) -> None:
    town.unit("433100D1", "示例局")
    town.open("zcjd", name="政策解读", unit="433100D1")
    theirs = {"who": person("drafter", "editor", unit="433100D1"), "column": "xxz.zcjd"}
    with pytest.raises(errors.InvalidInterpretation, match="433100"):
        town.draft(interprets=town.draft().id, **theirs)
    with pytest.raises(errors.UnknownUnit):
        town.draft(lead_unit="000000")
    first = policy(town, lead_unit="433100D1")
    with pytest.raises(errors.InvalidInterpretation):
        town.draft(interprets=first.id)
    second = town.draft(interprets=first.id, **theirs)
    town.step(use_cases.submit_article, theirs["who"], second)
    town.step(use_cases.approve_article, person("head", "approver", unit="433100D1"), second)
    town.clear(second, second.current.digest)
    assert [each.id for each in town.do(use_cases.list_interpretations, PUBLISHER, article_id=first.id)[0]] == [second.id]
    town.publish(first)
    assert town.articles.get(second.id).status is Status.LIVE
    assert town.articles.get(first.id).duties[0].unit == "433100D1"


# -- links stay true

def test_a_new_title_is_shown_on_the_other_page_too(town: Town) -> None:
    first, second = both(town)
    town.publish(revised(town, first, title="示例办法（修订）"))
    town.publish(revised(town, second, title="新解读"))
    assert page(town, second)["interprets"]["title"] == "示例办法（修订）"
    assert page(town, first)["interpretations"][0]["title"] == "新解读"
    tags = [event.cache_tags() for event in said(town, ArticleLinked)[-2:]]
    assert tags == [(f"article:{second.id}",), (f"article:{first.id}",)]


@pytest.mark.parametrize("merged", [["zcwj"], ["zcjd"], ["zcwj", "zcjd"]])
def test_a_new_address_is_shown_on_the_other_page_too(town: Town, merged: list[str]) -> None:
    town.open("zcjd")
    town.open("new")
    first = policy(town)
    second = interpretation(town, first, column="xxz.zcjd")
    town.publish(first)
    for code in merged:
        town.accept(town.propose("merge", column=f"xxz.{code}", into="xxz.new"))
        town.sweep(f"xxz.{code}", looks=5)
        told = len(said(town, ArticleLinked))
        town.settle()
        assert len(said(town, ArticleLinked)) == told + 1, "the one page that named the old address"
    paths = [town.articles.get(each.id).path for each in (first, second)]
    assert [path.startswith("/new/") for path in paths] == ["zcwj" in merged, "zcjd" in merged]
    assert page(town, second)["interprets"]["path"] == paths[0]
    assert page(town, first)["interpretations"][0]["path"] == paths[1]


def test_a_draft_of_a_revision_changes_no_link(town: Town) -> None:
    first, second = both(town)
    revised(town, second, interprets=None)
    town.hear_of(said(town, ArticlePublished)[0])
    assert page(town, second)["interprets"]["id"] == first.id and page(town, first)["interpretations"]


def test_an_interpretation_that_moves_to_another_policy_leaves_the_first(town: Town) -> None:
    first, second = both(town)
    other = town.live(town.draft(title="另一办法"))
    town.publish(revised(town, second, interprets=other.id))
    assert page(town, first)["interpretations"] == [] and page(town, second)["interprets"]["id"] == other.id
    assert page(town, other)["interpretations"][0]["id"] == second.id
    assert town.articles.get(first.id).interpretation_duty is not None


def test_a_withdrawn_interpretation_is_named_no_more_and_one_is_owed_again(town: Town) -> None:
    first, second = both(town)
    town.withdraw(second, "archive")
    assert page(town, first)["interpretations"], "what is archived can still be read"
    town.withdraw(second)
    assert page(town, first)["interpretations"] == []
    duty = town.articles.get(first.id).interpretation_duty
    assert duty is not None and duty.id == f"{first.id}.interpretation.2"
    town.publish(revised(town, second, title="重新解读"))
    assert page(town, first)["interpretations"][0]["title"] == "重新解读"
    assert town.articles.get(first.id).interpretation_duty is None


def test_a_withdrawn_policy_is_named_no_more_until_it_is_back(town: Town) -> None:
    first, second = both(town)
    town.withdraw(first)
    assert page(town, second)["interprets"] is None
    town.publish(revised(town, first, title="重新公布"))
    assert page(town, second)["interprets"]["title"] == "重新公布" and page(town, first)["interpretations"]
    assert len(town.articles.get(first.id).duties) == 1, "its interpretation was public all the time"

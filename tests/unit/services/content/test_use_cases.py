"""Operations and handled events, from an empty page to what the public reads and back."""
from datetime import date

import orjson
import pytest

from services.content import errors, use_cases
from services.content.events import ArticlePublished, ArticleWithheld, ReviewRequested
from services.content.model import Status
from shared.caller import ANONYMOUS, SYSTEM
from shared.errors import Forbidden, StaleVersion
from tests.unit.services.content.town import (
    APPROVER,
    COLLEAGUE,
    EDITOR,
    MANAGER,
    OFFICER,
    PUBLISHER,
    SITE,
    STRANGER,
    UNIT,
    Town,
    person,
)


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def test_an_article_goes_from_a_draft_to_the_public(town: Town) -> None:
    article = town.live()
    assert article.status == Status.LIVE and article.index_number == "000000000/2026-00001"
    assert article.path == "/zcwj/202611/t20261123_00001.html"
    page = orjson.loads(town.do(use_cases.get_public_page, ANONYMOUS, site="xxz", path=article.path).json)
    assert page["title"] == "示例标题" and page["labels"]["SiteName"] == SITE["name"]
    assert page["labels"]["ColumnName"] == "政策文件" and page["labels"]["ColumnKeywords"] == "政策,文件"


def test_an_unapproved_article_cannot_be_published(town: Town) -> None:
    with pytest.raises(errors.IllegalTransition):
        town.step(use_cases.publish_article, PUBLISHER, town.draft())


def test_an_uncleared_article_cannot_be_published(town: Town) -> None:
    with pytest.raises(errors.IllegalTransition):
        town.step(use_cases.publish_article, PUBLISHER, town.approved())
    assert not [event for event in town.events if isinstance(event, ArticlePublished)]


def test_an_article_that_was_changed_after_its_clearance_cannot_be_published(town: Town) -> None:
    article = town.cleared()
    town.step(use_cases.edit_article, EDITOR, article, body="<p>另一个。</p>")
    with pytest.raises(errors.IllegalTransition):
        town.step(use_cases.publish_article, PUBLISHER, article)


def test_saving_the_same_text_again_keeps_the_clearance_and_the_version(town: Town) -> None:
    article = town.cleared()
    again = town.step(use_cases.edit_article, COLLEAGUE, article, title="  示例标题".strip(), body="<p>示例。</p>")
    assert (again.version, again.status) == (article.version, Status.CLEARED)
    assert town.step(use_cases.publish_article, PUBLISHER, article).live == 1


def test_a_clearance_that_comes_late_for_an_old_text_changes_nothing(town: Town) -> None:
    article = town.approved()
    old = article.current.digest
    town.step(use_cases.edit_article, EDITOR, article, title="改")
    town.approved(article)
    town.clear(article, old)
    assert town.articles.get(article.id).status == Status.APPROVED


def test_a_clearance_that_comes_twice_changes_nothing_the_second_time(town: Town) -> None:
    article = town.cleared()
    town.clear(article, article.current.digest)
    assert town.articles.get(article.id).version == article.version


def test_news_about_another_services_texts_is_none_of_ours(town: Town) -> None:
    article = town.approved()
    told = {"service": "surveys", "subject": article.id, "digest": article.current.digest, "officer": "officer"}
    town.hear(use_cases.note_review_cleared, **told, clearance="c1", dictionary="d1", rules="r1")
    town.hear(use_cases.note_review_refused, **told, reason="含有内部信息。")
    town.hear(use_cases.note_review_returned, **told, reason="含有内部信息。")
    town.hear(use_cases.note_review_refused, **(told | {"subject": "survey-1"}), reason="含有内部信息。")
    assert town.articles.get(article.id).version == article.version


@pytest.mark.parametrize("officer", ["editor", "approver"])
def test_a_clearance_by_somebody_involved_is_not_taken(town: Town, officer: str) -> None:
    article = town.approved()
    with pytest.raises(errors.SamePerson):
        town.clear(article, article.current.digest, officer)


def test_the_author_does_not_approve_even_with_the_role(town: Town) -> None:
    article = town.draft()
    town.step(use_cases.submit_article, EDITOR, article)
    with pytest.raises(errors.SamePerson):
        town.step(use_cases.approve_article, person("editor", "editor", "approver"), article)


@pytest.mark.parametrize(("heard", "status"), [
    (use_cases.note_review_refused, Status.REFUSED), (use_cases.note_review_returned, Status.DRAFT)])
def test_the_reviews_reason_reaches_the_authors(town: Town, heard: object, status: Status) -> None:
    article = town.approved()
    town.hear(heard, subject=article.id, digest=article.current.digest, officer="officer", reason="含有内部信息。")
    found = town.articles.get(article.id)
    assert found.status == status and found.current.returned is not None
    assert found.current.returned.reason == "含有内部信息。"


def test_a_revision_is_reviewed_anew_while_the_old_text_stays_up(town: Town) -> None:
    article = town.live()
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, title="更正")
    assert b"\xe6\x9b\xb4\xe6\xad\xa3" not in town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json
    done = town.live(article)
    assert [each.item is None for each in done.editions] == [True, False]
    assert orjson.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)["title"] == "更正"
    old = town.do(use_cases.get_edition, EDITOR, article_id=article.id, edition=1)
    assert old.item.title == "示例标题" and old.state == "superseded"


def test_what_changed_between_editions_is_shown(town: Town) -> None:
    article = town.live(town.draft(body="<p>一</p><p>二</p>"))
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, title="更正", body="<p>一</p><p>三</p>")
    diff = town.do(use_cases.get_edition_diff, EDITOR, article_id=article.id, before=1, after=2)
    assert diff["fields"] == {"title": {"before": "示例标题", "after": "更正"}}
    assert "-<p>二</p>" in diff["body"] and "+<p>三</p>" in diff["body"]
    with pytest.raises(errors.InvalidMetadata):
        town.do(use_cases.get_edition_diff, EDITOR, article_id=article.id, before=2, after=2)


def test_what_was_withdrawn_says_why_to_everybody(town: Town) -> None:
    article = town.live()
    town.step(use_cases.withdraw_article, PUBLISHER, article, reason="内容有误。", mode="redirect", redirect="https://x/")
    with pytest.raises(errors.PageWithdrawn) as caught:
        town.do(use_cases.get_public_page, ANONYMOUS, site="xxz", path=article.path)
    assert "内容有误。" in caught.value.sentence and caught.value.details["redirect"] == "https://x/"
    assert orjson.loads(town.do(use_cases.list_public_articles, ANONYMOUS, site="xxz", column=None, limit=20,
                                cursor=None).json) == {"items": [], "next": None}


@pytest.mark.parametrize(("mode", "redirect"), [("redirect", ""), ("gone", "https://x/"), ("archive", "https://x/")])
def test_an_address_to_go_to_is_given_exactly_for_a_redirect(town: Town, mode: str, redirect: str) -> None:
    with pytest.raises(errors.InvalidMetadata):
        town.step(use_cases.withdraw_article, PUBLISHER, town.live(), reason="误。", mode=mode, redirect=redirect)


def test_many_readers_at_once_get_what_each_would_get_alone(town: Town) -> None:
    live, draft, gone = town.live(), town.draft(), town.live()
    town.step(use_cases.withdraw_article, PUBLISHER, gone, reason="误。", mode="gone", redirect="")
    ids = [live.id, draft.id, gone.id, "nothing", live.id]
    calls = [(ANONYMOUS, {"article_id": id_}) for id_ in ids]
    found = use_cases.get_public_articles(town.ports, now=town.now, calls=calls)
    assert found[0] == found[4] == town.do(use_cases.get_public_article, ANONYMOUS, article_id=live.id)
    assert [type(each) for each in found[1:4]] == [errors.PageNotFound, errors.PageWithdrawn, errors.PageNotFound]


def test_a_draft_is_unknown_to_the_public(town: Town) -> None:
    with pytest.raises(errors.PageNotFound):
        town.do(use_cases.get_public_article, ANONYMOUS, article_id=town.draft().id)


def test_the_public_lists_name_the_tags_that_events_drop(town: Town) -> None:
    article = town.live()
    ready = town.do(use_cases.list_public_articles, ANONYMOUS, site="xxz", column="xxz.zcwj", limit=20, cursor=None)
    (published,) = [event for event in town.events if isinstance(event, ArticlePublished)]
    assert set(ready.tags) == {"list:xxz.zcwj", f"article:{article.id}"} and set(ready.tags) <= set(published.cache_tags())
    ready = town.do(use_cases.list_public_articles, ANONYMOUS, site="xxz", column=None, limit=20, cursor=None)
    assert "list:xxz" in ready.tags and "list:xxz" in published.cache_tags()
    page = town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id)
    assert f"article:{article.id}" in page.tags


def test_a_column_of_another_site_is_no_place_of_this_one(town: Town) -> None:
    with pytest.raises(errors.PageNotFound):
        town.do(use_cases.list_public_articles, ANONYMOUS, site="other", column="xxz.zcwj", limit=20, cursor=None)


def test_each_publication_has_a_number_of_its_own(town: Town) -> None:
    numbers = [town.live(town.draft(title=f"标题{number}")).index_number for number in range(3)]
    assert numbers == ["000000000/2026-00001", "000000000/2026-00002", "000000000/2026-00003"]


def test_nothing_is_put_into_a_column_that_is_closed(town: Town) -> None:
    article = town.cleared()
    town.accept(town.propose("close", column="xxz.zcwj"))
    with pytest.raises(errors.ColumnClosed):
        town.draft()
    with pytest.raises(errors.ColumnClosed):
        town.step(use_cases.publish_article, PUBLISHER, article)


def test_a_site_that_exists_is_not_made_again(town: Town) -> None:
    with pytest.raises(errors.SiteExists):
        town.do(use_cases.register_site, MANAGER, **SITE)


def test_a_unit_that_is_unknown_or_dissolved_gets_no_site(town: Town) -> None:
    with pytest.raises(errors.UnknownUnit):
        town.do(use_cases.register_site, person("m", "column_manager", unit="1"), **(SITE | {"code": "b", "unit": "1"}))
    town.unit(UNIT, "示例州", sequence=2, dissolved_on=town.now.date())
    with pytest.raises(errors.UnknownUnit):
        town.do(use_cases.register_site, MANAGER, **(SITE | {"code": "b"}))


STEPS = [
    (use_cases.edit_article, EDITOR, {"title": "改"}), (use_cases.submit_article, EDITOR, {}),
    (use_cases.recall_article, EDITOR, {}), (use_cases.revise_article, EDITOR, {}),
    (use_cases.discard_edition, EDITOR, {"reason": "因由"}), (use_cases.claim_article, APPROVER, {}),
    (use_cases.release_article, APPROVER, {}), (use_cases.approve_article, APPROVER, {}),
    (use_cases.return_article, APPROVER, {"reason": "因由"}), (use_cases.publish_article, PUBLISHER, {}),
    (use_cases.withdraw_article, PUBLISHER, {"reason": "因由", "mode": "gone", "redirect": ""})]


@pytest.mark.parametrize(("use_case", "who", "fields"), STEPS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_step_is_refused_to_strangers_and_to_those_who_saw_an_old_version(
        town: Town, use_case: object, who: object, fields: dict[str, object]) -> None:
    article = town.draft()
    town.step(use_cases.edit_article, EDITOR, article, title="新")
    for nobody in (STRANGER, ANONYMOUS, OFFICER):
        with pytest.raises(Forbidden):
            town.step(use_case, nobody, article, **fields)
    with pytest.raises(StaleVersion):
        town.do(use_case, who, article_id=article.id, version=1, **fields)  # type: ignore[arg-type]
    with pytest.raises(errors.ArticleNotFound):
        town.do(use_case, who, article_id="nothing", version=1, **fields)  # type: ignore[arg-type]


def test_reading_is_for_those_who_work_there(town: Town) -> None:
    article = town.draft()
    for use_case in (use_cases.get_article, use_cases.get_article_history):
        with pytest.raises(Forbidden):
            town.do(use_case, STRANGER, article_id=article.id)
    with pytest.raises(Forbidden):
        town.do(use_cases.list_articles, EDITOR, unit="999999")
    assert town.do(use_cases.list_articles, STRANGER, unit=None) == ([], None)
    assert [each.id for each in town.do(use_cases.list_articles, EDITOR, unit=None)[0]] == [article.id]


def test_the_review_reads_exactly_the_text_that_it_was_asked_about(town: Town) -> None:
    article = town.approved(town.draft(summary="概述", keywords=("甲", "乙")))
    (asked,) = [event for event in town.events if isinstance(event, ReviewRequested)]
    text = town.do(use_cases.get_review_text, SYSTEM, subject=asked.subject, digest=asked.digest)
    assert [(part["name"], part["format"]) for part in text["parts"]] == [
        ("title", "plain"), ("summary", "plain"), ("keywords", "plain"), ("body", "html")]
    town.step(use_cases.edit_article, EDITOR, article, title="改")
    with pytest.raises(errors.ReviewTextGone):
        town.do(use_cases.get_review_text, SYSTEM, subject=asked.subject, digest=asked.digest)
    with pytest.raises(Forbidden):
        town.do(use_cases.get_review_text, EDITOR, subject=asked.subject, digest=asked.digest)


def test_each_approval_of_a_withheld_edition_is_told_with_the_type_of_its_column(town: Town) -> None:
    article = town.approved(town.draft(attribute="withheld", withholding_reason="process", re_examine_on=date(2027, 5, 1)))
    town.approved(town.step(use_cases.edit_article, EDITOR, article, re_examine_on=date(2027, 6, 1)))
    told = [event for event in town.events if isinstance(event, ArticleWithheld)]
    assert [(each.re_examine_on, each.column_type) for each in told] == [("2027-05-01", "政策文件"), ("2027-06-01", "政策文件")]
    town.live(town.step(use_cases.edit_article, EDITOR, article, attribute="proactive", withholding_reason=""))
    assert len([event for event in town.events if isinstance(event, ArticleWithheld)]) == 2


def test_an_unsafe_body_is_not_even_kept_as_a_draft(town: Town) -> None:
    with pytest.raises(errors.UnsafeMarkup):
        town.draft(body="<script>x</script>")


def test_remarks_do_not_collide(town: Town) -> None:
    article = town.draft()
    for who in (EDITOR, APPROVER, PUBLISHER):
        town.do(use_cases.comment_article, who, article_id=article.id, text="看")
    assert len(town.articles.get(article.id).comments) == 3
    with pytest.raises(Forbidden):
        town.do(use_cases.comment_article, OFFICER, article_id=article.id, text="看")


def test_the_record_has_an_entry_for_every_change(town: Town) -> None:
    article = town.live()
    assert town.articles.steps == ["drafted", "submitted", "approved", "cleared", "published"]
    assert len(town.do(use_cases.get_article_history, EDITOR, article_id=article.id)[0]) == 5

"""Articles: what the public sees, what those who work on them see, and what is said about each change."""
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.content.errors import (
    ClaimedByOther,
    EditionNotFound,
    NotDisclosable,
    NotPublic,
    NoWorkingEdition,
    WorkUnderWay,
)
from services.content.events import ArticlePublished, ArticleReturned, ArticleWithdrawn, ArticleWithheld, ReviewRequested
from services.content.model import Article, Item, State, Status
from shared.claims import CLAIM_TIME
from shared.clearance import Clearance
from shared.known import KnownUnit

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ITEM = Item(title="示例", body="<p>示例。</p>")
OTHER = Item(title="示例", body="<p>另一个。</p>")
WITHHELD = replace(ITEM, attribute="withheld", withholding_reason="privacy", re_examine_on=date(2027, 5, 1), summary="概述",
                   made_on=date(2026, 11, 20), kind="notice")
LABELS = {"SiteName": "示例州人民政府门户网站", "ColumnName": "政策文件"}


def drafted(item: Item = ITEM) -> Article:
    """A draft."""
    return Article.draft(id="a1", unit="433100", column="xxz.zcwj", site="xxz", item=item, by="author", at=AT)


def approved(article: Article | None = None) -> Article:
    """Handed in and approved."""
    article = article or drafted()
    article.submit(by="author", at=AT)
    article.approve(by="approver", at=AT)
    return article


def clearance(article: Article, digest: str = "") -> Clearance:
    """The officer's clearance of the present text, or of ``digest``."""
    return Clearance(id="c", by="officer", at=AT, digest=digest or article.current.digest, dictionary="d", rules="r")


def live(article: Article | None = None, at: datetime = AT) -> Article:
    """Public."""
    article = approved(article)
    article.note_clearance(clearance(article))
    article.publish(by="publisher", at=at, unit_name="示例州人民政府", labels=LABELS, index_number="000000000/2026-00001",
                    path="/zcwj/1.html")
    return article


def revised() -> Article:
    """Public, with a changed revision under way."""
    article = live()
    article.revise(by="author", at=AT)
    article.edit(OTHER, by="author", at=AT)
    return article


def last(article: Article, kind: type) -> object:
    """The newest event of ``kind``."""
    return [event for event in article.drain()[0] if isinstance(event, kind)][-1]


def test_the_old_edition_stays_public_until_the_revision_takes_its_place() -> None:
    article = revised()
    assert article.public_edition is not None and article.public_edition.digest == ITEM.digest
    live(article, AT + timedelta(days=1))
    assert article.public_edition.digest == OTHER.digest
    assert [edition.state for edition in article.editions] == [State.SUPERSEDED, State.LIVE]


def test_the_first_date_and_the_address_never_change() -> None:
    article = revised()
    approved(article)
    article.note_clearance(clearance(article))
    article.publish(by="publisher", at=AT + timedelta(days=1), unit_name="改名", labels=LABELS,
                    index_number="another", path="/another")
    assert (article.published_at, article.index_number, article.path) == (AT, "000000000/2026-00001", "/zcwj/1.html")
    event = last(article, ArticlePublished)
    assert event.first_published_at == AT.isoformat()  # type: ignore[attr-defined]
    assert event.published_at == (AT + timedelta(days=1)).isoformat()  # type: ignore[attr-defined]


def test_a_clearance_for_the_text_before_an_edit_is_worth_nothing() -> None:
    article = approved()
    before = clearance(article)
    article.edit(OTHER, by="author", at=AT)
    approved(article)
    article.note_clearance(before)
    assert article.status == Status.APPROVED


def test_an_edit_and_its_way_back_need_a_new_approval() -> None:
    article = approved()
    cleared = clearance(article)
    article.edit(OTHER, by="author", at=AT)
    article.edit(ITEM, by="author", at=AT)
    article.note_clearance(cleared)
    assert article.status == Status.DRAFT and article.current.approval is None


def test_news_of_the_review_that_is_repeated_changes_nothing() -> None:
    article = approved()
    article.note_clearance(clearance(article))
    article.drain()
    article.note_clearance(clearance(article))
    article.note_refusal(digest=article.current.digest, by="officer", at=AT, reason="密", final=True)
    assert not article.changed and article.status == Status.CLEARED


@pytest.mark.parametrize(("final", "status"), [(True, Status.REFUSED), (False, Status.DRAFT)])
def test_the_review_may_refuse_or_give_back(final: bool, status: Status) -> None:
    article = approved()
    article.note_refusal(digest=article.current.digest, by="officer", at=AT, reason="密", final=final)
    assert article.status == status and article.current.approval is None
    event = last(article, ArticleReturned)
    assert (event.stage, event.final) == ("secrecy", final)  # type: ignore[attr-defined]


def test_a_refusal_for_another_text_changes_nothing() -> None:
    article = approved()
    article.note_refusal(digest=OTHER.digest, by="officer", at=AT, reason="密", final=True)
    assert article.status == Status.APPROVED


def test_the_review_is_asked_with_all_who_may_not_clear() -> None:
    article = drafted()
    article.edit(OTHER, by="second author", at=AT)
    article.submit(by="submitter", at=AT)
    article.approve(by="approver", at=AT, urgency="emergency")
    event = last(article, ReviewRequested)
    assert isinstance(event, ReviewRequested)
    assert set(event.involved) == {"author", "second author", "submitter", "approver"}
    assert (event.digest, event.urgency) == (OTHER.digest, "emergency")


def test_an_edit_by_nobody_new_that_changes_nothing_says_nothing() -> None:
    article = approved()
    article.drain()
    article.edit(ITEM, by="somebody", at=AT + timedelta(days=1))
    assert not article.changed and article.changed_at == AT and article.status == Status.APPROVED


def test_what_is_approved_to_be_withheld_is_told_without_a_word_of_it() -> None:
    article = approved(drafted(WITHHELD))
    events, _ = article.drain()
    told, = (event for event in events if isinstance(event, ArticleWithheld))
    assert told.data() == {"unit": "433100", "article_id": "a1", "edition": 1, "column": "xxz.zcwj", "column_type": "",
                           "kind": "notice", "subject": "other", "made_on": "2026-11-20", "reason": "privacy",
                           "re_examine_on": "2027-05-01"}
    assert not told.ABOUT_PUBLIC and [event for event in events if isinstance(event, ReviewRequested)]


@pytest.mark.parametrize("attribute", ["proactive", "on_application"])
def test_what_is_not_withheld_is_not_told_to_be(attribute: str) -> None:
    article = approved(drafted(replace(ITEM, attribute=attribute, re_examine_on=date(2027, 5, 1))))
    assert not [event for event in article.drain()[0] if isinstance(event, ArticleWithheld)]


@pytest.mark.parametrize("item", [replace(ITEM, attribute="on_application"), WITHHELD], ids=lambda item: item.attribute)
def test_what_is_not_proactively_disclosed_does_not_go_online(item: Item) -> None:
    article = approved(drafted(item))
    article.note_clearance(clearance(article))
    with pytest.raises(NotDisclosable):
        article.publish(by="publisher", at=AT, unit_name="u", labels={}, index_number="i", path="p")


@pytest.mark.parametrize("mode", ["gone", "redirect"])
def test_what_was_withdrawn_is_not_public_and_says_why(mode: str) -> None:
    article = live()
    article.withdraw(by="publisher", at=AT, reason="有误。", mode=mode, redirect="https://x/" if mode == "redirect" else "")
    assert article.public_edition is None and article.status == Status.WITHDRAWN
    event = last(article, ArticleWithdrawn)
    assert (event.reason, event.mode) == ("有误。", mode)  # type: ignore[attr-defined]
    with pytest.raises(NotPublic):
        article.withdraw(by="publisher", at=AT, reason="再次。", mode="gone")


def test_what_was_archived_stays_readable_and_may_still_be_withdrawn() -> None:
    article = live()
    article.withdraw(by="publisher", at=AT, reason="已过时。", mode="archive")
    assert article.public_edition is not None and article.status == Status.ARCHIVED
    with pytest.raises(NotPublic):
        article.withdraw(by="publisher", at=AT, reason="再次。", mode="archive")
    article.withdraw(by="publisher", at=AT, reason="有误。", mode="gone")
    assert article.public_edition is None


def test_withdrawing_does_not_end_a_revision_that_is_under_way() -> None:
    article = revised()
    article.withdraw(by="publisher", at=AT, reason="有误。", mode="gone")
    assert article.public_edition is None and article.status == Status.DRAFT
    live(article)
    assert article.status == Status.LIVE and article.withdrawal is None


def test_only_one_edition_is_worked_on() -> None:
    article = revised()
    with pytest.raises(WorkUnderWay):
        article.revise(by="author", at=AT)


def test_without_a_working_edition_there_is_nothing_to_do() -> None:
    article = live()
    for step in (lambda: article.edit(OTHER, by="author", at=AT), lambda: article.submit(by="author", at=AT),
                 lambda: article.recall(by="author", at=AT), lambda: article.approve(by="approver", at=AT),
                 lambda: article.discard(by="author", at=AT, reason="x")):
        with pytest.raises(NoWorkingEdition):
            step()


def test_giving_up_a_revision_leaves_the_public_what_it_has() -> None:
    article = revised()
    article.discard(by="author", at=AT, reason="重复")
    assert article.status == Status.LIVE and article.public_edition is not None


def test_an_edition_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(EditionNotFound):
        live().edition(2)


def test_what_one_reviewer_has_in_hand_no_other_touches_until_time_is_up() -> None:
    article = drafted()
    article.submit(by="author", at=AT)
    article.take(by="approver", at=AT)
    with pytest.raises(ClaimedByOther):
        article.approve(by="another", at=AT + CLAIM_TIME - timedelta(seconds=1))
    with pytest.raises(ClaimedByOther):
        article.let_go(by="another", at=AT)
    article.approve(by="another", at=AT + CLAIM_TIME)
    assert article.claim is None


def test_a_claim_that_is_given_up_is_free_for_others() -> None:
    article = drafted()
    article.submit(by="author", at=AT)
    article.take(by="approver", at=AT)
    article.let_go(by="approver", at=AT)
    article.approve(by="another", at=AT)


def test_remarks_stay_with_the_edition_that_they_were_made_on() -> None:
    article = revised()
    article.comment(by="approver", at=AT, text="请核对。")
    assert [(each.edition, each.text) for each in article.comments] == [(2, "请核对。")]


def test_older_news_of_a_unit_is_ignored() -> None:
    unit = KnownUnit(id="433100", name="旧名")
    unit.hear(name="新名", dissolved_on=None, sequence=3)
    unit.drain()
    unit.hear(name="旧名", dissolved_on=None, sequence=2)
    unit.hear(name="旧名", dissolved_on=None, sequence=3)
    assert unit.name == "新名" and not unit.changed

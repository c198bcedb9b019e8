"""A text that is a suspected state secret goes from everywhere in content; its digest and the circumstances stay."""
from typing import Any

import pytest

from services.content import use_cases
from services.content.errors import PageWithdrawn, ReviewTextGone, TextQuarantined
from services.content.events import ArticleLinked, ArticleWithdrawn, DisplayChanged
from services.content.events.quarantine import ArticleQuarantined, TextRemoved
from services.content.model import Article, State, Status
from services.content.model.article.quarantining import PUBLIC_REASON
from shared.caller import ANONYMOUS
from tests.unit.services.content.policies import both
from tests.unit.services.content.town import APPROVER, EDITOR, OFFICER, Town

FILE, SHARED = "a" * 64, "b" * 64
SECRET = "靶场坐标"


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def quarantine(town: Town, article: Article, digest: str, times: int = 2) -> Article:
    """The review quarantines a digest; its event and content's own come twice."""
    for _ in range(times):
        town.hear(use_cases.note_review_quarantined, service="content", subject=article.id, digest=digest, review_id="v",
                  circumstances=["officer"])
        town.hear(use_cases.note_article_quarantined, article_id=article.id, digest=digest)
    town.settle()
    return town.articles.get(article.id)


def of(town: Town, kind: type) -> list[Any]:
    """The events of a kind."""
    return [each for each in town.events if isinstance(each, kind)]


def attached(*files: str) -> list[dict[str, str]]:
    """Attachments."""
    return [{"file": file, "name": f"{SECRET}{file[0]}.xlsx", "role": "attachment", "caption": ""} for file in files]


def test_a_draft_under_review_loses_its_text_and_says_why(town: Town) -> None:
    article = town.approved(town.draft(title=SECRET, body=f"<p>{SECRET}</p>"))
    town.do(use_cases.comment_article, APPROVER, article_id=article.id, text=f"{SECRET}请核")
    gone = quarantine(town, article, article.current.digest)
    assert (gone.status, gone.current.item, gone.current.digest) == (Status.QUARANTINED, None, article.current.digest)
    assert gone.current.quarantine is not None and gone.current.quarantine.circumstances == ("officer",)
    assert SECRET not in str(vars(gone)) and gone.title == ""
    assert len(of(town, ArticleQuarantined)) == len(of(town, TextRemoved)) == 1 and not of(town, ArticleWithdrawn)
    with pytest.raises(TextQuarantined):
        town.step(use_cases.revise_article, EDITOR, gone)
    with pytest.raises(ReviewTextGone):
        town.do(use_cases.get_review_text, OFFICER, subject=gone.id, digest=gone.current.digest)


def test_what_is_public_goes_at_once_and_the_public_is_not_told_why(town: Town) -> None:
    article = town.live(town.draft(title=SECRET))
    gone = quarantine(town, article, article.current.digest)
    assert gone.live is None and [each.digest for each in of(town, DisplayChanged)][-1] == ""
    with pytest.raises(PageWithdrawn) as caught:
        town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id)
    assert caught.value.details["reason"] == PUBLIC_REASON == of(town, ArticleWithdrawn)[0].reason


def test_an_archived_text_goes_while_the_present_one_stays_up(town: Town) -> None:
    first = town.live(town.draft(body=f"<p>{SECRET}</p>"))
    revised = town.step(use_cases.revise_article, EDITOR, first)
    revised = town.step(use_cases.edit_article, EDITOR, revised, body="<p>无害。</p>")
    town.live(revised)
    assert SECRET in str(town.articles.archive)
    after = quarantine(town, first, first.current.digest)
    assert SECRET not in str(town.articles.archive) and after.status is Status.LIVE
    assert [each.state for each in after.editions] == [State.QUARANTINED, State.LIVE]
    assert town.do(use_cases.get_edition, EDITOR, article_id=first.id, edition=1).item is None
    with pytest.raises(TextQuarantined):
        town.do(use_cases.get_edition_diff, EDITOR, article_id=first.id, before=1, after=2)
    town.once_more()  # its publication is heard of once more: a text that is gone is not judged


def test_another_text_of_the_article_is_worked_on_as_before_and_may_be_published_again(town: Town) -> None:
    article = town.live(town.draft(made_on=None))
    revised = town.step(use_cases.revise_article, EDITOR, article)
    revised = town.step(use_cases.edit_article, EDITOR, revised, body="<p>无害。</p>")
    gone = quarantine(town, article, article.current.digest)
    assert (gone.live, gone.status, gone.current.item is None) == (None, Status.DRAFT, False)
    assert town.live(gone).live == 2


def test_only_files_that_nothing_else_uses_are_to_be_removed(town: Town) -> None:
    town.draft(attachments=attached(SHARED))
    article = town.approved(town.draft(attachments=attached(FILE, SHARED)))
    quarantine(town, article, article.current.digest)
    assert [(each.copies, each.files) for each in of(town, TextRemoved)] == [(1, [FILE])]


def test_files_of_an_archived_text_are_known(town: Town) -> None:
    town.hear(use_cases.note_file_stored, file=FILE, size=1, media_type="text/plain")
    first = town.live(town.draft(attachments=attached(FILE)))
    revised = town.step(use_cases.revise_article, EDITOR, first)
    town.live(town.step(use_cases.edit_article, EDITOR, revised, attachments=[]))
    quarantine(town, first, first.current.digest)
    assert of(town, TextRemoved)[0].files == [FILE]


def test_a_text_that_was_changed_meanwhile_is_told_as_gone_and_the_present_one_stays(town: Town) -> None:
    article = town.approved(town.draft(body=f"<p>{SECRET}</p>"))
    town.step(use_cases.edit_article, EDITOR, article, body="<p>无害。</p>")
    after = quarantine(town, article, article.current.digest, times=1)
    assert after.status is Status.DRAFT and after.current.item is not None
    assert [each.copies for each in of(town, TextRemoved)] == [0]


def test_a_page_that_named_it_by_its_title_names_it_no_more(town: Town) -> None:
    main, reading = both(town)
    assert main.interpretations
    quarantine(town, reading, reading.current.digest)
    assert town.articles.get(main.id).interpretations == [] and town.articles.get(main.id).live


def test_who_has_the_page_that_named_a_quarantined_article_as_related_is_told(town: Town) -> None:
    other = town.live(town.draft(title="将被隔离"))
    article = town.live(town.draft(title="提到它的", related=[other.id]))
    town.settle()
    since = len(town.events)
    named = town.articles.get(article.id)
    named.unlink(other.id)  # before the news that it is no more public
    town.articles.save(named)
    assert [each.related for each in town.events[since:] if isinstance(each, ArticleLinked)] == [[]]


def test_it_is_with_the_authority_until_that_is_answered_or_the_text_is_another(town: Town) -> None:
    article = town.approved()
    digest = article.current.digest
    town.hear(use_cases.note_review_unclear, service="content", subject=article.id, digest=digest, sequence=3)
    assert town.articles.get(article.id).is_unclear
    town.hear(use_cases.note_review_unclear, service="content", subject=article.id, digest="another", sequence=9)
    assert town.articles.get(article.id).is_unclear
    town.hear(use_cases.note_review_clarified, service="content", subject=article.id, digest=digest, sequence=4)
    assert not town.articles.get(article.id).is_unclear
    town.hear(use_cases.note_review_unclear, service="content", subject=article.id, digest=digest, sequence=3)
    assert not town.articles.get(article.id).is_unclear, "older than what is known"

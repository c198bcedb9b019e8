"""What counts as an update of a column, what does not, and what follows when nothing counts for too long (Art. 8, 9)."""
from datetime import timedelta
from typing import Any

import orjson
import pytest

from services.content import errors, use_cases
from services.content.events import ColumnPadded, FilingProposed
from services.content.model import Article
from services.content.model.column import State
from shared.caller import ANONYMOUS
from shared.law.clocks import Stage
from tests.unit.services.content.test_similarity import BODY
from tests.unit.services.content.town import EDITOR, MANAGER, PUBLISHER, REGISTRAR, Town

OTHER = "<p>全州公共图书馆自下月起延长夜间开放时间，周末增设少儿阅读专场，凭身份证即可免费借阅，欢迎群众前往。</p>"


@pytest.fixture
def town() -> Town:
    """A small town with a column for news, which is filed and blank."""
    made = Town()
    made.open("news", kind="dynamic")
    return made


def publish(town: Town, body: str = BODY, *, article: Article | None = None, title: str = "标题", hear: bool = True) -> Article:
    """Publish something in the column, and let content hear of it, or not yet."""
    cleared = town.cleared(article or town.draft(column="xxz.news", title=title, body=body))
    return town.publish(cleared) if hear else town.step(use_cases.publish_article, PUBLISHER, cleared)


def revise(town: Town, article: Article, **changes: Any) -> Article:
    """Publish another edition."""
    town.step(use_cases.revise_article, EDITOR, article)
    if changes:
        town.step(use_cases.edit_article, EDITOR, article, **changes)
    return publish(town, article=article)


def test_a_blank_column_opens_with_its_first_item(town: Town) -> None:
    assert shown(town) == {}
    article = publish(town)
    column = town.column("xxz.news")
    assert column.state is State.OPEN and column.newest and column.newest.article_id == article.id
    assert list(shown(town)) == ["xxz.news"]


def shown(town: Town) -> dict[str, Any]:
    """The columns that the public sees."""
    ready = town.do(use_cases.list_public_columns, ANONYMOUS, site="xxz")
    assert "columns:xxz" in ready.tags
    return {each["id"]: each for each in orjson.loads(ready.json)["items"]}


def test_the_public_sees_how_fresh_a_column_is(town: Town) -> None:
    publish(town)
    (column,) = shown(town).values()
    assert (column["state_label"], column["newest_on"]) == ("已开通", "2026-11-23")
    assert column["cadence"] == "最迟不得超过14日更新一次"
    assert column["notice"] is None and column["kind_label"] == "动态类"


@pytest.mark.parametrize(("changes", "reason"), [
    ({}, "unchanged"), ({"made_on": None, "body": BODY.replace("各县", "2026年11月30日，各县")}, "re_dated"),
    ({"body": BODY.replace("电话", "热线")}, "near_duplicate")])
def test_another_edition_that_says_nothing_new_does_not_count(town: Town, changes: dict[str, Any], reason: str) -> None:
    article = publish(town)
    due = town.column("xxz.news").duty.due_on  # type: ignore[union-attr]
    town.now += timedelta(days=3)
    revise(town, article, **changes)
    column = town.column("xxz.news")
    assert [(each.verdict.reason, each.verdict.of, each.edition) for each in town.padding()] == [(reason, article.id, 2)]
    assert column.duty and column.duty.due_on == due


def test_another_edition_that_says_something_new_counts(town: Town) -> None:
    article = publish(town)
    town.now += timedelta(days=3)
    revise(town, article, body=OTHER)
    column = town.column("xxz.news")
    assert not town.padding() and column.duty and column.duty.clock.started_on == town.now.date()


def test_the_same_text_elsewhere_on_the_site_does_not_count_and_is_told_without_its_text(town: Town) -> None:
    town.live(town.draft(title="原文", body=BODY))
    town.now += timedelta(days=1)
    article = publish(town, BODY.replace("<p>", "<div>").replace("</p>", "</div>"), title="转载")
    assert town.column("xxz.news").state is State.PREPARED and len(town.padding()) == 1
    (told,) = [event for event in town.ports.texts.events if isinstance(event, ColumnPadded)]  # type: ignore[attr-defined]
    assert (told.article_id, told.reason) == (article.id, "near_duplicate") and told.similarity > 0.9
    assert "监测员" not in str(told.data())


def test_what_was_withdrawn_and_comes_back_does_not_count(town: Town) -> None:
    article = publish(town)
    town.now += timedelta(days=3)
    town.step(use_cases.withdraw_article, PUBLISHER, article, reason="有误。", mode="gone", redirect="")
    revise(town, article)
    assert [each.verdict.reason for each in town.padding()] == ["unchanged"]


def test_hearing_of_everything_again_changes_nothing(town: Town) -> None:
    article = publish(town)
    town.now += timedelta(days=3)
    revise(town, article, body=OTHER)
    publish(town, OTHER)
    before, told = town.column("xxz.news").version, len(town.ports.texts.events)  # type: ignore[attr-defined]
    for _ in range(2):
        town.once_more()
    assert (town.column("xxz.news").version, len(town.ports.texts.events)) == (before, told)  # type: ignore[attr-defined]


def test_what_went_public_first_is_the_original_whichever_is_heard_of_first(town: Town) -> None:
    first = publish(town, hear=False, title="标题一")
    town.now += timedelta(days=1)
    publish(town, hear=False, title="标题二")
    one, two = [event for event in town.events if event.TYPE == "content.article.published.v1"]
    town.hear_of(two)
    town.hear_of(one)
    assert not town.padding() and town.ports.texts.of_article(first.id)[0].verdict.counts


def test_a_superseded_text_is_judged_all_the_same(town: Town) -> None:
    article = publish(town, hear=False)
    town.now += timedelta(days=2)
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, body=OTHER)
    town.live(article)
    assert len(town.column("xxz.news").duties) == 2


def breach(town: Town, times: int) -> None:
    """Let the column run out and be updated, again and again."""
    for number in range(times):
        town.sweep("xxz.news", looks=3)
        town.now += timedelta(days=1)
        publish(town, f"<p>{chr(0x4E00 + number * 7) * 3}{'甲乙丙丁戊己庚辛'[number] * 30}</p>{OTHER[number * 9:]}")


def system_filings(town: Town) -> list[Any]:
    """What the suite itself proposed."""
    return list(town.ports.filings.find({"origin": "system"}))


def test_a_column_that_is_late_again_and_again_proposes_its_own_end_once(town: Town) -> None:
    publish(town)
    breach(town, 2)
    assert not system_filings(town)
    column = town.sweep("xxz.news", looks=3)
    assert column.duty and column.duty.stage is Stage.OVERDUE and len(column.breaches) == 3
    (filing,) = system_filings(town)
    assert (filing.kind, filing.proposed_by, filing.state) == ("close", "system", "proposed") and "3次" in filing.reason
    for _ in range(3):
        use_cases.tend_column(town.ports, now=town.now, id_="xxz.news")
    assert len(system_filings(town)) == 1
    with pytest.raises(errors.SystemFiling):
        town.do(use_cases.withdraw_filing, MANAGER, filing_id=filing.id, version=1)


def test_a_refused_proposal_comes_back_only_with_the_next_breach(town: Town) -> None:
    publish(town)
    breach(town, 3)
    (filing,) = system_filings(town)
    town.do(use_cases.refuse_filing, REGISTRAR, filing_id=filing.id, version=1, reason="已整改。")
    use_cases.tend_column(town.ports, now=town.now, id_="xxz.news")
    assert len(system_filings(town)) == 1
    town.sweep("xxz.news", looks=3)
    assert len(system_filings(town)) == 2


def test_the_office_may_make_it_a_merge(town: Town) -> None:
    publish(town)
    breach(town, 3)
    (filing,) = system_filings(town)
    town.accept(filing, into="xxz.zcwj")
    column = town.column("xxz.news")
    assert column.state is State.MERGED and column.ending and column.ending.into == "xxz.zcwj"


@pytest.mark.parametrize("into", ["xxz.news", "xxz.none"])
def test_the_office_cannot_make_it_an_impossible_merge(town: Town, into: str) -> None:
    publish(town)
    breach(town, 3)
    (filing,) = system_filings(town)
    with pytest.raises((errors.InvalidFiling, errors.ColumnNotFound)):
        town.accept(filing, into=into)
    assert town.column("xxz.news").alive


def test_while_something_else_is_being_decided_nothing_is_proposed(town: Town) -> None:
    publish(town)
    breach(town, 2)
    town.propose("rename", column="xxz.news", name="新")
    town.sweep("xxz.news", looks=3)
    assert not system_filings(town) and len(town.column("xxz.news").breaches) == 3


def test_a_proposal_survives_a_process_that_dies_before_the_column_is_saved(town: Town, monkeypatch: Any) -> None:
    publish(town)
    breach(town, 2)
    town.sweep("xxz.news", looks=2)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(town.ports.columns, "save", lambda column: (_ for _ in ()).throw(RuntimeError))
        town.sweep("xxz.news")
    assert len(system_filings(town)) == 1
    town.sweep("xxz.news")
    assert len(system_filings(town)) == 1
    told = [each for each in town.ports.filings.events if isinstance(each, FilingProposed)]  # type: ignore[attr-defined]
    assert [each.origin for each in told].count("system") == 1


def test_the_account_of_a_column_counts_every_day(town: Town) -> None:
    blank = town.do(use_cases.get_column_account, EDITOR, column_id="xxz.news")
    assert blank["days"] == [] and "due_on" not in blank
    publish(town)
    account = town.do(use_cases.get_column_account, EDITOR, column_id="xxz.news")
    assert (account["stage"], len(account["days"]), account["days"][-1].number) == ("open", 15, 14)
    assert town.do(use_cases.get_column, EDITOR, column_id="xxz.news").id == "xxz.news"
    assert len(town.do(use_cases.get_column_history, EDITOR, column_id="xxz.news")[0]) == 2
    asked = {"site": "xxz", "unit": None, "state": "open", "stage": None, "limit": 20, "cursor": None}
    assert [each.id for each in town.do(use_cases.list_columns, EDITOR, **asked)[0]] == ["xxz.news"]

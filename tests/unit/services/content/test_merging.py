"""Merging and renaming: articles follow in batches, old addresses keep answering, nothing is lost in between (Art. 9)."""
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from services.content import errors, use_cases
from services.content.model import Article
from services.content.model.column import State
from services.content.use_cases import effects
from shared.caller import ANONYMOUS
from shared.errors import StaleVersion
from tests.unit.services.content.town import PUBLISHER, Town

ARTICLES = 5


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    """Two open columns, one with some articles and a draft; the sweep takes two at a time."""
    monkeypatch.setattr(effects, "BATCH", 2)
    made = Town()
    made.open("new")
    for number in range(ARTICLES):
        made.live(made.draft(title=f"标题{number}", body=f"<p>{chr(0x4E00 + number * 99) * 40}</p>"))
    made.live(made.draft(column="xxz.new", title="新", body="<p>此处原有的一条信息，与其他信息都不相同。</p>"))
    made.draft(title="未完")
    return made


def read(town: Town, path: str) -> dict[str, Any]:
    """A page by its address."""
    found: dict[str, Any] = orjson.loads(town.do(use_cases.get_public_page, ANONYMOUS, site="xxz", path=path).json)
    return found


def listed(town: Town, column: str) -> dict[str, Any]:
    """The public list of a column."""
    asked = {"site": "xxz", "column": column, "limit": 100, "cursor": None}
    found: dict[str, Any] = orjson.loads(town.do(use_cases.list_public_articles, ANONYMOUS, **asked).json)
    return found


def merge(town: Town, column: str = "xxz.zcwj", into: str = "xxz.new") -> None:
    """Merge by filing."""
    town.accept(town.propose("merge", column=column, into=into, reason="内容重复。"))


def old(town: Town) -> list[Article]:
    """The public articles of the old column."""
    return [each for each in town.articles.find({"column": "xxz.zcwj"}) if each.path]


def test_articles_move_and_their_old_addresses_answer(town: Town) -> None:
    before = {each.id: each for each in old(town)}
    merge(town)
    town.sweep(looks=20)
    assert not list(town.articles.find({"column": "xxz.zcwj"})) and town.column().errand is None
    for article in before.values():
        page = read(town, article.path)
        assert page["redirected_from"] == article.path and page["path"] == article.path.replace("/zcwj/", "/new/")
        assert (page["index_number"], page["published_at"]) == (article.index_number, article.published_at.isoformat())
        assert page["labels"]["ColumnName"] == "栏目new" and page["labels"]["Url"] == page["path"]
        assert "redirected_from" not in read(town, page["path"])
    assert len(listed(town, "xxz.new")["items"]) == ARTICLES + 1


def test_a_blank_column_opens_with_what_is_merged_into_it(town: Town) -> None:
    newest = town.column().newest
    town.open("blank")
    merge(town, into="xxz.blank")
    town.sweep(looks=20)
    blank = town.column("xxz.blank")
    assert blank.state is State.OPEN and blank.newest == newest
    assert blank.duty and blank.duty.clock.started_on == town.column().duties[-1].clock.started_on


def test_a_newer_item_stays_the_newest(town: Town) -> None:
    before = town.column("xxz.new")
    merge(town)
    town.sweep(looks=20)
    after = town.column("xxz.new")
    assert (after.newest, len(after.duties), after.version) == (before.newest, 1, before.version)


def test_the_old_list_says_where_it_went_and_why(town: Town) -> None:
    merge(town)
    notice = listed(town, "xxz.zcwj")["notice"]
    assert (notice["state"], notice["moved_to"], notice["moved_to_name"]) == ("merged", "xxz.new", "栏目new")
    assert notice["reason"] == "内容重复。" and "notice" not in listed(town, "xxz.new")


def test_a_draft_moves_with_its_column_and_can_be_published_there(town: Town) -> None:
    (draft,) = [each for each in town.articles.find({"column": "xxz.zcwj"}) if not each.path]
    merge(town)
    with pytest.raises(errors.ColumnClosed):
        town.draft()
    town.sweep(looks=20)
    assert town.live(town.articles.get(draft.id)).path.startswith("/new/")


def test_between_two_batches_everything_is_readable_under_its_old_address(town: Town) -> None:
    paths = [each.path for each in old(town)]
    merge(town)
    for _ in range(6):
        assert [read(town, path)["title"] for path in paths] == [f"标题{number}" for number in range(ARTICLES)]
        town.sweep()


@pytest.mark.parametrize("when", range(8))
def test_a_process_that_dies_in_the_middle_of_a_batch_leaves_nothing_undone(town: Town, when: int, monkeypatch: Any) -> None:
    merge(town)
    saves = iter(range(100))

    def dying(save: Callable[[Any], None]) -> Callable[[Any], None]:
        def attempt(aggregate: Any) -> None:
            if next(saves) == when:
                raise RuntimeError("killed")
            save(aggregate)
        return attempt

    with monkeypatch.context() as patch:
        patch.setattr(town.articles, "save", dying(town.articles.save))
        patch.setattr(town.ports.columns, "save", dying(town.ports.columns.save))
        with pytest.raises(RuntimeError):
            town.sweep(looks=10)
    town.sweep(looks=20)
    assert not list(town.articles.find({"column": "xxz.zcwj"}))
    assert sorted(len(each.former_paths) for each in town.articles.find({})) == [0, 0, *[1] * ARTICLES]
    moved = [each for each in town.articles.events if each.TYPE == "content.article.moved.v1"]
    assert len(moved) == len({each.article_id for each in moved}) == ARTICLES  # type: ignore[attr-defined]
    assert {each.column_type for each in moved} == {town.column(moved[0].column).type}  # type: ignore[attr-defined]


def test_what_was_published_while_its_column_was_merged_is_found_by_the_last_look(town: Town) -> None:
    article = town.cleared()
    seen = town.column()
    merge(town)
    while town.column().errand and not town.column().errand.last:  # type: ignore[union-attr]
        town.sweep()
    late = town.articles.get(article.id)  # a call that read the column before it was merged, and saves now
    late.column = seen.id
    late.note("edited")
    town.articles.save(late)
    town.sweep(looks=5)
    assert town.articles.get(article.id).column == "xxz.new" and town.column().errand is None


def test_somebody_elses_change_goes_first_and_is_not_lost(town: Town, monkeypatch: Any) -> None:
    merge(town)
    victim, save = old(town)[0].id, town.articles.save

    def busy(article: Article) -> None:
        if article.id == victim and not busy.done:  # type: ignore[attr-defined]
            busy.done = True  # type: ignore[attr-defined]
            raise StaleVersion(current=9, seen=1)
        save(article)

    busy.done = False  # type: ignore[attr-defined]
    monkeypatch.setattr(town.articles, "save", busy)
    town.sweep(looks=20)
    assert town.articles.get(victim).column == "xxz.new"


def test_a_chain_of_merges_leads_to_its_end(town: Town) -> None:
    paths = [each.path for each in old(town)]
    town.open("last")
    merge(town)
    town.sweep()
    merge(town, "xxz.new", "xxz.last")
    assert listed(town, "xxz.zcwj")["notice"]["moved_to"] == "xxz.last"
    for _ in range(20):
        town.sweep("xxz.new")
        town.sweep("xxz.zcwj")
    assert {each.column for each in town.articles.find({})} == {"xxz.last"}
    assert all(read(town, path)["path"].startswith("/last/") for path in paths)


def test_a_column_waits_for_those_that_were_merged_into_it(town: Town) -> None:
    town.open("last")
    merge(town)
    merge(town, "xxz.new", "xxz.last")
    for _ in range(6):
        town.sweep("xxz.new")
    assert town.column("xxz.new").errand is not None
    town.sweep("xxz.zcwj", looks=20)
    town.sweep("xxz.new", looks=3)
    assert town.column("xxz.new").errand is None


def test_a_withdrawn_article_says_so_under_its_old_address_too(town: Town) -> None:
    article = old(town)[0]
    town.step(use_cases.withdraw_article, PUBLISHER, article, reason="有误。", mode="gone", redirect="")
    merge(town)
    town.sweep(looks=20)
    for path in (article.path, article.path.replace("/zcwj/", "/new/")):
        with pytest.raises(errors.PageWithdrawn):
            read(town, path)


def test_a_closed_column_keeps_its_articles_and_says_why(town: Town) -> None:
    path = old(town)[0].path
    town.accept(town.propose("close", column="xxz.zcwj", reason="没有保障。"))
    town.sweep(looks=3)
    found = listed(town, "xxz.zcwj")
    assert len(found["items"]) == ARTICLES and found["notice"]["reason"] == "没有保障。" and found["notice"]["moved_to"] is None
    assert read(town, path)["path"] == path
    (column,) = [each for each in orjson.loads(town.do(use_cases.list_public_columns, ANONYMOUS, site="xxz").json)["items"]
                 if each["id"] == "xxz.zcwj"]
    assert (column["state_label"], column["cadence"], column["notice"]["reason"]) == ("已关闭", None, "没有保障。")


def rename(town: Town, name: str = "政策法规") -> None:
    """Rename by filing."""
    town.accept(town.propose("rename", column="xxz.zcwj", name=name))


def test_a_renaming_reaches_every_public_page_and_no_other(town: Town) -> None:
    versions = {each.id: each.version for each in town.articles.find({})}
    rename(town)
    town.sweep(looks=20)
    for article in town.articles.find({}):
        page = read(town, article.path) if article.path else None
        moved = article.version - versions[article.id]
        assert moved == (article.column == "xxz.zcwj" and bool(article.path))
        assert page is None or page["labels"]["ColumnName"] == town.column(article.column).name
    told = [each.pages for each in town.ports.columns.events if each.TYPE == "content.column.relabelled.v1"]  # type: ignore[attr-defined]
    assert sum(told) == ARTICLES and town.column().errand is None


def test_a_second_renaming_overtakes_the_first(town: Town) -> None:
    rename(town)
    town.sweep()
    rename(town, "政策")
    town.sweep(looks=20)
    assert {each.place_labels["ColumnName"] for each in old(town)} == {"政策"}
    assert [each.name for each in town.column().former_names] == ["政策文件", "政策法规"]


def test_a_column_that_is_closed_while_it_is_being_relabelled_is_relabelled_to_the_end(town: Town) -> None:
    rename(town)
    town.sweep()
    town.accept(town.propose("close", column="xxz.zcwj"))
    town.sweep(looks=20)
    assert town.column().state is State.CLOSED
    assert {each.place_labels["ColumnName"] for each in old(town)} == {"政策法规"}


def test_a_draft_gets_the_new_name_when_it_is_published(town: Town) -> None:
    draft = town.draft(title="另一条", body="<p>另外的内容。</p>")
    rename(town)
    assert read(town, town.live(draft).path)["labels"]["ColumnName"] == "政策法规"

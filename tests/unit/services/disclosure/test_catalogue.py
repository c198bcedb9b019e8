"""The public catalogue (信息公开目录): what stands in it, marks of validity, and index numbers that are never reused."""
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.disclosure import use_cases
from services.disclosure.errors import EntryNotFound, EntryWithdrawn
from services.disclosure.model import PublicItem
from shared.caller import ANONYMOUS
from tests.unit.services.disclosure.county import AT, UNIT, County, beijing

ALL = {"unit": None, "part": None, "kind": None, "subject": None, "validity": None, "from_": None, "to": None, "q": None,
       "limit": 20, "cursor": None}


def listed(county: County, **filters: Any) -> dict[str, Any]:
    """The answer that the public gets."""
    ready = county.do(use_cases.list_catalogue, ANONYMOUS, **(ALL | filters))
    assert "catalogue" in ready.tags
    answer: dict[str, Any] = orjson.loads(ready.json)
    return answer


def ids(county: County, **filters: Any) -> list[str]:
    """Which items."""
    return [each["article_id"] for each in listed(county, **filters)["items"]]


def entry(county: County, number: str) -> dict[str, Any]:
    """One entry."""
    found: dict[str, Any] = orjson.loads(county.do(use_cases.get_catalogue_entry, ANONYMOUS, index_number=number).json)
    return found


def withdraw(county: County, article: str, mode: str = "gone", sequence: int = 90) -> None:
    """Content takes it from the public."""
    county.hear(use_cases.note_article_withdrawn, article_id=article, mode=mode, reason="内容有误。", redirect="",
                withdrawn_at=county.now, sequence=sequence)


def test_an_entry_has_the_elements_of_the_catalogue(county: County) -> None:
    county.published(title="示例办法", summary="概述", made_on=date(2026, 11, 20), document_number="州政办发〔2026〕1号",
                     effective_on=date(2026, 12, 1))
    found = listed(county)["items"][0]
    assert found == entry(county, "000000000/a1")
    wanted = {"index_number": "000000000/a1", "title": "示例办法", "summary": "概述", "made_on": "2026-11-20", "unit": UNIT,
              "unit_name": "示例州旅游局", "document_number": "州政办发〔2026〕1号", "part": "content",
              "part_label": "法定主动公开内容", "validity": "not_yet", "validity_label": "尚未生效"}
    assert wanted.items() <= found.items()


def move(county: County, article: str = "a1", *, sequence: int, column_type: str = "信息公开制度") -> None:
    """Content merges its column into another."""
    county.hear(use_cases.note_article_moved, article_id=article, column="xxz.zcfg", path=f"/zcfg/{article}.html",
                column_type=column_type, sequence=sequence)


def placed(county: County, number: str = "000000000/a1") -> tuple[str, str, str]:
    """Where the public is sent."""
    found = entry(county, number)
    return found["column"], found["path"], found["part"]


MOVED = ("xxz.zcfg", "/zcfg/a1.html", "rules")


def test_what_is_heard_before_the_publication_holds_after_it(county: County) -> None:
    move(county, sequence=4)
    withdraw(county, "a1", sequence=5)
    county.published(sequence=3)
    with pytest.raises(EntryWithdrawn):
        entry(county, "000000000/a1")
    assert not ids(county)
    county.published(sequence=6, column="xxz.zcfg", path="/zcfg/a1.html", column_type="信息公开制度")
    assert placed(county) == MOVED and ids(county, part="rules") == ["a1"]


def test_an_early_withdrawal_takes_nothing_from_what_the_publication_met(county: County) -> None:
    for article, title in (("a1", "甲"), ("a2", "乙")):
        if article == "a2":
            withdraw(county, article, sequence=4)
        county.published(article, sequence=3, title=title, made_on=date(2026, 11, 20))
        withdraw(county, article, sequence=4)
    matters = {matter.title: (matter.state, matter.fulfilment and matter.fulfilment.at) for matter in county.matters.find({})}
    assert matters["甲"] == matters["乙"] and matters["甲"][1]


def test_an_entry_follows_its_merged_column_and_cached_pages_are_dropped_once(county: County) -> None:
    county.published(sequence=3)
    told = len(county.items.events)
    move(county, sequence=4)
    move(county, sequence=4)
    assert placed(county) == MOVED and ids(county, part="rules") == ["a1"] and not ids(county, part="content")
    listed_again, = county.items.events[told:]
    assert listed_again.TYPE == "disclosure.entry.listed.v1" and "entry:a1" in listed_again.cache_tags()


def test_a_move_that_does_not_tell_the_type_leaves_the_part(county: County) -> None:
    county.published(sequence=3)
    move(county, sequence=4, column_type="")
    assert placed(county) == (*MOVED[:2], "content")


def test_news_of_a_place_may_come_in_any_order(county: County) -> None:
    county.published(sequence=3)
    move(county, sequence=6)
    county.published(sequence=5, title="第二版")
    assert placed(county) == MOVED and entry(county, "000000000/a1")["title"] == "第二版"
    county.published(sequence=8, column="xxz.new", path="/new/a1.html")
    move(county, sequence=7)
    assert placed(county)[:2] == ("xxz.new", "/new/a1.html")


def test_what_is_withdrawn_or_unknown_is_not_listed_by_a_move(county: County) -> None:
    county.published(sequence=3)
    withdraw(county, "a1", sequence=4)
    move(county, sequence=5)
    move(county, "unknown", sequence=5)
    assert not ids(county) and county.items.find_one({"_id": "unknown"}) is None
    with pytest.raises(EntryWithdrawn):
        entry(county, "000000000/a1")


def test_the_parts_are_those_of_the_platform_and_news_is_in_none(county: County) -> None:
    types = {"信息公开指南": "guide", "信息公开制度": "rules", "政策文件": "content", "信息公开年报": "reports",
             "工作动态": None}
    for number, column_type in enumerate(types):
        county.published(f"a{number}", column_type=column_type)
    answer = listed(county)
    assert {each["article_id"]: each["part"] for each in answer["items"]} == {
        f"a{number}": part for number, part in enumerate(types.values()) if part}
    assert [(each["code"], each["count"]) for each in answer["parts"]] == [
        ("guide", 1), ("rules", 1), ("content", 1), ("reports", 1)]
    assert ids(county, part="guide") == ["a0"]


def test_filters_narrow_it(county: County) -> None:
    county.published("a1", kind="notice", made_on=date(2026, 11, 1), title="关于补贴的通知")
    county.published("a2", kind="decision", made_on=date(2026, 11, 20), summary="补贴办法")
    assert ids(county, kind="decision") == ["a2"] and sorted(ids(county, q="补贴")) == ["a1", "a2"]
    assert ids(county, from_=date(2026, 11, 2)) == ["a2"] and ids(county, to=date(2026, 11, 1)) == ["a1"]
    assert ids(county, unit="nobody") == []


def test_the_mark_of_validity_is_that_of_the_day_on_which_it_is_read(county: County) -> None:
    county.published(effective_on=date(2026, 12, 1), expires_on=date(2027, 1, 1))
    for day, mark in (((2026, 11, 30), "not_yet"), ((2026, 12, 1), "in_force"), ((2026, 12, 31), "in_force"),
                      ((2027, 1, 1), "expired")):
        county.now = beijing(*day, 12, 0)
        assert entry(county, "000000000/a1")["validity"] == mark and ids(county, validity=mark) == ["a1"]
    county.published(validity="repealed", expires_on=date(2030, 1, 1))
    assert entry(county, "000000000/a1")["validity_label"] == "废止"


@given(validity=st.sampled_from(["in_force", "not_yet", "expired", "repealed", "amended"]),
       effective=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26)),
       expires=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26)))
def test_a_day_only_ever_moves_a_mark_forward(validity: str, effective: date | None, expires: date | None) -> None:
    order = ["not_yet", "in_force", "expired"]
    item = PublicItem(id="a", unit="u", site="s", column="c", path="p", index_number="i", title="t", kind="k", subject="s",
                      made_on=None, effective_on=effective, expires_on=expires, validity=validity, first_published_at=AT,
                      published_at=AT)
    marks = [item.validity_on(date(2026, 11, day)) for day in range(18, 29)]
    if validity in ("expired", "repealed", "amended"):
        assert set(marks) == {validity}
    else:
        assert [order.index(each) for each in marks] == sorted(order.index(each) for each in marks)


def test_what_was_withdrawn_leaves_the_list_and_answers_with_the_withdrawal(county: County) -> None:
    county.published()
    withdraw(county, "a1")
    assert ids(county) == []
    with pytest.raises(EntryWithdrawn) as gone:
        entry(county, "000000000/a1")
    assert gone.value.details["reason"] == "内容有误。" and gone.value.details["withdrawn_at"]
    with pytest.raises(EntryNotFound):
        entry(county, "000000000/none")
    county.published(sequence=95)
    assert ids(county) == ["a1"]


def test_an_archived_item_stays_and_old_news_changes_nothing(county: County) -> None:
    county.published(sequence=5)
    withdraw(county, "a1", mode="archive")
    withdraw(county, "a1", sequence=4)
    assert ids(county) == ["a1"]


def test_an_index_number_is_held_by_one_item_for_ever_and_a_clash_is_told(county: County) -> None:
    county.published("a1", index_number="1/2026-1", title="先")
    withdraw(county, "a1")
    county.published("a2", index_number="1/2026-1", title="后")
    with pytest.raises(EntryWithdrawn):
        entry(county, "1/2026-1")
    found = listed(county)["items"]
    assert [(each["article_id"], each["index_number_clashes"]) for each in found] == [("a2", True)]
    clash, = [event for event in county.items.events if event.TYPE == "disclosure.entry.clashed.v1"]
    assert (clash.article_id, clash.holder, county.items.clashes) == ("a2", "a1", 1)  # type: ignore[attr-defined]
    county.published("a2", index_number="1/2026-1", sequence=99, published_at=beijing(2026, 11, 24, 9, 0))
    assert county.items.clashes == 1


def test_gateways_are_told_when_the_catalogue_changed(county: County) -> None:
    county.published()
    withdraw(county, "a1")
    assert [event.TYPE for event in county.items.events] == ["disclosure.entry.listed.v1", "disclosure.entry.removed.v1"]
    assert all("catalogue" in event.cache_tags() and event.routing_key.endswith(".public") for event in county.items.events)

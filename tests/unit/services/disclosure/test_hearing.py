"""Matters that others' events open, items that are matters themselves, and how both are told from old stock."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.disclosure import use_cases
from services.disclosure.model import Matter, State
from shared.clock import legal_day
from tests.unit.services.disclosure.county import LAW, NATIONAL, OFFICER, OTHER, SUCCESSOR, UNIT, County, beijing

APPOINTED, ENDED = "directory.post.appointed.v1", "directory.post.ended.v1"
SETUP = date(2026, 11, 23)


@pytest.fixture
def fresh() -> County:
    """An installation of today."""
    return County(since=SETUP)


def post(county: County, day: str, *, type: str = APPOINTED, kind: str = "leader", **more: Any) -> None:
    """Directory tells of a post."""
    days = {"starts_on": day, "ends_on": None} if type == APPOINTED else {"starts_on": None, "ends_on": day}
    county.hear(use_cases.note_post, type=type, unit=UNIT, kind=kind, **days, **more)


def opened(county: County, origin: str = "event") -> list[Matter]:
    """The matters that came so."""
    return list(county.matters.find({"origin": origin}))


def test_a_new_leader_is_a_matter_of_the_unit(fresh: County) -> None:
    post(fresh, "2026-11-23", id="e1")
    matter, = opened(fresh)
    assert (matter.title, matter.unit) == ("关于示例州旅游局领导班子成员变动的信息", UNIT)
    assert matter.classes == ("leadership", "appointments")
    assert (matter.happened_on, matter.basis, matter.origin_ref) == (date(2026, 11, 23), "changed", "e1")
    assert matter.duty.due_on == date(2026, 11, 30)


def test_the_same_event_delivered_twice_opens_one_matter(fresh: County) -> None:
    post(fresh, "2026-11-23", id="e1")
    post(fresh, "2026-11-23", id="e1")
    assert len(opened(fresh)) == 1


def test_a_leader_who_takes_over_from_another_on_one_day_is_one_matter(fresh: County) -> None:
    post(fresh, "2026-11-23", type=ENDED)
    post(fresh, "2026-11-23")
    assert len(opened(fresh)) == 1


@pytest.mark.parametrize("kind", ["body", "person"])
def test_other_posts_are_none(fresh: County, kind: str) -> None:
    post(fresh, "2026-11-23", kind=kind)
    assert not opened(fresh)


def test_units_and_posts_of_many_years_open_nothing_when_they_are_entered_at_the_set_up(fresh: County) -> None:
    for year in range(2005, 2026):
        fresh.unit(f"U{year}", valid_from=f"{year}-03-01")
        post(fresh, f"{year}-03-01", id=f"p{year}")
    fresh.unit("U9", type="directory.unit.changed.v1", change="dissolved", dissolved_on=date(2019, 3, 1), successors=["U8"])
    assert not opened(fresh)


def test_what_a_running_installation_is_told_late_is_late(fresh: County) -> None:
    fresh.now = beijing(2027, 3, 1, 9, 0)
    post(fresh, "2026-12-01")
    matter, = opened(fresh)
    assert matter.happened_on == date(2026, 12, 1) and "duty.overdue" in fresh.told


def test_what_is_decided_for_a_day_to_come_runs_from_the_day_it_was_told(fresh: County) -> None:
    post(fresh, "2027-05-01")
    assert opened(fresh)[0].happened_on == date(2026, 11, 23)


@pytest.mark.parametrize(("change", "title", "more"), [
    ("renamed", "关于机构更名为示例州旅游局的信息", {}), ("moved", "关于调整示例州旅游局隶属关系的信息", {}),
    ("dissolved", "关于撤销示例州旅游局的信息", {"dissolved_on": date(2026, 12, 1), "successors": [SUCCESSOR]})])
def test_a_change_of_a_unit_is_a_matter(fresh: County, change: str, title: str, more: dict[str, Any]) -> None:
    fresh.unit(UNIT, type="directory.unit.changed.v1", name="示例州旅游局", change=change, **more)
    matter, = opened(fresh)
    assert (matter.title, matter.classes, matter.happened_on) == (title, ("bodies",), date(2026, 11, 23))


def test_a_new_unit_is_a_matter(fresh: County) -> None:
    fresh.unit("433100D77", name="示例州数据局", valid_from="2026-11-23")
    assert [each.title for each in opened(fresh)] == ["关于设立示例州数据局的信息"]


def test_a_unit_that_is_no_more_leaves_the_matter_of_its_end_to_its_successor(fresh: County) -> None:
    fresh.unit(UNIT, type="directory.unit.changed.v1", change="dissolved", dissolved_on=SETUP, successors=[SUCCESSOR])
    fresh.sweep()
    assert opened(fresh)[0].responsible == SUCCESSOR


def test_where_the_packs_know_no_such_class_the_most_general_one_holds() -> None:
    county = County(NATIONAL, since=SETUP)
    post(county, "2026-11-23")
    assert opened(county)[0].classes == ("other",)


def test_every_source_of_the_pack_names_events_that_are_heard_and_fields_that_are_read() -> None:
    from services.disclosure import incoming
    from services.disclosure.manifest import MANIFEST

    readers = {"directory.post": incoming.PostChanged, "directory.unit": incoming.UnitChanged}
    for source in LAW.value("disclosure.matter_sources", SETUP):
        fields = set(readers[source["event"].rsplit(".", 2)[0]]().fields)
        assert source["event"] in MANIFEST.handles and {*source.get("where", ()), source.get("day", "kind")} <= fields


# -- items that carry no registered matter


def test_an_item_with_its_day_is_its_own_matter_met_at_once(fresh: County) -> None:
    fresh.published(made_on=SETUP, title="关于示例的通知")
    matter, = opened(fresh, "item")
    assert (matter.state, matter.classes, matter.duty.met_late) == (State.FULFILLED, ("normative_documents",), False)
    assert matter.fulfilment and matter.fulfilment.article_id == "a1"
    assert fresh.told == ["matter.registered", "duty.opened", "duty.met", "matter.fulfilled"]
    fresh.published(made_on=SETUP, sequence=99)
    assert len(opened(fresh, "item")) == 1


def test_an_item_that_went_public_late_is_told_so(fresh: County) -> None:
    fresh.now = beijing(2026, 12, 10, 9, 0)
    fresh.published(made_on=SETUP)
    matter, = opened(fresh, "item")
    assert matter.duty.met_late and matter.duty.late_days == 8 and "duty.overdue" in fresh.told


def test_an_item_that_was_in_time_but_is_heard_of_late_is_not_late(fresh: County) -> None:
    fresh.now = beijing(2026, 12, 20, 9, 0)
    fresh.published(made_on=SETUP, at=beijing(2026, 11, 24, 9, 0))
    assert not opened(fresh, "item")[0].duty.met_late and "duty.overdue" not in fresh.told


@pytest.mark.parametrize(("fields", "wanted"), [
    ({"column_type": "负责人信息"}, "leadership"), ({"column_type": "机构职能"}, "bodies"),
    ({"column_type": "办事服务"}, "service_matters"), ({"kind": "order", "column_type": ""}, "laws"),
    ({"kind": "announcement", "column_type": "工作动态"}, "notices"), ({"kind": "minutes"}, "meetings"),
    ({"kind": "other", "column_type": "工作动态"}, "other"), ({"kind": "nonsense", "column_type": "没有"}, "other")])
def test_its_class_is_told_by_column_and_kind_else_other(fresh: County, fields: dict[str, str], wanted: str) -> None:
    fresh.published(made_on=SETUP, **fields)
    assert opened(fresh, "item")[0].classes == (wanted,)


@pytest.mark.parametrize("made_on", [None, date(2018, 11, 14), SETUP - timedelta(days=1), date(1998, 1, 1)])
def test_an_item_without_a_day_or_from_before_the_set_up_counts_for_nothing(fresh: County, made_on: date | None) -> None:
    fresh.published(made_on=made_on)
    assert not opened(fresh, "item")


def test_a_day_after_the_publication_is_taken_as_the_publication(fresh: County) -> None:
    fresh.published(made_on=date(2099, 1, 1))
    assert opened(fresh, "item")[0].happened_on == legal_day(fresh.now)


def test_an_item_of_the_name_and_day_of_a_registered_matter_carries_that_one(fresh: County) -> None:
    matter = fresh.register(title="关于示例的通知", happened_on=SETUP, classes=["normative_documents"])
    fresh.published(made_on=SETUP, title="关于示例的通知")
    assert fresh.matters.get(matter.id).state is State.FULFILLED and not opened(fresh, "item")


def test_an_item_that_names_its_matters_is_none_itself(fresh: County) -> None:
    one, two = fresh.register(), fresh.register(title="另一事项")
    fresh.published(made_on=SETUP, matters=[one.id, two.id, "unknown"])
    assert not opened(fresh, "item")
    assert {fresh.matters.get(each.id).state for each in (one, two)} == {State.FULFILLED}


def test_an_item_that_names_only_matters_that_it_cannot_carry_is_one_itself(fresh: County) -> None:
    matter = fresh.register(title="以后的事项", happened_on=SETUP)
    fresh.published(made_on=SETUP, matters=["unknown"], title="甲")
    fresh.published("a2", made_on=SETUP, matters=[matter.id], unit=OTHER, title="乙")
    assert sorted(each.title for each in opened(fresh, "item")) == ["乙", "甲"]
    assert fresh.matters.get(matter.id).state is State.OPEN


def link(county: County, matter: Matter, article: str = "a1") -> None:
    """An officer links the item; disclosure hears of it, twice as it may happen."""
    done = county.step(use_cases.fulfil_matter, OFFICER, matter, article_id=article)
    assert done.fulfilment
    for _ in range(2):
        county.hear(use_cases.note_matter_fulfilled, matter_id=matter.id, article_id=article, published_at=done.fulfilment.at)


def test_an_item_that_is_linked_to_a_matter_afterwards_counts_once(fresh: County) -> None:
    fresh.published(made_on=SETUP, title="甲")
    own, = opened(fresh, "item")
    matter, second = (fresh.register(title=title, happened_on=SETUP) for title in ("乙", "丙"))
    link(fresh, matter)
    own = fresh.matters.get(own.id)
    assert (own.state, own.superseded_by) == (State.SUPERSEDED, matter.id) and own.duty.outcome == "met"
    assert [each.id for each in fresh.matters.find({}) if each.state is State.FULFILLED] == [matter.id]
    assert fresh.told.count("matter.superseded") == 1
    link(fresh, second)
    fresh.published(made_on=SETUP, title="甲", sequence=99)
    assert fresh.matters.get(own.id).superseded_by == matter.id and len(opened(fresh, "item")) == 1


def test_an_items_own_matter_does_not_yield_to_itself(fresh: County) -> None:
    fresh.published(made_on=SETUP)
    own, = opened(fresh, "item")
    fresh.hear(use_cases.note_matter_fulfilled, matter_id=own.id, article_id="a1", published_at=fresh.now)
    assert fresh.matters.get(own.id).state is State.FULFILLED


def test_an_item_of_another_unit_carries_nobody_elses_matter(fresh: County) -> None:
    matter = fresh.register()
    fresh.published(unit=OTHER, matters=[matter.id])
    assert fresh.matters.get(matter.id).state is State.OPEN
    assert fresh.do(use_cases.get_matter, OFFICER, matter_id=matter.id).fulfilment is None

"""Matters and their clocks (Art. 7 第七条): told near, due and overdue, met late or in time, extended, passed on."""
from datetime import date

import pytest

from services.disclosure import use_cases
from services.disclosure.errors import (
    IllegalTransition,
    InvalidGround,
    MatterExists,
    MatterNotFound,
    NotPublished,
    PublishedBefore,
    SupersededByItself,
    UnitDissolved,
    UnknownClass,
    UnknownUnit,
)
from services.disclosure.model import State
from services.disclosure.model.matter import TRANSITIONS
from shared.errors import Forbidden, StaleVersion
from shared.law.errors import ExtensionTooLate, NoRule, NotExtendable, StartInFuture
from tests.unit.services.disclosure.county import (
    AUDITOR,
    EVERYWHERE,
    HEAD,
    NATIONAL,
    OFFICER,
    OTHER,
    STRANGER,
    SUCCESSOR,
    UNIT,
    County,
    beijing,
)

GROUND = {"ground": "coordination", "explanation": "需会同三个部门核实数据。"}


def test_a_matter_is_told_near_due_and_overdue_each_once(county: County) -> None:
    matter = county.register()
    assert matter.duty.due_on == date(2026, 11, 27)
    for day in range(23, 31):
        county.sweep(beijing(2026, 11, day, 10, 0))
        county.sweep()
    assert county.told == ["matter.registered", "duty.opened", "duty.near", "duty.due", "duty.overdue"]
    near = next(event for event in county.events if event.TYPE == "disclosure.duty.near.v1")
    assert (near.unit, near.subject, near.article, near.pack) == (UNIT, matter.id, "Art. 7 第七条", "xiangxi-2018")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "late", "days"), [((2026, 11, 27, 23, 59), False, 0), ((2026, 11, 28, 0, 0), True, 0),
                                                   ((2026, 11, 30, 9, 0), True, 1), ((2026, 12, 2, 9, 0), True, 3)])
def test_it_is_met_by_publication_late_or_in_time(county: County, day: tuple[int, ...], late: bool, days: int) -> None:
    matter = county.register()
    county.sweep(beijing(*day))
    county.published(matters=[matter.id])
    met = county.matters.get(matter.id)
    assert (met.state, met.duty.met_late, met.duty.late_days) == (State.FULFILLED, late, days)
    assert met.fulfilment and met.fulfilment.article_id == "a1" and met.fulfilment.at == beijing(*day)
    fulfilled = next(event for event in county.events if event.TYPE == "disclosure.matter.fulfilled.v1")
    assert fulfilled.late is late  # type: ignore[attr-defined]
    county.sweep(beijing(2027, 1, 20, 0, 0))
    assert ("duty.overdue" in county.told) is late


def test_the_same_publication_delivered_twice_changes_nothing(county: County) -> None:
    matter = county.register()
    county.published(matters=[matter.id], sequence=7)
    told, version = list(county.told), county.matters.get(matter.id).version
    county.published(matters=[matter.id], sequence=7)
    assert (county.told, county.matters.get(matter.id).version) == (told, version)


def test_what_is_heard_late_was_not_late(county: County) -> None:
    matter = county.register()
    county.now = beijing(2026, 12, 20, 9, 0)
    county.published(matters=[matter.id], at=beijing(2026, 11, 24, 9, 0))
    assert not county.matters.get(matter.id).duty.met_late and "duty.overdue" not in county.told


def test_of_several_classes_the_most_specific_ones_term_holds(county: County) -> None:
    matter = county.register(classes=["notices", "meetings", "other"])
    assert matter.classes == ("meetings", "notices", "other") and matter.duty.due_on == date(2026, 11, 25)


def test_other_information_can_be_extended_once_before_its_limit_to_ten_days_from_the_same_start(county: County) -> None:
    matter = county.register(classes=["other"])
    matter = county.step(use_cases.extend_matter, HEAD, matter, **GROUND)
    assert matter.duty.due_on == date(2026, 12, 4) and matter.extended_by == HEAD.id
    with pytest.raises(NotExtendable):
        county.step(use_cases.extend_matter, HEAD, matter, **GROUND)
    account = county.do(use_cases.get_matter_account, AUDITOR, matter_id=matter.id)
    said = "".join(account["sentences"])
    assert "涉及其他机关，需要协调一致（需会同三个部门核实数据）" in said and "经本单位信息公开负责人批准" in said
    assert HEAD.id not in said and account["due_on"] == date(2026, 12, 4)


def test_an_extension_comes_too_late_after_the_limit_and_not_at_all_for_other_classes(county: County) -> None:
    late, fixed = county.register(classes=["other"]), county.register()
    with pytest.raises(NotExtendable):
        county.step(use_cases.extend_matter, HEAD, fixed, **GROUND)
    county.sweep(beijing(2026, 11, 27, 23, 0))
    county.sweep(beijing(2026, 11, 28, 0, 1))
    with pytest.raises(ExtensionTooLate):
        county.step(use_cases.extend_matter, HEAD, late, **GROUND)
    assert county.matters.get(late.id).duty.due_on == date(2026, 11, 27)


def test_an_extension_needs_a_ground_of_the_pack(county: County) -> None:
    matter = county.register(classes=["other"])
    with pytest.raises(InvalidGround) as refused:
        county.step(use_cases.extend_matter, HEAD, matter, ground="holiday", explanation="放假")
    assert "verification" not in str(refused.value) and refused.value.fields["ground"]
    grounds, _ = county.do(use_cases.list_extension_grounds, OFFICER)
    assert "coordination" in [each["code"] for each in grounds]


@pytest.mark.parametrize(("changes", "fault"), [
    ({"happened_on": date(2026, 11, 24)}, StartInFuture), ({"happened_on": date(9999, 12, 31)}, StartInFuture),
    ({"classes": ["gossip"]}, UnknownClass), ({"happened_on": date(2007, 5, 1), "classes": ["other"]}, NoRule),
    ({"happened_on": date(1, 1, 1)}, NoRule), ({"happened_on": date(2017, 5, 2)}, UnknownClass),
    ({"unit": "999999X"}, UnknownUnit)])
def test_what_cannot_be_registered_is_refused_and_leaves_nothing(county: County, changes: dict[str, object],
                                                                 fault: type[Exception]) -> None:
    with pytest.raises(fault):
        county.register(EVERYWHERE, **changes)
    assert not list(county.matters.find({}))


def test_before_the_local_rule_the_national_one_holds(county: County) -> None:
    matter = county.register(classes=["other"], happened_on=date(2017, 6, 1))
    assert (matter.duty.pack, matter.duty.clock.term.amount) == ("national", 20)
    alone = County(NATIONAL).register(classes=["other"])
    assert alone.duty.due_on == date(2026, 12, 18) and alone.duty.pack == "national"


def test_the_same_matter_is_registered_once(county: County) -> None:
    county.register()
    with pytest.raises(MatterExists):
        county.register(title=" 关于公布 重点项目进展的通知 ")
    county.register(happened_on=date(2026, 11, 19))
    county.register(classes=["other"])


def test_a_dissolved_units_matters_are_its_successors(county: County) -> None:
    matter = county.register()
    county.unit(UNIT, type="directory.unit.changed.v1", change="", dissolved_on=date(2026, 11, 25), successors=[SUCCESSOR])
    assert county.matters.get(matter.id).responsible == UNIT
    registered_later = county.register(title="撤销之前登记的另一事项")
    county.sweep(beijing(2026, 11, 25, 0, 0))
    for each in (matter, registered_later):
        passed = county.matters.get(each.id)
        assert (passed.responsible, passed.unit, passed.duty.due_on) == (SUCCESSOR, UNIT, date(2026, 11, 27))
    with pytest.raises(UnitDissolved) as refused:
        county.register(title="撤销之后")
    assert SUCCESSOR in refused.value.details["successors"]
    with pytest.raises(Forbidden):
        county.do(use_cases.get_matter, OFFICER, matter_id=matter.id)
    county.published(matters=[matter.id], unit=SUCCESSOR)
    assert county.matters.get(matter.id).state is State.FULFILLED


def test_a_successor_that_is_dissolved_in_its_turn_passes_them_on(county: County) -> None:
    matter = county.register()
    county.unit(UNIT, type="directory.unit.changed.v1", dissolved_on=date(2026, 11, 24), successors=[SUCCESSOR])
    county.unit(SUCCESSOR, type="directory.unit.changed.v1", dissolved_on=date(2026, 11, 25), successors=[OTHER])
    county.sweep(beijing(2026, 11, 24, 8, 0))
    assert county.matters.get(matter.id).responsible == SUCCESSOR
    county.sweep(beijing(2026, 11, 25, 8, 0))
    assert county.matters.get(matter.id).responsible == OTHER


def test_an_item_of_another_unit_a_withdrawn_one_and_none_at_all_meet_nothing(county: County) -> None:
    matter = county.register()
    county.published("a1", unit=OTHER, matters=[matter.id])
    county.published("a2")
    county.hear(use_cases.note_article_withdrawn, article_id="a2", mode="gone", reason="误", redirect="",
                withdrawn_at=county.now)
    for article in ("a1", "a2", "a3"):
        with pytest.raises(NotPublished):
            county.step(use_cases.fulfil_matter, OFFICER, matter, article_id=article)
    assert county.matters.get(matter.id).state is State.OPEN


def test_an_item_from_before_the_matter_carries_it_only_if_it_was_revised_since(county: County) -> None:
    county.published("a1", at=beijing(2026, 11, 10, 9, 0), sequence=1)
    matter = county.register(basis="changed")
    with pytest.raises(PublishedBefore):
        county.step(use_cases.fulfil_matter, OFFICER, matter, article_id="a1")
    for number, day in ((2, 24), (3, 29)):
        county.published("a1", sequence=number, first_published_at=beijing(2026, 11, 10, 9, 0),
                         published_at=beijing(2026, 11, day, 9, 0))
    county.now = beijing(2026, 12, 1, 9, 0)
    met = county.step(use_cases.fulfil_matter, OFFICER, matter, article_id="a1")
    assert met.fulfilment and met.fulfilment.at == beijing(2026, 11, 24, 9, 0) and not met.duty.met_late


def test_another_matter_can_stand_for_one_but_not_itself_or_in_a_ring(county: County) -> None:
    one, two = county.register(), county.register(title="另一事项")
    with pytest.raises(SupersededByItself):
        county.step(use_cases.supersede_matter, OFFICER, one, by=one.id)
    assert county.step(use_cases.supersede_matter, OFFICER, one, by=two.id).superseded_by == two.id
    with pytest.raises(SupersededByItself):
        county.step(use_cases.supersede_matter, OFFICER, two, by=one.id)
    assert "duty.voided" in county.told


def test_every_step_is_refused_from_every_state_that_the_table_does_not_name(county: County) -> None:
    steps = {"extend": (use_cases.extend_matter, HEAD, GROUND),
             "fulfil": (use_cases.fulfil_matter, OFFICER, {"article_id": "a1"}),
             "exempt": (use_cases.exempt_matter, HEAD, {"reason": "privacy", "explanation": "涉及", "re_examine_on": None}),
             "supersede": (use_cases.supersede_matter, OFFICER, {"by": "id-1"}),
             "withhold_again": (use_cases.re_examine_matter, HEAD, {"outcome": "still_withheld", "explanation": "仍然",
                                                                     "reason": None, "re_examine_on": None}),
             "reopen": (use_cases.re_examine_matter, HEAD, {"outcome": "now_open", "explanation": "可以", "reason": None,
                                                            "re_examine_on": None})}
    assert set(steps) == set(TRANSITIONS) - {"yield_to"}  # which no operation takes: see test_hearing
    county.register(title="垫底")
    county.published("a1")
    ways = {State.OPEN: [], State.FULFILLED: ["fulfil"], State.EXEMPTED: ["exempt"], State.SUPERSEDED: ["supersede"]}
    for state, way in ways.items():
        for name, (use_case, who, fields) in steps.items():
            matter = county.register(title=f"{state} {name}", classes=["other"])
            for before in way:
                county.step(steps[before][0], steps[before][1], matter, **steps[before][2])  # type: ignore[arg-type]
            if state in TRANSITIONS[name][0]:
                assert county.step(use_case, who, matter, **fields).state is TRANSITIONS[name][1]  # type: ignore[arg-type]
            else:
                with pytest.raises(IllegalTransition):
                    county.step(use_case, who, matter, **fields)  # type: ignore[arg-type]


def test_only_who_may_does_and_sees(county: County) -> None:
    matter = county.register()
    with pytest.raises(Forbidden):
        county.register(STRANGER, title="别人的")
    for use_case in (use_cases.get_matter, use_cases.get_matter_account, use_cases.get_matter_history):
        with pytest.raises(Forbidden):
            county.do(use_case, STRANGER, matter_id=matter.id)
        county.do(use_case, AUDITOR, matter_id=matter.id)
    with pytest.raises(Forbidden):
        county.step(use_cases.extend_matter, OFFICER, matter, **GROUND)
    with pytest.raises(StaleVersion):
        county.do(use_cases.extend_matter, HEAD, matter_id=matter.id, version=9, **GROUND)
    with pytest.raises(MatterNotFound):
        county.do(use_cases.get_matter, AUDITOR, matter_id="none")
    page = {"unit": None, "state": None, "class_name": None, "due_before": None, "title": None, "sort": "due_at", "limit": 9,
            "cursor": None}
    assert county.do(use_cases.list_matters, STRANGER, **page) == ([], None)
    assert [each.id for each in county.do(use_cases.list_matters, AUDITOR, **page)[0]] == [matter.id]


def test_the_classes_say_their_terms(county: County) -> None:
    classes, _ = county.do(use_cases.list_matter_classes, OFFICER)
    terms = {each["code"]: (each["term"], each["extended"]) for each in classes}
    assert terms["meetings"] == ("3个工作日", None) and terms["other"] == ("5个工作日", "10个工作日")

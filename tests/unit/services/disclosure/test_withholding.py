"""Withheld matters (Art. 4 第四条) and the duty to examine that again (政府信息公开条例 Art. 18)."""
from datetime import date

import pytest

from services.disclosure import use_cases
from services.disclosure.errors import InvalidExemption
from services.disclosure.model import Matter, State
from tests.unit.services.disclosure.county import HEAD, SUCCESSOR, UNIT, County, beijing

WHY = {"reason": "trade_secret", "explanation": "涉及企业报价。", "re_examine_on": date(2027, 3, 1)}


def exempted(county: County, **fields: object) -> Matter:
    """A withheld matter."""
    return county.step(use_cases.exempt_matter, HEAD, county.register(), **(WHY | fields))


def test_withholding_ends_the_duty_to_disclose_and_begins_one_to_look_again(county: County) -> None:
    matter = exempted(county)
    assert [duty.kind for duty in matter.duties] == ["disclosure.notices", "disclosure.withheld_review"]
    assert (matter.state, matter.duty.due_on) == (State.EXEMPTED, date(2027, 3, 1))
    assert county.told == ["matter.registered", "duty.opened", "duty.voided", "duty.opened", "matter.exempted"]
    for day in ((2027, 2, 20), (2027, 3, 1), (2027, 3, 2)):
        county.sweep(beijing(*day, 9, 0))
    assert county.told[-3:] == ["duty.near", "duty.due", "duty.overdue"]


@pytest.mark.parametrize(("given", "wanted"), [(date(2030, 1, 1), date(2027, 11, 23)), (None, date(2027, 11, 23)),
                                               (date(2026, 11, 24), date(2026, 11, 24))])
def test_it_is_examined_by_the_day_given_or_when_the_rule_wants_it(county: County, given: date | None, wanted: date) -> None:
    matter = exempted(county, re_examine_on=given)
    assert matter.duty.due_on == wanted and matter.exemption and matter.exemption.re_examine_on == wanted


def test_still_withheld_means_to_look_again_by_another_day(county: County) -> None:
    matter = exempted(county)
    county.now = beijing(2027, 3, 3, 9, 0)
    matter = county.step(use_cases.re_examine_matter, HEAD, matter, outcome="still_withheld", explanation="情形没有变化。",
                         reason=None, re_examine_on=date(2027, 9, 1))
    assert [duty.outcome for duty in matter.duties] == ["voided", "met", None] and matter.duties[1].met_late
    assert (matter.state, matter.duty.due_on) == (State.EXEMPTED, date(2027, 9, 1))
    assert matter.exemption and matter.exemption.reason == "trade_secret"
    assert [each.outcome for each in matter.reexaminations] == ["still_withheld"]


def test_now_open_means_a_new_clock_from_today(county: County) -> None:
    matter = exempted(county)
    county.now = beijing(2026, 12, 1, 9, 0)
    matter = county.step(use_cases.re_examine_matter, HEAD, matter, outcome="now_open", explanation="企业已经同意公开。",
                         reason=None, re_examine_on=None)
    assert (matter.state, matter.duty.kind, matter.duty.due_on) == (State.OPEN, "disclosure.notices", date(2026, 12, 8))
    assert matter.exemption is None and not matter.duties[1].met_late
    county.published(matters=[matter.id])
    assert county.matters.get(matter.id).state is State.FULFILLED


def test_an_item_that_carries_a_withheld_matter_settles_it(county: County) -> None:
    matter = exempted(county)
    county.published(matters=[matter.id])
    found = county.matters.get(matter.id)
    assert found.state is State.FULFILLED and found.reexaminations[0].outcome == "now_open" and not found.open_duties


@pytest.mark.parametrize(("changes", "field"), [({"reason": "because"}, "reason"),
                                                ({"re_examine_on": date(2026, 11, 23)}, "re_examine_on"),
                                                ({"re_examine_on": date(2000, 1, 1)}, "re_examine_on")])
def test_a_ground_and_a_day_to_come_are_needed(county: County, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidExemption) as refused:
        exempted(county, **changes)
    assert field in refused.value.fields
    assert next(county.matters.find({})).state is State.OPEN


def test_the_duty_to_look_again_passes_to_the_successor(county: County) -> None:
    matter = exempted(county)
    county.unit(UNIT, type="directory.unit.changed.v1", dissolved_on=date(2026, 12, 1), successors=[SUCCESSOR])
    county.sweep(beijing(2026, 12, 1, 0, 0))
    assert county.matters.get(matter.id).responsible == SUCCESSOR

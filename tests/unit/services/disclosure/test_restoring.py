"""After a restore of an older backup: terms run on, what met a matter meets it again, and others hear how duties stand."""
from datetime import date, timedelta

import pytest

from services.disclosure import use_cases
from services.disclosure.model import State, derived_id
from shared.retelling import Told, retelling
from tests.unit.fallen import Fall, said
from tests.unit.services.disclosure.county import AT, HEAD, MATTER, OFFICER, County

EXEMPTION = {"reason": "trade_secret", "explanation": "涉及商业秘密。", "re_examine_on": date(2027, 11, 20)}


def tell(county: County, matter_id: str, told: Told) -> list[str]:
    """What is told anew, and told again the second time."""
    before = len(county.matters.events)
    use_cases.tell_matter_anew(county.ports, now=county.now, id_=matter_id, told=told)
    first, stored = said(county.matters, before), county.matters.find_one({"_id": matter_id})
    use_cases.tell_matter_anew(county.ports, now=county.now, id_=matter_id, told=told)
    again = county.matters.find_one({"_id": matter_id})
    assert stored is None or again and again.__dict__ | {"version": 0} == stored.__dict__ | {"version": 0}
    return first


def test_a_matter_registered_since_is_owed_again_and_met_by_the_article_that_names_it(county: County) -> None:
    fall = Fall(county.matters)
    before = county.register()
    county.now = AT + timedelta(days=1)
    (told,) = fall.back(AT)
    assert tell(county, before.id, told) == ["matter.registered", "duty.opened"]
    matter = county.matters.get(before.id)
    assert (matter.state, matter.duty.due_on, matter.unit, matter.classes) == (
        State.OPEN, before.duty.due_on, before.unit, before.classes)
    assert "标题已丢失" in matter.title and matter.registered_by == "system"
    county.published(matters=[matter.id])
    assert county.matters.get(matter.id).state is State.FULFILLED


def test_it_can_be_registered_properly_and_that_one_stands_for_it(county: County) -> None:
    fall = Fall(county.matters)
    before = county.register()
    (told,) = fall.back(AT)
    tell(county, before.id, told)
    proper = county.do(use_cases.register_matter, OFFICER, **MATTER)
    county.step(use_cases.supersede_matter, OFFICER, county.matters.get(before.id), by=proper.id)
    assert county.matters.get(before.id).superseded_by == proper.id


def test_what_others_tell_again_is_not_made_up(county: County) -> None:
    fall = Fall(county.matters)
    county.published("a7", made_on=date(2026, 11, 20))
    id_ = derived_id("item", "a7")
    assert county.matters.get(id_).state is State.FULFILLED
    (told,) = fall.back(AT)
    assert tell(county, id_, told) == [] and county.matters.find_one({"_id": id_}) is None


def test_a_matter_that_was_met_by_hand_is_met_again(county: County) -> None:
    matter = county.register()
    county.published("a1", made_on=None)
    fall = Fall(county.matters)
    met = county.step(use_cases.fulfil_matter, OFFICER, matter, article_id="a1")
    (told,) = fall.back(AT)
    assert tell(county, matter.id, told) == ["duty.met", "matter.fulfilled"]
    again = county.matters.get(matter.id)
    assert again.fulfilment == met.fulfilment and not again.duty.met_late


def test_a_matter_that_another_stood_for_yields_to_it_again(county: County) -> None:
    first, second = county.register(), county.register(title="另一事项")
    fall = Fall(county.matters)
    county.step(use_cases.supersede_matter, OFFICER, first, by=second.id)
    (told,) = fall.back(AT)
    assert "duty.voided" in tell(county, first.id, told)
    assert county.matters.get(first.id).superseded_by == second.id


def test_what_was_withheld_since_is_owed_until_somebody_withholds_it_again(county: County) -> None:
    matter = county.register()
    fall = Fall(county.matters)
    county.step(use_cases.exempt_matter, HEAD, matter, **EXEMPTION)
    (told,) = fall.back(AT)
    assert tell(county, matter.id, told) == ["matter.registered", "duty.opened", "duty.voided"]
    opened, voided = county.events[-2:]
    assert (opened.duty, voided.duty) == (f"{matter.id}.1", f"{matter.id}.2")  # type: ignore[attr-defined]
    assert county.matters.get(matter.id).state is State.OPEN


@pytest.mark.parametrize("withdrawn", [True, False])
def test_an_entry_of_the_catalogue_says_whether_it_is_there(county: County, withdrawn: bool) -> None:
    county.published("a1")
    if withdrawn:
        county.hear(use_cases.note_article_withdrawn, type="content.article.withdrawn.v1", article_id="a1", mode="gone",
                    reason="内容有误", redirect="", withdrawn_at=AT)
    before = len(county.items.events)
    retelling("items")(county.ports, now=AT, id_="a1", told=Told())
    assert said(county.items, before) == ["entry.removed" if withdrawn else "entry.listed"]

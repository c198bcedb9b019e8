"""Articles that content withholds: matters with a duty to look again, told in whatever order and however often."""
import itertools
from datetime import date, timedelta
from typing import Any

import pytest

from services.content.vocabulary import WITHHOLDING_REASONS
from services.disclosure import use_cases
from services.disclosure.model import Matter, State, derived_id
from tests.unit.services.disclosure.county import AT, HEAD, OFFICER, SUCCESSOR, UNIT, County, beijing

LATER = date(2027, 6, 1)


def withheld(county: County, **fields: Any) -> Matter:
    """The matter of a withheld article."""
    matter = county.withheld(**fields)
    assert matter
    return matter


def own(county: County) -> list[Matter]:
    """The matters that items are themselves."""
    return list(county.matters.find({"origin": "item"}))


def test_a_withheld_article_is_a_matter_to_look_at_again(county: County) -> None:
    matter = withheld(county)
    assert (matter.state, matter.duty.kind, matter.duty.due_on) == (State.EXEMPTED, "disclosure.withheld_review",
                                                                    date(2027, 3, 1))
    assert (matter.origin, matter.origin_ref, matter.unit) == ("item", "a1", UNIT)
    assert matter.title == "不予公开的稿件（编号a1）" and matter.classes == ("normative_documents",)
    assert matter.exemption and (matter.exemption.reason, matter.exemption.re_examine_on) == ("trade_secret", date(2027, 3, 1))
    assert county.told == ["matter.registered", "duty.opened", "duty.voided", "duty.opened", "matter.exempted"]
    for day in ((2027, 2, 20), (2027, 3, 1), (2027, 3, 2)):
        county.sweep(beijing(*day, 9, 0))
    assert county.told[-3:] == ["duty.near", "duty.due", "duty.overdue"]


def test_every_reason_of_content_is_a_reason_of_the_packs_and_stays_what_it_is(county: County) -> None:
    listed, _ = county.do(use_cases.list_withholding_reasons, OFFICER)
    assert {each["code"] for each in listed} == set(WITHHOLDING_REASONS)
    for reason in WITHHOLDING_REASONS:
        exemption = withheld(county, article_id=reason, reason=reason).exemption
        assert exemption and exemption.reason == reason


def test_a_reason_that_the_packs_do_not_list_is_another(county: County) -> None:
    exemption = withheld(county, reason="added_later").exemption
    assert exemption and exemption.reason == "other"


@pytest.mark.parametrize(("given", "wanted"), [
    (date(2030, 1, 1), date(2027, 11, 23)), (date(2026, 11, 24), date(2026, 11, 24)),
    (date(2026, 11, 23), date(2026, 11, 24)), (date(1998, 1, 1), date(2026, 11, 24))])
def test_the_day_is_at_the_earliest_tomorrow_and_at_the_latest_the_rules(county: County, given: date, wanted: date) -> None:
    assert withheld(county, re_examine_on=given).duty.due_on == wanted


def test_the_same_event_again_changes_nothing(county: County) -> None:
    before = withheld(county, sequence=5)
    told = list(county.told)
    county.now += timedelta(days=3)
    assert withheld(county, sequence=5, at=AT) == before and county.told == told


def test_a_newer_edition_is_a_new_look_only_if_it_says_something_else(county: County) -> None:
    withheld(county, sequence=5, re_examine_on=date(2030, 1, 1))
    county.now += timedelta(days=30)
    assert len(withheld(county, sequence=7, re_examine_on=date(2030, 1, 1)).duties) == 2
    county.now += timedelta(days=30)
    matter = withheld(county, sequence=9, re_examine_on=LATER)
    assert (matter.duty.due_on, [each.outcome for each in matter.reexaminations]) == (LATER, ["still_withheld"])
    assert [duty.outcome for duty in matter.duties] == ["voided", "met", None]
    assert len(withheld(county, sequence=11, re_examine_on=LATER, reason="privacy").reexaminations) == 2


def test_older_events_are_ignored_also_when_what_came_between_changed_nothing(county: County) -> None:
    withheld(county, sequence=5)
    withheld(county, sequence=9)
    matter = withheld(county, sequence=7, re_examine_on=LATER)
    assert matter.duty.due_on == date(2027, 3, 1) and not matter.reexaminations


def test_what_is_heard_late_was_not_late(county: County) -> None:
    county.now += timedelta(days=200)
    matter = withheld(county, at=AT)
    assert (matter.registered_at, matter.happened_on, matter.duty.due_on) == (AT, date(2026, 11, 23), date(2027, 3, 1))
    county.sweep()
    assert county.told[-1] == "duty.overdue"


def test_old_stock_that_is_withheld_has_to_be_looked_at_too() -> None:
    county = County(since=date(2026, 11, 23))
    assert withheld(county).open_duties and "duty.overdue" not in county.told


def test_what_an_officer_decided_since_is_not_undone_by_older_news(county: County) -> None:
    matter = withheld(county, sequence=5)
    county.now += timedelta(days=2)
    county.step(use_cases.re_examine_matter, HEAD, matter, outcome="still_withheld", explanation="情形没有变化。", reason=None,
                re_examine_on=LATER)
    assert withheld(county, sequence=7, at=AT + timedelta(days=1), re_examine_on=date(2026, 12, 24)).duty.due_on == LATER
    assert withheld(county, sequence=9, re_examine_on=date(2026, 12, 25)).duty.due_on == date(2026, 12, 25)


def test_a_heads_decision_to_disclose_stands_whatever_is_approved(county: County) -> None:
    matter = withheld(county)
    county.step(use_cases.re_examine_matter, HEAD, matter, outcome="now_open", explanation="可以公开。", reason=None,
                re_examine_on=None)
    matter = withheld(county, re_examine_on=LATER)
    assert (matter.state, matter.duty.kind) == (State.OPEN, "disclosure.normative_documents")


def test_the_publication_opens_and_meets_it_and_there_is_no_second_matter(county: County) -> None:
    matter = withheld(county)
    county.now = beijing(2027, 1, 5, 9, 0)
    for sequence in (50, 50, 60):
        county.published(made_on=date(2026, 11, 1), sequence=sequence)
    found, = own(county)
    assert (found.id, found.state, found.duty.met_late, found.open_duties) == (matter.id, State.FULFILLED, False, [])
    assert found.reexaminations[0].outcome == "now_open" and found.fulfilment and found.fulfilment.article_id == "a1"


def test_a_matter_that_the_article_names_is_met_beside_it(county: County) -> None:
    named, matter = county.register(), withheld(county)
    county.now += timedelta(days=1)
    county.published(made_on=date(2026, 11, 1), matters=[named.id, matter.id])
    assert {county.matters.get(each.id).state for each in (named, matter)} == {State.FULFILLED} and len(own(county)) == 1


def test_withheld_again_after_it_was_public_is_no_new_matter(county: County) -> None:
    withheld(county)
    county.now += timedelta(days=1)
    county.published(made_on=date(2026, 11, 1))
    assert withheld(county, re_examine_on=LATER).state is State.FULFILLED


def test_an_article_that_was_public_before_is_a_matter_once_more_when_it_is_withheld(county: County) -> None:
    county.published(made_on=date(2026, 11, 20), sequence=5)
    county.now += timedelta(hours=1)
    matter = withheld(county, sequence=9)
    county.published(made_on=date(2026, 11, 20), sequence=5, at=AT)
    assert county.matters.get(matter.id).state is State.EXEMPTED and len(own(county)) == 2
    county.now += timedelta(days=1)
    county.published(made_on=date(2026, 11, 20), sequence=15)
    assert {each.state for each in own(county)} == {State.FULFILLED}
    county.hear(use_cases.note_matter_fulfilled, matter_id=matter.id, article_id="a1", published_at=county.now)
    assert county.matters.get(derived_id("item", "a1")).superseded_by == matter.id


@pytest.mark.parametrize("order", itertools.permutations(range(3)))
def test_news_in_any_order_come_to_the_same(order: tuple[int, ...]) -> None:
    county = County()
    steps = [lambda: county.withheld(sequence=3, at=AT), lambda: county.withheld(sequence=6, at=AT + timedelta(hours=1)),
             lambda: county.published(made_on=date(2026, 11, 20), sequence=9, at=AT + timedelta(hours=2))]
    county.now = AT + timedelta(hours=3)
    for step in order:
        steps[step]()
    matter, = own(county)
    assert matter.state is State.FULFILLED and not matter.open_duties


def test_the_duty_passes_to_the_successor(county: County) -> None:
    matter = withheld(county)
    county.unit(UNIT, type="directory.unit.changed.v1", dissolved_on=date(2026, 12, 1), successors=[SUCCESSOR])
    county.sweep(beijing(2026, 12, 1, 0, 0))
    assert county.matters.get(matter.id).responsible == SUCCESSOR

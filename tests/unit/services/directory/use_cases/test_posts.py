"""Leader, body and persons of a unit (Art. 6 第六条)."""
from datetime import date

import pytest

from services.directory.errors import AccountNotFound
from services.directory.model import Grant
from shared.errors import Forbidden
from tests.unit.services.directory.office import Office

POST = {"code": "433101", "version": 1, "kind": "person", "holder": "张示例", "account": None, "title": "", "from_": None}


def test_gaps_are_shown_to_whoever_answers_for_the_unit(office: Office) -> None:
    county = office.person("county", Grant("administrator", "433101"))
    office.do("appoint_post", county, **{**POST, "from_": date(2010, 1, 1)})
    gaps, _ = office.do("list_post_gaps", county, on=None)
    assert [(gap["unit"], gap["kind"], gap["since"]) for gap in gaps] == [
        ("433101", "leader", date(2010, 1, 1)), ("433101", "body", date(2010, 1, 1))]


def test_the_day_after_the_last_day_is_a_gap(office: Office) -> None:
    unit = office.do("appoint_post", **POST)
    office.do("end_post", code="433101", version=2, post_id=unit.posts[0].id, until=date(2026, 12, 1))
    kinds = {day.day: {gap["kind"] for gap in office.do("list_post_gaps", on=day)[0] if gap["unit"] == "433101"}
             for day in (date(2026, 11, 30), date(2026, 12, 1))}
    assert "person" not in kinds[30]
    assert "person" in kinds[1]


def test_nobody_appoints_in_somebody_elses_unit(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.do("appoint_post", office.person("other", Grant("administrator", "433122"), unit="433122"), **POST)


def test_a_post_names_an_account_that_exists(office: Office) -> None:
    with pytest.raises(AccountNotFound):
        office.do("appoint_post", **{**POST, "account": "nobody"})

"""Registering, renaming, moving and dissolving units; reading them by the day."""
from datetime import date

import orjson
import pytest

from services.directory.errors import DayInFuture, ParentLoop, UnitExists, UnitHasChildren, UnitNotFound, UnitNotInForce
from services.directory.events import UnitChanged, UnitRegistered
from services.directory.model import Grant
from shared.caller import Caller
from shared.errors import Forbidden, StaleVersion
from tests.unit.services.directory.office import TODAY, Office

COUNTY = Grant("administrator", "433101", subtree=True)


def register(office: Office, caller: Caller, **fields: object) -> object:
    return office.do("register_unit", caller, **{
        "code": "433101T02", "name": "示例街道", "short_name": "", "kind": "department", "parent": "433101",
        "valid_from": None, **fields})


def test_a_unit_is_registered_below_another_from_today_on(office: Office) -> None:
    register(office, office.person("county", COUNTY))
    unit = office.ports.units.get("433101T02")
    assert (unit.valid_from, unit.short_name) == (TODAY, "示例街道")
    told = office.told("units", UnitRegistered)[-1]
    assert (told.unit, told.parent, told.cache_tags()) == ("433101T02", "433101", ("units",))


def test_who_registered_a_unit_can_work_with_it_although_the_token_is_older(office: Office) -> None:
    county = office.person("county", COUNTY)
    register(office, county)
    unit = office.do("appoint_post", county, code="433101T02", version=1, kind="leader", holder="张示例", account=None,
                     title="", from_=None)
    assert [post.holder for post in unit.posts] == ["张示例"]


def test_nobody_registers_outside_the_own_scope(office: Office) -> None:
    county = office.person("county", COUNTY)
    for parent in ("433122", "433100", None):
        with pytest.raises(Forbidden):
            register(office, county, parent=parent)


def test_a_role_that_was_taken_away_is_gone_although_the_token_still_has_it(office: Office) -> None:
    county = office.person("county", COUNTY)
    account = office.ports.accounts.get(county.id)
    office.do("revoke_role", account_id=county.id, version=account.version, role="administrator", unit="433101")
    with pytest.raises(Forbidden):
        register(office, county)


def test_a_code_is_used_once(office: Office) -> None:
    with pytest.raises(UnitExists):
        register(office, office.person("county", COUNTY), code="433101T01")


def test_a_unit_cannot_be_older_than_the_one_above(office: Office) -> None:
    with pytest.raises(UnitNotInForce):
        register(office, office.person("county", COUNTY), valid_from=date(2009, 1, 1))


def test_a_name_of_tomorrow_is_registered_tomorrow(office: Office) -> None:
    with pytest.raises(DayInFuture):
        office.do("rename_unit", code="433101", version=1, name="新名", short_name="", on=date(2026, 11, 24))
    office.do("rename_unit", code="433101", version=1, name="新名", short_name="", on=TODAY)
    with pytest.raises(StaleVersion):
        office.do("rename_unit", code="433101", version=1, name="新新名", short_name="", on=TODAY)


def test_a_unit_cannot_come_below_itself(office: Office) -> None:
    for parent in ("433101", "433101T01"):
        with pytest.raises(ParentLoop):
            office.do("move_unit", code="433101", version=1, parent=parent, on=None)


def test_moving_needs_power_over_both_ends(office: Office) -> None:
    county = office.person("county", COUNTY)
    with pytest.raises(Forbidden):
        office.do("move_unit", county, code="433101T01", version=1, parent="433122", on=None)
    with pytest.raises(Forbidden):
        office.do("move_unit", county, code="433122", version=1, parent="433101", on=None)


def test_a_unit_with_units_below_is_not_dissolved(office: Office) -> None:
    with pytest.raises(UnitHasChildren) as refused:
        office.do("dissolve_unit", code="433101", version=1, on=None, successors=["433122"])
    assert refused.value.details["children"] == "433101T01"


def test_a_successor_must_exist_on_its_first_day(office: Office) -> None:
    with pytest.raises(UnitNotFound):
        office.do("dissolve_unit", code="433122", version=1, on=None, successors=["nobody"])
    register(office, office.person("county", COUNTY), valid_from=date(2027, 1, 1))
    with pytest.raises(UnitNotInForce):
        office.do("dissolve_unit", code="433122", version=1, on=None, successors=["433101T02"])
    office.do("dissolve_unit", code="433122", version=1, on=date(2027, 1, 1), successors=["433101T02"])
    assert office.told("units", UnitChanged)[-1].dissolved_on == "2027-01-01"


def test_a_list_shows_units_as_they_were_on_the_day(office: Office) -> None:
    office.do("rename_unit", code="433122", version=1, name="新名", short_name="", on=date(2020, 1, 1))
    office.do("dissolve_unit", code="433122", version=2, on=date(2025, 1, 1), successors=["433101"])
    asked = {"parent": None, "kind": None, "name": None, "limit": 20, "cursor": None}
    names = {day.year: [unit.name for unit in office.do("list_units", on=day, **asked)[0]]
             for day in (date(2019, 1, 1), date(2024, 1, 1), date(2026, 1, 1))}
    assert "单位433122" in names[2019]
    assert "新名" in names[2024]
    assert not {"新名", "单位433122"} & set(names[2026])


def test_the_public_sees_units_and_no_person(office: Office) -> None:
    office.do("appoint_post", code="433101", version=1, kind="leader", holder="张示例", account=None, title="", from_=None)
    ready = office.do("list_public_units")
    assert ready.tags == ("units",)
    assert "张示例" not in ready.json.decode()
    assert [item["code"] for item in orjson.loads(ready.json)["items"]] == ["433100", "433101", "433101T01", "433122"]

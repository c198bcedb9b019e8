"""Accounts, and how far an administrator reaches."""
from typing import Any

import pytest

from services.directory.errors import (
    AdministratorExists,
    GrantExists,
    GrantNotFound,
    LoginTaken,
    OutOfScope,
    OwnAccount,
    PasswordExpired,
    SessionEnded,
    SystemOnly,
    UnitNotFound,
    WeakPassword,
)
from services.directory.events import AccountCreated
from services.directory.model import Grant
from shared.caller import Caller
from shared.errors import Forbidden, KeyReused
from tests.unit.services.directory.office import PASSWORD, Office

COUNTY = Grant("administrator", "433101", subtree=True)
LONG_NAME = "欧阳示例示例示例示例示例"
FIRST = {"login": "Chief", "name": "张示例", "password": PASSWORD}


def create(office: Office, caller: Caller, **fields: Any) -> Any:
    return office.do("create_account", caller, **{"login": "new", "name": "李示例", "unit": "433101", "password": PASSWORD,
                                                  "must_change": True, **fields})


def grant(office: Office, caller: Caller, whom: Caller, unit: str, *, subtree: bool = False) -> Any:
    version = office.ports.accounts.get(whom.id).version
    return office.do("grant_role", caller, account_id=whom.id, version=version, role="editor", unit=unit, subtree=subtree)


def test_the_first_administrator_is_made_once_and_by_the_suite_only(office: Office) -> None:
    with pytest.raises(SystemOnly):
        office.do("create_first_administrator", Caller("x", "person", None, {"administrator": ("*",)}), **FIRST)
    chief = office.do("create_first_administrator", **FIRST)
    assert (chief.unit, chief.login, chief.must_change) == (None, "chief", False)
    with pytest.raises(AdministratorExists):
        office.do("create_first_administrator", **{**FIRST, "login": "other"})


def test_the_first_administrator_may_do_its_work_everywhere(office: Office) -> None:
    office.do("create_first_administrator", **FIRST)
    office.sign_in("chief")
    assert office.claims()["grants"] == {"administrator": ["*"], "auditor": ["*"], "operator": ["*"]}
    assert office.claims()["unit"] is None


def test_an_account_is_made_without_any_power(office: Office) -> None:
    assert create(office, office.person("county", COUNTY)).grants == []
    told = office.told("accounts", AccountCreated)[-1]
    assert "李示例" not in str(told.data())


def test_no_account_is_made_outside_the_own_scope(office: Office) -> None:
    with pytest.raises(Forbidden):
        create(office, office.person("county", COUNTY), unit="433122")


def test_capitals_make_no_second_login(office: Office) -> None:
    county = office.person("county", COUNTY)
    create(office, county)
    with pytest.raises(LoginTaken):
        create(office, county, login="NEW")


@pytest.mark.parametrize("password", ["eleven char", "long.login.name", "LONG.Login.Name", LONG_NAME, "aaaaaaaaaaaaaaaa"])
def test_a_weak_password_is_refused(office: Office, password: str) -> None:
    with pytest.raises(WeakPassword):
        create(office, office.person("county", COUNTY), login="long.login.name", name=LONG_NAME, password=password)


def test_a_repeated_creation_gives_the_same_account(office: Office) -> None:
    county, office.key = office.person("county", COUNTY), "key-1"
    first = create(office, county)
    assert create(office, county).id == first.id
    for other in ({"password": "another phrase of words"}, {"name": "别人"}, {"login": "elsewise"}):
        with pytest.raises(KeyReused):
            create(office, county, **other)


def test_grants_stay_within_the_own_scope(office: Office) -> None:
    county, editor = office.person("county", COUNTY), office.person("editor")
    grant(office, county, editor, "433101", subtree=True)
    for unit in ("433122", "433100", "*"):
        with pytest.raises(OutOfScope):
            grant(office, county, editor, unit)


def test_a_subtree_is_not_given_by_whoever_has_only_its_root(office: Office) -> None:
    small, editor = office.person("small", Grant("administrator", "433101")), office.person("editor")
    grant(office, small, editor, "433101")
    with pytest.raises(OutOfScope):
        grant(office, small, editor, "433101", subtree=True)


def test_nobody_takes_over_an_account_with_more_power(office: Office) -> None:
    county, auditor = office.person("county", COUNTY), office.person("auditor", Grant("auditor", "*"))
    version = office.ports.accounts.get(auditor.id).version
    with pytest.raises(OutOfScope):
        office.do("reset_password", county, account_id=auditor.id, version=version, password="a new phrase of words")
    with pytest.raises(OutOfScope):
        office.do("suspend_account", county, account_id=auditor.id, version=version, reason="调离")


def test_a_grant_is_held_once_and_can_be_widened(office: Office) -> None:
    county, editor = office.person("county", COUNTY), office.person("editor")
    grant(office, county, editor, "433101")
    with pytest.raises(GrantExists):
        grant(office, county, editor, "433101")
    assert grant(office, county, editor, "433101", subtree=True).grants == [Grant("editor", "433101", subtree=True)]


def test_a_grant_names_a_unit_that_exists(office: Office) -> None:
    with pytest.raises(UnitNotFound):
        office.do("grant_role", account_id=office.person("editor").id, version=1, role="editor", unit="nowhere", subtree=False)


def test_taking_a_role_away_ends_the_sessions(office: Office) -> None:
    editor = office.person("editor", Grant("editor", "433101"))
    tokens = office.sign_in("editor")
    office.do("revoke_role", account_id=editor.id, version=2, role="editor", unit="433101")
    with pytest.raises(SessionEnded):
        office.do("refresh_session", refresh_token=tokens.refresh_token)
    with pytest.raises(GrantNotFound):
        office.do("revoke_role", account_id=editor.id, version=3, role="editor", unit="433101")


def test_nobody_shuts_himself_out(office: Office) -> None:
    county = office.person("county", COUNTY)
    with pytest.raises(OwnAccount):
        office.do("suspend_account", county, account_id=county.id, version=2, reason="试验")
    with pytest.raises(OwnAccount):
        office.do("revoke_role", county, account_id=county.id, version=2, role="administrator", unit="433101")


def test_a_reset_password_opens_nothing_but_its_change(office: Office) -> None:
    county, editor = office.person("county", COUNTY), office.person("editor")
    tokens = office.sign_in("editor")
    reset = {"account_id": editor.id, "version": 1, "password": "a temporary phrase"}
    made = office.do("reset_password", county, **reset)
    assert office.do("reset_password", county, **reset).version == made.version
    with pytest.raises(SessionEnded):
        office.do("refresh_session", refresh_token=tokens.refresh_token)
    with pytest.raises(PasswordExpired):
        office.sign_in("editor", "a temporary phrase")
    office.do("change_password", login="editor", password="a temporary phrase", new_password="my very own phrase")
    assert office.sign_in("editor", "my very own phrase").access_token


def test_lists_show_the_own_units_only(office: Office) -> None:
    county = office.person("county", COUNTY)
    office.person("far", unit="433122")
    found, _ = office.do("list_accounts", county, unit=None, state=None, name=None, limit=20, cursor=None)
    assert [account.login for account in found] == ["county"]
    with pytest.raises(Forbidden):
        office.do("list_accounts", county, unit="433122", state=None, name=None, limit=20, cursor=None)

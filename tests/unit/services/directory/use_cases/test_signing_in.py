"""Signing in with a password: who may, what the token says, and what a stranger learns."""
from datetime import date

import pytest

from services.directory.errors import AccountSuspended, LockedOut, WeakPassword, WrongCredentials
from services.directory.model import Grant
from shared.tokens import ACCESS_SECONDS, AUDIENCE, ISSUER
from tests.unit.services.directory.office import NOW, PASSWORD, Office


def test_a_token_says_who_may_do_what_today(office: Office) -> None:
    editor = office.person("editor", Grant("editor", "433101", subtree=True), Grant("auditor", "433122"))
    tokens = office.sign_in("EDITOR ")
    claims = office.claims()
    assert claims["grants"] == {"auditor": ["433122"], "editor": ["433101", "433101T01"]}
    assert (claims["sub"], claims["kind"], claims["unit"], claims["sid"]) == (editor.id, "person", "433101", tokens.session)
    assert (claims["iss"], claims["aud"]) == (ISSUER, AUDIENCE)
    assert claims["exp"] - claims["iat"] == tokens.expires_in == ACCESS_SECONDS
    assert claims["iat"] == int(NOW.timestamp())


def test_a_unit_of_tomorrow_is_in_the_token_of_tomorrow(office: Office) -> None:
    office.person("editor", Grant("editor", "433101", subtree=True))
    office.do("register_unit", code="433101T09", name="新街道", short_name="", kind="department", parent="433101",
              valid_from=date(2026, 11, 24))
    office.sign_in("editor")
    assert "433101T09" not in office.claims()["grants"]["editor"]
    office.later(hours=14, minutes=30)  # midnight in China
    office.sign_in("editor")
    assert "433101T09" in office.claims()["grants"]["editor"]


def failures(office: Office, login: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            office.sign_in(login, "something else entirely")


@pytest.mark.parametrize("login", ["editor", "nobody"])
def test_five_failures_lock_any_login_known_or_not(office: Office, login: str) -> None:
    office.person("editor")
    failures(office, login, 5)
    with pytest.raises(LockedOut) as refused:
        office.sign_in(login)
    assert refused.value.details["retry_after"] == 900
    assert office.ports.passwords.verified == 5  # type: ignore[attr-defined]


def test_the_right_password_does_not_open_a_locked_login_before_its_time(office: Office) -> None:
    office.person("editor")
    failures(office, "editor", 5)
    office.later(minutes=14, seconds=59)
    with pytest.raises(LockedOut) as refused:
        office.sign_in("editor")
    assert refused.value.details["retry_after"] == 1
    office.later(seconds=1)
    assert office.sign_in("editor").access_token


def test_a_success_forgets_the_failures(office: Office) -> None:
    office.person("editor")
    for _ in range(3):
        failures(office, "editor", 4)
        office.sign_in("editor")


def test_changing_the_password_is_no_way_around_the_lock(office: Office) -> None:
    office.person("editor")
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            office.do("change_password", login="editor", password="guess", new_password="a phrase of mine")
    with pytest.raises(LockedOut):
        office.do("change_password", login="editor", password=PASSWORD, new_password="a phrase of mine")


def test_only_who_knows_the_password_learns_that_an_account_is_suspended(office: Office) -> None:
    editor = office.person("editor")
    office.do("suspend_account", account_id=editor.id, version=1, reason="调离")
    with pytest.raises(WrongCredentials):
        office.sign_in("editor", "a guess of somebody")
    with pytest.raises(AccountSuspended):
        office.sign_in("editor")
    office.do("restore_account", account_id=editor.id, version=2)
    assert office.sign_in("editor").access_token


def test_a_password_is_changed_to_another_one(office: Office) -> None:
    office.person("editor")
    with pytest.raises(WeakPassword):
        office.do("change_password", login="editor", password=PASSWORD, new_password=PASSWORD)


def test_an_old_hash_is_renewed_by_signing_in(office: Office) -> None:
    editor = office.ports.accounts.get(office.person("editor").id)
    editor.strengthen(f"old hash of {PASSWORD}")
    office.ports.accounts.save(editor)
    office.sign_in("editor")
    assert office.ports.accounts.get(editor.id).password == f"hash of {PASSWORD}"
    assert office.sign_in("editor").access_token

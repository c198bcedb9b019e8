"""Sessions: refreshed, reused, revoked."""
from dataclasses import replace
from typing import Any

import pytest

from services.directory.errors import OutOfScope, RefreshReused, SessionEnded, SessionNotFound
from services.directory.events import SessionRevoked
from services.directory.model import Grant, Session
from services.directory.ports import Sessions
from shared.caller import Caller
from shared.errors import StaleVersion
from tests.unit.services.directory.office import Office


class Late:
    """The stored sessions, listed as they were before somebody else saved one of them."""

    def __init__(self, stored: Sessions, stale: Session) -> None:
        self.get, self.save, self.ended_since = stored.get, stored.save, stored.ended_since
        self._stale = stale

    def of(self, holder: str) -> list[Session]:
        return [self._stale]


def refresh(office: Office, token: str) -> Any:
    return office.do("refresh_session", refresh_token=token)


def test_a_session_goes_on_with_new_tokens(office: Office) -> None:
    office.person("editor")
    first = office.sign_in("editor")
    office.later(hours=11)
    second = refresh(office, first.refresh_token)
    assert second.session == first.session
    office.later(hours=11)
    assert refresh(office, second.refresh_token).access_token != second.access_token


def test_a_refresh_token_that_comes_twice_ends_the_session(office: Office) -> None:
    office.person("editor")
    first = office.sign_in("editor")
    second = refresh(office, first.refresh_token)
    with pytest.raises(RefreshReused):
        refresh(office, first.refresh_token)
    with pytest.raises(SessionEnded):
        refresh(office, second.refresh_token)
    assert [event.session for event in office.told("sessions", SessionRevoked)] == [first.session]


@pytest.mark.parametrize("token", ["", "nonsense", "{session}.guess", "{session}"])
def test_a_guess_ends_nobodys_session(office: Office, token: str) -> None:
    office.person("editor")
    tokens = office.sign_in("editor")
    with pytest.raises(SessionEnded):
        refresh(office, token.format(session=tokens.session))
    assert refresh(office, tokens.refresh_token).access_token


def test_an_unused_session_is_over(office: Office) -> None:
    office.person("editor")
    tokens = office.sign_in("editor")
    office.later(hours=12)
    with pytest.raises(SessionEnded):
        refresh(office, tokens.refresh_token)


def test_who_gained_a_role_has_it_after_the_next_refresh(office: Office) -> None:
    editor = office.person("editor")
    tokens = office.sign_in("editor")
    office.do("grant_role", account_id=editor.id, version=1, role="editor", unit="433101", subtree=False)
    refresh(office, tokens.refresh_token)
    assert office.claims()["grants"] == {"editor": ["433101"]}


def test_suspending_ends_every_session_and_tells_the_gateways_until_when(office: Office) -> None:
    editor = office.person("editor")
    sessions = {office.sign_in("editor").session for _ in range(3)}
    office.do("suspend_account", account_id=editor.id, version=1, reason="调离")
    told = office.told("sessions", SessionRevoked)
    assert {event.session for event in told} == sessions
    assert all(event.until > office.now.timestamp() + 600 for event in told)
    listed, _ = office.do("list_revoked_sessions")
    assert {(each["session"], each["until"]) for each in listed} == {(event.session, event.until) for event in told}
    office.later(minutes=11)
    assert office.do("list_revoked_sessions") == ([], None)


def test_a_session_that_a_crash_left_open_cannot_be_refreshed(office: Office) -> None:
    editor = office.person("editor")
    tokens = office.sign_in("editor")
    office.later(seconds=1)
    account = office.ports.accounts.get(editor.id)
    account.set_password("hash of another", must_change=False, at=office.now)
    office.ports.accounts.save(account)
    with pytest.raises(SessionEnded):
        refresh(office, tokens.refresh_token)


def test_signing_out_ends_the_session(office: Office) -> None:
    office.person("editor")
    tokens = office.sign_in("editor")
    office.do("sign_out", refresh_token=tokens.refresh_token)
    with pytest.raises(SessionEnded):
        refresh(office, tokens.refresh_token)


def test_one_ends_the_own_sessions_and_nobody_elses(office: Office) -> None:
    editor, other = office.person("editor"), office.person("other")
    tokens = office.sign_in("editor")
    with pytest.raises(SessionNotFound):
        office.do("revoke_session", other, session_id=tokens.session)
    assert office.do("revoke_session", editor, session_id=tokens.session).reason == "revoked"
    again = office.sign_in("editor")
    office.do("revoke_account_sessions", editor, account_id=editor.id)
    assert office.do("list_sessions", editor, account_id=editor.id) == ([], None)
    assert office.ports.sessions.get(again.session).ended_at == office.now


def test_an_administrator_ends_sessions_within_the_own_scope(office: Office) -> None:
    county = office.person("county", Grant("administrator", "433101"))
    office.person("editor")
    office.do("revoke_session", county, session_id=office.sign_in("editor").session)
    office.person("auditor", Grant("auditor", "*"))
    with pytest.raises(OutOfScope):
        office.do("revoke_session", county, session_id=office.sign_in("auditor").session)


def test_a_session_is_ended_even_while_it_is_being_refreshed(office: Office) -> None:
    editor = office.person("editor")
    tokens = office.sign_in("editor")
    stale = office.ports.sessions.get(tokens.session)
    refresh(office, tokens.refresh_token)
    office.ports = replace(office.ports, sessions=Late(office.ports.sessions, stale))
    office.do("revoke_account_sessions", editor, account_id=editor.id)
    assert office.ports.sessions.get(tokens.session).ended_at is not None


def test_two_refreshes_at_once_give_one_pair_of_tokens(office: Office) -> None:
    office.person("editor")
    tokens = office.sign_in("editor")
    one, two = (office.ports.sessions.get(tokens.session) for _ in range(2))
    one.rotate("x", at=office.now)
    two.rotate("y", at=office.now)
    office.ports.sessions.save(one)
    with pytest.raises(StaleVersion):
        office.ports.sessions.save(two)


def test_me_is_who_is_signed_in(office: Office) -> None:
    editor = office.person("editor", Grant("editor", "433101"))
    me = office.do("get_me", editor)
    assert (me["login"], me["unit_name"], me["grants"]) == ("editor", "单位433101", {"editor": ["433101"]})
    assert office.do("get_me", Caller("someone", "oidc"))["login"] is None

"""After a restore of an older backup: who was locked out stays out, and no key that somebody else may know is good."""
from services.directory import use_cases
from services.directory.model.signing_key import shown
from shared.retelling import Told, retelling
from tests.unit.fallen import Fall, said
from tests.unit.services.directory.office import NOW, Office


def test_who_was_suspended_since_is_suspended(office: Office) -> None:
    person = office.person("zhang")
    accounts = office.ports.accounts
    fall = Fall(accounts)  # type: ignore[arg-type]
    office.do("suspend_account", account_id=person.id, version=accounts.get(person.id).version, reason="离职")
    (told,) = fall.back(NOW)
    for _ in range(2):
        retelling("accounts")(office.ports, now=NOW, id_=person.id, told=told)
    assert not accounts.get(person.id).active and accounts.get(person.id).sessions_from == NOW
    assert said(accounts, 0).count("account.suspended") == 2, "once then, once now"  # type: ignore[arg-type]
    retelling("accounts")(office.ports, now=NOW, id_=office.person("li").id, told=Told())
    assert accounts.by_login("li").active  # type: ignore[union-attr]


def test_a_session_that_was_ended_since_is_ended(office: Office) -> None:
    office.person("zhang")
    office.sign_in("zhang")
    (session,) = office.ports.sessions.of(office.ports.accounts.by_login("zhang").id)  # type: ignore[union-attr]
    fall = Fall(office.ports.sessions)  # type: ignore[arg-type]
    session.end(at=NOW, reason="signed_out")
    office.ports.sessions.save(session)
    (told,) = fall.back(NOW)
    assert office.ports.sessions.get(session.id).is_open(NOW)
    retelling("sessions")(office.ports, now=NOW, id_=session.id, told=told)
    assert not office.ports.sessions.get(session.id).is_open(NOW)


def test_a_key_that_was_made_since_is_made_anew_and_all_before_it_are_void(office: Office) -> None:
    office.do("get_signing_keys")
    fall = Fall(office.ports.keys)  # type: ignore[arg-type]
    office.do("rotate_signing_key", compromised=True)
    (told,) = fall.back(NOW)
    for _ in range(2):
        use_cases.tell_key_anew(office.ports, now=NOW, id_="2", told=told)
    keys = office.ports.keys.newest()
    assert [(each.number, each.voids_older) for each in keys] == [(2, True), (1, False)]
    assert [each.number for each in shown(keys, NOW)] == [2]


def test_a_unit_says_what_it_is(office: Office) -> None:
    retelling("units")(office.ports, now=NOW, id_="433101", told=Told())
    assert said(office.ports.units, 0)[-1] == "unit.changed"  # type: ignore[arg-type]

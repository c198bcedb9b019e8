"""API clients: secrets that are seen once."""
from typing import Any

import pytest

from services.directory.errors import ClientDisabled, OutOfScope, SessionEnded, WrongCredentials
from services.directory.model import Grant
from services.directory.schemas import ClientView
from shared.caller import Caller
from shared.errors import Forbidden
from tests.unit.services.directory.office import Office

COUNTY = Grant("administrator", "433101", subtree=True)


@pytest.fixture
def county(office: Office) -> Caller:
    return office.person("county", COUNTY)


def create(office: Office, caller: Caller, unit: str = "433101", *units: str) -> Any:
    grants = [{"role": "editor", "unit": each, "subtree": False} for each in units or (unit,)]
    return office.do("create_client", caller, name="示例平台", unit=unit, grants=grants)


def sign_in(office: Office, client_id: str, secret: str | None) -> Any:
    return office.do("sign_in_client", client_id=client_id, client_secret=secret)


def test_a_client_signs_in_with_the_secret_that_was_shown(office: Office, county: Caller) -> None:
    client = create(office, county)
    assert sign_in(office, client.id, client.secret).access_token
    assert (office.claims()["kind"], office.claims()["grants"]) == ("client", {"editor": ["433101"]})


def test_the_secret_is_in_one_answer_and_in_nothing_that_is_kept(office: Office, county: Caller) -> None:
    client = create(office, county)
    assert ClientView().dump(client)["secret"]
    assert office.ports.clients.secrets_at_save == [None]  # type: ignore[attr-defined]
    kept = office.ports.clients.get(client.id)
    assert client.secret not in str(vars(kept))
    assert ClientView().dump(kept)["secret"] is None


@pytest.mark.parametrize("wrong", ["id", "secret"])
def test_a_stranger_learns_nothing(office: Office, county: Caller, wrong: str) -> None:
    client = create(office, county)
    with pytest.raises(WrongCredentials):
        sign_in(office, "nobody" if wrong == "id" else client.id, "guess" if wrong == "secret" else client.secret)


def test_a_new_secret_ends_what_the_old_one_opened(office: Office, county: Caller) -> None:
    client = create(office, county)
    tokens = sign_in(office, client.id, client.secret)
    rotated = office.do("rotate_client_secret", county, client_id=client.id, version=1)
    with pytest.raises(SessionEnded):
        office.do("refresh_session", refresh_token=tokens.refresh_token)
    with pytest.raises(WrongCredentials):
        sign_in(office, client.id, client.secret)
    assert sign_in(office, client.id, rotated.secret).access_token


def test_a_disabled_client_is_disabled_for_good(office: Office, county: Caller) -> None:
    client = create(office, county)
    office.do("disable_client", county, client_id=client.id, version=1)
    with pytest.raises(WrongCredentials):
        sign_in(office, client.id, client.secret)
    with pytest.raises(ClientDisabled):
        office.do("rotate_client_secret", county, client_id=client.id, version=2)


def test_a_client_gets_no_more_than_its_maker_has(office: Office, county: Caller) -> None:
    with pytest.raises(Forbidden):
        create(office, county, "433122")
    for unit in ("433122", "*"):
        with pytest.raises(OutOfScope):
            create(office, county, "433101", unit)


def test_nobody_takes_over_a_client_with_more_power(office: Office, county: Caller) -> None:
    strong = office.do("create_client", name="州平台", unit="433101",
                       grants=[{"role": "auditor", "unit": "*", "subtree": False}])
    with pytest.raises(OutOfScope):
        office.do("rotate_client_secret", county, client_id=strong.id, version=1)

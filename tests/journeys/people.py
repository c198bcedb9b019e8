"""People for journeys: accounts with the roles that a test needs, made through the gateway by the administrator."""
import secrets

from shared.cli.api import Api, sign_in
from tests.journeys.conftest import Suite


def administrator(suite: Suite) -> Api:
    """The first administrator, signed in."""
    return sign_in(suite.gateways[0], suite.administrator["login"], suite.administrator["password"])


def person(suite: Suite, *roles: str, unit: str = "433100", scope: str = "") -> Api:
    """Somebody new of a unit with these roles for it, or for ``scope``, signed in."""
    return sign_in(suite.gateways[0], *person_with_password(suite, *roles, unit=unit, scope=scope))


def person_with_password(suite: Suite, *roles: str, unit: str = "433100", scope: str = "") -> tuple[str, str]:
    """The same, as login and password."""
    chief = administrator(suite)
    login, password = f"test-{secrets.token_hex(6)}", secrets.token_urlsafe(15)
    account = chief.post("/v1/accounts", login=login, name="测试人员", unit=unit, password=password, must_change=False)
    for role in roles:
        account = chief.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role=role, unit=scope or unit)
    return login, password

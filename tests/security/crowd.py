"""Everybody who may come to a gateway, each with a real token: one account a role, programs, and who is no longer signed in."""
import secrets
from concurrent.futures import ThreadPoolExecutor

import httpx

from shared.caller import EVERYWHERE, ROLES
from shared.cli.api import Api, sign_in
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator
from tests.security.access import ALL_ROLES, CLIENT, NO_ROLE, NOBODY, REVOKED


def crowd(suite: Suite) -> dict[str, Api]:
    """Who → signed in at the first gateway; roles are held everywhere, so that only the role decides."""
    chief, url = administrator(suite), suite.gateways[0]
    with ThreadPoolExecutor(4) as hands:
        people = dict(zip(ROLES, hands.map(lambda role: official(chief, url, role), ROLES), strict=True))
    return {NOBODY: Api(url), REVOKED: revoked(chief, url), NO_ROLE: official(chief, url), CLIENT: program(chief, url),
            ALL_ROLES: program(chief, url, *ROLES), **people}


def official(chief: Api, url: str, *roles: str) -> Api:
    """Somebody with ``roles`` everywhere."""
    login, password = f"test-{secrets.token_hex(6)}", secrets.token_urlsafe(15)
    account = chief.post("/v1/accounts", login=login, name="测试人员", unit="433100", password=password, must_change=False)
    for role in roles:
        account = chief.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role=role, unit=EVERYWHERE)
    return sign_in(url, login, password)


def program(chief: Api, url: str, *roles: str) -> Api:
    """An API client with ``roles`` everywhere."""
    client = chief.post("/v1/clients", name="测试程序", unit="433100",
                                       grants=[{"role": role, "unit": EVERYWHERE} for role in roles])
    tokens = Api(url).post("/v1/sessions/client", client_id=client["id"], client_secret=client["secret"])
    return Api(url, tokens["access_token"])


def revoked(chief: Api, url: str) -> Api:
    """Somebody whose session was ended from outside; every role, and a token that would last for minutes."""
    thief = official(chief, url, *ROLES)
    me = thief.get("/v1/me")
    chief.post(f"/v1/accounts/{me['id']}/sessions/revocation")
    return thief


def bearer(api: Api) -> dict[str, str]:
    """The header by which ``api`` says who it is."""
    token = api._http.headers.get("authorization")
    return {"authorization": token} if token else {}


def is_out(api: Api) -> bool:
    """True if the gateway has heard that the session is over."""
    return httpx.get(f"{api.url}/v1/me", headers=bearer(api)).status_code == 401

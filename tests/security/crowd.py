"""Everybody who may come to a gateway, each with a real token: one account a role, programs, and who is no longer signed in."""
from concurrent.futures import ThreadPoolExecutor

import httpx

from shared.caller import EVERYWHERE, ROLES
from shared.cli.api import Api
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.security.access import ALL_ROLES, CLIENT, NO_ROLE, NOBODY, REVOKED


def crowd(suite: Suite) -> dict[str, Api]:
    """Who → signed in at the first gateway; roles are held everywhere, so that only the role decides."""
    with ThreadPoolExecutor(4) as hands:
        people = dict(zip(ROLES, hands.map(lambda role: person(suite, role, scope=EVERYWHERE), ROLES), strict=True))
    return {NOBODY: Api(suite.gateways[0]), REVOKED: revoked(suite), NO_ROLE: person(suite), CLIENT: program(suite),
            ALL_ROLES: program(suite, *ROLES), **people}


def program(suite: Suite, *roles: str) -> Api:
    """An API client with ``roles`` everywhere."""
    client = administrator(suite).post("/v1/clients", name="测试程序", unit="433100",
                                       grants=[{"role": role, "unit": EVERYWHERE} for role in roles])
    tokens = Api(suite.gateways[0]).post("/v1/sessions/client", client_id=client["id"], client_secret=client["secret"])
    return Api(suite.gateways[0], tokens["access_token"])


def revoked(suite: Suite) -> Api:
    """Somebody whose session was ended from outside; every role, and a token that would last for minutes."""
    thief = person(suite, *ROLES, scope=EVERYWHERE)
    me = thief.get("/v1/me")
    administrator(suite).post(f"/v1/accounts/{me['id']}/sessions/revocation")
    return thief


def bearer(api: Api) -> dict[str, str]:
    """The header by which ``api`` says who it is."""
    token = api._http.headers.get("authorization")
    return {"authorization": token} if token else {}


def is_out(api: Api) -> bool:
    """True if the gateway has heard that the session is over."""
    return httpx.get(f"{api.url}/v1/me", headers=bearer(api)).status_code == 401

"""Whatever the OpenAPI document allows, and much that it does not: the gateway answers what the document says."""
import httpx

from shared.caller import ROLES
from shared.cli.api import sign_in
from tests.fuzz.endpoints.run import Brief, explore
from tests.journeys.conftest import Suite
from tests.journeys.people import person_with_password
from tests.security.crowd import bearer

STREAM = 1
"""The stream of public events, which never ends."""


def test_every_endpoint_answers_as_documented(suite: Suite, seed: int) -> None:
    """By somebody who may do everything: what is right, what is nearly right, and a sixth of all that is wrong."""
    login, password = person_with_password(suite, *ROLES)
    token = bearer(sign_in(suite.gateways[0], login, password))["authorization"]
    tried = explore(suite.gateways[0], token, Brief(seed, share=6, secrets=(password,)), examples=2)
    described = httpx.get(f"{suite.gateways[0]}/v1/openapi.json").json()["paths"].values()
    assert tried == sum(map(len, described)) - STREAM

"""Everybody, and what each was told at every endpoint, once for all tests of this folder."""
import pytest

from shared.cli.api import Api
from shared.cli.demo.desk import Desk, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator
from tests.security import access
from tests.security.access import REVOKED, WHO
from tests.security.asking import Answer, answers, ask_for
from tests.security.crowd import bearer, crowd, is_out
from tests.support import wait_until


@pytest.fixture(scope="session")
def everybody(suite: Suite) -> dict[str, Api]:
    """Who may come → signed in at the first gateway."""
    return crowd(suite)


@pytest.fixture(scope="session")
def desk(suite: Suite) -> Desk:
    """The people of an office, its site and its column."""
    return open_desk(administrator(suite), suite.gateways[0])


@pytest.fixture(scope="session")
def walk(suite: Suite, everybody: dict[str, Api]) -> dict[tuple[str, str], Answer]:
    """Every endpoint, asked by everybody: (endpoint, who) → answer."""
    wait_until(lambda: is_out(everybody[REVOKED]), what="the session that ended is known")
    pairs = [(name, route, who) for name, route in access.endpoints().items() for who in WHO]
    told = answers(suite.gateways[0], ((ask_for(name, route), bearer(everybody[who])) for name, route, who in pairs))
    return {(name, who): answer for (name, _, who), answer in zip(pairs, told, strict=True)}

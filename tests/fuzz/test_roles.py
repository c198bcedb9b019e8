"""Every endpoint as everybody who may come: each role alone, nobody, no role, programs; about things that there are.

In a suite of its own, for these callers may change what they like in it. ``make fuzz-roles SEED=1`` takes a quarter of an hour.
"""
import json
import os
import time
from collections.abc import Iterator

import pytest
from pymongo import MongoClient

from shared.caller import ROLES
from shared.cli.api import Api
from shared.cli.demo.desk import open_desk
from tests.fuzz.endpoints.run import Brief, explore
from tests.journeys.conftest import Suite, running
from tests.journeys.people import administrator, person
from tests.security import access
from tests.security.access import ALL_ROLES, CLIENT, NO_ROLE, NOBODY, YES
from tests.security.crowd import bearer, program
from tests.security.things import UNIT, Things, make
from tests.support import wait_until

pytestmark = pytest.mark.slow
KEPT_OUT = (NOBODY, NO_ROLE, CLIENT)
STILL_SECONDS = 6.0
MOVES_BY_ITSELF = {"sessions", "sweeps", "leases"}
"""Collections that change while nobody does anything."""


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite that no other test needs any more."""
    with running(tmp_path_factory.mktemp("apart"), dict(os.environ)) as suite:
        yield suite


@pytest.fixture(scope="module")
def things(apart: Suite) -> Things:
    """One of each kind, all of unit 433100."""
    return make(apart, open_desk(administrator(apart), apart.gateways[0]))


@pytest.mark.parametrize("who", [*ROLES, ALL_ROLES])
def test_every_endpoint_as_one_role(apart: Suite, things: Things, who: str, seed: int) -> None:
    """What is let in is answered as documented, what is not is refused with a reason; nothing breaks and nothing is told."""
    number = seed + list(access.WHO).index(who)
    tried = explore(apart.gateways[0], token_of(apart, who), about(things, number), examples=3)
    assert tried > 200


def test_what_one_call_gives_is_taken_by_the_next(apart: Suite, things: Things, seed: int) -> None:
    """Chains of calls that follow ids from answer to request, as schemathesis infers them; by an API client that may do all."""
    tried = explore(apart.gateways[0], token_of(apart, ALL_ROLES), about(things, seed), examples=400, phases="stateful",
                    processes=1)
    assert tried > 20


@pytest.mark.parametrize("who", KEPT_OUT)
def test_who_is_kept_out_changes_nothing(apart: Suite, things: Things, who: str, seed: int) -> None:
    """Only what the table of access keeps from them; every document of every database is as it was."""
    lines = [line for line in access.table().values() if line[who] != YES]
    token, before = token_of(apart, who), settled(apart)
    tried = explore(apart.gateways[0], token, about(things, seed, kept_out=True), examples=3,
                    only=[line["operation"] for line in lines])
    assert tried == len(lines)
    now = settled(apart)
    assert {name for name in before | now if before.get(name) != now.get(name)} == set()


def token_of(suite: Suite, who: str) -> str:
    """The header by which somebody new says that they are one of these."""
    if who == NOBODY:
        return ""
    if who in (CLIENT, ALL_ROLES):
        api: Api = program(administrator(suite), suite.gateways[0], *(ROLES if who == ALL_ROLES else ()))
    else:
        api = person(suite, *(() if who == NO_ROLE else (who,)), unit=UNIT)
    return bearer(api)["authorization"]


def about(things: Things, seed: int, *, kept_out: bool = False) -> Brief:
    """A run about the things that there are."""
    versions = {ids[name]: things.versions[place] for place, ids in things.ids.items() for name in list(ids)[:1]}
    note = json.loads((things.suite.folder / "stack.json").read_text())
    hidden = [things.suite.administrator["password"], *(note[url].partition("@")[0].rpartition(":")[2]
                                                        for url in ("rabbitmq_url", "mongo_url"))]
    return Brief(seed, share=6, places=things.ids, versions=versions, secrets=tuple(hidden), kept_out=kept_out)


def settled(suite: Suite) -> dict[str, str]:
    """What is stored once everything that was begun is done: nothing has changed for some seconds."""
    seen, since = stored(suite), time.monotonic()

    def still() -> bool:
        nonlocal seen, since
        if (now := stored(suite)) != seen:
            seen, since = now, time.monotonic()
        return time.monotonic() - since > STILL_SECONDS

    wait_until(still, 90, what="nothing changes any more")
    return seen


def stored(suite: Suite) -> dict[str, str]:
    """Collection → the digest of all that is in it."""
    with MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"]) as client:
        names = [name for name in client.list_database_names() if name not in ("admin", "config", "local")]
        return {f"{name}.{collection}": digest for name in names
                for collection, digest in client[name].command("dbHash")["collections"].items()
                if collection not in MOVES_BY_ITSELF}

"""What a container is told lets it in where it belongs, and nowhere else: broker and database see to it."""
import re
from typing import Any

import httpx
import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from shared import calls
from shared.access.rights import GATEWAY, PARKING, RETRIES
from shared.events import EXCHANGE as EVENTS
from shared.events import queue_name
from tests.compose.conftest import GATEWAYS, IMAGE, Containers, docker
from tests.house import suite as house
from tests.security import let

CONTAINER = {each: each for each in house.MANIFESTS} | {GATEWAY: GATEWAYS[0]}
"""Part → the container that is looked at."""
SECRET = re.compile("(?:PASSWORD|KEY)$")


def queues(part: str) -> list[str]:
    """In which a service receives events and calls."""
    manifest = house.MANIFESTS.get(part)
    return [calls.queue_name(part), *(queue_name(part, each) for each in manifest.handles)] if manifest else []


def test_a_container_knows_its_own_secrets_and_nobody_elses(containers: Containers) -> None:
    known = {name: value for name, value in containers.settings.items() if SECRET.search(name)}
    assert len(known) == len(CONTAINER) + 3
    for part, container in [*CONTAINER.items(), (GATEWAY, GATEWAYS[1])]:
        told = "\n".join(containers.told(container).values())
        own = {f"{part.upper()}_PASSWORD"} | ({"GUANWANG_SECRET_KEY"} if part != GATEWAY else set())
        assert {name for name, value in known.items() if value in told} == own


def test_no_secret_is_in_a_log_or_in_the_image(containers: Containers) -> None:
    known = {name: value for name, value in containers.settings.items() if SECRET.search(name)}
    printed = containers.run("logs --no-color")
    assert "queues and exchanges are declared" in printed and "Server startup complete" in printed
    printed += docker("history", "--no-trunc", IMAGE) + docker("image", "inspect", IMAGE)
    assert not [name for name, value in known.items() if value in printed]


@pytest.mark.parametrize("part", CONTAINER)
def test_a_broker_user_reads_and_says_its_own_only(containers: Containers, part: str) -> None:
    url = containers.told(CONTAINER[part])["RABBITMQ_URL"]
    own, foreign = queues(part), [each for other in house.MANIFESTS if other != part for each in queues(other)]
    events = [f"{other}.thing.happened.v1.433100" for other in house.MANIFESTS]
    assert not let.taken(url, *(("basic_get", each) for each in foreign), ("queue_purge", foreign[0]),
                         *(("basic_publish", EVENTS, each) for each in events if not each.startswith(f"{part}.")),
                         *(("basic_publish", exchange, foreign[1]) for exchange in (PARKING, *RETRIES)))
    may: list[Any] = [*(("queue_declare", each, True) for each in own),
                      *(("basic_publish", EVENTS, each) for each in events if each.startswith(f"{part}."))]
    if part == GATEWAY:
        may = [("queue_declare", f"gateway.feed.{'0' * 32}", False, False, True, True)]
    assert let.taken(url, *may) == may, "otherwise nothing was proven"


@pytest.mark.parametrize("part", CONTAINER)
def test_nobody_but_the_operator_comes_in_at_the_management_port(containers: Containers, part: str) -> None:
    who = ((f"guanwang-{part}", f"{part.upper()}_PASSWORD", 401), ("guanwang", "RABBITMQ_PASSWORD", 200))
    for name, password, status in who:
        answer = httpx.get(f"http://127.0.0.1:{containers.settings['MANAGEMENT_PORT']}/api/users", trust_env=False,
                           auth=(name, containers.settings[password]))
        assert answer.status_code == status


@pytest.mark.parametrize("part", house.MANIFESTS)
def test_a_database_user_reads_and_writes_its_own_only(containers: Containers, part: str) -> None:
    client: MongoClient[dict[str, Any]]
    with MongoClient(containers.told(part)["MONGO_URL"]) as client:
        assert client[f"guanwang_{part}"].list_collection_names()
        for other in ("admin", "local", *(f"guanwang_{each}" for each in house.MANIFESTS if each != part)):
            things = client[other].things
            for step in (client[other].list_collection_names, things.find_one, lambda into=things: into.insert_one({})):
                with pytest.raises(OperationFailure) as told:
                    step()
                assert told.value.code == 13, (part, other)


def test_a_gateway_has_no_user_in_the_database(containers: Containers) -> None:
    assert "MONGO_URL" not in containers.told(GATEWAYS[0])
    where = f"127.0.0.1:{containers.settings['DATABASE_PORT']}"
    for who in (f"guanwang-gateway:{containers.settings['GATEWAY_PASSWORD']}@", ""):
        client: MongoClient[dict[str, Any]]
        with MongoClient(f"mongodb://{who}{where}/?authSource=admin") as client, pytest.raises(OperationFailure):
            client.admin.command("listDatabases")

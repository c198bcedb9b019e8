"""A service that was taken over reads, says and keeps no more than its own: broker and database see to it."""
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import amqp
import psutil
import pytest
from kombu import Connection
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from shared import calls
from shared.access import rights
from shared.access.accounts import url_of
from shared.access.rights import GATEWAY, PARKING, RETRIES
from shared.calls import EXCHANGE as CALLS
from shared.cli.users import Users
from shared.embedded.stack import Stack
from shared.events import EXCHANGE as EVENTS
from shared.events import queue_name
from shared.runtime.settings import Settings
from tests.house import suite as house
from tests.journeys.conftest import Suite
from tests.security import let

EXCEPTIONS = {part: each.broker_rights for part, each in house.MANIFESTS.items() if each.broker_rights}
"""What a manifest asks for beyond its own, and why is in docs/security.md."""
PARTS = [*house.MANIFESTS, GATEWAY]
QUEUES = [queue_name(service, event) for service, each in house.MANIFESTS.items() for event in each.handles]
KEY = "0" * 32
EVENT = {"specversion": "1.0", "id": KEY, "type": "guanwang.content.nothing.happened.v1", "subject": KEY, "unit": "433100",
         "time": "2026-01-01T00:00:00Z", "data": {}}


def secrets(suite: Suite) -> dict[str, str]:
    """Part → password."""
    return dict(json.loads((suite.folder / "access.json").read_text()))


@contextmanager
def signed_in(suite: Suite, part: str) -> Iterator[Any]:
    """A channel of somebody who has a part's password."""
    with Connection(url_of(suite.rabbitmq_url, part, secrets(suite))) as connection:
        channel = connection.channel()
        channel.confirm_select()
        yield channel


def taken(suite: Suite, part: str, *steps: Any) -> list[Any]:
    """The steps that the broker lets ``part`` take."""
    return let.taken(url_of(suite.rabbitmq_url, part, secrets(suite)), *steps)


@pytest.mark.parametrize("part", PARTS)
def test_nobody_reads_what_is_anothers(suite: Suite, part: str) -> None:
    foreign = [*(each for each in QUEUES if not each.startswith(f"{part}.")), "guanwang.parked", "guanwang.stream",
               *(f"guanwang.retry.{each}s" for each in (1, 5, 30)), *(calls.queue_name(each) for each in PARTS if each != part)]
    foreign = [each for each in foreign if each not in EXCEPTIONS.get(part, {}).get("read", ())]
    assert not taken(suite, part, *(("basic_get", each) for each in foreign))
    assert not taken(suite, part, *(("queue_purge", each) for each in foreign[:3]))


@pytest.mark.parametrize("part", PARTS)
def test_nobody_says_what_is_anothers_to_say(suite: Suite, part: str) -> None:
    others = [each for each in house.MANIFESTS if each != part]
    steps = [("basic_publish", EVENTS, f"{other}.thing.happened.v1.433100") for other in others]
    steps += [("basic_publish", EVENTS, key) for key in ("", "#", f"{part}", f"x.{part}.thing.happened.v1", "guanwang.x.y.v1")]
    foreign = [*(each for each in QUEUES if not each.startswith(f"{part}.")), ""]
    steps += [("basic_publish", exchange, each) for exchange in (PARKING, *RETRIES) for each in foreign[::5]]
    if "amq.default" not in EXCEPTIONS.get(part, {}).get("write", ()):
        queues = (*QUEUES[:4], *map(calls.queue_name, others), "guanwang.parked")
        steps += [("basic_publish", "", each) for each in queues]
    assert not taken(suite, part, *steps)


def test_calls_are_those_that_the_manifest_names(suite: Suite) -> None:
    for part, manifest in house.MANIFESTS.items():
        foreign = [f"{service}.{each}" for service in house.MANIFESTS for each in house.operations(service)
                   if not {f"{service}.{each}", f"*.{each}"} & set(manifest.calls)]
        assert "directory.create_first_administrator" in foreign
        chosen = [*foreign[::12], "directory.create_first_administrator"]
        assert not taken(suite, part, *(("basic_publish", CALLS, each) for each in chosen)), part


@pytest.mark.parametrize("part", PARTS)
def test_nobody_makes_or_breaks_what_lasts(suite: Suite, part: str) -> None:
    assert not taken(
        suite, part, ("exchange_declare", "mine", "fanout"), ("exchange_declare", EVENTS, "topic", False, True, False),
        ("exchange_delete", EVENTS), ("queue_declare", "mine"), ("queue_declare", ""), ("queue_delete", "guanwang.stream"),
        *(("queue_delete", each) for each in QUEUES[:3]), ("queue_declare", "guanwang.parked"),
        *(("queue_bind", each, EVENTS, "#") for each in QUEUES[:3]), ("queue_unbind", QUEUES[0], EVENTS, "#"),
        ("exchange_bind", PARKING, EVENTS, "#"), ("exchange_bind", CALLS, EVENTS, "#"))


def test_a_gateways_own_queue_hears_what_it_must_and_no_more(suite: Suite) -> None:
    with signed_in(suite, GATEWAY) as channel:
        queue = f"gateway.feed.{KEY}"
        channel.queue_declare(queue, exclusive=True, auto_delete=True)
        channel.queue_bind(queue, EVENTS, routing_key="#.public")
        channel.queue_bind(queue, EVENTS, routing_key="directory.session.revoked.v1.#")
        for key in ("#", "content.#", "disclosure.application.registered.v1.#", "#.433100"):
            with pytest.raises(amqp.AccessRefused):
                channel.queue_bind(queue, EVENTS, routing_key=key)
            channel = channel.connection.channel()
    assert not taken(suite, GATEWAY, ("basic_publish", EVENTS, "content.article.published.v1.433100"),
                       ("queue_declare", f"content.feed.{KEY}"))


def test_what_a_service_must_do_it_may(suite: Suite) -> None:
    """Otherwise the tests above would prove nothing."""
    own = next(each for each in QUEUES if each.startswith("content."))
    with signed_in(suite, "content") as channel:
        told = amqp.Message(json.dumps(EVENT))
        channel.basic_publish_confirm(told, EVENTS, "content.nothing.happened.v1.433100", mandatory=True)
        channel.basic_publish_confirm(amqp.Message("{}"), CALLS, KEY)  # an answer to somebody who is gone
        channel.queue_declare(own, passive=True)
    with signed_in(suite, "secrecy") as channel, suppress(amqp.NotFound):
        channel.basic_publish_confirm(amqp.Message("{}"), CALLS, "content.get_review_text")


def test_a_database_is_its_services_own(suite: Suite) -> None:
    url = json.loads((suite.folder / "stack.json").read_text())["mongo_url"]
    for part in house.MANIFESTS:
        client: MongoClient[dict[str, Any]] = MongoClient(url_of(url, part, secrets(suite)))
        assert client.admin.command("ping")["ok"] and client[f"guanwang_{part}"].list_collection_names()
        for other in ("admin", "config", "local", *(f"guanwang_{each}" for each in house.MANIFESTS if each != part)):
            for step in (client[other].list_collection_names, client[other].things.find_one,
                         lambda database=client[other]: database.things.insert_one({})):
                with pytest.raises(OperationFailure) as told:
                    step()
                assert told.value.code == 13, (part, other)
        for command in ({"usersInfo": 1}, {"createUser": "x", "pwd": "y", "roles": ["root"]}, {"shutdown": 1},
                        {"getLog": "global"}, {"grantRolesToUser": f"guanwang-{part}", "roles": ["root"]}):
            with pytest.raises(OperationFailure):
                client.admin.command(command)
        client.close()


def test_a_gateway_has_no_user_in_the_database(suite: Suite) -> None:
    url = json.loads((suite.folder / "stack.json").read_text())["mongo_url"]
    client: MongoClient[dict[str, Any]] = MongoClient(url_of(url, GATEWAY, secrets(suite)))
    with pytest.raises(OperationFailure):
        client.admin.command("listDatabases")
    client.close()


def test_each_process_knows_its_own_secrets_only(suite: Suite) -> None:
    known, seen = secrets(suite), set()
    operator = urlsplit(suite.rabbitmq_url).password or ""
    key = (suite.folder / "secret.key").read_text().strip()
    for note in (suite.folder / "run").glob("*.json"):
        part = note.stem if note.stem in known else note.stem.rpartition("-")[0]
        if part not in known:
            continue
        told = Path(f"/proc/{json.loads(note.read_text())['pid']}/environ").read_text()
        seen.add(part)
        assert known[part] in told and operator not in told
        assert not [each for each, password in known.items() if each != part and password in told], part
        assert (key in told, "MONGO_URL" in told) == (part != GATEWAY, part != GATEWAY)
    assert seen == set(PARTS)
    assert not [each for each in psutil.process_iter() if operator in " ".join(_line(each))]


def _line(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def test_the_rights_of_every_service_are_its_own_by_their_form() -> None:
    """Whatever is installed: no expression of one service fits what another's does."""
    given = rights.of_all(list(house.MANIFESTS.values()))
    for part, manifest in house.MANIFESTS.items():
        for other in house.MANIFESTS:
            theirs = given[other]
            queues = [queue_name(part, event) for event in manifest.handles]
            assert all(bool(re.match(theirs.read, each)) == (part == other) for each in queues)
            for exchange in (EVENTS, PARKING, *RETRIES):
                key = f"{part}.thing.happened.v1.433100" if exchange == EVENTS else f"{part}.on_thing_happened"
                assert bool(re.match(theirs.topics[exchange][0], key)) == (part == other), (part, other, exchange)
    assert not [part for part, each in given.items() if re.match(each.write, "amq.default") and part not in EXCEPTIONS]
    assert not re.match(given[GATEWAY].write, EVENTS)


def test_an_exception_is_what_the_manifest_says_and_no_more() -> None:
    asked = replace(house.MANIFESTS["law"], broker_rights={"read": ("guanwang.parked",), "write": ("amq.default",)})
    plain, more = rights.of_service(house.MANIFESTS["law"]), rights.of_service(asked)
    assert re.match(more.read, "guanwang.parked") and re.match(more.write, "amq.default")
    assert not re.match(plain.read, "guanwang.parked") and not re.match(more.read, "guanwangxparked")
    assert (more.configure, more.topics) == (plain.configure, plain.topics)


def test_with_servers_of_somebody_elses_everything_is_as_the_address_says(tmp_path: Path) -> None:
    url, mongo = "amqp://all:same@broker/", "mongodb://all:same@database/"
    settings = Settings(rabbitmq_url=url, mongo_url=mongo, secret_key="k" * 40, folder=tmp_path)
    users = Users(settings, list(house.MANIFESTS.values()), Stack(tmp_path, print, url, mongo))
    users.make(settings)
    for part in PARTS:
        told = users.environment(settings, part, {"PATH": "/bin", "MONGO_URL_FILE": "/run/x", "GUANWANG_SECRET_KEY": "old"})
        assert (told["RABBITMQ_URL"], told["GUANWANG_TOPOLOGY"]) == (url, "declare")
        assert told.get("MONGO_URL") == (None if part == GATEWAY else mongo) and "MONGO_URL_FILE" not in told

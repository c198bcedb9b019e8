"""RABBITMQ_URL names four addresses: one is dead, one is silent, one refuses us, and only the last is a broker for us."""
import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from gateway.cache import AnswerCache
from gateway.events import EventStreams
from gateway.feed import Feed
from gateway.rpc import Rpc
from shared.embedded.handshake import amqp_answers
from shared.embedded.stack import Endpoints
from shared.runtime import client, tailing
from shared.runtime.presence import processes
from tests import parking
from tests.integration.test_rpc import call, until
from tests.integration.tiny import Tiny

PASSWORDS = ("a-dead-secret", "a-silent-secret", "a-wrong-secret")


@pytest.fixture(scope="module")
def several(endpoints: Endpoints) -> Iterator[str]:
    """All four."""
    good = urlsplit(endpoints.rabbitmq_url)
    with socket.socket() as dead, socket.create_server(("127.0.0.1", 0), backlog=50) as silent:
        dead.bind(("127.0.0.1", 0))  # bound, but nobody listens
        places = (f"127.0.0.1:{dead.getsockname()[1]}", f"127.0.0.1:{silent.getsockname()[1]}", f"{good.hostname}:{good.port}")
        others = [f"amqp://{good.username}:{password}@{place}{good.path}"
                  for password, place in zip(PASSWORDS, places, strict=True)]
        yield ";".join([*others, endpoints.rabbitmq_url])


@pytest.fixture(scope="module")
def tiny(endpoints: Endpoints, several: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """A service that knows all four, and logs whatever there is to log."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made._environ |= {"RABBITMQ_URL": several, "TINY_LOG": "DEBUG"}
    made.start()
    yield made
    made.close()


def test_a_service_takes_calls_and_makes_calls(tiny: Tiny, several: str) -> None:
    assert client.call(several, f"{tiny.name}.make_thing", name="called")["id"] == "called"
    assert client.call(several, f"{tiny.name}.get_thing_by_asking", name="called")["id"] == "called"


def test_who_takes_calls_is_counted(tiny: Tiny, several: str) -> None:
    assert processes(several, tiny.name) == 1
    assert processes(several, "nobody") == 0


def test_events_arrive_are_tried_again_and_parked(tiny: Tiny, several: str) -> None:
    tiny.send("heard")
    tiny.wait_until_done("heard")
    tiny.send("again", mood="twice")
    tiny.wait_until_done("again")
    parked = tiny.wait_until_parked(tiny.send("poison", mood="poison"))
    assert parked.id in {each.id for each in parking.listed(several)}


def test_the_stream_of_all_events_is_read(tiny: Tiny, several: str) -> None:
    heard = tailing.events(several, since="first")
    tiny.send_raw(b"5", "no-event")  # what others must get past
    tiny.send("never", time="soon")
    wanted = tiny.send("streamed")
    assert any(event["id"] == wanted for event in heard)


def test_a_gateway_calls_and_hears(tiny: Tiny, several: str) -> None:
    async def story() -> None:
        cache, told = AnswerCache(), asyncio.Event()

        async def listener(_: dict[str, Any]) -> None:
            told.set()

        async def renew() -> None:
            pass

        rpc, feed = Rpc(several), Feed(several, cache, {f"{tiny.name}src.thing.counted.v1": listener}, renew, EventStreams())
        running = [asyncio.create_task(each.run()) for each in (rpc, feed)]
        await until(lambda: rpc.connected and cache.feed_up, 30)
        assert "answer" in (await rpc.call(f"{tiny.name}.make_thing", [call("asked")], 10))[0]
        sent = threading.Thread(target=tiny.send, args=("heard by a gateway",))
        sent.start()
        async with asyncio.timeout(10):
            await told.wait()
        for each in running:
            each.cancel()

    asyncio.run(story())


def test_the_stack_takes_them_as_given(several: str) -> None:
    assert amqp_answers(";".join(several.split(";")[:1] + several.split(";")[3:]), timeout=2)


def test_no_password_is_in_the_log(tiny: Tiny, several: str) -> None:
    replica = tiny.replicas[0]
    assert replica.stop() == 0
    log = replica.folder.joinpath("log").read_text()
    assert "no connection to the broker" in log, "the test sees what is logged while addresses do not answer"
    for secret in (*PASSWORDS, str(urlsplit(several.split(";")[-1]).password)):
        assert secret not in log

"""Slow clients: whoever sends or reads a byte at a time is cut off, and nobody else notices that they were there."""
import asyncio
import json
import secrets
import socket
import time
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from shared.cli.demo.desk import Desk
from shared.events import event_id
from tests.journeys.files import bring, text
from tests.journeys.people import person
from tests.pressure.ground import NARROW, Place, refused
from tests.pressure.slow import drip, honest, many, sip
from tests.support import wait_until

CONNECTIONS = int(NARROW["GUANWANG_CONNECTIONS_MOST"])
HEAD = b"GET /v1/public/units HTTP/1.1\r\nhost: x\r\n"


def units(gateway: str):  # type: ignore[no-untyped-def]
    """What an honest client asks for."""
    return lambda client: client.get(f"{gateway}/v1/public/units")


def test_heads_that_come_a_byte_at_a_time_are_not_waited_for(ground: Place) -> None:
    gateway = ground.gateways[1]
    before = refused(gateway, "slow_head")
    with honest(units(gateway)) as met:
        ended = asyncio.run(many(CONNECTIONS - 30, lambda _: drip(gateway, HEAD, b"x-slow: " + b"x" * 500)))
    assert met.wrong == []
    assert all(answer.startswith(b"HTTP/1.1 408 ") and 1.5 < seconds < 7 for answer, seconds in ended)
    assert json.loads(ended[0][0].partition(b"\r\n\r\n")[2])["code"] == "gateway.request.too_slow"
    assert refused(gateway, "slow_head") - before == CONNECTIONS - 30


def test_more_connections_than_there_is_room_for_make_way_for_honest_ones(ground: Place) -> None:
    gateway = ground.gateways[1]
    with honest(units(gateway), fresh=True) as met:
        asyncio.run(many(2 * CONNECTIONS, lambda _: drip(gateway, HEAD, b"x" * 100, seconds=3)))
    assert met.wrong == []
    assert refused(gateway, "evicted") > CONNECTIONS / 2


@pytest.mark.slow
def test_whoever_connects_and_says_nothing_is_let_go(ground: Place) -> None:
    async def silent() -> float:
        parts, began = urlsplit(ground.gateways[1]), time.monotonic()
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        await asyncio.wait_for(reader.read(), 10)
        writer.close()
        return time.monotonic() - began

    assert 1.5 < asyncio.run(silent()) < 6


def test_a_head_without_end_is_cut_off(ground: Place) -> None:
    async def endless() -> bytes:
        answer, _ = await drip(ground.gateways[1], HEAD + b"x-long: " + b"x" * 200_000)
        return answer

    assert asyncio.run(endless()).startswith(b"HTTP/1.1 431 ")


def test_bodies_that_come_a_byte_at_a_time_take_nobodys_place(ground: Place) -> None:
    gateway = ground.gateways[1]
    head = b"POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n"
    before = refused(gateway, "slow_body")
    with honest(units(gateway)) as met:
        ended = asyncio.run(many(80, lambda _: drip(gateway, head, b'{"login":"' + b"x" * 500)))
    assert met.wrong == []
    assert all(answer.startswith(b"HTTP/1.1 408 ") and seconds < 7 for answer, seconds in ended)
    assert refused(gateway, "slow_body") - before == 80


@pytest.mark.slow
def test_an_upload_that_crawls_is_ended_and_one_too_many_is_refused_at_once(ground: Place) -> None:
    gateway, editor = ground.gateways[1], person(ground.suite, "editor")
    token = editor._http.headers["authorization"]
    head = (f"POST /v1/files?unit=433100&name=a.txt HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\n"
            "content-type: text/plain\r\ncontent-length: 100000\r\n\r\n").encode()

    async def story() -> list:  # type: ignore[type-arg]
        crawling = [asyncio.create_task(drip(gateway, head, b"x" * 500)) for _ in range(4)]
        await asyncio.sleep(1)
        began = time.monotonic()
        answer, _ = await drip(gateway, head + b"x" * 100_000)
        assert answer.startswith(b"HTTP/1.1 503 ") and b"retry-after" in answer.lower() and time.monotonic() - began < 2
        return await asyncio.gather(*crawling)

    ended = asyncio.run(story())
    assert all(answer.startswith(b"HTTP/1.1 408 ") and seconds < 8 for answer, seconds in ended)
    wait_until(lambda: bring(editor.at(gateway), text(300), "后来.txt").status_code == 201, what="there is room again")


@pytest.mark.slow
def test_downloads_that_are_read_a_byte_at_a_time_are_ended(ground: Place) -> None:
    gateway, editor = ground.gateways[1], person(ground.suite, "editor")
    file = bring(editor, text(3_000_000), "目录.txt").json()["id"]
    token = editor._http.headers["authorization"]
    head = f"GET /v1/files/{file}/content HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\n\r\n".encode()
    process, before = psutil.Process(ground.pid("gateway-2")), refused(gateway, "slow_reader")
    memory = process.memory_info().rss

    async def story() -> None:
        sipping = [asyncio.create_task(sip(gateway, head, 7)) for _ in range(6)]
        await asyncio.sleep(1)
        answer, _ = await drip(gateway, head)
        assert answer.startswith(b"HTTP/1.1 503 ") and b"retry-after" in answer.lower()
        assert all(await asyncio.gather(*sipping))

    with honest(units(gateway)) as met:
        asyncio.run(story())
    assert met.wrong == []
    assert refused(gateway, "slow_reader") - before == 6
    assert process.memory_info().rss - memory < 60_000_000
    whole = httpx.get(f"{gateway}/v1/files/{file}/content", headers={"authorization": token}, timeout=20)
    assert whole.status_code == 200 and len(whole.content) > 8_000_000


@pytest.mark.slow
def test_listeners_who_do_not_read_are_dropped_and_the_others_hear_everything(ground: Place) -> None:
    from kombu import Connection, Exchange

    gateway, count = ground.gateways[1], 300
    kind, data = "pressure.noise.made.v1", {"unit": "433100", "text": "噪" * 30_000}
    head = b"GET /v1/public/events?type=pressure. HTTP/1.1\r\nhost: x\r\n\r\n"
    heard, before = list[str](), refused(gateway, "slow_reader")

    async def listen(ready: asyncio.Event) -> None:
        async with (httpx.AsyncClient(timeout=20) as client,
                    client.stream("GET", f"{gateway}/v1/public/events", params={"type": "pressure."}) as answer):
            ready.set()
            async for line in answer.aiter_lines():
                if line.startswith("id: "):
                    heard.append(line)
                    if len(heard) == count:
                        return

    def tell() -> None:
        with Connection(ground.stack.endpoints.rabbitmq_url) as connection:
            producer = connection.Producer(exchange=Exchange("guanwang.events", "topic", no_declare=True), serializer="json")
            for number in range(count):
                producer.publish({
                    "specversion": "1.0", "id": event_id(kind, f"n{number}", 1, 0, data), "type": f"guanwang.{kind}",
                    "source": "/services/pressure", "subject": f"n{number}", "sequence": "1", "index": "0", "unit": "433100",
                    "time": "2026-11-25T00:00:00Z", "routingkey": f"{kind}.433100.public", "data": data,
                }, routing_key=f"{kind}.433100.public")
                time.sleep(0.005)

    async def story() -> list:  # type: ignore[type-arg]
        deaf, ready = [asyncio.create_task(sip(gateway, head, 8)) for _ in range(7)], asyncio.Event()
        listening = asyncio.create_task(listen(ready))
        await asyncio.wait_for(ready.wait(), 5)
        refusal, _ = await drip(gateway, head)
        assert refusal.startswith(b"HTTP/1.1 503 ") and b"retry-after" in refusal.lower()
        await asyncio.to_thread(tell)
        await asyncio.wait_for(listening, 20)
        return await asyncio.gather(*deaf)

    with honest(units(gateway)) as met:
        asyncio.run(story())
    assert met.wrong == [] and len(heard) == count
    assert refused(gateway, "slow_reader") - before == 7


def test_a_request_that_breaks_off_is_not_carried_out(ground: Place, desk: Desk) -> None:
    """Found here: a body that broke off where it happened to be good JSON was taken for the whole."""
    made = desk.editor.post("/v1/articles", column=desk.column, title=f"断 {secrets.token_hex(4)}", body="<p>文。</p>",
                            kind="notice")
    parts = urlsplit(ground.gateways[0])
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall((f"POST /v1/articles/{made['id']}/submission HTTP/1.1\r\nhost: x\r\n"
                      f"authorization: {desk.editor._http.headers['authorization']}\r\nif-match: \"{made['version']}\"\r\n"
                      "content-type: application/json\r\ncontent-length: 40\r\n\r\n{}").encode())
        time.sleep(0.3)
    time.sleep(0.7)  # nothing is to happen, and that takes a moment
    assert desk.editor.get(f"/v1/articles/{made['id']}")["version"] == made["version"]


@pytest.fixture(autouse=True)
def nobody_else(ground: Place) -> None:
    """Each test begins when the connections of the one before are gone."""
    wait_until(lambda: httpx.get(f"{ground.gateways[1]}/healthz").status_code == 200, what="the gateway answers")

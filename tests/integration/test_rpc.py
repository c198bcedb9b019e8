"""The gateway's own connection: calls to a real service over the real broker, and what becomes of them when that goes."""
import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest

from gateway import wire
from gateway.rpc import Rpc
from shared.caller import SYSTEM
from shared.calls import EXCHANGE
from shared.embedded.stack import Endpoints
from shared.errors import Unavailable, UnknownOperation
from tests.integration.tiny import Tiny


@pytest.fixture(scope="module")
def tiny(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The service, running."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made.start()
    yield made
    made.close()


def call(name: str, seconds: float = 0, **more: Any) -> dict[str, Any]:
    """A call about a thing."""
    return {"args": {"name": name, "seconds": seconds}, "caller": SYSTEM.to_wire(), "correlation": "c", "key": None,
            "deadline": time.time() + 10, "traceparent": None, **more}


class Pipe:
    """A way to the broker that can be frozen and cut."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._writers: list[asyncio.StreamWriter] = []
        self.flowing = asyncio.Event()
        self.flowing.set()

    async def open(self) -> str:
        """The URL of its near end."""
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"amqp://{self._target.username}:{self._target.password}@127.0.0.1:{port}{self._target.path}"

    def cut(self) -> None:
        """Hang up on both ends."""
        for each in self._writers:
            each.close()
        self._writers.clear()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._target.hostname, self._target.port)
        self._writers += [writer, far_writer]
        await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                await self.flowing.wait()
                writer.write(data)
        writer.close()


def play(url: str, story: Callable[[Rpc, Pipe], Awaitable[Any]]) -> None:
    """Tell ``story`` with a connection that is up."""
    async def told() -> None:
        pipe = Pipe(url)
        rpc = Rpc(await pipe.open())
        running = asyncio.create_task(rpc.run())
        try:
            await until(lambda: rpc.connected)
            await story(rpc, pipe)
        finally:
            running.cancel()
            pipe.cut()

    asyncio.run(told())


async def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


def test_answers_find_their_calls_in_whatever_order_they_come(tiny: Tiny) -> None:
    async def story(rpc: Rpc, _: Pipe) -> None:
        names = [f"o{number}" for number in range(12)]
        outcomes = await asyncio.gather(*(
            rpc.call(f"{tiny.name}.make_thing", [call(name, 0.3 - number / 50)], 10) for number, name in enumerate(names)))
        assert [outcome["answer"]["id"] for (outcome,) in outcomes] == names

    play(tiny.url, story)


def test_calls_and_answers_may_be_longer_than_a_frame(tiny: Tiny) -> None:
    async def story(rpc: Rpc, _: Pipe) -> None:
        calls = [call(f"long{number}", correlation="x" * 1_000) for number in range(2_000)]
        outcomes = await rpc.call(f"{tiny.name}.get_thing", calls, 20)
        assert [outcome["fault"]["details"] for outcome in outcomes] == [{"id": f"long{number}"} for number in range(2_000)]
        assert "answer" in (await rpc.call(f"{tiny.name}.make_thing", [call("after")], 10))[0]

    play(tiny.url, story)


def test_a_service_that_does_not_exist_is_noticed_at_once(tiny: Tiny) -> None:
    async def story(rpc: Rpc, _: Pipe) -> None:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            await rpc.call("nobody.at_home", [call("x")], 10)
        assert time.monotonic() - began < 2 and rpc.connected

    play(tiny.url, story)


def test_an_answer_that_does_not_come_in_time_is_not_waited_for(tiny: Tiny) -> None:
    async def story(rpc: Rpc, _: Pipe) -> None:
        with pytest.raises(Unavailable):
            await rpc.call(f"{tiny.name}.make_thing", [call("late", 1.0)], 0.2)
        assert "answer" in (await rpc.call(f"{tiny.name}.make_thing", [call("punctual")], 10))[0]

    play(tiny.url, story)


def test_an_operation_that_nobody_knows_is_refused_in_time(tiny: Tiny) -> None:
    async def story(rpc: Rpc, _: Pipe) -> None:
        with pytest.raises(UnknownOperation):
            await rpc.call(f"{tiny.name}.no_such_thing", [call("x")], 10)

    play(tiny.url, story)


def test_a_lost_connection_ends_what_waits_and_is_made_again(tiny: Tiny) -> None:
    async def story(rpc: Rpc, pipe: Pipe) -> None:
        waiting = asyncio.create_task(rpc.call(f"{tiny.name}.make_thing", [call("cut", 2.0)], 10))
        await until(lambda: tiny.runs("cut") == 1)
        pipe.cut()
        with pytest.raises(Unavailable):
            await asyncio.wait_for(waiting, 1)
        await until(lambda: rpc.connected)
        assert "answer" in (await rpc.call(f"{tiny.name}.make_thing", [call("again")], 10))[0]

    play(tiny.url, story)


def test_a_broker_that_has_fallen_silent_is_noticed(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEARTBEAT_SECONDS", 1)

    async def story(rpc: Rpc, pipe: Pipe) -> None:
        pipe.flowing.clear()
        await until(lambda: not rpc.connected, 6)
        with pytest.raises(Unavailable):
            await rpc.call(f"{tiny.name}.make_thing", [call("silent")], 10)
        pipe.flowing.set()
        await until(lambda: rpc.connected, 20)

    play(tiny.url, story)


def test_a_broker_that_does_not_read_is_not_fed_without_end(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "UNSENT_MOST", 2_000_000)

    async def story(rpc: Rpc, pipe: Pipe) -> None:
        pipe.flowing.clear()
        big = [call("big", correlation="x" * 4_000_000)]
        for _ in range(6):
            with pytest.raises(Unavailable):
                await rpc.call(f"{tiny.name}.get_thing", big, 0.1)
        began = time.monotonic()
        with pytest.raises(Unavailable):
            await rpc.call(f"{tiny.name}.get_thing", big, 10)
        assert time.monotonic() - began < 1

    play(tiny.url, story)


def test_a_wrong_password_is_no_connection(tiny: Tiny) -> None:
    async def story() -> None:
        parts = urlsplit(tiny.url)
        address = wire.Address.of(f"amqp://{parts.username}:wrong@{parts.hostname}:{parts.port}{parts.path}")
        with pytest.raises(OSError):
            await wire.connected(address, EXCHANGE, lambda *_: None, lambda *_: None)

    asyncio.run(story())


def test_an_address_is_read_from_its_url() -> None:
    found = wire.Address.of("amqp://us%65r:p%40ss@mq.example:5673/v%2Fhost")
    assert (found.host, found.port, found.user, found.password, found.vhost, found.tls) == (
        "mq.example", 5673, "user", "p@ss", "v/host", None)
    assert (plain := wire.Address.of("amqp://mq")).vhost == "/" and plain.port == 5672
    secure = wire.Address.of("amqps://mq/?no_verify_ssl=1")
    assert secure.port == 5671 and secure.tls and not secure.tls.check_hostname
    assert wire.Address.of("amqps://mq").tls.check_hostname  # type: ignore[union-attr]

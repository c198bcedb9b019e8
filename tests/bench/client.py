"""A lean HTTP/1.1 client: keep-alive connections that send the next request as soon as the last one is answered."""
import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import cast

from tests.bench.cpu import spent
from tests.bench.plan import Outcome, Plan

PATIENCE_SECONDS = 15.0
"""How long the last answers may take after the time of a plan is over."""


class Connection(asyncio.Protocol):
    """One connection. ``ask`` sends a request and gives status and body; one at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio; an open request fails."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        """Called by asyncio: complete the answer as soon as head and body are there."""
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._answer is None or self._answer.done():
            return
        start = self._buffer.find(b"content-length: ", 0, end)
        length = int(self._buffer[start + 16:self._buffer.find(b"\r", start)]) if start >= 0 else 0
        if len(self._buffer) >= end + 4 + length:
            status, body = int(self._buffer[9:12]), bytes(self._buffer[end + 4:end + 4 + length])
            self._buffer.clear()
            self._answer.set_result((status, body))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer; raises ``ConnectionError``."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()


async def connected(port: int) -> Connection:
    """A new connection to 127.0.0.1."""
    _, protocol = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return protocol


def request(plan: Plan, number: int) -> bytes:
    """The bytes of request ``number`` of a plan."""
    body = plan.body.encode()
    lines = [f"{plan.method} {plan.paths[number % len(plan.paths)]} HTTP/1.1", "host: 127.0.0.1",
             *(f"{name}: {value}" for name, value in plan.headers.items())]
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    if plan.keys:
        lines.append(f"idempotency-key: {plan.keys}-{number}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def carry_out(plan: Plan) -> Outcome:
    """Do what ``plan`` says; raises ``TimeoutError`` when the server does not answer any more."""
    connections = await asyncio.gather(*(connected(plan.port) for _ in range(plan.connections)))
    numbers: Iterator[int] = iter(range(len(plan.paths))) if plan.once else itertools.count()
    done: list[float] = []
    before, began = spent(plan.watched), time.perf_counter()
    failures = await asyncio.wait_for(
        asyncio.gather(*(_keep_asking(each, plan, numbers, began + plan.seconds, done) for each in connections)),
        plan.seconds + PATIENCE_SECONDS)
    seconds, after = time.perf_counter() - began, spent(plan.watched)
    for each in connections:
        each.close()
    return Outcome(done=len(done), failed=sum(failures), seconds=seconds, latencies=sorted(done),
                   cpu={name: after[name] - before[name] for name in before})


async def _keep_asking(connection: Connection, plan: Plan, numbers: Iterator[int], end: float, done: list[float]) -> int:
    failed = 0
    for number in numbers:
        asked = time.perf_counter()
        if asked >= end:
            break
        status, _ = await connection.ask(request(plan, number))
        if status == plan.expect:
            done.append((time.perf_counter() - asked) * 1000)
        else:
            failed += 1
    return failed

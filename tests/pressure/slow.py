"""Clients that take their time, and honest ones beside them."""
import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

PAUSE_SECONDS = 0.1


@dataclass
class Honest:
    """What a client met that asks one thing after the other."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Of the times of its answers."""
        return sorted(self.seconds)[len(self.seconds) // 2]


@contextmanager
def honest(ask: Callable[[httpx.Client], httpx.Response], *, fresh: bool = False) -> Iterator[Honest]:
    """Within the block somebody asks on and on; ``fresh``: by a new connection each time."""
    met, stop = Honest(), threading.Event()

    def go() -> None:
        client = httpx.Client(timeout=10)
        while not stop.is_set():
            if fresh:
                client.close()
                client = httpx.Client(timeout=10)
            began = time.monotonic()
            try:
                answer = ask(client)
                if answer.status_code >= 400:
                    met.wrong.append(f"{answer.status_code} {answer.text[:200]}")
            except httpx.HTTPError as error:
                met.wrong.append(repr(error))
            met.seconds.append(time.monotonic() - began)
            stop.wait(0.02)
        client.close()

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield met
    finally:
        stop.set()
        thread.join(15)
    assert met.seconds


async def drip(url: str, head: bytes, rest: bytes = b"", seconds: float = 8) -> tuple[bytes, float]:
    """Send ``head``, then ``rest`` a byte at a time; what was answered, and after how many seconds the gateway hung up."""
    began = time.monotonic()
    parts = urlsplit(url)
    try:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except OSError:
        return b"", 0.0
    try:
        writer.write(head)
        answer = asyncio.create_task(reader.read(65_536))
        for at in range(len(rest)):
            done, _ = await asyncio.wait({answer}, timeout=PAUSE_SECONDS)
            if done or time.monotonic() - began > seconds:
                break
            writer.write(rest[at:at + 1])
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(max(0.1, seconds - (time.monotonic() - began))):
                return await answer, time.monotonic() - began
        return b"", time.monotonic() - began
    finally:
        writer.transport.abort()


async def sip(url: str, head: bytes, seconds: float) -> int:
    """Ask, and read the answer a byte at a time with as small a buffer as there is, for so long; how many bytes were read."""
    began, read = time.monotonic(), 0
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.setblocking(False)
        await loop.sock_connect(line, (parts.hostname, parts.port))
        await loop.sock_sendall(line, head)
        with suppress(OSError, TimeoutError):
            while time.monotonic() - began < seconds:
                async with asyncio.timeout(seconds):
                    got = await loop.sock_recv(line, 1)
                if not got:
                    break
                read += 1
                await asyncio.sleep(PAUSE_SECONDS / 2)
    return read


async def many(count: int, make: Callable[[int], Awaitable[object]]) -> list:  # type: ignore[type-arg]
    """So many at a time."""
    return list(await asyncio.gather(*(make(number) for number in range(count))))

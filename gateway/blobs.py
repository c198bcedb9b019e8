"""HTTP to a service's blob port: as little of it as two of our own processes need, in pieces as large as they come."""
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import orjson

from shared.errors import Fault, Unavailable

PIECE_BYTES = 1 << 20
CONNECT_SECONDS = 5.0
IDLE_SECONDS = 60.0
"""A port that says nothing for so long is gone; it sorts out what it was sent within this."""


class Unreachable(Unavailable):
    """Nobody listens at a port: the process that gave the ticket is gone. Nothing was sent; another may give a new one."""


async def bring(url: str, body: AsyncIterator[bytes], size: int | None) -> dict[str, Any]:
    """Send ``body`` and return what the port answers; raises its ``Fault``, ``Unavailable``, or what ``body`` raises."""
    length = f"content-length: {size}" if size is not None else "transfer-encoding: chunked"
    async with _connected(url, "PUT", length) as (reader, writer):
        try:
            async for piece in body:
                writer.write(piece if size is not None else b"%x\r\n%b\r\n" % (len(piece), piece))
                async with asyncio.timeout(IDLE_SECONDS):
                    await writer.drain()
            if size is None:
                writer.write(b"0\r\n\r\n")
        except ConnectionError:
            pass  # it may have answered before the end
        status, length = await _head(reader)
        answer = orjson.loads(await reader.readexactly(length))
    if "fault" in answer:
        raise Fault.from_wire(answer["fault"])
    if status != 200:
        raise Unavailable(operation=f"PUT {status}")
    return dict(answer)


@asynccontextmanager
async def fetched(url: str) -> AsyncIterator[AsyncIterator[bytes]]:
    """The pieces of a blob as they come; raises ``Unavailable`` also where they end early."""
    async with _connected(url, "GET", "content-length: 0") as (reader, _):
        status, length = await _head(reader)
        if status != 200:
            raise Unavailable(operation=f"GET {status}")
        yield _pieces(reader, length)


async def _pieces(reader: asyncio.StreamReader, left: int) -> AsyncIterator[bytes]:
    while left:
        async with asyncio.timeout(IDLE_SECONDS):
            piece = await reader.read(min(left, PIECE_BYTES))
        if not piece:
            raise Unavailable(operation="GET cut")
        left -= len(piece)
        yield piece


@asynccontextmanager
async def _connected(url: str, method: str, length: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(url)
    writer = None
    try:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=PIECE_BYTES)
        except (OSError, TimeoutError) as error:
            raise Unreachable(operation=method) from error
        writer.transport.set_write_buffer_limits(high=PIECE_BYTES)
        writer.write((f"{method} {parts.path} HTTP/1.1\r\nhost: {parts.netloc}\r\n{length}\r\n"
                      "connection: close\r\n\r\n").encode())
        yield reader, writer
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
        raise Unavailable(operation=method) from error
    finally:
        if writer is not None:
            writer.transport.abort()


async def _head(reader: asyncio.StreamReader) -> tuple[int, int]:
    async with asyncio.timeout(IDLE_SECONDS):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = head.split("\r\n")
    length = next((line.partition(":")[2] for line in lines if line.startswith("content-length:")), "0")
    return int(lines[0].split(" ")[1]), int(length)

"""Files of any size in and out: the routes that upload or download, answered below the framework, in pieces, held nowhere.

The gateway asks the service whether it may, and where the bytes are; the bytes themselves go by HTTP to and from the service's
blob port. No service is named here.
"""
import asyncio
import base64
import binascii
import logging
import os
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import orjson

from gateway import blobs, metrics, problems, ranges
from gateway.asking import key_of, request_id_of
from gateway.attachment import disposition
from gateway.cache import Header, Receive, Scope, Send
from gateway.dispatch import Dispatcher
from gateway.headers import STANDING
from gateway.identity import Gatekeeper, admitted
from gateway.multipart import FORM_BYTES, boundary_of, file_of
from gateway.public import Application, pattern_of, problem, query_of
from gateway.room import Room
from gateway.shelf import Book, Shelf
from shared.errors import Fault, Internal
from shared.plugins.manifest import Manifest, Route

log = logging.getLogger("guanwang.gateway")

IDLE_SECONDS = 60.0
"""A client that sends nothing for so long is gone."""
TRY_PAUSES = (0.0, 0.2, 0.5)
T = TypeVar("T")
_GIVEN = ("file", "size", "sha256")
"""What the gateway tells the service of an upload itself; a client cannot."""
_HEX = re.compile(r"[0-9a-f]{64}\Z")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]+):")
_ALWAYS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"accept-ranges", b"bytes"),
    (b"content-security-policy", b"sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"),
    (b"cross-origin-resource-policy", b"same-origin"))


class ClientGone(Exception):
    """Nobody is there to be answered."""


class Cut(Exception):
    """An answer that was begun cannot be brought to its end: the connection is closed, so that nobody takes it for whole."""


@dataclass(frozen=True)
class _Stream:
    """One route: how its addresses look, and what answers them."""

    pattern: re.Pattern[str]
    service: str
    route: Route


class Streams:
    """An ASGI application for the routes with files; every other request goes to ``inner``."""

    def __init__(self, routes: Sequence[tuple[Manifest, Route]], dispatcher: Dispatcher, gatekeeper: Gatekeeper, shelf: Shelf,
                 inner: Application, uploads: Room, downloads: Room) -> None:
        self._dispatcher, self._gatekeeper, self._shelf, self._inner = dispatcher, gatekeeper, shelf, inner
        self._uploads, self._downloads = uploads, downloads
        self._streams = [_Stream(pattern_of(route.path), manifest.name, route) for manifest, route in routes if route.streams]
        self._alone = {route.path for _, route in routes if route.streams} - {
            route.path for _, route in routes if not route.streams}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Bring or give a file, or hand the request on."""
        if scope["type"] == "http":
            method, others = scope["method"], list[str]()
            for stream in self._streams:
                if found := stream.pattern.match(scope["path"]):
                    if method == stream.route.method or (method == "HEAD" and stream.route.download):
                        await self._answer(stream, found.groupdict(), scope, receive, send)
                        return
                    others += [stream.route.method] if stream.route.path in self._alone else []
            if others:
                await _refuse(send, request_id_of(scope), problems.Refused(405), ((b"allow", ", ".join(others).encode()),))
                return
        await self._inner(scope, receive, send)

    async def _answer(self, stream: _Stream, path: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        request_id, began, status = request_id_of(scope), time.monotonic(), 499
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        handle = self._bring if stream.route.upload else self._give
        try:
            args = query_of(scope["query_string"])
            if clash := set(args) & {*path, *(_GIVEN if stream.route.upload else ())}:
                raise problems.Refused(400, f"{'、'.join(sorted(clash))} 不由查询参数给出。")
            caller = await admitted(self._gatekeeper, stream.route, headers.get("authorization"))
            ask = partial(self._dispatcher.call, caller=caller, correlation=request_id.decode())
            with (self._uploads if stream.route.upload else self._downloads).taken():
                status = await handle(stream, args | path, headers, ask, scope, receive, send, request_id)
        except ClientGone:
            pass
        except Cut as cut:
            log.warning("request %s was cut off: %s", request_id.decode(), cut)
            status = 500
        except problems.Refused as refused:
            status = await _refuse(send, request_id, refused)
        except Fault as fault:
            status, body = problems.of_fault(fault, request_id.decode())
            await problem(send, status, body, request_id)
        except ranges.NotSatisfiable:
            status = await _refuse(send, request_id, problems.Refused(416))
        except Exception:
            log.exception("request %s failed", request_id.decode())
            status, body = problems.of_fault(Internal(), request_id.decode())
            await problem(send, status, body, request_id)
        metrics.requests(scope["method"], stream.route.path, str(status)).inc()
        metrics.seconds(stream.route.path).observe(time.monotonic() - began)

    async def _bring(self, stream: _Stream, args: dict[str, Any], headers: Mapping[str, str], ask: Any, scope: Scope,
                     receive: Receive, send: Send, request_id: bytes) -> int:
        key, form = key_of(headers.get("idempotency-key")), boundary_of(headers.get("content-type", ""))
        size = _announced(headers) if form is None else None  # of a form, nobody says how large the file in it is
        wish = {**args, "size": size, "sha256": _digest(headers)}

        async def carried() -> dict[str, Any]:
            leave = await ask(f"{stream.service}.{stream.route.upload}", wish)
            most = int(leave["most_bytes"])
            if size is not None and size > most:
                raise problems.Refused(413, f"上限为 {most} 字节。")
            body = _body(receive, most + (FORM_BYTES if form else 0))
            return await blobs.bring(leave["url"], body if form is None else file_of(body, form), size)

        brought = await _reached(carried)
        answer = await ask(f"{stream.service}.{stream.route.operation}", {**args, "file": brought["file"]}, key=key)
        raw = orjson.dumps(answer)
        version = ((b"etag", b'"%d"' % answer["version"]),) if isinstance(answer.get("version"), int) else ()
        await _send(send, stream.route.status, raw, (
            (b"content-type", b"application/json"), (b"cache-control", b"no-store"), (b"x-request-id", request_id),
            *STANDING, *version))
        return stream.route.status

    async def _give(self, stream: _Stream, args: dict[str, Any], headers: Mapping[str, str], ask: Any, scope: Scope,
                    receive: Receive, send: Send, request_id: bytes) -> int:
        given = await ask(f"{stream.service}.{stream.route.operation}", args)
        size, etag = int(given["size"]), f'"{given["digest"]}"'
        kept = "no-cache" if stream.route.public else "private, no-cache"  # may be kept, but is asked for each time
        head: tuple[Header, ...] = ((b"etag", etag.encode()), (b"cache-control", kept.encode()), (b"x-request-id", request_id),
                                    *_ALWAYS)
        if ranges.known(headers, etag):
            await _send(send, 304, b"", head, length=None)
            return 304
        try:
            part = ranges.wanted(headers, size, etag)
        except ranges.NotSatisfiable:
            return await _refuse(send, request_id, problems.Refused(416), ((b"content-range", b"bytes */%d" % size),))
        start, end = part or (0, size)
        status = 206 if part else 200
        head = (*head, (b"content-type", given["media_type"].encode()), (b"content-length", b"%d" % (end - start)),
                (b"content-disposition", disposition(given["name"], inline=given["inline"]).encode()),
                *(((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)),) if part else ()))
        if scope["method"] == "HEAD":
            await _send(send, status, b"", head, length=None)
            return status
        place = iter((given,))  # where it is now; once nobody is there, where it is then

        async def opened() -> tuple[Book, int]:
            return await self._open(next(place, None) or await ask(f"{stream.service}.{stream.route.operation}", args), start)

        await self._pour(await _reached(opened), start, end, status, head, receive, send)
        return status

    async def _open(self, given: Mapping[str, Any], start: int) -> tuple[Book, int]:
        """A file, and a descriptor that the caller closes; one that cannot be fetched is refused while it still can be."""
        book, descriptor = self._shelf.open(given["digest"], int(given["size"]), partial(blobs.fetched, given["url"]),
                                             given.get("source", ""))
        try:
            await book.reach(start + 1)
        except BaseException:
            os.close(descriptor)
            if isinstance(book.failed, blobs.Unreachable):
                raise book.failed from None
            raise
        return book, descriptor

    async def _pour(self, opened: tuple[Book, int], start: int, end: int, status: int, head: tuple[Header, ...],
                    receive: Receive, send: Send) -> None:
        book, descriptor = opened
        with ExitStack() as stack:
            stack.callback(os.close, descriptor)
            gone = asyncio.create_task(_gone(receive))
            stack.callback(gone.cancel)
            await send({"type": "http.response.start", "status": status, "headers": head})
            try:
                async with aclosing(_read_ahead(book, descriptor, start, end)) as pieces:
                    async for piece in pieces:
                        if gone.done():
                            return
                        start += len(piece)
                        await send({"type": "http.response.body", "body": piece, "more_body": start < end})
            except (Fault, OSError) as error:
                raise Cut(repr(error)) from error


async def _reached(attempt: Callable[[], Awaitable[T]]) -> T:
    """What ``attempt`` gives; made again where nobody listened any more, as when a process of the service just stopped."""
    for pause in TRY_PAUSES:
        try:
            return await attempt()
        except blobs.Unreachable:
            await asyncio.sleep(pause)
    return await attempt()


async def _read_ahead(book: Book, descriptor: int, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes of a book, the next piece being read while the one before is sent; raises ``Unavailable``, ``OSError``."""
    async def read(at: int) -> bytes:
        await book.reach(at + 1)
        return await asyncio.to_thread(os.pread, descriptor, min(book.here, end, at + blobs.PIECE_BYTES) - at, at)

    coming = asyncio.create_task(read(start))
    try:
        while start < end:
            piece = await coming
            start += len(piece)
            if start < end:
                coming = asyncio.create_task(read(start))
            yield piece
    finally:
        coming.cancel()


async def _body(receive: Receive, most: int) -> AsyncIterator[bytes]:
    """The request's body as it comes; raises ``ClientGone`` when it ends early, ``Refused`` when it is too much."""
    total, more = 0, True
    while more:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                message = await receive()
        except TimeoutError:
            raise ClientGone() from None
        if message["type"] != "http.request":
            raise ClientGone()
        more, piece = message.get("more_body", False), message.get("body", b"")
        total += len(piece)
        if total > most:
            raise problems.Refused(413, f"上限为 {most} 字节。")
        if piece:
            yield piece


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _announced(headers: Mapping[str, str]) -> int | None:
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and "transfer-encoding" not in headers else None


def _digest(headers: Mapping[str, str]) -> str | None:
    """What the client says the SHA-256 of its body is (RFC 9530, or in hex); ``None`` if it says nothing."""
    if given := headers.get("x-content-sha256", "").strip().lower():
        if not _HEX.match(given):
            raise problems.Refused(400, "X-Content-SHA256 应为 64 位十六进制。")
        return given
    if found := _DIGEST.search(headers.get("content-digest", "")):
        try:
            raw = base64.b64decode(found[1], validate=True)
        except binascii.Error:
            raw = b""
        if len(raw) != 32:
            raise problems.Refused(400, "Content-Digest 应为 sha-256 摘要的 Base64。")
        return raw.hex()
    return None


async def _send(send: Send, status: int, raw: bytes, head: tuple[Header, ...], *, length: int | None = -1) -> None:
    more = () if length is None else ((b"content-length", b"%d" % len(raw)),)
    await send({"type": "http.response.start", "status": status, "headers": [*head, *more]})
    await send({"type": "http.response.body", "body": raw})


async def _refuse(send: Send, request_id: bytes, refused: problems.Refused, more: tuple[Header, ...] = ()) -> int:
    status, body = problems.of_status(refused.status, request_id.decode(), refused.detail)
    await problem(send, status, body, request_id, more)
    return status

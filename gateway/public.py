"""Public reads: the routes that declare a cache policy, answered below the framework whether they are kept or not."""
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson

from gateway import metrics, problems
from gateway.asking import request_id_of, unfit
from gateway.cache import Answer, AnswerCache, Header, Receive, Scope, Send, cache_key, give
from gateway.dispatch import Dispatcher
from gateway.headers import STANDING
from shared.caller import ANONYMOUS
from shared.errors import Fault, Internal, Kind
from shared.plugins.manifest import Cache, Manifest, Route
from shared.ready import JSON

log = logging.getLogger("guanwang.gateway")

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
_STALE: tuple[Header, ...] = ((b"warning", b'110 - "Response is Stale"'), (b"x-guanwang-stale", b"true"))


@dataclass(frozen=True)
class _Read:
    """One route: how its addresses look, and what answers them."""

    pattern: re.Pattern[str]
    template: str
    operation: str
    policy: Cache
    alone: bool
    """True if no other method answers at this address."""
    media_types: tuple[str, ...]
    """What the answer may be."""


class PublicReads:
    """An ASGI application for ``routes``; every other request goes to ``inner``. Anybody may ask, without a token."""

    def __init__(self, routes: Sequence[tuple[Manifest, Route]], dispatcher: Dispatcher, cache: AnswerCache,
                 inner: Application) -> None:
        self._dispatcher, self._cache, self._inner = dispatcher, cache, inner
        shared = {route.path for _, route in routes if not route.cache}
        self._reads = [_Read(pattern_of(route.path), route.path, f"{manifest.name}.{route.operation}", route.cache,
                             route.path not in shared, route.media_types or (JSON,))
                       for manifest, route in routes if route.cache]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a public read, or hand the request on."""
        if scope["type"] == "http":
            scope["headers"] = [tuple(each) for each in scope["headers"]]  # looked at more than once
            if fault := unfit(scope):
                await _refuse(send, request_id_of(scope), fault)
                return
            for read in self._reads:
                if found := read.pattern.match(scope["path"]):
                    if scope["method"] == "GET":
                        await self._answer(read, found.groupdict(), scope, send)
                        return
                    if read.alone:
                        await _refuse(send, request_id_of(scope), 405, ((b"allow", b"GET"),))
                        return
        await self._inner(scope, receive, send)

    async def _answer(self, read: _Read, path: dict[str, str], scope: Scope, send: Send) -> None:
        request_id, began = request_id_of(scope), time.monotonic()
        args = query_of(scope["query_string"])
        if clash := set(args) & set(path):
            await _refuse(send, request_id, 400, detail=f"{'、'.join(sorted(clash))} 已由地址给出。")
            return
        more: tuple[Header, ...] = ((b"x-request-id", request_id),)
        try:
            answer, stale = await self._fetched(read, args | path, scope, began, request_id)
            await give(answer, scope, send, (*more, *_STALE) if stale else more)
            status = "200"
        except Exception as error:
            if not isinstance(error, Fault):
                log.exception("request %s failed", request_id.decode())
                error = Internal()
            number, body = problems.of_fault(error, request_id.decode())
            await problem(send, number, body, request_id)
            status = str(number)
        metrics.requests("GET", read.template, status).inc()
        metrics.seconds(read.template).observe(time.monotonic() - began)

    async def _fetched(self, read: _Read, args: dict[str, Any], scope: Scope, asked_at: float, request_id: bytes
                       ) -> tuple[Answer, bool]:
        """The answer, and whether it is a kept one whose time has run out."""
        key = cache_key(scope)
        try:
            ready = await self._dispatcher.call(read.operation, args, caller=ANONYMOUS, correlation=request_id.decode())
        except Fault as fault:
            kept = self._cache.stale(key) if fault.kind is Kind.UNAVAILABLE else None
            if kept is None:
                raise
            return kept, True
        self._cache.misses += 1
        media_type = ready.get("media_type", JSON)
        if media_type not in read.media_types:
            raise Internal(operation=read.operation)
        return self._cache.put(key, ready["json"].encode(), ready["tags"], read.policy, asked_at, media_type), False


def pattern_of(template: str) -> re.Pattern[str]:
    """What the addresses of a path template look like."""
    parts = enumerate(re.split(r"\{(\w+)\}", template))
    return re.compile("".join(f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in parts) + r"\Z")


def query_of(query: bytes) -> dict[str, Any]:
    """The parameters as they are; one that is given twice becomes a list, which no field takes."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True) if query else ():
        found[name] = [found[name], value] if name in found else value
    return found


async def _refuse(send: Send, request_id: bytes, status: int, more: tuple[Header, ...] = (), *, detail: str = "") -> None:
    status, body = problems.of_status(status, request_id.decode(), detail)
    await problem(send, status, body, request_id, more)


async def problem(send: Send, status: int, body: dict[str, Any], request_id: bytes, more: tuple[Header, ...] = ()) -> None:
    """Answer with a problem."""
    raw = orjson.dumps(body)
    standing = [(name.lower().encode(), value.encode()) for name, value in problems.headers(status, body).items()]
    headers = [(b"content-type", problems.MEDIA_TYPE.encode()), (b"content-length", b"%d" % len(raw)),
               (b"x-request-id", request_id), *STANDING, *standing, *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": raw})


"""Ready bytes: public answers kept in process and given out below the framework, until an event names one of their tags.

An answer is fresh while its time runs and the feed of events is up. Without the feed nobody knows what was withdrawn, so
nothing is given from here then, and everything is forgotten when the feed comes back.
"""
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gateway.headers import STANDING
from shared.plugins.manifest import Cache
from shared.ready import JSON

Header = tuple[bytes, bytes]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_REQUEST_ID = re.compile(rb"[0-9A-Za-z._:-]{1,64}\Z")
BYTES_MOST = 128_000_000
MARKS_SECONDS = 60.0
"""How long it is remembered that a tag was dropped: longer than any answer is under way."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One public answer, ready to go. Times are of ``time.monotonic()``."""

    body: bytes
    etag: bytes
    headers: list[Header]
    tags: tuple[str, ...]
    fresh_until: float
    usable_until: float


class AnswerCache:
    """The answers of this process, the least used dropped first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._by_tag: dict[str, set[bytes]] = {}
        self._dropped: dict[str, float] = {}
        self._bytes = 0
        self._feed_since: float | None = None
        self.hits = self.misses = 0

    @property
    def feed_up(self) -> bool:
        """True while events arrive."""
        return self._feed_since is not None

    def feed_is_up(self) -> None:
        """Events arrive from now on; what was kept before may be outdated."""
        self.clear()
        self._feed_since = self._clock()

    def feed_is_down(self) -> None:
        """Events may be missed from now on."""
        self._feed_since = None

    def fresh(self, key: bytes) -> Answer | None:
        """The answer for ``key`` if it may be given without asking anybody."""
        answer = self._answers.get(key)
        if answer is None or self._feed_since is None or answer.fresh_until < self._clock():
            return None
        self._answers.move_to_end(key)
        return answer

    def stale(self, key: bytes) -> Answer | None:
        """The answer for ``key`` that may be given, labelled, while the service is down but nothing was withdrawn."""
        answer = self._answers.get(key)
        return answer if answer and self._feed_since is not None and answer.usable_until >= self._clock() else None

    def put(self, key: bytes, body: bytes, tags: Iterable[str], policy: Cache, asked_at: float, media_type: str = JSON
            ) -> Answer:
        """Build the answer, and keep it unless one of its tags was dropped since it was asked for."""
        etag = b'"' + hashlib.blake2b(body, digest_size=16).hexdigest().encode() + b'"'
        now = self._clock()
        answer = Answer(body, etag, [(b"content-type", media_type.encode()), (b"etag", etag), (b"cache-control", b"no-cache"),
                                     *STANDING, (b"content-length", b"%d" % len(body))],
                        tuple(tags), now + policy.seconds, now + policy.seconds + policy.stale_seconds)
        current = self._feed_since is not None and asked_at >= self._feed_since
        if current and not any(self._dropped.get(tag, -1.0) >= asked_at for tag in answer.tags):
            self._keep(key, answer)
        return answer

    def drop(self, tags: Iterable[str]) -> int:
        """Forget every answer with one of ``tags``; returns how many there were."""
        now, count = self._clock(), 0
        for tag in tags:
            self._dropped[tag] = now
            for key in list(self._by_tag.get(tag, ())):
                self._forget(key)
                count += 1
        if len(self._dropped) > 10_000:
            self._dropped = {tag: at for tag, at in self._dropped.items() if at > now - MARKS_SECONDS}
        return count

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self._by_tag.clear()
        self._bytes = 0

    def _keep(self, key: bytes, answer: Answer) -> None:
        self._forget(key)
        self._answers[key] = answer
        self._bytes += len(answer.body)
        for tag in answer.tags:
            self._by_tag.setdefault(tag, set()).add(key)
        while self._bytes > BYTES_MOST:
            self._forget(next(iter(self._answers)))

    def _forget(self, key: bytes) -> None:
        answer = self._answers.pop(key, None)
        if answer is None:
            return
        self._bytes -= len(answer.body)
        for tag in answer.tags:
            keys = self._by_tag.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._by_tag[tag]


def cache_key(scope: Scope) -> bytes:
    """What a request asks for: path and query as they were sent."""
    query: bytes = scope["query_string"]
    path: bytes = scope["raw_path"]
    return path + b"?" + query if query else path


def ready_bytes(inner: Callable[[Scope, Receive, Send], Awaitable[None]], cache: AnswerCache
                ) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """An ASGI application that answers what ``cache`` has fresh, and leaves everything else to ``inner``."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            answer = cache.fresh(cache_key(scope))
            if answer is not None:
                cache.hits += 1
                await give(answer, scope, send, own_request_id(scope["headers"]))
                return
        await inner(scope, receive, send)

    return application


def own_request_id(headers: Iterable[Header]) -> tuple[Header, ...]:
    """The client's request id as a header to send back, if it sent a proper one."""
    for name, value in headers:
        if name == b"x-request-id" and _REQUEST_ID.match(value):
            return ((b"x-request-id", value),)
    return ()


async def give(answer: Answer, scope: Scope, send: Send, more: tuple[Header, ...] = ()) -> None:
    """Send ``answer``, with ``more`` headers, or 304 when the client has it."""
    for name, value in scope["headers"]:
        if name == b"if-none-match" and (value == answer.etag or value == b"*" or answer.etag in value):
            await send({"type": "http.response.start", "status": 304, "headers": [*answer.headers[1:3], *more]})
            await send({"type": "http.response.body", "body": b""})
            return
    await send({"type": "http.response.start", "status": 200, "headers": [*answer.headers, *more] if more else answer.headers})
    await send({"type": "http.response.body", "body": answer.body})

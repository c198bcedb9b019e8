"""Streams of public events (Server-Sent Events): what everybody may know, as it happens, to whoever listens.

Each gateway process keeps the newest events, so that a listener who was cut off goes on where it stopped, at this gateway
or at another. An event may come twice, then with the same id; what cannot be made up for is said by a ``reset``.
"""
import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import falcon.asgi
import orjson
from falcon.asgi import SSEvent

from gateway import metrics, problems
from gateway.room import Room
from shared.errors import Unavailable
from shared.events import PUBLIC, short_type

PATH = "/v1/public/events"
KEPT, WAITING_MOST, STREAMS_MOST = 1_000, 256, 500
"""Events that are kept; events that may wait for one listener; listeners of one process."""
HEARTBEAT_SECONDS, OVERLAP_SECONDS = 15.0, 1.0
"""Gateways may hear of events in another order: who goes on gets again what came so shortly before."""
RETRY_MILLISECONDS = 2_000
_SHOWN = ("id", "type", "source", "subject", "time", "sequence", "unit", "data")
_MISSED = "部分事件可能已经错过，请重新读取所需的列表和页面，再从此处继续接收。"
_SLOW = "接收过慢，连接已结束；请以 Last-Event-ID 重新连接。"
_ENDING = "服务即将重启，请以 Last-Event-ID 重新连接。"


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is sent."""

    id: str
    type: str
    unit: str
    site: str
    text: bytes
    heard_at: float


@dataclass(frozen=True)
class Wish:
    """Which events: types that begin so, of a unit, of a site; ``None`` = all."""

    type: str | None = None
    unit: str | None = None
    site: str | None = None

    def fits(self, told: Told) -> bool:
        """True if the event is wished for."""
        return (told.type.startswith(self.type or "") and self.unit in (None, told.unit) and self.site in (None, told.site))


@dataclass(eq=False)
class Listener:
    """One stream: what waits for it, and why it ends if it does."""

    wish: Wish
    waiting: deque[bytes] = field(default_factory=deque)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ending: bytes = b""

    def send(self, text: bytes) -> None:
        """Put it in the queue; a listener that does not keep up is cut off."""
        if self.ending:
            return
        if len(self.waiting) >= WAITING_MOST:
            self.waiting.clear()
            metrics.refused("slow_listener").inc()
            self.end("cut", _SLOW)
            return
        self.waiting.append(text)
        self.woken.set()

    def end(self, event: str, text: str) -> None:
        """Say one last thing."""
        self.ending = self.ending or _message(event, {"text": text})
        self.woken.set()


class EventStreams:
    """The listeners of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = STREAMS_MOST) -> None:
        self._clock, self._room = clock, Room(most, "streams")
        self._kept: deque[Told] = deque(maxlen=KEPT)
        self._listeners: set[Listener] = set()
        self._closed = False

    @property
    def count(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def hear(self, routing_key: str, event: dict[str, Any]) -> None:
        """Tell everybody who wishes it of an event, if it was published as one that everybody may know."""
        kind = short_type(event["type"])
        if routing_key != f"{kind}.{event.get('unit')}.{PUBLIC}":  # a unit may be called ``public``
            return
        shown = {name: event[name] for name in _SHOWN if name in event}
        text = b"id: %s\nevent: %s\ndata: %s\n\n" % (event["id"].encode(), kind.encode(), orjson.dumps(shown))
        told = Told(event["id"], kind, event["unit"], str(event["data"].get("site", "")), text, self._clock())
        self._kept.append(told)
        for listener in self._listeners:
            if listener.wish.fits(told):
                listener.send(text)

    def miss(self) -> None:
        """Events may have been missed: nobody can go on from before."""
        self._kept.clear()
        for listener in self._listeners:
            listener.send(_reset())

    def close(self) -> None:
        """The process ends: say so to everybody."""
        self._closed = True
        for listener in self._listeners:
            listener.end("end", _ENDING)

    def listen(self, wish: Wish, last_id: str | None) -> Listener:
        """A new listener, with what it missed since ``last_id``. Raises ``Busy`` when there are too many."""
        if self._closed:
            raise Unavailable(operation="events")
        self._room.enter()
        listener = Listener(wish)
        if last_id:
            since = self._since(last_id)
            if since is None:
                listener.send(_reset())
            else:
                # What is kept may be more than may wait for a listener; it was not slow yet.
                listener.waiting.extend(each.text for each in since if wish.fits(each))
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """It does not listen any more."""
        if listener in self._listeners:
            self._listeners.discard(listener)
            self._room.leave()

    def _since(self, last_id: str) -> list[Told] | None:
        """What came after an event, and shortly before; ``None`` if it is not known any more."""
        kept = list(self._kept)
        at = next((number for number in reversed(range(len(kept))) if kept[number].id == last_id), None)
        if at is None:
            return None
        start = at + 1
        while start > 0 and kept[start - 1].heard_at > kept[at].heard_at - OVERLAP_SECONDS:
            start -= 1
        return [each for each in kept[start:] if each.id != last_id]


class Events:
    """The endpoint."""

    def __init__(self, streams: EventStreams, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._streams, self._heartbeat = streams, heartbeat

    async def on_get(self, request: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Public events as they happen."""
        wished = request.params
        if set(wished) - {"type", "unit", "site"} or not all(isinstance(each, str) and each for each in wished.values()):
            raise problems.Refused(400, "只接受 type、unit、site，各一个。")
        listener = self._streams.listen(Wish(**wished), request.get_header("last-event-id"))
        response.set_header("cache-control", "no-store")
        response.set_header("x-accel-buffering", "no")
        response.sse = self._texts(listener)

    async def _texts(self, listener: Listener) -> AsyncIterator[SSEvent]:
        try:
            yield _Text(b"retry: %d\n\n" % RETRY_MILLISECONDS)
            while True:
                while listener.waiting:
                    yield _Text(listener.waiting.popleft())
                if listener.ending:
                    yield _Text(listener.ending)
                    return
                listener.woken.clear()
                try:
                    await asyncio.wait_for(listener.woken.wait(), self._heartbeat)
                except TimeoutError:
                    yield _Text(b": still here\n\n")
        finally:
            self._streams.leave(listener)


class _Text(SSEvent):
    """What is written already."""

    def __init__(self, text: bytes) -> None:
        super().__init__()
        self._text = text

    def serialize(self, handler: Any = None) -> bytes:
        """Called by falcon."""
        return self._text


def _reset() -> bytes:
    return _message("reset", {"text": _MISSED})


def _message(event: str, data: dict[str, str]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (event.encode(), orjson.dumps(data))


def described() -> dict[str, Any]:
    """The endpoint in OpenAPI."""
    def parameter(name: str, where: str, text: str) -> dict[str, Any]:
        return {"name": name, "in": where, "required": False, "description": text, "schema": {"type": "string"}}

    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"get": {
        "operationId": "gateway.stream_public_events", "summary": "接收公开事件（Server-Sent Events）", "tags": ["gateway"],
        "description": "任何人 · 每个事件的 id 是 CloudEvents 的 id，可能重复送达；event 为类型，data 为 CloudEvents。"
                       "另有 reset（可能错过事件）、cut（接收过慢）、end（服务重启）。",
        "parameters": [parameter("type", "query", "类型的开头，例如 content.article"), parameter("unit", "query", "单位代码"),
                       parameter("site", "query", "网站代码"), parameter("Last-Event-ID", "header", "从该事件之后继续")],
        "responses": {"200": {"description": "事件流", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
                      "400": {"description": "请求格式不正确", "content": problem},
                      "503": {"description": "连接过多", "content": problem}},
        "security": []}}

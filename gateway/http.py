"""uvicorn's HTTP protocol, watched at the door; and head and body of an answer leave as one packet: one system call."""
import asyncio
import socket
import struct
import uuid
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway import metrics, problems
from gateway.door import HEAD_BYTES, Door
from gateway.headers import STANDING

LINGER_SECONDS = 1.0
_RESET = struct.pack("ii", 1, 0)
JOINED_MOST = 65_536
"""What is larger goes out as it is: copying it costs more than a packet."""


class Protocol(HttpToolsProtocol):
    """For uvicorn's setting ``http``, with the door that the process has."""

    def __init__(self, door: Door, **given: Any) -> None:
        super().__init__(**given)
        self._door = door
        self.quiet_since = self.loop.time()
        """When it last began to wait for a request."""
        self.head_begun = self._refused = self._deaf = False
        self._current: Any = None
        """The request that is being answered; ``cycle`` is the one that came last."""
        self._head_bytes = self._taken = self._seen_taken = self._gone = 0
        self._credit = self._full = float(door.manners.rate * door.manners.patience_seconds)

    # -- what the door asks and does

    @property
    def quiet(self) -> bool:
        """True while no request is being brought or answered: none has come, or not its whole head."""
        return (self.cycle is None or self.cycle.response_complete) and not self.pipeline

    def overdue(self, now: float, passed: float) -> str:
        """Why this client is too slow, if it is; called once in ``passed`` seconds."""
        if self._refused or (self.transport.is_closing() and not self.transport.get_write_buffer_size()):
            return ""
        if self.quiet and self.timeout_keep_alive_task is None and not self.transport.get_write_buffer_size():
            return "slow_head" if now - self.quiet_since > self._door.manners.head_seconds else ""
        taken, gone, reason = self._taken, self.transport.written - self.transport.get_write_buffer_size(), ""
        if self.transport.get_write_buffer_size():
            reason = "slow_reader"
        elif self._awaits_body:
            reason = "slow_body"
        moved = taken - self._seen_taken + gone - self._gone if reason else self._full
        self._seen_taken, self._gone = taken, gone
        self._credit = min(self._credit + moved - self._door.manners.rate * passed, self._full)
        return reason if self._credit < 0 else ""

    def cut_off(self, reason: str) -> None:
        """Hang up: with a word, where one can still be said."""
        answered = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if reason == "slow_reader" or answered:
            # What the system still holds for this client is let go too; an orderly end would keep it for hours.
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.transport.abort()
        else:
            self._refuse(408)

    def leave(self) -> None:
        """Make room for somebody else."""
        self.transport.close()

    def last_one(self) -> None:
        """The answer that is under way is the last."""
        if self.cycle is not None and not self.cycle.response_started:
            self.cycle.keep_alive = False

    # -- called by asyncio and uvicorn

    def connection_made(self, transport: Any) -> None:  # type: ignore[override]
        """Called by asyncio."""
        super().connection_made(Joined(transport, self.loop))  # type: ignore[arg-type]
        if not self._door.let_in(self):
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio."""
        self._door.connections.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        if self._refused or self._deaf:
            return
        super().data_received(data)
        if self.head_begun and not (self._refused or self._deaf):
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                metrics.refused("long_head").inc()
                self._refuse(431)

    def on_message_begin(self) -> None:
        """Called by the parser."""
        self.head_begun, self._head_bytes, self.quiet_since = True, 0, self.loop.time()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        self.head_begun, self._credit = False, self._full
        super().on_headers_complete()
        if self._door.closing and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Called by the parser."""
        self._taken += len(body)
        super().on_body(body)

    def on_response_complete(self) -> None:
        """Called by uvicorn."""
        self.quiet_since = self.loop.time()
        super().on_response_complete()

    @property
    def _awaits_body(self) -> bool:
        cycle = self.cycle
        return (cycle is not None and cycle.more_body and not cycle.response_complete and not self.head_begun
                and not cycle.waiting_for_100_continue and not self.flow.read_paused)

    def send_400_response(self, msg: str) -> None:
        """Called for what is no request; nobody knows where the next one would begin."""
        self._refuse(400)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._current = cycle
        super()._start_asgi_task(cycle, app)

    def _refuse(self, status: int) -> None:
        """Say why, and hang up a moment later: with something unread the system would take the word back.

        While an earlier request is being answered nothing is said, for it would be taken for that answer or stand in the
        middle of it; that answer is the last.
        """
        current = self._current
        if current is not None and not current.response_complete and not current.disconnected:
            if current.response_started or not current.more_body:
                self._deaf, current.keep_alive = True, False
                self.pipeline.clear()
                return
            current.disconnected = True
            current.message_event.set()
        self._refused = True
        _, problem = problems.of_status(status, uuid.uuid4().hex)
        body = orjson.dumps(problem)
        more = [(name.lower().encode(), value.encode()) for name, value in problems.headers(status, problem).items()]
        head = ((b"content-type", problems.MEDIA_TYPE.encode()), (b"content-length", b"%d" % len(body)), *more, *STANDING,
                (b"connection", b"close"))
        self.transport.write(b"HTTP/1.1 %d %s\r\n" % (status, problems.PHRASES[status].encode())
                             + b"".join(b"%s: %s\r\n" % each for each in head) + b"\r\n" + body)
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)


class Joined:
    """A transport that keeps the head of an answer for its body, until the end of the loop's turn at the latest."""

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._head, self._ended = b"", False
        self.written = 0
        """Bytes that were given to it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes | memoryview) -> None:
        """Send ``data``, after what was kept; a head alone waits."""
        if self._ended or self._transport.is_closing():
            return  # the last word is said, or whoever asked is gone, and the one who answers is about to hear it
        self.written += len(data)
        if len(data) > JOINED_MOST:
            self.flush()
        elif self._head:
            data, self._head = self._head + data, b""
        elif data[:9] == b"HTTP/1.1 ":
            self._head = data
            self._loop.call_soon(self.flush)
            return
        self._transport.write(data)

    def flush(self) -> None:
        """Send what is kept."""
        if self._head:
            head, self._head = self._head, b""
            if not self._transport.is_closing():
                self._transport.write(head)

    def write_eof(self) -> None:
        """Send what is kept; nothing more will come."""
        self.flush()
        self._ended = True
        self._transport.write_eof()

    def close(self) -> None:
        """Send what is kept, and hang up."""
        self.flush()
        self._transport.close()

"""uvicorn's HTTP protocol, but that head and body of an answer leave as one packet: one system call, one wake-up.

And the head of a request has an end: what does not come to it in time is refused while it is small.
"""
import asyncio
import uuid
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway import problems
from gateway.headers import STANDING

JOINED_MOST = 65_536
"""What is larger goes out as it is: copying it costs more than a packet."""
HEAD_MOST = 65_536
"""Bytes of a request's head beyond the packet that it begins in."""
_REASONS = {400: "Bad Request", 431: "Request Header Fields Too Large"}


class Protocol(HttpToolsProtocol):
    """For uvicorn's setting ``http``."""

    _in_head, _head = False, 0
    """True while the head of a request comes, and how many bytes of it came since the packet that it began in."""

    def connection_made(self, transport: Any) -> None:
        """Called by asyncio."""
        super().connection_made(Joined(transport, self.loop))

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        goes_on = self._in_head
        super().data_received(data)
        if goes_on and self._in_head:
            self._head += len(data)
            if self._head > HEAD_MOST and not self.transport.is_closing():
                self._refuse(431)

    def on_message_begin(self) -> None:
        """Called by the parser."""
        self._in_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        self._in_head = False
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Called for what is no request; nobody knows where the next one would begin."""
        self._refuse(400)

    def _refuse(self, status: int) -> None:
        _, problem = problems.of_status(status, uuid.uuid4().hex)
        body = orjson.dumps(problem)
        head = ((b"content-type", problems.MEDIA_TYPE.encode()), (b"content-length", b"%d" % len(body)), *STANDING,
                (b"connection", b"close"))
        self.transport.write(b"HTTP/1.1 %d %s\r\n" % (status, _REASONS[status].encode())
                             + b"".join(b"%s: %s\r\n" % each for each in head) + b"\r\n" + body)
        self.transport.close()


class Joined:
    """A transport that keeps the head of an answer for its body, until the end of the loop's turn at the latest."""

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes | memoryview) -> None:
        """Send ``data``, after what was kept; a head alone waits."""
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
            self._transport.write(head)

    def close(self) -> None:
        """Send what is kept, and hang up."""
        self.flush()
        self._transport.close()

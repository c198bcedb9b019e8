"""uvicorn's HTTP protocol, but that head and body of an answer leave as one packet: one system call, one wake-up."""
import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

JOINED_MOST = 65_536
"""What is larger goes out as it is: copying it costs more than a packet."""


class Protocol(HttpToolsProtocol):
    """For uvicorn's setting ``http``."""

    def connection_made(self, transport: Any) -> None:
        """Called by asyncio."""
        super().connection_made(Joined(transport, self.loop))


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

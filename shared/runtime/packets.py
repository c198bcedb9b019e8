"""AMQP frames in few system calls: reads whatever has come in one go, and sends what belongs together as one packet.

py-amqp asks the socket three times for each frame and writes once for each method; under eventlet each of these costs
as much as handling the frame. This replaces its plain TCP transport by subclassing; a connection with TLS keeps py-amqp's.
"""
from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from typing import Any

from amqp.exceptions import UnexpectedFrame
from amqp.transport import TCPTransport
from eventlet.semaphore import Semaphore
from kombu.transport import pyamqp

READ_BYTES = 65_536
_HEAD = Struct(">BHI").unpack_from
_HEAD_BYTES = 7
_FRAME_END = 0xCE


class PacketTransport(TCPTransport):
    """A TCP transport with a read buffer, and ``together`` for writing."""

    def _setup_transport(self) -> None:
        super()._setup_transport()
        self._arrived, self._at = b"", 0
        self._held: list[bytes] | None = None
        self._sending = Semaphore()
        self._write = self._send

    def read_frame(self) -> tuple[int, int, bytes]:  # type: ignore[override]
        """The next frame; after ``TimeoutError`` whatever has arrived of it is kept for the next try."""
        while len(self._arrived) < self._at + _HEAD_BYTES:
            self._read_more()
        frame_type, channel, size = _HEAD(self._arrived, self._at)
        while len(self._arrived) <= self._at + _HEAD_BYTES + size:
            self._read_more()
        start = self._at + _HEAD_BYTES
        payload, last = self._arrived[start:start + size], self._arrived[start + size]
        self._at = start + size + 1
        if last != _FRAME_END:
            raise UnexpectedFrame(f"received frame end {last:#04x} where 0xce should be")
        return frame_type, channel, payload

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within leaves as one packet. Whoever else writes meanwhile travels along, in order."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                self.write(b"".join(held))

    def _read_more(self) -> None:
        try:
            more = self.sock.recv(READ_BYTES)
        except TimeoutError:
            raise
        except OSError:
            self.connected = False
            raise
        if not more:
            self.connected = False
            raise OSError("the broker closed the connection")
        self._arrived, self._at = self._arrived[self._at:] + more, 0

    def _send(self, data: bytes | memoryview) -> None:
        if self._held is not None:
            self._held.append(bytes(data))
            return
        with self._sending:  # a long packet may wait in the middle, and nobody may come between
            self.sock.sendall(data)


class PacketConnection(pyamqp.Connection):
    """A py-amqp connection that uses it."""

    def Transport(self, host: str, connect_timeout: Any, ssl: Any = False, *more: Any, **kwargs: Any) -> Any:
        """Called by py-amqp, in its own spelling, when it connects."""
        if ssl:
            return super().Transport(host, connect_timeout, ssl, *more, **kwargs)
        return PacketTransport(host, connect_timeout, *more, **kwargs)


class Packets(pyamqp.Transport):
    """kombu's transport over such connections."""

    Connection = PacketConnection


@contextmanager
def together(channel: Any) -> Iterator[None]:
    """``PacketTransport.together`` of the connection of ``channel``, where it has one."""
    transport = getattr(channel.connection, "transport", None)
    if isinstance(transport, PacketTransport) and transport.connected:
        with transport.together():
            yield
    else:
        yield

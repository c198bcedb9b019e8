"""AMQP frames in few system calls: reads whatever has come in one go; an answer and its acknowledgement can be one packet.

py-amqp asks the socket three times for each frame and writes once for each method; under eventlet each of these costs
as much as handling the frame. This replaces its plain TCP transport by subclassing; a connection with TLS keeps py-amqp's.
"""
from struct import Struct
from typing import Any

from amqp.exceptions import UnexpectedFrame
from amqp.transport import TCPTransport
from eventlet.semaphore import Semaphore
from kombu.transport import pyamqp

READ_BYTES = 65_536
_HEAD = Struct(">BHI")
_HEAD_BYTES = 7
_FRAME_END = 0xCE
_CONTENT, _ACK = Struct(">HHQH").pack, Struct(">HHQB").pack
_JSON = b"\x10application/json\x05utf-8"
_PUBLISH = Struct(">HHH").pack(60, 40, 0)
_FLAGS = 1 << 15 | 1 << 14 | 1 << 12 | 1 << 10
"""Content type, content encoding, delivery mode and correlation id are what a header holds here, in this order."""


class PacketTransport(TCPTransport):
    """A TCP transport with a read buffer."""

    def _setup_transport(self) -> None:
        super()._setup_transport()
        self._arrived, self._at = b"", 0
        self._sending = Semaphore()
        self._write = self._send

    def read_frame(self) -> tuple[int, int, bytes]:  # type: ignore[override]
        """The next frame; after ``TimeoutError`` whatever has arrived of it is kept for the next try."""
        while len(self._arrived) < self._at + _HEAD_BYTES:
            self._read_more()
        frame_type, channel, size = _HEAD.unpack_from(self._arrived, self._at)
        while len(self._arrived) <= self._at + _HEAD_BYTES + size:
            self._read_more()
        start = self._at + _HEAD_BYTES
        payload, last = self._arrived[start:start + size], self._arrived[start + size]
        self._at = start + size + 1
        if last != _FRAME_END:
            raise UnexpectedFrame(f"received frame end {last:#04x} where 0xce should be")
        return frame_type, channel, payload

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
        with self._sending:  # a long packet may wait in the middle, and nobody may come between
            left = memoryview(data)
            while left:
                try:
                    left = left[self.sock.send(left):]
                except TimeoutError:
                    # The reader of this socket gives it its own short time; half a packet would spoil everything after it.
                    if not self.connected:
                        raise


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


def message(body: bytes, *, channel: int, frame_most: int, exchange: str, routing_key: str, correlation: str) -> bytes:
    """A transient JSON message for ``channel``, as the frames that it travels in."""
    method = _PUBLISH + _short(exchange) + _short(routing_key) + b"\0"
    header = _CONTENT(60, 0, len(body), _FLAGS) + _JSON + b"\1" + _short(correlation)
    most = frame_most - _HEAD_BYTES - 1
    return b"".join((_frame(1, channel, method), _frame(2, channel, header),
                     *(_frame(3, channel, body[start:start + most]) for start in range(0, len(body), most))))


def acknowledgement(tag: int, *, channel: int) -> bytes:
    """The frame that says that a delivery is done."""
    return _frame(1, channel, _ACK(60, 80, tag, 0))


def _frame(kind: int, channel: int, payload: bytes) -> bytes:
    return _HEAD.pack(kind, channel, len(payload)) + payload + b"\xce"


def _short(text: str) -> bytes:
    raw = text.encode()
    return bytes([len(raw)]) + raw

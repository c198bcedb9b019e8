"""Frames come out of whatever pieces the network makes of them, and an answer is what other libraries read."""
import struct

import pamqp.body
import pamqp.frame
import pytest
from amqp.exceptions import UnexpectedFrame
from hypothesis import given
from hypothesis import strategies as st

from shared.runtime import packets
from shared.runtime.packets import PacketTransport


class Line:
    """A socket that gives pieces and takes what is sent; an empty piece is a time-out."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)
        self.sent: list[bytes] = []

    def recv(self, _most: int) -> bytes:
        """The next piece."""
        if not self._pieces:
            return b""
        if piece := self._pieces.pop(0):
            return piece
        raise TimeoutError

    def sendall(self, data: bytes) -> None:
        """Take it."""
        self.sent.append(bytes(data))


def transport(*pieces: bytes) -> PacketTransport:
    """One that is connected by such a line."""
    made = PacketTransport("127.0.0.1:1")
    made.sock, made.connected = Line(*pieces), True
    made._setup_transport()
    return made


def frame(kind: int, channel: int, payload: bytes, end: int = 0xCE) -> bytes:
    """A frame as it travels."""
    return struct.pack(">BHI", kind, channel, len(payload)) + payload + bytes([end])


FRAMES = st.lists(st.tuples(st.sampled_from([1, 2, 3, 8]), st.integers(0, 9), st.binary(max_size=30)), min_size=1, max_size=6)


@given(FRAMES, st.data())
def test_frames_are_the_same_in_whatever_pieces_they_come(frames: list[tuple[int, int, bytes]], data: st.DataObject) -> None:
    stream = b"".join(frame(*each) for each in frames)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(stream)), max_size=8)) | {len(stream)})
    line = transport(*(stream[begin:end] for begin, end in zip([0, *cuts], cuts, strict=False)))
    assert [line.read_frame() for _ in frames] == frames


def test_what_had_come_before_a_time_out_is_kept() -> None:
    whole = frame(1, 1, b"abc")
    line = transport(whole[:5], b"", whole[5:9], b"", whole[9:])
    for _ in range(2):
        with pytest.raises(TimeoutError):
            line.read_frame()
    assert line.read_frame() == (1, 1, b"abc") and line.connected


def test_an_end_in_the_middle_is_a_lost_connection() -> None:
    line = transport(frame(1, 1, b"abc")[:6])
    with pytest.raises(OSError, match="closed"):
        line.read_frame()
    assert not line.connected


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UnexpectedFrame):
        transport(frame(1, 1, b"abc", end=0)).read_frame()


@given(st.binary(max_size=400), st.text(max_size=20), st.integers(0, 2**63 - 1))
def test_an_answer_is_what_another_library_reads(body: bytes, correlation: str, tag: int) -> None:
    stream = packets.message(body, channel=3, frame_most=100, exchange="nameko-rpc", routing_key="me", correlation=correlation)
    stream += packets.acknowledgement(tag, channel=3)
    found = []
    while stream:
        used, channel, each = pamqp.frame.unmarshal(stream)
        assert channel == 3 and (used <= 100 or not isinstance(each, pamqp.body.ContentBody))  # only a body may be split
        stream = stream[used:]
        found.append(each)
    publish, header, *parts, ack = found
    assert (publish.exchange, publish.routing_key, publish.mandatory) == ("nameko-rpc", "me", False)
    assert header.body_size == len(body) and b"".join(each.value for each in parts) == body
    own = header.properties
    assert (own.content_type, own.content_encoding, own.delivery_mode) == ("application/json", "utf-8", 1)
    assert own.correlation_id == correlation and not (own.headers or own.reply_to or own.expiration or own.message_id)
    assert (ack.name, ack.delivery_tag, ack.multiple) == ("Basic.Ack", tag, False)

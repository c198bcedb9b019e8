"""Head and body of an answer leave together, and nothing is kept longer than a turn of the loop."""
import asyncio

from gateway.http import Joined


class Out:
    """Notes what is written."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        """Note it."""
        self.written.append(data)

    def close(self) -> None:
        """Note it."""
        self.closed = True

    def is_closing(self) -> bool:
        """True once it was closed."""
        return self.closed

    def write_eof(self) -> None:
        """Nothing to note."""


def play(*steps: bytes | None) -> Out:
    """Write ``steps``; ``None`` is a turn of the loop."""
    async def told() -> Out:
        out = Out()
        joined = Joined(out, asyncio.get_running_loop())
        for each in steps:
            if each is None:
                await asyncio.sleep(0)
            else:
                joined.write(each)
        await asyncio.sleep(0)
        return out

    return asyncio.run(told())


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def test_head_and_body_are_one_packet() -> None:
    assert play(HEAD, b"body").written == [HEAD + b"body"]


def test_a_head_alone_leaves_at_the_end_of_the_turn() -> None:
    assert play(HEAD, None, b"later").written == [HEAD, b"later"]


def test_answers_of_one_turn_keep_their_order() -> None:
    assert play(HEAD, b"1", HEAD, HEAD, b"2", b"3").written == [HEAD + b"1", HEAD + HEAD, b"2", b"3"]


def test_closing_sends_what_is_kept() -> None:
    async def told() -> Out:
        out = Out()
        joined = Joined(out, asyncio.get_running_loop())
        joined.write(HEAD)
        joined.close()
        await asyncio.sleep(0)
        return out

    out = asyncio.run(told())
    assert out.written == [HEAD] and out.closed


def test_nothing_is_written_after_the_last_word() -> None:
    async def told() -> Out:
        out = Out()
        joined = Joined(out, asyncio.get_running_loop())
        joined.write(HEAD)
        joined.write_eof()
        joined.write(HEAD)
        joined.close()
        joined.write(b"body")
        await asyncio.sleep(0)
        return out

    assert asyncio.run(told()).written == [HEAD]

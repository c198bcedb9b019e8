"""A file in a form: taken out whole, wherever the pieces are cut; anything but one part is refused."""
import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.multipart import boundary_of, file_of
from gateway.problems import Refused

BOUNDARY = b"x--y"
PART = b'--x--y\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
END = b"\r\n--x--y--\r\n"


def taken(form: bytes, *cuts: int) -> bytes:
    """The file in a form that arrives in pieces."""
    async def pieces() -> AsyncIterator[bytes]:
        start = 0
        for cut in [*sorted(cuts), len(form)]:
            if cut > start:
                yield form[start:cut]
                start = cut

    async def all_of_it() -> bytes:
        return b"".join([piece async for piece in file_of(pieces(), BOUNDARY)])

    return asyncio.run(all_of_it())


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=60), st.sampled_from([b"\r\n--x-", b"--x--y", b"\r\n\r\n--x", b"\r\n--x--", b"-" * 30])),
       st.lists(st.integers(0, 220), max_size=6))
def test_a_file_is_taken_out_whole_wherever_it_is_cut(content: bytes, cuts: list[int]) -> None:
    if b"\r\n--x--y" not in content:
        assert taken(PART + content + END, *cuts) == content


@pytest.mark.parametrize("form", [
    b"", b"nonsense", PART, PART + b"content", PART[:-4] + END, b"--other\r\nA: b\r\n\r\nx\r\n--other--\r\n",
    PART + b"one\r\n" + PART + b"two" + END, PART + b"one" + END + b"more", b"x" * 40_000])
def test_what_is_no_form_with_one_part_is_refused(form: bytes) -> None:
    for cuts in ((), range(0, len(form), 7)):
        with pytest.raises(Refused):
            taken(form, *cuts)


@pytest.mark.parametrize(("content_type", "boundary"), [
    ("multipart/form-data; boundary=abc", b"abc"), ('Multipart/Form-Data; charset=utf-8; boundary="a b"', b"a b"),
    ("application/pdf", None), ("", None)])
def test_a_form_says_what_separates_its_parts(content_type: str, boundary: bytes | None) -> None:
    assert boundary_of(content_type) == boundary


def test_a_form_that_does_not_say_is_refused() -> None:
    with pytest.raises(Refused):
        boundary_of("multipart/form-data")

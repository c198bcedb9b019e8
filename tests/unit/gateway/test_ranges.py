"""Which part of a file is asked for: one range as the RFC has it, and the whole file for whatever else."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.ranges import NotSatisfiable, known, wanted

ETAG = '"abc"'


@pytest.mark.parametrize(("given_range", "part"), [
    ("bytes=0-9", (0, 10)), ("bytes=90-", (90, 100)), ("bytes=-5", (95, 100)), ("bytes=0-999", (0, 100)),
    ("bytes=-500", (0, 100)), ("bytes=99-99", (99, 100)), (" bytes = 0 - 0 ", (0, 1))])
def test_one_range(given_range: str, part: tuple[int, int]) -> None:
    assert wanted({"range": given_range}, 100, ETAG) == part


@pytest.mark.parametrize("given_range", ["", "bytes=", "bytes=-", "bytes=5-1", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b",
                                         "bytes=--5", "bytes=1.5-2", "bytes=" + "9" * 400 + "-", "bytes=٣-٤", "0-5"])
def test_nonsense_is_answered_with_the_whole_file(given_range: str) -> None:
    assert wanted({"range": given_range}, 100, ETAG) is None


@pytest.mark.parametrize("given_range", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(given_range: str) -> None:
    with pytest.raises(NotSatisfiable):
        wanted({"range": given_range}, 100, ETAG)


def test_a_range_of_another_state_of_the_file_is_answered_with_the_whole() -> None:
    asked = {"range": "bytes=0-9"}
    assert wanted(asked | {"if-range": ETAG}, 100, ETAG) == (0, 10)
    for other in ('"other"', "Mon, 23 Nov 2026 01:30:00 GMT", 'W/"abc"'):
        assert wanted(asked | {"if-range": other}, 100, ETAG) is None


@given(st.text(max_size=30), st.integers(1, 1000))
def test_whatever_is_asked_for_lies_in_the_file(text: str, size: int) -> None:
    try:
        part = wanted({"range": f"bytes={text}"}, size, ETAG)
    except NotSatisfiable:
        return
    assert part is None or 0 <= part[0] < part[1] <= size


@pytest.mark.parametrize(("header", "expected"), [('"abc"', True), ('"x", "abc"', True), ('W/"abc"', True), ("*", True),
                                                  ('"ab"', False), ("", False)])
def test_a_client_that_has_it_is_told_so(header: str, expected: bool) -> None:
    assert known({"if-none-match": header}, ETAG) is expected

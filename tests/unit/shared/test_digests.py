"""Digests: equal content has an equal digest, whatever order it was put together in."""
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from shared.digests import canonical, digest


def test_the_order_of_keys_does_not_matter() -> None:
    assert digest({"a": 1, "b": {"c": 2, "d": 3}}) == digest({"b": {"d": 3, "c": 2}, "a": 1})


def test_tuples_and_lists_are_the_same_content() -> None:
    assert digest({"keywords": ("a", "b")}) == digest({"keywords": ["a", "b"]})


def test_any_difference_shows() -> None:
    assert len({digest(value) for value in ("a", "a ", "", None, 0, False, ["a"])}) == 7


def test_times_are_written_with_their_offset() -> None:
    assert canonical([datetime(2026, 11, 23, 1, 30, tzinfo=UTC), date(2026, 11, 23)]) == (
        b'["2026-11-23T01:30:00+00:00","2026-11-23"]')


@dataclass(frozen=True)
class _Backwards:
    second: str = "b"
    first: tuple[str, ...] = ("a",)


def test_the_order_of_fields_of_a_dataclass_does_not_matter() -> None:
    assert canonical([_Backwards()]) == canonical([asdict(_Backwards())]) == b'[{"first":["a"],"second":"b"}]'

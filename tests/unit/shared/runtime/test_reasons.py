"""Reasons never quote what a handler had read, and still say what and where."""
import pytest

from shared.errors import KeyReused, StaleVersion
from shared.runtime import reasons
from shared.runtime.receiving import Unreadable

OURS = (Unreadable,)


@pytest.mark.parametrize(("error", "said"), [
    (RuntimeError("poison"), "RuntimeError: poison"), (TypeError("'NoneType' is no list"), "TypeError: 'NoneType' is no list"),
    (RuntimeError("申请人欧阳娜娜 433101199001011234 的手机 139 0743 9876"), "RuntimeError: … … … …"),
    (AttributeError("no a@example.com here"), "AttributeError: no … here"),
    (ValueError("invalid literal: '欧阳'"), "ValueError"), (KeyError("433101199001011234"), "KeyError"),
    (RuntimeError(), "RuntimeError"),
    (StaleVersion(current=2, seen=1), "StaleVersion: frame.version.stale"), (KeyReused(), f"KeyReused: {KeyReused.code}"),
    (Unreadable("类型不对"), "Unreadable: 类型不对")])
def test_what_is_told(error: Exception, said: str) -> None:
    assert reasons.told(error, ours=OURS) == said


def test_it_has_a_bound() -> None:
    assert len(reasons.told(RuntimeError("a" * 10_000), ours=OURS)) == reasons.MOST


def test_the_place_is_our_own_line_also_if_a_library_raised_it() -> None:
    import orjson

    try:
        orjson.loads(b"{")
        raise AssertionError
    except ValueError as error:
        assert reasons.place(error.__traceback__).startswith(f"{__name__}:")
    assert reasons.place(None) == ""

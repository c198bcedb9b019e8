"""Signing keys: which signs, and which are shown."""
from datetime import UTC, datetime, timedelta

from services.directory.model import SigningKey
from services.directory.model.session import TOKENS_LIVE
from services.directory.model.signing_key import ANNOUNCED, shown, signer

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def following(before: SigningKey | None, at: datetime, *, compromised: bool = False) -> SigningKey:
    number = before.number + 1 if before else 1
    return SigningKey.next(before, public={"kid": f"k{number}"}, sealed="…", at=at, compromised=compromised)


FIRST = following(None, NOW - timedelta(days=90))
SECOND = following(FIRST, NOW)


def test_the_first_key_signs_at_once() -> None:
    assert signer([FIRST], FIRST.signs_from) is FIRST


def test_a_key_is_shown_before_it_signs() -> None:
    assert shown([SECOND, FIRST], NOW) == [SECOND, FIRST]
    assert signer([SECOND, FIRST], NOW) is FIRST
    assert signer([SECOND, FIRST], NOW + ANNOUNCED) is SECOND


def test_a_retired_key_is_shown_while_its_tokens_live() -> None:
    last = NOW + ANNOUNCED + TOKENS_LIVE
    assert shown([SECOND, FIRST], last - timedelta(seconds=1)) == [SECOND, FIRST]
    assert shown([SECOND, FIRST], last) == [SECOND]


def test_a_compromised_key_is_gone_at_once() -> None:
    third = following(SECOND, NOW + timedelta(seconds=1), compromised=True)
    assert shown([third, SECOND, FIRST], NOW + timedelta(seconds=1)) == [third]
    assert signer([third, SECOND, FIRST], NOW + timedelta(seconds=1)) is third


def test_a_clock_that_is_behind_never_signs_with_a_void_key() -> None:
    third = following(SECOND, NOW, compromised=True)
    assert signer([third, SECOND, FIRST], NOW - timedelta(seconds=2)) is third
    assert signer([FIRST], FIRST.signs_from - timedelta(seconds=2)) is FIRST


def test_there_is_none_before_the_first() -> None:
    assert signer([], NOW) is None
    assert shown([], NOW) == []

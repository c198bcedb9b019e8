"""Attempts to sign in: five in a quarter of an hour, then a quarter of an hour of nothing."""
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.attempts import FAILURES, LOCKED, WINDOW, Attempts

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def after(*minutes: float) -> Attempts:
    attempts = Attempts()
    for each in minutes:
        attempts = attempts.taken(NOW + timedelta(minutes=each))
    return attempts


def test_four_failures_lock_nothing() -> None:
    assert not after(0, 0, 0, 0).locked(NOW)


def test_the_fifth_locks_for_a_quarter_of_an_hour() -> None:
    attempts = after(0, 1, 2, 3, 4)
    assert attempts.locked(NOW + timedelta(minutes=18, seconds=59))
    assert not attempts.locked(NOW + timedelta(minutes=19))


def test_slow_failures_do_not_add_up() -> None:
    assert not after(0, 5, 10, 15, 20, 25, 30).locked(NOW + timedelta(minutes=30))


def test_trying_while_locked_does_not_prolong_it() -> None:
    assert after(0, 0, 0, 0, 0).taken(NOW + timedelta(minutes=10)) == after(0, 0, 0, 0, 0)


@given(st.lists(st.integers(0, 40_000), max_size=60).map(sorted))
def test_no_quarter_of_an_hour_ever_sees_more_than_five_attempts(seconds: list[int]) -> None:
    attempts, made = Attempts(), []
    for each in seconds:
        moment = NOW + timedelta(seconds=each)
        if not attempts.locked(moment):
            made.append(moment)
        attempts = attempts.taken(moment)
        assert len(attempts.times) <= FAILURES
        assert sum(moment - WINDOW < other <= moment for other in made) <= FAILURES
    assert WINDOW <= LOCKED

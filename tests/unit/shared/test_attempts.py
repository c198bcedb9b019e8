"""Attempts to sign in: five failures in a quarter of an hour, then a quarter of an hour of nothing."""
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.attempts import FAILURES, LOCKED, UNDECIDED, WINDOW, Attempts

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def after(*minutes: float) -> Attempts:
    attempts = Attempts()
    for each in minutes:
        moment = NOW + timedelta(minutes=each)
        attempts = attempts.begun(moment).failure(moment)
    return attempts


def test_four_failures_lock_nothing() -> None:
    assert not after(0, 0, 0, 0).refused_until(NOW)


def test_the_fifth_locks_for_a_quarter_of_an_hour() -> None:
    attempts = after(0, 1, 2, 3, 4)
    assert attempts.refused_until(NOW + timedelta(minutes=18, seconds=59)) == NOW + timedelta(minutes=19)
    assert not attempts.refused_until(NOW + timedelta(minutes=19))


def test_slow_failures_do_not_add_up() -> None:
    assert not after(0, 5, 10, 15, 20, 25, 30).refused_until(NOW + timedelta(minutes=30))


def test_no_more_than_five_can_be_under_way_and_the_sixth_has_to_wait_a_little() -> None:
    attempts = Attempts()
    for _ in range(FAILURES):
        assert attempts.refused_until(NOW) is None
        attempts = attempts.begun(NOW)
    assert attempts.refused_until(NOW) == NOW + UNDECIDED


def test_attempts_that_were_never_decided_lock_nobody_out() -> None:
    attempts = Attempts()
    for second in range(0, 3600, 5):  # an outage: each dies half-way
        moment = NOW + timedelta(seconds=second)
        if attempts.refused_until(moment) is None:
            attempts = attempts.begun(moment)
    assert attempts.refused_until(NOW + timedelta(hours=1) + UNDECIDED) is None
    assert attempts.locked_until is None


@given(st.lists(st.tuples(st.integers(0, 40_000), st.booleans()), max_size=60).map(sorted))
def test_no_quarter_of_an_hour_ever_sees_more_than_five_guesses(tries: list[tuple[int, bool]]) -> None:
    attempts, made = Attempts(), []
    for second, decided in tries:
        moment = NOW + timedelta(seconds=second)
        if attempts.refused_until(moment) is None:
            attempts = attempts.begun(moment)
            if decided:
                made.append(moment)
                attempts = attempts.failure(moment)
        assert len(attempts.failed) + len(attempts.open) <= FAILURES
        assert sum(moment - WINDOW < other <= moment for other in made) <= FAILURES
    assert WINDOW <= LOCKED

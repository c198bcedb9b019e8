"""What several green threads want at the same time is asked for in one go, and done side by side."""
from collections.abc import Hashable, Sequence
from typing import Any

import eventlet
import pytest

from shared.runtime.gather import Gather
from shared.runtime.sides import side_by_side


class Asked:
    """Answers twice the number, and notes what was asked for in one go."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []

    def __call__(self, _key: Hashable, items: Sequence[int]) -> list[Any]:
        """The answers, after a while."""
        self.rounds.append(list(items))
        eventlet.sleep(0.01)
        return [ValueError(item) if item < 0 else 2 * item for item in items]


def test_a_lone_request_goes_out_at_once_and_the_next_wait_together() -> None:
    asked = Asked()
    gather = Gather(asked)
    assert side_by_side(lambda item: gather("k", item), [1, 2, 3], 9) == [2, 4, 6]
    assert asked.rounds == [[1], [2, 3]]


def test_who_knows_of_others_waits_for_those_who_are_ready_to_run() -> None:
    asked = Asked()
    gather = Gather(asked)
    assert side_by_side(lambda item: gather("k", item, others=True), [1, 2, 3], 9) == [2, 4, 6]
    assert asked.rounds == [[1, 2, 3]]
    assert gather("k", 4, others=True) == 8 and gather("k", 5) == 10


def test_each_gets_its_own_failure() -> None:
    gather = Gather(Asked())

    def ask(item: int) -> Any:
        try:
            return gather("k", item, others=True)
        except ValueError as error:
            return str(error)

    assert side_by_side(ask, [1, -2, 3], 9) == [2, "-2", 6]


def test_a_failed_round_fails_for_all_and_the_next_one_flies() -> None:
    gather = Gather(lambda key, items: 1 / 0)  # type: ignore[arg-type, return-value]
    for others in (True, False):
        with pytest.raises(ZeroDivisionError):
            gather("k", 1, others=others)


def test_things_are_done_side_by_side_and_answered_in_order() -> None:
    under_way, most = 0, 0

    def slowly(number: int) -> int:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        eventlet.sleep(0.03 - number / 1_000)
        under_way -= 1
        return number

    assert side_by_side(slowly, range(20), 7) == list(range(20)) and most == 7


def test_where_nothing_waits_one_thread_does_it_all() -> None:
    threads = side_by_side(lambda _: eventlet.getcurrent(), range(5), 5)
    assert len(set(threads)) == 1


def test_nothing_to_do_is_done_at_once() -> None:
    assert side_by_side(lambda item: item, [], 5) == []


def test_a_failure_is_raised_when_the_others_are_done() -> None:
    done = []

    def work(number: int) -> None:
        eventlet.sleep(0.01 * number)
        if number == 0:
            raise ValueError
        done.append(number)

    with pytest.raises(ValueError):
        side_by_side(work, range(3), 3)
    assert done == [1, 2]

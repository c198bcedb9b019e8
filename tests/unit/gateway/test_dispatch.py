"""Coalescing: a lone call never waits, many wait together, and each has its own fate."""
import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from gateway import dispatch
from gateway.dispatch import Bounds, Dispatcher
from shared.caller import ANONYMOUS
from shared.errors import Busy, Expired, Fault, StaleVersion, Unavailable
from tests.unit.gateway.transport import Held


def run(story: Callable[[Dispatcher, Held], Awaitable[Any]], seconds: float = 10, bounds: Bounds | None = None) -> Any:
    """Play ``story`` with a dispatcher and what it sends by."""
    async def play() -> Any:
        held = Held()
        return await story(Dispatcher(held, seconds, bounds or Bounds()), held)

    return asyncio.run(play())


def ask(dispatcher: Dispatcher, number: int, operation: str = "content.get_article", key: str | None = None, size: int = 0
        ) -> asyncio.Task[Any]:
    """A call that is under way."""
    return asyncio.get_running_loop().create_task(
        dispatcher.call(operation, {"n": number}, caller=ANONYMOUS, correlation=f"c{number}", key=key, size=size))


async def turn() -> None:
    """Let everything that can happen happen."""
    for _ in range(5):
        await asyncio.sleep(0)


def sizes(held: Held) -> list[int]:
    """How many calls each bundle has."""
    return [len(calls) for _, calls, _ in held.bundles]


def test_a_lone_call_goes_out_at_once_with_all_that_belongs_to_it() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        before = time.time()
        task = ask(dispatcher, 1, key="k")
        await turn()
        (operation, (call,), seconds), = held.bundles
        assert operation == "content.get_article" and 9 < seconds <= 10
        assert (call["args"], call["correlation"], call["key"]) == ({"n": 1}, "c1", "k")
        assert call["caller"] == ANONYMOUS.to_wire() and before + 9 < call["deadline"] <= time.time() + 10
        held.land(0)
        assert await task == {"n": 1}

    run(story)


def test_calls_of_the_same_moment_travel_together() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(5)]
        await turn()
        assert sizes(held) == [5]
        held.land(0)
        assert [answer["n"] for answer in await asyncio.gather(*tasks)] == [0, 1, 2, 3, 4]

    run(story)


def test_whoever_is_long_under_way_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found with a handler of five seconds: two such calls kept all others of their operation waiting."""
    monkeypatch.setattr(dispatch, "LONG_SECONDS", 0.02)

    async def story(dispatcher: Dispatcher, held: Held) -> None:
        slow = []
        for number in range(2):
            slow.append(ask(dispatcher, number))
            await turn()
        quick = ask(dispatcher, 2)
        await turn()
        assert sizes(held) == [1, 1]
        await asyncio.sleep(0.1)
        assert sizes(held) == [1, 1, 1]
        held.land(2)
        assert await quick == {"n": 2}
        held.land(0)
        held.land(1)
        await asyncio.gather(*slow)
        for number in range(3, 6):  # two again, and no more: who was not counted is not counted twice
            slow.append(ask(dispatcher, number))
            await turn()
        assert sizes(held) == [1, 1, 1, 1, 1]
        held.land(3)
        held.land(4)
        await turn()
        held.land(5)
        await asyncio.gather(*slow)

    run(story)


def test_two_bundles_fly_at_most_and_the_third_grows_meanwhile() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = []
        for number in range(7):
            tasks.append(ask(dispatcher, number))
            await turn()
        assert sizes(held) == [1, 1]
        held.land(1)
        await turn()
        assert sizes(held) == [1, 1, 5]
        held.land(0)
        held.land(2)
        assert [answer["n"] for answer in await asyncio.gather(*tasks)] == list(range(7))

    run(story)


def test_a_bundle_has_a_largest_size() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        for number in range(dispatch.MOST + 7):
            ask(dispatcher, number)
        await turn()
        assert sizes(held) == [dispatch.MOST, 7]

    run(story)


def test_another_operation_does_not_wait() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        for number in range(4):
            ask(dispatcher, number)
            await turn()
        ask(dispatcher, 9, "content.list_sites")
        await turn()
        assert [operation for operation, _, _ in held.bundles][-1] == "content.list_sites"

    run(story)


def test_one_refusal_among_good_answers_hits_only_its_own_caller() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(3)]
        await turn()
        held.land(0, [{"answer": 0}, {"fault": StaleVersion(current=2).to_wire()}, {"answer": 2}])
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert (found[0], found[2]) == (0, 2)
        assert isinstance(found[1], Fault) and found[1].code == "frame.version.stale"

    run(story)


def test_a_bundle_that_fails_as_a_whole_fails_each_of_its_calls() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(3)]
        await turn()
        held.crash(0, Unavailable())
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(each) for each in found] == [Unavailable] * 3
        task = ask(dispatcher, 4)
        await turn()
        held.land(1)
        assert await task == {"n": 4}

    run(story)


def test_too_few_outcomes_leave_nobody_waiting() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(3)]
        await turn()
        held.land(0, [{"answer": 0}])
        found = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 1)
        assert all(isinstance(each, Exception) for each in found[1:])

    run(story)


def test_what_waited_past_its_deadline_is_refused_without_asking() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        with pytest.raises(Expired):
            await ask(dispatcher, 1)
        assert held.bundles == []

    run(story, seconds=0)


def test_whoever_gave_up_is_not_asked_for() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = []
        for number in range(5):
            tasks.append(ask(dispatcher, number))
            await turn()
        tasks[3].cancel()
        await turn()
        held.land(0)
        await turn()
        assert [call["args"]["n"] for call in held.bundles[2][1]] == [2, 4]

    run(story)


def test_a_caller_who_leaves_during_the_flight_does_not_disturb_the_others() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(2)]
        await turn()
        tasks[0].cancel()
        await turn()
        held.land(0)
        assert await tasks[1] == {"n": 1}

    run(story)


def test_one_call_too_many_is_refused_before_anything_falls_over() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        tasks = [ask(dispatcher, number) for number in range(4)]  # half of the service's places are one operation's
        await turn()
        with pytest.raises(Busy):
            await ask(dispatcher, -1)
        others = [ask(dispatcher, number, "content.list_sites") for number in range(4)]
        await turn()
        with pytest.raises(Busy):
            await ask(dispatcher, -1, "content.get_site")
        assert dispatcher.waiting == {"content": 8}
        ask(dispatcher, 9, "secrecy.get_review")
        await turn()
        assert dispatcher.waiting == {"content": 8, "secrecy": 1}
        for number in range(3):
            held.land(number)
        await asyncio.gather(*tasks, *others)
        assert dispatcher.waiting == {"content": 0, "secrecy": 0}

    run(story, bounds=Bounds(calls=100, service_calls=8))


def test_no_more_wait_in_all_than_the_process_bears() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        for number in range(5):
            ask(dispatcher, number, f"service{number}.get_thing")
        await turn()
        with pytest.raises(Busy):
            await ask(dispatcher, -1, "service9.get_thing")
        held.land(0)
        await turn()
        ask(dispatcher, 6, "service9.get_thing")
        await turn()
        assert len(held.bundles) == 6

    run(story, bounds=Bounds(calls=5))


def test_what_waits_for_a_service_is_bounded_in_bytes_too() -> None:
    async def story(dispatcher: Dispatcher, held: Held) -> None:
        ask(dispatcher, 1, size=900)
        await turn()
        with pytest.raises(Busy):
            await ask(dispatcher, 2, size=101)
        assert dispatcher.waiting == {"content": 1}
        ask(dispatcher, 3, size=100)
        await turn()
        assert dispatcher.waiting == {"content": 2}

    run(story, bounds=Bounds(service_bytes=1_000))


def test_nobody_waits_past_their_own_deadline_whoever_they_travel_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "LONG_SECONDS", 9)

    async def story(dispatcher: Dispatcher, held: Held) -> None:
        began = time.monotonic()
        flying = []
        for number in range(2):
            flying.append(ask(dispatcher, number))
            await turn()
        early = ask(dispatcher, 3)
        await asyncio.sleep(0.15)
        late = ask(dispatcher, 4)
        with pytest.raises(Expired):  # it was never sent, so nothing happened
            await early
        assert 0.25 < time.monotonic() - began < 0.4
        found = await asyncio.gather(*flying, return_exceptions=True)
        assert [type(each) for each in found] == [Unavailable, Unavailable]
        with pytest.raises(Fault):
            await late
        assert 0.4 < time.monotonic() - began < 0.6 and dispatcher.waiting == {"content": 0}

    run(story, seconds=0.3)

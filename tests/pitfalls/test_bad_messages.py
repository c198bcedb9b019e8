"""§2 no. 6, 7 and 9: one message that does not fit, and what becomes of the processes that get it."""
from collections.abc import Callable
from typing import Any

import pytest

from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Ours, Side
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until


def survivors(side: Side, send: Callable[[], Any]) -> int:
    """How many of two processes live after the message was with them."""
    processes = [side.start(), side.start()]
    send()
    if side.program == STOCK:
        codes = [each.wait() for each in processes]
        # It waits for the next one.
        assert codes == [1, 1] and (side.waiting() or side.waiting(side.call_queue.format(side.name)))
        return 0
    side.settle()
    assert side.works()
    return sum(each.alive for each in processes)


@scenario()
def call_without_an_address(side: Side) -> int:
    """A call that does not say where its answer is to go."""
    return survivors(side, lambda: side.post("make", "a", "good", reply=False))


@scenario()
def malformed_call_stack(side: Side) -> int:
    """An event with a number where nameko expects a list."""
    return survivors(side, lambda: side.send("b", headers={"nameko.call_id_stack": 5}))


@scenario()
def call_with_malformed_stack(side: Side) -> int:
    """The same with a call."""
    return survivors(side, lambda: side.post("make", "c", "good", headers={"nameko.call_id_stack": 5}))


@pytest.mark.parametrize("bad", [call_without_an_address, malformed_call_stack, call_with_malformed_stack])
@pytest.mark.parametrize(("who", "alive"), [(STOCK, 0), (OURS, 2)])
def test_one_message_and_two_processes(stage: Stage, bad: Any, who: str, alive: int) -> None:
    """No. 6: it kills the one that has it, is given to the next, and kills that."""
    assert stage.outcome(bad, who) == alive


@scenario()
def unreadable_body(side: Side) -> list[str]:
    """An event that is not even JSON. Where it is afterwards, with which reason."""
    side.start()
    side.publish(b"{not json")
    side.settle()
    if isinstance(side, Ours):
        return [each.error for each in side.wait_until_parked()]
    return ["still in its queue"] * side.waiting()


def test_a_body_that_cannot_be_read(stage: Stage) -> None:
    """No. 7: kombu logs and acknowledges, and the event is gone."""
    assert stage.outcome(unreadable_body, STOCK) == []
    (reason,) = stage.outcome(unreadable_body, OURS)
    assert reason.startswith("Unreadable: ")


@scenario()
def foreign_headers(side: Side) -> dict[str, Any]:
    """An event carries headers of the broker and of whoever sent it; its handler asks another service. What that sees."""
    queue = side.channel.queue_declare(exclusive=True).queue
    side.start(PARTS="tells,asks")
    side.channel.queue_bind(queue, side.calls, routing_key=f"{side.other}.make")
    side.send("d", "asks:d", headers={"x-death": [{"reason": "expired"}], "cookie": "of somebody", "nameko.language": "zh"})
    return dict(wait_until(lambda: side.channel.basic_get(queue, no_ack=True), PATIENCE).headers)


@pytest.mark.parametrize(("who", "leaks"), [(STOCK, True), (OURS, False)])
def test_headers_of_an_event_in_the_calls_that_it_causes(stage: Stage, who: str, leaks: bool) -> None:
    """No. 9: everything that came in goes out again with every call, also what the broker wrote for itself."""
    seen = stage.outcome(foreign_headers, who)
    assert any(key.endswith(("cookie", "x-death")) for key in seen) is leaks, seen

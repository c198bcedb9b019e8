"""§5: calls between services whose answer does not come."""
import pytest

from tests.pitfalls.sides import OURS, STOCK, Side
from tests.pitfalls.stage import Stage, scenario


@scenario()
def call_that_nobody_consumes(side: Side) -> dict[str, object]:
    """The queue of the other service is there, its processes are not; the answer would be lost just so."""
    side.start(PARTS="tells,asks")
    _queue_of_the_other(side)
    return side.ask("ask", 1.5, "")


@pytest.mark.parametrize(("who", "expected"), [
    (STOCK, {"outcome": "still waiting", "waiting": 1}), (OURS, {"outcome": "Unavailable", "waiting": 0})])
def test_a_call_that_nobody_answers(stage: Stage, who: str, expected: dict[str, object]) -> None:
    """There is no time-out but one's own, and whoever uses one leaves a waiting entry behind, for ever."""
    assert stage.outcome(call_that_nobody_consumes, who) == expected


@scenario()
def call_to_an_unknown_service(side: Side) -> dict[str, object]:
    """The other service never was."""
    side.start(PARTS="tells,asks")
    return side.ask("ask", 5.0, "")


@pytest.mark.parametrize(("who", "expected"), [
    (STOCK, {"outcome": "UnknownService", "waiting": 1}), (OURS, {"outcome": "Unavailable", "waiting": 0})])
def test_a_call_to_an_unknown_service(stage: Stage, who: str, expected: dict[str, object]) -> None:
    """Stock nameko notices at once, as ours does; but it goes on waiting for the answer."""
    assert stage.outcome(call_to_an_unknown_service, who) == expected


@scenario()
def call_that_was_given_up(side: Side) -> int:
    """The caller has given up when the other service starts. How often that does what nobody waits for any more."""
    side.start(PARTS="tells,asks")
    _queue_of_the_other(side)
    side.ask("ask", 1.0, "")
    other = side.companion()
    other.start()
    assert other.works()
    other.settle()
    return other.runs("make asked")


@pytest.mark.parametrize(("who", "runs"), [(STOCK, 1), (OURS, 0)])
def test_a_call_that_was_given_up(stage: Stage, who: str, runs: int) -> None:
    """What was asked for is done late, when nobody wants it any more; ours runs out in the queue, or is refused."""
    assert stage.outcome(call_that_was_given_up, who) == runs


def _queue_of_the_other(side: Side) -> None:
    """As its processes left it when they went."""
    queue = side.call_queue.format(side.other)
    side.channel.queue_declare(queue, durable=side.program == STOCK, auto_delete=False)
    side.channel.queue_bind(queue, side.calls, routing_key=f"{side.other}.*")

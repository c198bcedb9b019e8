"""§2 no. 1, 2, 3 and 8, and how long it takes to be back: what becomes of a consumer when its broker goes, stays silent or
declines its queue, and when it is asked to stop.
"""
import signal
import time
from itertools import pairwise

import pytest

from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Ours, Side
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until


@scenario()
def broker_resets_under_a_busy_worker(side: Side) -> bool:
    """The connection is reset while workers compute; then they acknowledge. Whether the process lives."""
    cable = side.broker_cable()
    process = side.start()
    go = process.folder / "go"
    for name in ("a1", "a2"):
        side.send(name, f"stuck:{go}")
    wait_until(lambda: side.effects("a1") + side.effects("a2"), PATIENCE, what="one of them computes: nothing else moves then")
    cable.cut(refuse=False)
    go.touch()
    alive = not process.ends_within(4) and side.listens()
    if alive:
        side.settle()
    return alive


@pytest.mark.parametrize(("who", "alive"), [(STOCK, False), (OURS, True)])
def test_a_broker_that_resets_under_a_busy_worker(stage: Stage, who: str, alive: bool) -> None:
    """No. 1: the reset socket raises in the worker's acknowledgement, which kills the process; 4 of 12 died by chance."""
    assert stage.outcome(broker_resets_under_a_busy_worker, who) is alive


@scenario()
def stopped_with_work_in_flight(side: Side) -> list[int]:
    """SIGTERM while calls and events are worked on; another process takes its place. How often each was run."""
    process = side.start()
    for name in ("b1", "b2"):
        side.send(name, "slow:2.5")
    side.post("make", "b3", "slow:2.5")
    names = ("b1", "b2", "make b3")
    for name in names:
        side.wait_for_run(name)
    process.send(signal.SIGTERM)
    assert process.wait() == 0
    side.start()
    side.settle()
    return [side.runs(name) for name in names]


@pytest.mark.parametrize(("who", "runs"), [(STOCK, 2), (OURS, 1)])
def test_a_stop_with_work_in_flight(stage: Stage, who: str, runs: int) -> None:
    """No. 2: the connection is closed before the workers acknowledge, so all their work is given out and done again."""
    assert stage.outcome(stopped_with_work_in_flight, who) == [runs] * 3


@scenario()
def connection_gone_mute(side: Side) -> bool:
    """Its connections are alive and say nothing, while the broker can be reached anew. Whether it does that."""
    cable = side.broker_cable()
    side.start(HEARTBEAT="2")
    before = len(cable.attempts)
    cable.mute()
    side.send("c")
    try:
        side.wait_for_effect("c", 12)
    except AssertionError:
        assert len(cable.attempts) == before, "it connected anew and still heard nothing"
        return False
    return True


@pytest.mark.parametrize(("who", "back"), [(STOCK, False), (OURS, True)])
def test_a_connection_that_has_gone_mute(stage: Stage, who: str, back: bool) -> None:
    """No. 3: the missed heartbeats are noticed, and then the handshake of closing is waited for, for ever."""
    assert stage.outcome(connection_gone_mute, who) is back


@scenario()
def broker_refuses(side: Side) -> float:
    """The longest pause between two attempts of one consumer within the first eight seconds."""
    return _longest_pause(side, 8)


@scenario(long=True)
def broker_refuses_for_long(side: Side) -> float:
    """The same within forty seconds."""
    return _longest_pause(side, 40)


def _longest_pause(side: Side, seconds: float) -> float:
    cable = side.broker_cable()
    cable.cut()
    side.begin(PARTS="")
    wait_until(lambda: cable.attempts, PATIENCE)
    time.sleep(seconds)
    return max(later - earlier for earlier, later in pairwise([*cable.attempts, time.monotonic()]))


@pytest.mark.parametrize(("who", "bounded"), [(STOCK, False), (OURS, True)])
def test_how_soon_a_broker_that_is_back_is_noticed(stage: Stage, who: str, bounded: bool) -> None:
    """§2, last line: the pauses of stock nameko grow by two seconds each, to thirty; ours never last longer than three."""
    assert (stage.outcome(broker_refuses, who) < 3.5) is bounded


@pytest.mark.slow
@pytest.mark.parametrize(("who", "bounded"), [(STOCK, False), (OURS, True)])
def test_how_soon_a_broker_that_was_long_away_is_noticed(stage: Stage, who: str, bounded: bool) -> None:
    """The same where ours has reached its longest pause."""
    assert (stage.outcome(broker_refuses_for_long, who) < 3.9) is bounded


@scenario()
def queue_of_another_type(side: Side) -> tuple[bool, str]:
    """A release wants another type of queue under the same name. Whether it lives, and what it says of itself."""
    if isinstance(side, Ours):
        side.channel.queue_declare(side.events, durable=True, auto_delete=False)
        process = side.begin()
        wait_until(lambda: "PRECONDITION_FAILED" in side.ready(process)[1], PATIENCE, what="it says why it is not ready")
        ready, said = side.ready(process)
        assert not ready and side.events in said and "PRECONDITION_FAILED" in process.log
        return process.alive, said
    side.start().end()
    process = side.begin(PARTS="tells,quorum")
    wait_until(lambda: process.log.count("PRECONDITION_FAILED") > 2, PATIENCE)
    assert not side.consumers(side.events)
    return process.alive, ""


@pytest.mark.parametrize("who", [STOCK, OURS])
def test_a_queue_that_changes_its_type_under_its_name(stage: Stage, who: str) -> None:
    """No. 8: ``start`` never returns, once a second for ever; who watches the process sees one that runs. Ours is not ready
    and says why."""
    alive, said = stage.outcome(queue_of_another_type, who)
    assert alive and bool(said) is (who == OURS)

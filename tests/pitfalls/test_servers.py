"""§2 b, e and no. 3, 4 with the servers themselves: a broker and a database that are killed, frozen and short of memory.

Here the servers are a private pair, and all happens in the thread that started them: they end with it.
"""
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from kombu import Connection

from shared.embedded.stack import Stack
from shared.runtime import topology
from tests import broker
from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Ours, Side, Stock
from tests.support import wait_until

ENOUGH = 536_870_912
"""The watermark of the embedded broker, in bytes."""
WRITES = [f"w{number}" for number in range(5)]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Servers that may be hurt."""
    with Stack(tmp_path_factory.mktemp("hurt"), print, env=dict(os.environ)) as made:
        with Connection(made.endpoints.rabbitmq_url) as connection:
            topology.declare(connection.channel(), ())
        yield made


@pytest.fixture
def both(stack: Stack, tmp_path: Path) -> Iterator[tuple[Side, Ours]]:
    """A service of each side, running; queues of ours are old enough for a broker that dies (``test_new_queues``)."""
    with ExitStack() as ends:
        stock = ends.enter_context(closing(Stock(stack.endpoints, tmp_path / STOCK)))
        ours = ends.enter_context(closing(Ours(stack.endpoints, tmp_path / OURS)))
        for each in (stock, ours):
            each.start(PARTS="tells,asks", GUANWANG_SETTLE_SECONDS=str(topology.SETTLE_SECONDS))
        yield stock, ours


def come_back(side: Side) -> None:
    """What a supervisor does: who died is started again, and so is stock where it lives and listens no more; then it works."""
    side.forget_channel()
    if isinstance(side, Stock) and not side.listens(20):
        for process in side.processes:
            process.end()
    if not any(each.alive for each in side.processes):
        side.begin(PARTS="tells,asks")
    assert side.listens()
    side.settle()


@pytest.mark.slow
def test_a_broker_that_is_killed_while_writes_are_told(stack: Stack, both: tuple[Side, Ours]) -> None:
    """§2 b2: five writes arrived, and are to be told while the broker is dead: stock loses all five."""
    assert stack.rabbitmq
    for side in both:
        for name in WRITES:
            side.post("make", name, "slow:2")
        for name in WRITES:
            side.wait_for_run(f"make {name}")
    stack.rabbitmq.kill()
    for side in both:
        wait_until(lambda side=side: all(side.made(name) for name in WRITES), PATIENCE, what="all is written")
    first = both[0].processes[0]
    wait_until(lambda: first.log.count("error handling worker") >= len(WRITES) or not first.alive, PATIENCE)
    stack.rabbitmq.start()
    stack.rabbitmq.wait_ready(time.monotonic() + PATIENCE)
    for side in both:
        come_back(side)
    for name in WRITES:
        both[1].wait_for_effect(name)
    assert [[side.effects(name) for name in WRITES] for side in both] == [[0] * 5, [1] * 5]


@pytest.mark.slow
def test_a_database_that_is_killed_while_an_event_is_handled(stack: Stack, both: tuple[Side, Ours]) -> None:
    """§2 e: the handler's error is one like another to stock nameko."""
    assert stack.mongod
    for side in both:
        side.send("a", "slow:2")
        side.wait_for_run("a")
    stack.mongod.kill()
    wait_until(lambda: "error handling worker" in both[0].processes[0].log, PATIENCE)
    stack.mongod.start()
    stack.mongod.wait_ready(time.monotonic() + PATIENCE)
    for side in both:
        come_back(side)
    both[1].wait_for_effect("a")
    assert [side.effects("a") for side in both] == [0, 1]


@pytest.mark.slow
def test_a_broker_in_a_memory_alarm(stack: Stack, both: tuple[Side, Ours]) -> None:
    """No. 4: it reads from nobody who publishes. Stock's dispatch hangs although it was given two seconds; a call of ours
    does not, a write of ours is done, and told when the alarm is over."""
    assert stack.rabbitmq
    home = stack.rabbitmq._folder
    stock, ours = both
    for side, operation in ((stock, "tell_within"), (ours, "ask")):
        assert side.works()  # it has published before
        side.post(operation, 2.0, str(side.processes[0].folder / "gate"))
    ours.post("make", "b", "slow:4")
    ours.wait_for_run("make b")
    broker.tell(home, "vm_memory_monitor, set_vm_memory_high_watermark, [{absolute, 1000000}]")
    try:
        wait_until(lambda: "memory" in broker.tell(home, "rabbit_alarm, get_alarms, []"), PATIENCE, what="the alarm")
        for side in both:
            (side.processes[0].folder / "gate").touch()
        assert (ours.outcome("asked", 8), stock.outcome("told", 8)) == ("Unavailable", "hangs")
        wait_until(lambda: ours.made("b"), PATIENCE)
        assert not ours.effects("b")
    finally:
        broker.tell(home, f"vm_memory_monitor, set_vm_memory_high_watermark, [{{absolute, {ENOUGH}}}]")
    ours.wait_for_effect("b")
    for side in both:
        come_back(side)


@pytest.mark.slow
def test_a_broker_that_is_frozen(stack: Stack, both: tuple[Side, Ours]) -> None:
    """No. 3, 4: for half a minute. Ours says that it does not consume, and why; both are back once it thaws: there is no
    other broker here that stock could have gone to (``test_consumers`` has one)."""
    assert stack.rabbitmq and stack.rabbitmq.pid
    _, ours = both
    process, pid = ours.processes[0], stack.rabbitmq.pid
    wait_until(lambda: ours.ready(process)[0], PATIENCE, what="it is ready")
    os.kill(pid, signal.SIGSTOP)
    try:
        wait_until(lambda: not ours.ready(process)[0], PATIENCE, what="it notices")
        assert "EventConsumer is not consuming" in ours.ready(process)[1]
        time.sleep(8)
        assert process.alive
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_until(lambda: ours.ready(process)[0], PATIENCE, what="it is back")
    for side in both:
        come_back(side)

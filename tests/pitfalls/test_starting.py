"""§7 and no. 10: starting without a broker, being asked to stop meanwhile, and what the log says of it."""
import signal
from urllib.parse import urlsplit

import pytest

from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Side
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until

STOP_SECONDS = 20
"""A start that waits for its broker is given five seconds to come to its end, and it tries every three."""


@scenario()
def start_before_the_broker(side: Side) -> bool:
    """A service that publishes starts before its broker. Whether it works once that is there."""
    cable = side.broker_cable()
    cable.cut()
    process = side.begin()
    wait_until(lambda: cable.attempts, PATIENCE)
    if process.ends_within(6):
        assert process.wait() == 1
        return False
    cable.mend()
    return side.listens() and side.works()


@pytest.mark.parametrize(("who", "works"), [(STOCK, False), (OURS, True)])
def test_a_start_before_the_broker(stage: Stage, who: str, works: bool) -> None:
    """The dispatcher declares its exchange in ``setup`` and the process exits; ours declares when it is connected."""
    assert stage.outcome(start_before_the_broker, who) is works


@scenario()
def stop_while_starting(side: Side) -> int | None:
    """SIGTERM while it waits for its broker, as a deployment that changes its mind does it. The exit code, if it ends."""
    cable = side.broker_cable()
    cable.cut()
    process = side.begin(PARTS="two")
    wait_until(lambda: len(cable.attempts) > 1, PATIENCE)
    process.send(signal.SIGTERM)
    return process.wait() if process.ends_within(STOP_SECONDS) else None


@pytest.mark.parametrize(("who", "code"), [(STOCK, None), (OURS, 0)])
def test_a_stop_while_starting(stage: Stage, who: str, code: int | None) -> None:
    """With two entrypoints nameko's consumer breaks on letting the second one go, and the stop waits for ever."""
    assert stage.outcome(stop_while_starting, who) == code


@scenario()
def failover_urls(side: Side) -> list[str]:
    """Two addresses, the first of which does not answer. Which of their passwords are in the log, at its most talkative."""
    password = urlsplit(side.url).password or ""
    side.url = f"amqp://nobody:first-secret@127.0.0.1:9//;{side.url}"
    process = side.start(GUANWANG_LOG_LEVEL="DEBUG", PARTS="")
    side.settle()
    return [each for each in ("first-secret", password) if each in process.log]


@pytest.mark.parametrize(("who", "count"), [(STOCK, 1), (OURS, 0)])
def test_passwords_of_failover_urls_in_the_log(stage: Stage, who: str, count: int) -> None:
    """No. 10: only the first password of several addresses is masked."""
    assert len(stage.outcome(failover_urls, who)) == count

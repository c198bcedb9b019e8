"""§2 no. 4 and 5: publishing to a broker that does not answer, and without knowing whether anything arrived."""
import os
import subprocess
import sys

import pytest

from shared.embedded.stack import Endpoints
from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Side
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until


@scenario()
def call_through_a_frozen_broker(side: Side) -> str:
    """A service asks another while the broker is frozen, and gives itself two seconds for it. What came of it in seven."""
    cable = side.broker_cable()
    process = side.start(PARTS="tells,asks")
    gate = process.folder / "gate"
    side.ask("make", "before", "good")  # it has published before, so it has connections
    side.post("ask", 2.0, str(gate))
    side.settle()
    cable.freeze()
    gate.touch()
    return side.outcome("asked", 7)


@pytest.mark.parametrize(("who", "outcome"), [(STOCK, "hangs"), (OURS, "Unavailable")])
def test_a_call_through_a_frozen_broker(stage: Stage, who: str, outcome: str) -> None:
    """No. 4: the time-out is raised, and then the handshake that closes the connection waits for the broker."""
    assert stage.outcome(call_through_a_frozen_broker, who) == outcome


@scenario(STOCK)
def telling_through_a_frozen_broker(side: Side) -> str:
    """The same with an event."""
    cable = side.broker_cable()
    process = side.start()
    gate = process.folder / "gate"
    side.ask("make", "before", "good")
    side.post("tell_within", 2.0, str(gate))
    side.settle()
    cable.freeze()
    gate.touch()
    return side.outcome("told", 7)


@scenario(OURS)
def saving_while_the_broker_is_frozen(side: Side) -> tuple[int, int]:
    """A write that arrived before the broker froze is done, and told when it is back."""
    cable = side.broker_cable()
    side.start()
    side.post("make", "a", "slow:1")
    side.wait_for_run("make a")
    cable.freeze()
    wait_until(lambda: side.made("a"), PATIENCE)
    cable.mend()
    side.wait_for_effect("a")
    return side.made("a"), side.effects("a")


def test_telling_through_a_frozen_broker(stage: Stage) -> None:
    """No. 4: nameko's ``dispatch`` hangs, however it is limited; with us nobody who works ever waits for the broker."""
    assert stage.outcome(telling_through_a_frozen_broker, STOCK) == "hangs"
    assert stage.outcome(saving_while_the_broker_is_frozen, OURS) == (1, 1)


@pytest.mark.parametrize(("who", "outcome"), [(STOCK, "thought it was sent"), (OURS, "refused")])
def test_somebody_publishes_without_confirms(endpoints: Endpoints, who: str, outcome: str) -> None:
    """No. 5: ``use_confirms=False`` of one publisher is written into a dict that all share: a connection that another one
    opens then has none either, and what no queue takes counts as sent. Ours has its own connection and asks for them there.
    """
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.pitfalls.programs.confirms", who], text=True,
                          env=dict(os.environ) | {"RABBITMQ_URL": endpoints.rabbitmq_url}, capture_output=True, timeout=30)
    assert done.stdout.strip() == outcome, done.stderr

"""What is declared at the broker, and how patiently."""
from contextlib import contextmanager
from unittest.mock import MagicMock

import pytest
from amqp.exceptions import NotFound

from shared.runtime import topology


class Broker:
    """A broker that was just started: a stream that is there already is not at hand for the first ``times``."""

    def __init__(self, times: int) -> None:
        self.left, self.channels = times, 0

    @contextmanager
    def channel(self):  # type: ignore[no-untyped-def]
        """Each refusal closes the channel, so there must be a new one for each try."""
        self.channels += 1
        yield MagicMock()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Broker:
    """One that takes two tries."""
    broker = Broker(2)

    def declare(channel: object, manifests: object, settle: float) -> None:
        broker.left -= 1
        if broker.left >= 0:
            raise NotFound("home node of durable queue 'guanwang.stream' is down or inaccessible")

    monkeypatch.setattr(topology, "declare", declare)
    return broker


def test_a_stream_that_is_not_at_hand_yet_is_waited_for(slow: Broker) -> None:
    topology.declare_when_ready(slow, [])
    assert slow.channels == 3


def test_not_for_ever(slow: Broker) -> None:
    slow.left = 1_000
    with pytest.raises(NotFound):
        topology.declare_when_ready(slow, [], seconds=0)

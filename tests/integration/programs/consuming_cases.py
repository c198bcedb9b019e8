"""A consumer that is told to stop before it has begun: what stock nameko hangs or dies of."""
from typing import Any

import eventlet
from nameko.messaging import QueueConsumer

from shared.runtime.consuming import DrainingConsumer, EventConsumer
from tests.integration.programs.runner import World


class Container:
    """What a consumer asks of its container while it starts."""

    def __init__(self) -> None:
        self.shared_extensions: dict[Any, Any] = {}

    config: dict[str, Any] = {"AMQP_URI": "amqp://nobody:nothing@127.0.0.1:9//", "MANIFESTS": ()}

    def spawn_managed_thread(self, run: Any, identifier: str = "") -> Any:
        """A thread that never gets a connection."""
        return eventlet.spawn(eventlet.sleep, 3600)


def starting(kind: type[QueueConsumer]) -> Any:
    """A consumer with two entrypoints, on its way to a broker that does not answer."""
    consumer = kind().bind(Container())
    for name in ("first", "second"):
        consumer.register_provider(name)
    eventlet.spawn(consumer.start)
    eventlet.sleep(0)
    return consumer


def test_stock_nameko_dies_of_the_second_entrypoint(world: World) -> None:
    consumer = starting(QueueConsumer)
    consumer.unregister_provider("first")
    try:
        consumer.unregister_provider("second")
    except AssertionError:
        return
    raise AssertionError("nameko has mended this: our own way is not needed any more")


def test_ours_stops_while_it_starts(world: World) -> None:
    consumer = starting(EventConsumer)
    for name in ("first", "second"):
        consumer.unregister_provider(name)
    with eventlet.Timeout(3):
        consumer.stop()


def test_ours_stops_before_it_has_started(world: World) -> None:
    consumer = DrainingConsumer().bind(Container())
    consumer.register_provider("first")
    with eventlet.Timeout(3):
        consumer.unregister_provider("first")
        consumer.stop()

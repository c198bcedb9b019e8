"""A broker killed in the first second of a queue: RabbitMQ forgets what it confirmed; nothing comes in that early here."""
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from amqp import Message
from amqp.exceptions import AMQPError
from kombu import Connection

from shared.embedded.rabbitmq import RabbitMQ
from shared.runtime import topology
from tests.support import wait_until

MANIFESTS = ()
BOOT_SECONDS = 90
LEADER_SECONDS = 8
LOST = (AMQPError, OSError)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[RabbitMQ]:
    """A new one."""
    made = RabbitMQ(tmp_path / "rabbitmq", dict(os.environ))
    _begin(made)
    yield made
    made.kill()


def _begin(broker: RabbitMQ) -> None:
    broker.start()
    broker.wait_ready(time.monotonic() + BOOT_SECONDS)


@contextmanager
def _channel(broker: RabbitMQ) -> Iterator[Any]:
    connection = Connection(broker.url, transport_options={"confirm_publish": True})
    try:
        yield connection.channel()
    finally:
        with suppress(*LOST):
            connection.close()


def _held(broker: RabbitMQ, queue: str) -> bool:
    """Whether a message is there, or comes as long as a queue takes that has just found its leader."""

    def found() -> Any:
        with suppress(*LOST), _channel(broker) as channel:
            return channel.basic_get(queue, no_ack=True)

    with suppress(AssertionError):
        return bool(wait_until(found, LEADER_SECONDS, 0.2))
    return False


def _publish_until_taken(broker: RabbitMQ) -> None:
    """To the parking exchange, which leads to one queue; what reaches no queue comes back, as for any sender who asks."""
    returned: list[object] = []
    with _channel(broker) as channel:
        channel.events["basic_return"].add(lambda *args: returned.append(args))
        while True:
            returned.clear()
            channel.basic_publish_confirm(Message("x", delivery_mode=2), topology.PARKING.name, "a.b", mandatory=True)
            if not returned:
                return


def _eager(channel: Any) -> None:
    topology.shared_queue(topology.PARKED)(channel).declare()


def _ours(channel: Any) -> None:
    topology.declare(channel, MANIFESTS)


def _until_killed(declare: Callable[[Any], None], channel: Any) -> None:
    with suppress(*LOST):
        declare(channel)


@pytest.mark.parametrize(("declare", "kept"), [(_eager, False), (_ours, True)], ids=["stock", "ours"])
def test_what_a_new_queue_has_confirmed(broker: RabbitMQ, declare: Callable[[Any], None], kept: bool) -> None:
    with _channel(broker) as channel:
        topology.PARKING(channel).declare()
        declaring = threading.Thread(target=_until_killed, args=(declare, channel))
        declaring.start()
        _publish_until_taken(broker)
        broker.kill()
        declaring.join()
    _begin(broker)
    assert _held(broker, topology.PARKED) is kept


def test_a_broker_that_was_killed_with_a_newborn_stream_begins_anew(broker: RabbitMQ) -> None:
    """Its stream would be refused for ever, as not to be found and as being there."""
    with _channel(broker) as channel:
        channel.queue_declare(topology.STREAM, durable=True, auto_delete=False, arguments={"x-queue-type": "stream"})
        broker.kill()
    _begin(broker)
    with Connection(broker.url) as connection:
        topology.declare_when_ready(connection, MANIFESTS, seconds=20)


def test_a_broker_whose_stream_is_settled_keeps_everything(broker: RabbitMQ) -> None:
    with _channel(broker) as channel:
        topology.declare(channel, MANIFESTS)
        began = time.monotonic()
        topology.declare(channel, MANIFESTS)
        assert time.monotonic() - began < topology.SETTLE_SECONDS, "what is settled is not waited for again"
    _publish_until_taken(broker)
    broker.kill()
    _begin(broker)
    assert _held(broker, topology.PARKED)

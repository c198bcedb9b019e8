"""Collectors: ``on_message_parked = collector(topology.PARKED, use_case)`` in a service class takes every message of a queue.

Beside event handlers, for a queue of anything: bytes are not decoded, headers not believed. A message is acknowledged only
after the use case, which saves it, came to its end. Whatever keeps it from that, a database that is away or a defect of ours,
the message stays the broker's and is tried again after growing pauses, for as long as it takes; it is never sent elsewhere.
"""
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import eventlet
from eventlet.event import Event
from kombu import message as kombu_message
from nameko.messaging import Consumer

from shared.arrived import Arrived
from shared.runtime import metrics, topology
from shared.runtime.consuming import DrainingConsumer

log = logging.getLogger("guanwang.collecting")

PAUSE_MOST = 15.0
"""Seconds between two tries, at most."""


class RawMessage(kombu_message.Message):
    """A message as it came; kombu would unpack what says of itself that it is compressed, however large that becomes."""

    def __init__(self, msg: Any, channel: Any = None, **kwargs: Any) -> None:
        properties = msg.properties
        super().__init__(body=msg.body, channel=channel, delivery_tag=msg.delivery_tag, delivery_info=msg.delivery_info,
                         content_type=properties.get("content_type"), properties=properties, **kwargs)
        self.headers = properties.get("application_headers") or {}
        self.failures = 0


class RawConsumer(DrainingConsumer):
    """The connection that collected messages arrive on, as bytes."""

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """Consumers that read nothing."""
        channel.auto_decode, channel.Message = False, RawMessage

        def consumer(callbacks: Any, **options: Any) -> Any:
            return consumer_cls(on_message=partial(callbacks[0], None), **options)

        return super().get_consumers(consumer, channel)


class Collector(Consumer):
    """The nameko entrypoint of one queue."""

    queue_consumer = RawConsumer()

    def __init__(self, queue_name: str, **kwargs: Any) -> None:
        super().__init__(queue=None, **kwargs)
        self.queue_name, self._stopping = queue_name, Event()

    def setup(self) -> None:
        """Consume from the queue, which all services declare alike."""
        self.queue = topology.shared_queue(self.queue_name)
        self.queue.no_declare = topology.given(self.container.config)
        super().setup()

    def stop(self) -> None:
        """Give back what waits for its next try, then let go."""
        if not self._stopping.ready():
            self._stopping.send()
        super().stop()

    def unpack_message_headers(self, message: Any) -> dict[str, Any]:
        """Nothing of what came is the frame's."""
        return {}

    def handle_message(self, body: Any, message: Any) -> None:
        """Give it to a worker, whatever it is."""
        super().handle_message(arrived(message), message)

    def handle_message_processed(self, message: Any, result: Any = None, exc_info: Any = None) -> None:
        """Done, or once more after a pause."""
        metrics.COLLECTED.labels(self.queue_name, "failed" if exc_info else "done").inc()
        if exc_info is None:
            self.queue_consumer.ack_message(message)
            return
        message.failures += 1
        log.warning("a message of %s could not be taken in, try %d: %s", self.queue_name, message.failures,
                    exc_info[0].__name__)
        # Not in this thread: it is a worker's, and all of them might come to wait for a worker.
        self.container.spawn_managed_thread(partial(self._again, message), identifier="collect again")

    def _again(self, message: Any) -> None:
        with eventlet.Timeout(min(0.25 * 2 ** message.failures, PAUSE_MOST), False):
            self._stopping.wait()
        if self._stopping.ready() or not message.channel.connection:  # of a lost connection it is given out again
            self.queue_consumer.requeue_message(message)
        else:
            self.handle_message(None, message)


def collector(queue_name: str, use_case: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a service class that takes in each message of a queue by ``use_case(ports, now=…, message=Arrived)``.

    The use case must be safe to repeat, and must not refuse what it does not understand: nobody else will take it.
    """
    def collect(self: Any, message: Arrived) -> None:
        self.frame.collect(use_case, message)

    collect.__name__, collect.__doc__ = use_case.__name__, use_case.__doc__
    return partial(Collector.decorator, queue_name)()(collect)  # type: ignore[no-any-return]


def arrived(message: Any) -> Arrived:
    """What a message is, with a name for everything that may be missing."""
    return Arrived(message_id=_text(message.properties.get("message_id")), content_type=_text(message.content_type),
                   routing_key=_text(message.delivery_info["routing_key"]), body=bytes(message.body or b""),
                   headers=message.headers)


def _text(value: Any) -> str:
    """As text that can be stored: the wire allows for more."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode()

"""Event handlers: ``on_review_cleared = handler("secrecy.review.cleared.v1", use_case, reader)`` in a service class.

A handler that fails is tried again after 1, 5 and 30 seconds, then parked with the reason. While the database or
another service is down its events wait, uncounted. What cannot be read at all is parked at once.
"""
import heapq
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import eventlet
import orjson
from kombu.serialization import register
from nameko.constants import DEFAULT_SERIALIZER
from nameko.messaging import Consumer

from shared.events import CONTENT_TYPE, handler_name
from shared.runtime import metrics, reasons, topology
from shared.runtime.consuming import EventConsumer, frame_headers
from shared.runtime.receiving import Unreadable, expect_road

SERIALIZER = "cloudevents"
register(SERIALIZER, orjson.dumps, orjson.loads, CONTENT_TYPE, "utf-8")
register(DEFAULT_SERIALIZER, lambda value: orjson.dumps(value).decode(), orjson.loads, "application/json", "utf-8")

log = logging.getLogger("guanwang.handling")

HANDLER_SECONDS = 20.0


class Outage(Exception):
    """Something that the handler needs is away; the event waits without counting as a failure."""


class Waits:
    """How many events this process sent to wait whose time is not over."""

    def __init__(self) -> None:
        self._ends: list[float] = []
        metrics.EVENTS_WAITING.set_function(self.count)

    def add(self, seconds: float) -> None:
        """One more."""
        self.count()
        heapq.heappush(self._ends, time.monotonic() + seconds)

    def count(self) -> int:
        """Those that still wait."""
        while self._ends and self._ends[0] <= time.monotonic():
            heapq.heappop(self._ends)
        return len(self._ends)


_WAITS = Waits()


class EventHandler(Consumer):
    """The nameko entrypoint of one event type."""

    queue_consumer = EventConsumer()

    def __init__(self, event_type: str, **kwargs: Any) -> None:
        super().__init__(queue=None, **kwargs)
        self.event_type = event_type

    def setup(self) -> None:
        """Consume from the durable queue of this service and event type."""
        self.queue = topology.consumer_queue(self.container.service_name, self.event_type)
        self.queue.no_declare = topology.given(self.container.config)
        super().setup()

    def unpack_message_headers(self, message: Any) -> dict[str, Any]:
        """Nothing of what the broker added goes into the calls that the handler makes."""
        return frame_headers(message.headers, self.header_prefix)

    def handle_message(self, body: Any, message: Any) -> None:
        """Give it to a worker if it came as our events come."""
        try:
            expect_road(body, exchange=message.delivery_info["exchange"], routing_key=message.delivery_info["routing_key"],
                        content_type=str(message.content_type), size=len(_raw(message)))
        except Unreadable as error:
            self.handle_unreadable(message, error)
        else:
            super().handle_message(body, message)

    def handle_unreadable(self, message: Any, error: Exception) -> None:
        """Park what no worker need look at, with the reason."""
        reason = error if isinstance(error, Unreadable) else Unreadable(f"{type(error).__name__}: {error}")
        self.handle_message_processed(message, exc_info=(Unreadable, reason, None))

    def handle_message_processed(self, message: Any, result: Any = None, exc_info: Any = None) -> None:
        """Settle the message: done, wait for an outage to end, try again later, or park."""
        if exc_info is None:
            metrics.EVENTS_HANDLED.labels(self.queue.name, "done").inc()
            self.queue_consumer.ack_message(message)
            return
        outcome, exchange, headers = self._verdict(message, exc_info[1], exc_info[2])
        try:
            self.queue_consumer.send(str(message.properties.get("message_id") or ""), _raw(message), exchange, self.queue.name,
                                     str(message.content_type), headers)
        except Exception as error:
            log.warning("could not move a failed event on, it goes back to its queue: %r", error)
            eventlet.sleep(1)
            self.queue_consumer.requeue_message(message)
            return
        metrics.EVENTS_HANDLED.labels(self.queue.name, outcome).inc()
        if outcome != "parked":
            _WAITS.add(topology.OUTAGE_SECONDS if outcome == "waited" else topology.RETRY_SECONDS[headers["x-attempts"] - 1])
        self.queue_consumer.ack_message(message)

    def _verdict(self, message: Any, error: BaseException, trace: Any) -> tuple[str, str, dict[str, Any]]:
        attempts = topology.attempts(message.headers)
        headers = {key: value for key, value in message.headers.items() if not key.startswith("x-")}
        headers |= {"x-attempts": attempts, "x-error": reasons.told(error, ours=(Unreadable, Outage)),
                    "x-place": reasons.place(trace)}
        if isinstance(error, Outage):
            return "waited", topology.retry_exchange(topology.OUTAGE_SECONDS), headers
        if isinstance(error, Unreadable) or attempts >= len(topology.RETRY_SECONDS):
            log.error("event parked from %s after %d tries: %s", self.queue.name, attempts + 1, headers["x-error"])
            return "parked", topology.PARKING.name, headers
        headers["x-attempts"] = attempts + 1
        return "retried", topology.retry_exchange(topology.RETRY_SECONDS[attempts]), headers


def handler(event_type: str, use_case: Callable[..., Any], reader: Any, *, seconds: float = HANDLER_SECONDS
            ) -> Callable[..., Any]:
    """A method of a service class that handles ``event_type`` by ``use_case(ports, now=…, event=Received, **fields)``.

    ``reader`` is the marshmallow schema class of the fields that it reads; others are ignored. After ``seconds`` the store no
    longer answers it, and the event waits as for an outage: what has long work to do must say so.
    """
    schema = reader()

    def handle(self: Any, body: Any) -> None:
        self.frame.handle(event_type, use_case, schema, body, seconds)

    handle.__name__ = handler_name(event_type)
    handle.__doc__ = use_case.__doc__
    handle.reader, handle.use_case = schema, use_case  # type: ignore[attr-defined]
    return partial(EventHandler.decorator, event_type)()(handle)  # type: ignore[no-any-return]


def _raw(message: Any) -> bytes:
    body = message.body
    return body if isinstance(body, bytes) else str(body).encode()

"""A department's own AMQP client, as a department would write one: a queue of its own, bound to public events."""
import threading
import time
import uuid
from typing import Any

import orjson
from kombu import Connection

from shared.events import EXCHANGE, PUBLIC


class Department:
    """Listens from ``start`` to ``stop`` and keeps every public event with the time of its arrival."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._arrived: list[tuple[float, dict[str, Any]]] = []
        self._news, self._stopping = threading.Condition(), False
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def start(self) -> None:
        """Declare the queue and listen."""
        self._thread.start()
        if not self._ready.wait(15):
            raise TimeoutError("the department's client could not connect to the broker")

    def stop(self) -> None:
        """Stop listening; the queue goes away by itself."""
        self._stopping = True
        self._thread.join(5)

    def wait_for(self, event_type: str, *, seconds: float = 15, **data: Any) -> tuple[float, dict[str, Any]]:
        """Arrival (``time.monotonic()``) and event of this type whose data have these values; ``TimeoutError``."""
        end = time.monotonic() + seconds
        with self._news:
            while True:
                for arrived, event in self._arrived:
                    if event["type"] == event_type and all(event["data"].get(key) == value for key, value in data.items()):
                        return arrived, event
                if not self._news.wait(max(end - time.monotonic(), 0)):
                    raise TimeoutError(f"no {event_type} arrived within {seconds:g} s")

    def _listen(self) -> None:
        with Connection(self._url, heartbeat=10) as connection:
            connection.ensure_connection(max_retries=5, interval_start=0.2)  # of several addresses, the first that answers
            channel = connection.channel()
            queue, _, _ = channel.queue_declare(f"dept.demo.{uuid.uuid4().hex[:8]}", exclusive=True, auto_delete=True)
            channel.queue_bind(queue, EXCHANGE, routing_key=f"#.{PUBLIC}")
            channel.basic_consume(queue, no_ack=True, callback=self._take)
            self._ready.set()
            while not self._stopping:
                try:
                    connection.drain_events(timeout=0.5)
                except TimeoutError:
                    connection.heartbeat_check()

    def _take(self, message: Any) -> None:
        with self._news:
            self._arrived.append((time.monotonic(), orjson.loads(message.body)))
            self._news.notify_all()

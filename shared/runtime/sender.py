"""Sending single messages so that the broker has them for certain, on a connection of their own."""
import time
from collections.abc import Mapping
from typing import Any

import eventlet

from shared.runtime.broker import LOST
from shared.runtime.confirmer import Confirmer


class NoQueue(ConnectionError):
    """The broker answers, but there is no queue for the message."""


class Sender:
    """One a process, for all its green threads."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._publisher: Confirmer | None = None
        self._lock = eventlet.semaphore.Semaphore()
        self._away_at = time.monotonic()

    def send(self, message_id: str, body: bytes, exchange: str, routing_key: str, content_type: str,
             headers: Mapping[str, Any]) -> None:
        """Publish one message, confirmed and within ten seconds; raises when the broker does not have it.

        ``NoQueue`` when it gave the message back, ``ConnectionError`` and its kind when it refused it or is away.
        """
        with self._lock:
            try:
                publisher = self._publisher or self._connected()
                publisher.publish(message_id, body, exchange, routing_key, content_type=content_type, headers=headers)
                _, refused = publisher.wait(10)
                if publisher.took_back():
                    raise NoQueue(f"there is no queue “{routing_key}”")
                if refused:
                    raise ConnectionError("the broker refused the message")
            except NoQueue:
                raise
            except Exception:
                if self._publisher:
                    self._publisher.close()
                    self._publisher = None
                raise

    @property
    def seconds_since_away(self) -> float:
        """How long ago the broker was last found away, or nothing was known of it yet."""
        return time.monotonic() - self._away_at

    def _connected(self) -> Confirmer:
        try:
            self._publisher = Confirmer(self._url)
        except LOST:
            self._away_at = time.monotonic()
            raise
        return self._publisher

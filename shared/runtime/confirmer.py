"""Publishing in batches with confirms: one channel, many messages, one bounded wait."""
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from shared.runtime import broker


class Confirmer:
    """A connection of its own that publishes persistent, mandatory messages and tells which the broker has.

    Never closed by handshake: that hangs for ever on a broker that is frozen or in a memory alarm.
    """

    def __init__(self, url: str) -> None:
        self.connection = broker.connected(url)
        self.channel = self.connection.default_channel
        self.channel.confirm_select()
        self._published = 0
        self._pending: dict[int, str] = {}
        self._confirmed: list[str] = []
        self._refused: set[str] = set()
        self._returned = False
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self.channel.events["basic_return"].add(self._on_return)

    def publish(self, message_id: str, body: bytes, exchange: str, routing_key: str, *, content_type: str,
                headers: Mapping[str, Any] | None = None, **properties: Any) -> None:
        """Send one message, with further AMQP ``properties``; whether it arrived is known after ``wait``."""
        message = self.channel.prepare_message(body, content_type=content_type, content_encoding="utf-8",
                                               headers=dict(headers or {}),
                                               properties={"delivery_mode": 2, "message_id": message_id, **properties})
        self._published += 1
        self._pending[self._published] = message_id
        self.channel.basic_publish(message, exchange=exchange, routing_key=routing_key, mandatory=True)

    def wait(self, seconds: float = 10) -> tuple[list[str], set[str]]:
        """Ids that the broker has safely, and ids that it returned or refused; ``TimeoutError`` after ``seconds``."""
        end = time.monotonic() + seconds
        while self._pending:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{len(self._pending)} messages were not confirmed within {seconds:g} s")
            self.connection.drain_events(timeout=left)
        confirmed, refused = self._confirmed, self._refused
        self._confirmed, self._refused = [], set()
        return [each for each in confirmed if each not in refused], refused

    def took_back(self) -> bool:
        """True if the broker gave back a message, for want of a queue, since this was last asked."""
        returned, self._returned = self._returned, False
        return returned

    def close(self) -> None:
        """Drop the connection without a handshake."""
        with suppress(Exception):  # it is being thrown away
            self.connection.collect(0.5)

    def _on_ack(self, tag: int, multiple: bool) -> None:
        self._confirmed += self._take(tag, multiple)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._refused.update(self._take(tag, multiple))

    def _on_return(self, _error: Any, _exchange: str, _key: str, message: Any) -> None:
        self._refused.add(message.properties.get("message_id"))
        self._returned = True

    def _take(self, tag: int, multiple: bool) -> list[str]:
        tags = [each for each in self._pending if each <= tag] if multiple else [tag]
        return [self._pending.pop(each) for each in tags if each in self._pending]

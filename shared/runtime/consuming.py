"""Consuming from RabbitMQ so that nothing is lost, doubled or hung; what stock nameko lacks, by subclassing only.

Each subclass of ``DrainingConsumer`` has a connection of its own (nameko shares extensions by type): events and RPC
never wait for each other, also not when the broker blocks one of them.
"""
import logging
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import orjson
from nameko.messaging import QueueConsumer

from shared.runtime import topology
from shared.runtime.broker import BrokerConnection
from shared.runtime.packets import Packets
from shared.runtime.sender import Sender

log = logging.getLogger("guanwang.consuming")

NO_BEAT_SECONDS = 15
"""A consumer that was not seen turning for so long is reported as unhealthy."""


def frame_headers(headers: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Only the frame's own headers: stock nameko sends every header on, and dies of a malformed call stack."""
    own = {key[len(prefix) + 1:]: value for key, value in headers.items() if key.startswith(f"{prefix}.")}
    if not isinstance(own.get("call_id_stack", []), list):
        del own["call_id_stack"]
    return own


class _StoppedWithoutBroker(Exception):
    """A consumer was told to stop while it had no connection."""


class DrainingConsumer(QueueConsumer):
    """Stops only after every delivered message is settled, so that a stop runs nothing twice."""

    def __init__(self) -> None:
        super().__init__()
        self._unsettled: set[int] = set()
        self.beat = -math.inf
        """``time.monotonic()`` of the last turn of its loop; the beginning of time until it consumed for the first time."""
        self.fine_at = time.monotonic()
        """When it last turned, or the broker was away; whatever is to blame for a longer silence is here."""
        self.trouble = ""
        """Why it does not consume at the moment, as far as it knows."""

    @property
    def healthy(self) -> bool:
        """True while connected and turning."""
        return time.monotonic() - self.beat < NO_BEAT_SECONDS

    def unregister_provider(self, provider: Any) -> None:
        """Let an entrypoint go. While starting, stock nameko lets go of the first and dies of the second: a stop then hangs."""
        if self._consumers_ready.ready():
            super().unregister_provider(provider)
        elif not self._last_provider_unregistered.ready():
            self._last_provider_unregistered.send()

    def stop(self) -> None:
        """Stop after the last message is settled; what has not begun to consume has nothing to settle."""
        if self._gt is None:
            self._starting = True  # whoever would start it now waits until the process is gone
        else:
            super().stop()

    def handle_message(self, provider: Any, body: Any, message: Any) -> None:
        """Count the message as open, then hand it to its entrypoint."""
        self._unsettled.add(id(message))
        super().handle_message(provider, body, message)

    def ack_message(self, message: Any) -> None:
        """Tell the broker that the message is done."""
        self._settle(message, "ack")

    def requeue_message(self, message: Any) -> None:
        """Give the message back to the broker."""
        self._settle(message, "requeue")

    def _settle(self, message: Any, how: str) -> None:
        try:
            if message.channel.connection:
                getattr(message, how)()
        except Exception as error:  # the broker gives the message out again, and handlers are idempotent
            log.warning("could not %s a message: %r", how, error)
        finally:
            self._unsettled.discard(id(message))

    def on_iteration(self) -> None:
        """Called at each turn of the loop, once a second at least."""
        self.beat = self.fine_at = time.monotonic()
        self._cancel_consumers_if_requested()
        if not self._consumers and not self._unsettled:
            self.should_stop = True

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """After each (re)connection: what was open is the broker's again."""
        self._unsettled.clear()
        topology.prepare(channel, self.container.config, self.container.service_name)
        return super().get_consumers(consumer_cls, channel)

    @property
    def connection(self) -> BrokerConnection:
        """A connection that is not made yet, to whichever address answers, for reading and writing whole packets."""
        return BrokerConnection.to(self.amqp_uri, heartbeat=self.container.config.get("HEARTBEAT", 10),
                                   plain_transport=Packets)

    def create_connection(self) -> BrokerConnection:
        """Called by kombu for each connection that it makes."""
        return self.connection

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        """Reconnect within three seconds, and never wait for the closing handshake of a broken connection."""
        with self.create_connection() as connection:
            connection.ensure_connection(self.on_connection_error, None, interval_start=0.2, interval_step=0.3, interval_max=3)
            try:
                yield connection
            except Exception as error:
                self.trouble = f"{type(error).__name__}: {error}"
                connection.collect(0.5)
                raise

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Consume until stopped."""
        with suppress(_StoppedWithoutBroker):
            super().run(*args, **kwargs)

    def on_connection_error(self, error: Exception, interval: float) -> None:
        """Say so, without the URL and its password."""
        self._stop_without_broker()
        self.trouble, self.fine_at = f"no connection to the broker ({error})", time.monotonic()
        log.warning("%s; trying again in %.1f s", self.trouble, interval)

    def _stop_without_broker(self) -> None:
        """Without a connection there is nothing to cancel or settle; stock nameko waits until the broker is back."""
        while self._pending_remove_providers:
            provider, removed = self._pending_remove_providers.popitem()
            self._consumers.pop(provider, None)
            removed.send()
        if self._consumers_ready.ready() and not self._consumers:
            raise _StoppedWithoutBroker

    def on_consume_ready(self, *args: Any, **kwargs: Any) -> None:
        """All its queues are as wanted: forget what was the matter."""
        self.trouble = ""
        super().on_consume_ready(*args, **kwargs)

    def on_decode_error(self, message: Any, error: Exception) -> None:
        """Let the broker park what is not readable; kombu's default acknowledges and so loses it."""
        log.error("unreadable message rejected: %s", type(error).__name__)
        message.reject(requeue=False)


class EventConsumer(DrainingConsumer):
    """The connection that events arrive on, with a publisher beside it for retries and parking."""

    def __init__(self) -> None:
        super().__init__()
        self._sender: Sender | None = None

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """Consumers that hand also what cannot be decoded to its entrypoint, which parks it with the reason."""
        def consumer(callbacks: Any, **options: Any) -> Any:
            (provider,) = callbacks[0].args
            return consumer_cls(callbacks=callbacks, on_decode_error=partial(self._unreadable, provider), **options)

        return super().get_consumers(consumer, channel)

    def _unreadable(self, provider: Any, message: Any, error: Exception) -> None:
        self._unsettled.add(id(message))
        self.container.spawn_managed_thread(partial(provider.handle_unreadable, message, error), identifier="unreadable")

    def send(self, message_id: str, body: bytes, exchange: str, routing_key: str, content_type: str,
             headers: Mapping[str, Any]) -> None:
        """Publish one message, confirmed and within ten seconds; raises when the broker does not have it."""
        if self._sender is None:
            self._sender = Sender(self.amqp_uri)
        self._sender.send(message_id, body, exchange, routing_key, content_type, headers)


class CallConsumer(DrainingConsumer):
    """The connection that calls arrive on and their answers leave by."""

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """Consumers that read JSON from the bytes as they came; kombu would make text of them first."""
        channel.auto_decode = False

        def consumer(callbacks: Any, **options: Any) -> Any:
            return consumer_cls(on_message=partial(self._arrived, callbacks[0]), **options)

        return super().get_consumers(consumer, channel)

    def _arrived(self, callback: Any, message: Any) -> None:
        try:
            body = orjson.loads(message.body)
        except ValueError as error:
            self.on_decode_error(message, error)
        else:
            callback(body, message)

    def handle_message(self, provider: Any, body: Any, message: Any) -> None:
        """Straight to the entrypoint, which only starts a worker: no more are given out than there are workers."""
        self._unsettled.add(id(message))
        provider.handle_message(body, message)

    def settled(self, message: Any) -> None:
        """The broker was told together with the answer."""
        self._unsettled.discard(id(message))

    def on_decode_error(self, message: Any, error: Exception) -> None:
        """A call that is not readable is dropped: its caller runs into its deadline."""
        log.error("unreadable call dropped: %s", type(error).__name__)
        message.ack()


class ReplyConsumer(DrainingConsumer):
    """The connection that answers to this service's own calls arrive on."""

"""Operations: ``submit_article = operation(use_case, schema, view)`` in a service class; one RPC method each.

One message carries a bundle of calls: ``{"args": [[call, …]], "kwargs": {}}``. A call is ``{"args", "caller",
"correlation", "deadline" (unix seconds), "key", "traceparent"}``; its outcome is ``{"answer": …}`` or ``{"fault": …}``.
Calls of one bundle run side by side and fail alone.
"""
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from amqp import spec
from kombu import Exchange, Queue
from nameko.rpc import Rpc, RpcConsumer

from shared.calls import EXCHANGE, REPLY_KEYS, queue_name
from shared.document import Document
from shared.ready import Ready
from shared.runtime import packets, topology
from shared.runtime.consuming import CallConsumer, frame_headers, log

_REPLY_KEY = re.compile(rf"(?:{REPLY_KEYS})\Z")
DIRECT_REPLY = "amq.rabbitmq.reply-to."
"""How the address of a caller without a queue begins: RabbitMQ hands the answer to its connection, by no exchange of ours."""


@dataclass(frozen=True)
class Operation:
    """What the frame must know to run one operation."""

    name: str
    use_case: Callable[..., Any]
    takes: Any
    """Instance of the input schema."""
    gives: Any
    """Instance of the view schema, or ``None``: the use case's result is the answer as it is."""
    write: bool
    many: bool
    """True if the use case returns a page, ``(items, next cursor)``."""
    together: Callable[..., Any] | None = None
    """``together(ports, now=…, calls=[(caller, fields), …])`` answers many calls at once with results or faults."""
    shows_once: bool = False
    """True if the first answer holds what a repeat must not get, such as a new secret: that is added after the save."""

    def view(self, result: Any) -> Any:
        """The answer that a result is shown as."""
        if isinstance(result, Ready | Document):
            return result.to_wire()
        if self.many:
            items, cursor = result
            return {"items": self.gives.dump(items, many=True) if self.gives else items, "next": cursor}
        return self.gives.dump(result) if self.gives and result is not None else result


class CallRpcConsumer(RpcConsumer):
    """Answers on the connection that the call came by: no confirm, no pool, one JSON dump."""

    queue_consumer = CallConsumer()

    def __init__(self) -> None:
        super().__init__()
        self._by_key: dict[str, Any] = {}
        self._given = False

    def setup(self) -> None:
        """Receive calls in a queue that is not kept on disk, unlike stock nameko's (see ``shared.calls``)."""
        super().setup()
        service = self.container.service_name
        self._given = topology.given(self.container.config)
        exchange = Exchange(EXCHANGE, "topic", durable=True, no_declare=self._given)
        self.queue = Queue(queue_name(service), exchange, f"{service}.*", durable=False)

    def get_provider_for_method(self, routing_key: str) -> Any:
        """The entrypoint of an operation, looked for once; stock nameko goes through all of them for each call."""
        found = self._by_key.get(routing_key)
        if found is None:
            found = self._by_key[routing_key] = super().get_provider_for_method(routing_key)
        return found

    def handle_message(self, body: Any, message: Any) -> None:
        """Refuse what is no call: stock nameko dies of a message without ``reply_to``, one replica after the other."""
        if not self._answerable(message.properties.get("reply_to")) or not isinstance(body, dict):
            log.error("dropped a message that is no call: %s", message.delivery_info.get("routing_key"))
            self.queue_consumer.ack_message(message)
            return
        super().handle_message(body, message)

    def _answerable(self, reply_to: str | None) -> bool:
        """A user of its own may not answer anywhere else, and would lose its connection over the attempt."""
        return bool(reply_to) and not (self._given and not _REPLY_KEY.match(str(reply_to)))

    def handle_result(self, message: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        """Send the answer; a caller who is gone is no error."""
        error = None if exc_info is None else {"exc_type": type(exc_info[1]).__name__, "exc_path": "", "exc_args": [],
                                               "value": str(exc_info[1])[:500]}
        try:
            self._reply(message, orjson.dumps({"result": result, "error": error}))
        except Exception as problem:
            log.warning("could not answer a call: %r", problem)
            self.queue_consumer.ack_message(message)
        return result, exc_info

    def _reply(self, message: Any, body: bytes) -> None:
        """Send the answer and, in the same packet, that the call is done."""
        channel, reply_to = message.channel, message.properties["reply_to"]
        exchange = "" if reply_to.startswith(DIRECT_REPLY) else self.queue.exchange.name
        correlation = str(message.properties.get("correlation_id", ""))
        transport = channel.connection.transport if channel.connection else None
        if isinstance(transport, packets.PacketTransport):
            transport.write(packets.message(
                body, channel=channel.channel_id, frame_most=channel.connection.frame_max, exchange=exchange,
                routing_key=reply_to, correlation=correlation
            ) + packets.acknowledgement(message.delivery_tag, channel=channel.channel_id))
            self.queue_consumer.settled(message)
            return
        if transport:
            reply = channel.prepare_message(body, content_type="application/json", content_encoding="utf-8", properties={
                "delivery_mode": 1, "correlation_id": correlation})
            # Not basic_publish: that reads from the socket first, where the consumer's own green thread is reading.
            channel.send_method(spec.Basic.Publish, "Bssbb", (0, exchange, reply_to, False, False), reply)
        self.queue_consumer.ack_message(message)


class CallEntrypoint(Rpc):
    """The nameko entrypoint of one operation."""

    rpc_consumer = CallRpcConsumer()

    def check_signature(self, args: Any, kwargs: Any) -> None:
        """One bundle and nothing else is what an operation takes; anything else is looked at in nameko's slow way."""
        if kwargs or not isinstance(args, list) or len(args) != 1:
            super().check_signature(args, kwargs)

    def unpack_message_headers(self, message: Any) -> dict[str, Any]:
        """Only the frame's own headers."""
        return frame_headers(message.headers, self.header_prefix)


def operation(use_case: Callable[..., Any], takes: Any, gives: Any = None, *, many: bool = False,
              together: Callable[..., Any] | None = None, shows_once: bool = False) -> Callable[..., Any]:
    """A method of a service class that runs ``use_case(ports, caller=…, now=…, **fields)``.

    ``takes`` is the marshmallow schema class of the fields, ``gives`` the one of the answer. What begins with ``get_``,
    ``list_``, ``count_`` or ``search_`` changes nothing; everything else is a write and honours idempotency keys. A busy
    query may have a form that answers many calls ``together``; it must answer each as ``use_case`` would. ``shows_once``
    is for answers with a secret that a repeat with the same key does not get.
    """
    name = use_case.__name__
    write = not name.startswith(("get_", "list_", "count_", "search_"))
    described = Operation(name, use_case, takes(), gives() if gives else None, write, many, together,
                          shows_once)

    def run(self: Any, calls: Any) -> Any:
        return self.frame.run(described, calls)

    run.__name__, run.__doc__ = name, use_case.__doc__
    run.operation = described  # type: ignore[attr-defined]
    return partial(CallEntrypoint.decorator)()(run)  # type: ignore[no-any-return]

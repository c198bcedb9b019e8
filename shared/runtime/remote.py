"""Calling an operation of another service, with a deadline; only for what an event must not carry.

A service that makes calls names them in its manifest; there are no others.
"""
import logging
import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import eventlet
import orjson
from kombu import Exchange, Queue
from nameko.extensions import SharedExtension
from nameko.rpc import RPC_REPLY_QUEUE_TTL, ReplyListener

from shared.caller import SYSTEM, Caller
from shared.calls import EXCHANGE
from shared.errors import Fault, Unavailable
from shared.runtime import context, topology
from shared.runtime.confirmer import Confirmer
from shared.runtime.consuming import ReplyConsumer
from shared.runtime.settings import Settings

log = logging.getLogger("guanwang.remote")


class Replies(ReplyListener):
    """This process's own reply queue, on a connection of its own."""

    queue_consumer = ReplyConsumer()

    def setup(self) -> None:
        """Have a queue that, like the answers in it, is not kept: another node makes it anew if its own is lost."""
        super().setup()
        exchange = Exchange(EXCHANGE, "topic", durable=True, no_declare=topology.given(self.container.config))
        self.queue = Queue(self.queue.name, exchange, self.routing_key, durable=False,
                           queue_arguments={"x-expires": RPC_REPLY_QUEUE_TTL})

    def forget(self, correlation_id: str) -> None:
        """Stop waiting; stock nameko keeps an abandoned call for ever."""
        self._reply_events.pop(correlation_id, None)


class Remote(SharedExtension):
    """Calls operations of other services."""

    def __init__(self) -> None:
        super().__init__()
        self.replies = Replies()
        self._publisher: Confirmer | None = None
        self._lock = eventlet.semaphore.Semaphore()

    def setup(self) -> None:
        """Learn the broker's address."""
        self._settings: Settings = self.container.config["SETTINGS"]

    def call(self, operation: str, *, caller: Caller = SYSTEM, seconds: float = 5.0, **fields: Any) -> Any:
        """The answer of ``operation`` to ``fields``; raises its ``Fault``, or ``Unavailable`` after ``seconds``."""
        outcome = self.call_many(operation, [fields], caller=caller, seconds=seconds)[0]
        if isinstance(outcome, Fault):
            raise outcome
        return outcome

    def call_many(self, operation: str, calls: Sequence[Mapping[str, Any]], *, caller: Caller = SYSTEM, seconds: float = 5.0
                  ) -> list[Any]:
        """The answers of ``operation`` to many calls in their order, each an answer or its ``Fault``; one message each way.

        Raises ``Unavailable`` after ``seconds``. Every call is given that long.
        """
        if not calls:
            return []
        correlation = uuid.uuid4().hex
        frame = {"caller": caller.to_wire(), "correlation": context.CORRELATION.get(), "deadline": time.time() + seconds,
                 "key": None, "traceparent": None}
        body = orjson.dumps({"args": [[{"args": fields, **frame} for fields in calls]], "kwargs": {}})
        waiting = self.replies.get_reply_event(correlation)
        try:
            with eventlet.Timeout(seconds, Unavailable(operation=operation)):
                self._send(operation, body, correlation, seconds)
                reply: Mapping[str, Any] = waiting.wait()
        finally:
            self.replies.forget(correlation)
        if reply.get("error"):
            log.error("%s failed: %s", operation, reply["error"].get("value"))
            raise Unavailable(operation=operation)
        return [Fault.from_wire(each["fault"]) if "fault" in each else each["answer"] for each in reply["result"]]

    def _send(self, operation: str, body: bytes, correlation: str, seconds: float) -> None:
        with self._lock:
            try:
                if self._publisher is None:
                    self._publisher = Confirmer(self._settings.rabbitmq_url)
                self._publisher.publish(correlation, body, EXCHANGE, operation, content_type="application/json",
                                        delivery_mode=1, reply_to=self.replies.routing_key, correlation_id=correlation,
                                        expiration=str(int(seconds * 1000)))
                _, refused = self._publisher.wait(seconds)
            except BaseException as error:
                if self._publisher:
                    self._publisher.close()
                    self._publisher = None
                if isinstance(error, Fault):
                    raise
                raise Unavailable(operation=operation) from error
        if refused:
            raise Unavailable(operation=operation)

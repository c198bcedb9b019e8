"""Calling an operation from a command: one call on a connection of its own, as the suite itself.

Only who has the broker's password can do this; it is how the first administrator is made.
"""
import time
import uuid
from typing import Any

import orjson

from shared.caller import SYSTEM
from shared.calls import EXCHANGE
from shared.errors import Expired, Fault, Internal, Unavailable
from shared.runtime import broker


def call(url: str, operation: str, *, seconds: float = 20.0, **fields: Any) -> Any:
    """The answer of ``operation``; raises its ``Fault``, ``Unavailable`` without such a service, or ``Expired``."""
    found: list[dict[str, Any]] = []
    try:
        _ask(url, operation, fields, seconds, found)
    except broker.LOST as error:
        raise Unavailable(operation=operation) from error
    return _answer(operation, found)


def _ask(url: str, operation: str, fields: dict[str, Any], seconds: float, found: list[dict[str, Any]]) -> None:
    """Send the call and wait; what comes back is added to ``found``."""
    correlation = uuid.uuid4().hex
    with broker.connected(url) as connection:
        channel = connection.channel()
        queue, _, _ = channel.queue_declare(exclusive=True, auto_delete=True)
        channel.exchange_declare(EXCHANGE, "topic", durable=True, auto_delete=False)
        channel.queue_bind(queue, EXCHANGE, routing_key=correlation)
        channel.basic_consume(queue, no_ack=True, callback=lambda message: found.append(orjson.loads(message.body)))
        channel.events["basic_return"].add(lambda *_: found.append({"returned": True}))
        one = {"args": fields, "caller": SYSTEM.to_wire(), "correlation": correlation, "deadline": time.time() + seconds}
        channel.basic_publish(channel.prepare_message(
            orjson.dumps({"args": [[one]], "kwargs": {}}), content_type="application/json", content_encoding="utf-8",
            properties={"reply_to": correlation, "correlation_id": correlation, "delivery_mode": 1}),
            exchange=EXCHANGE, routing_key=operation, mandatory=True)
        end = time.monotonic() + seconds
        while not found and (left := end - time.monotonic()) > 0:
            try:
                connection.drain_events(timeout=left)
            except TimeoutError:
                break


def _answer(operation: str, found: list[dict[str, Any]]) -> Any:
    if not found:
        raise Expired(operation=operation)
    if found[0].get("returned"):
        raise Unavailable(operation=operation)
    if found[0].get("error"):
        raise Internal(operation=operation)
    outcome = found[0]["result"][0]
    if "fault" in outcome:
        raise Fault.from_wire(outcome["fault"])
    return outcome["answer"]

"""Reading the stream of all events: from now on, from the beginning, or from some time ago."""
import logging
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import amqp
import orjson

from shared.clock import now
from shared.plugins.manifest import Manifest
from shared.runtime import broker
from shared.runtime.topology import STREAM, declare

PREFETCH = 100
PAUSE_SECONDS = 1.0

log = logging.getLogger("guanwang.tailing")


def events(url: str, *, since: str = "next", manifests: tuple[Manifest, ...] = ()) -> Iterator[dict[str, Any]]:
    """CloudEvents as they come; ``since`` is ``next``, ``first``, or a time span that the broker knows, such as ``1h``.

    Never ends by itself; a connection that is lost is made again, to another address if there is one, where it left off.
    Raises kombu's ``OperationalError`` when the broker does not answer at the beginning.
    """
    place: Any = since
    connection, begun = broker.connected(url, heartbeat=10), now()
    while True:
        try:
            for offset, body in _messages(connection, place, manifests):
                place = offset + 1
                if (event := _event(body)) is not None:
                    yield event
        except broker.LOST as error:
            log.warning("the connection to the broker is lost (%s)", type(error).__name__)
            place = begun if place == "next" else place
            connection.addresses.failed(connection.address)
        finally:
            connection.collect(0.5)  # no handshake: the broker may be frozen
        connection = _again(url)


def _event(body: bytes | str) -> dict[str, Any] | None:
    """The event, or ``None``: anything may lie in the stream."""
    try:
        event = orjson.loads(body)
        datetime.fromisoformat(event["time"])
        named = all(isinstance(event[name], str) for name in ("id", "type", "subject"))
    except (ValueError, TypeError, KeyError):
        return None
    return event if named else None


def _messages(connection: broker.BrokerConnection, place: Any, manifests: tuple[Manifest, ...]
              ) -> Iterator[tuple[int, bytes | str]]:
    """Offset and body of each message from ``place`` on."""
    channel = connection.channel()
    declare(channel, manifests)
    channel.basic_qos(0, PREFETCH, False)
    waiting: list[Any] = []
    try:
        channel.basic_consume(STREAM, callback=waiting.append, arguments={"x-stream-offset": place})
    except amqp.PreconditionFailed as error:
        raise ConnectionError("this node has not got its copy of the stream ready yet") from error
    while True:
        while waiting:
            message = waiting.pop(0)
            channel.basic_ack(message.delivery_tag)
            yield message.headers["x-stream-offset"], message.body
        try:
            connection.drain_events(timeout=1)
        except TimeoutError:
            connection.heartbeat_check()


def _again(url: str) -> broker.BrokerConnection:
    while True:
        time.sleep(PAUSE_SECONDS)
        try:
            return broker.connected(url, heartbeat=10)
        except broker.LOST:
            continue

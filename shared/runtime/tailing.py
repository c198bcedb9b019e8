"""Reading the stream of all events: from now on, from the beginning, or from some time ago; for ever, or up to this moment."""
import logging
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import amqp
import orjson

from shared.clock import now
from shared.events import COLLECTION_HEADER, CONTENT_TYPE, ROOT, short_type
from shared.plugins.manifest import Manifest
from shared.runtime import broker
from shared.runtime.confirmer import Confirmer
from shared.runtime.topology import STREAM, declare_when_ready

PREFETCH = 100
PAUSE_SECONDS = 1.0
OFFSET = "x-stream-offset"
MARK = f"{ROOT}.stream.marked"
"""The type of what stands in the stream only to tell where its end was at some moment; no event."""
QUIET_SECONDS = 30
"""A stream that gives nothing for so long, though its mark is still to come, is given up."""

log = logging.getLogger("guanwang.tailing")


@dataclass(frozen=True)
class Recorded:
    """One event of the stream and its place there; places count from 0, and what is old enough is no longer there."""

    offset: int
    event: dict[str, Any]
    collection: str = ""
    """Where its aggregate lies in the database of the service that sent it; empty where that was not told."""

    @property
    def service(self) -> str:
        """The service that sent it."""
        return short_type(str(self.event.get("type"))).partition(".")[0]


def events(url: str, *, since: str = "next", manifests: tuple[Manifest, ...] = ()) -> Iterator[dict[str, Any]]:
    """CloudEvents as they come; ``since`` is ``next``, ``first``, or a time span that the broker knows, such as ``1h``.

    Never ends by itself; a connection that is lost is made again, to another address if there is one, where it left off.
    Raises kombu's ``OperationalError`` when the broker does not answer at the beginning.
    """
    place: Any = since
    connection, begun = broker.connected(url, heartbeat=10), now()
    while True:
        try:
            for each in _read(connection, place, manifests):
                if each is None:
                    connection.heartbeat_check()
                    continue
                place = each.offset + 1
                if each.event.get("type") != MARK:
                    yield each.event
        except broker.LOST as error:
            log.warning("the connection to the broker is lost (%s)", type(error).__name__)
            place = begun if place == "next" else place
            connection.addresses.failed(connection.address)
        finally:
            connection.collect(0.5)  # no handshake: the broker may be frozen
        connection = _again(url)


def recorded(url: str, *, since: str | datetime = "first", manifests: tuple[Manifest, ...] = ()) -> Iterator[Recorded]:
    """Everything that the stream holds from ``since`` up to this moment, in order; ends there.

    What is given a time begins a little earlier: with whatever lies in one piece with it. Raises ``TimeoutError`` when the
    broker stops giving before the end.
    """
    end = _mark(url, manifests)
    with broker.connected(url) as connection:
        quiet = 0
        for each in _read(connection, since, manifests):
            if each is None:
                quiet += 1
                if quiet > QUIET_SECONDS:
                    raise TimeoutError("the stream of events does not come to its end")
                continue
            quiet = 0
            if each.event.get("id") == end:
                return
            if each.event.get("type") != MARK:
                yield each


def first(url: str, manifests: tuple[Manifest, ...] = ()) -> Recorded:
    """The oldest thing that the stream still holds, a mark if there is no event."""
    _mark(url, manifests)
    with broker.connected(url) as connection:
        return next(each for each in _read(connection, "first", manifests) if each)


def _mark(url: str, manifests: tuple[Manifest, ...]) -> str:
    """Put a mark at the end of the stream; returns its id."""
    id_ = str(uuid.uuid4())
    mark = {"specversion": "1.0", "id": id_, "type": MARK, "source": "/stream", "subject": id_, "sequence": "0",
            "time": now().isoformat().replace("+00:00", "Z"), "data": {}}
    publisher = Confirmer(url)
    try:
        declare_when_ready(publisher.connection, manifests)
        publisher.publish(id_, orjson.dumps(mark), "", STREAM, content_type=CONTENT_TYPE)
        publisher.wait()
    finally:
        publisher.close()
    return id_


def _read(connection: broker.BrokerConnection, place: Any, manifests: tuple[Manifest, ...]) -> Iterator[Recorded | None]:
    """What the stream gives from ``place`` on; ``None`` for each second without anything."""
    declare_when_ready(connection, manifests)
    channel = connection.channel()
    channel.basic_qos(0, PREFETCH, False)
    waiting: list[Any] = []
    try:
        channel.basic_consume(STREAM, callback=waiting.append, arguments={OFFSET: place})
    except amqp.PreconditionFailed as error:
        raise ConnectionError("this node has not got its copy of the stream ready yet") from error
    while True:
        while waiting:
            message = waiting.pop(0)
            channel.basic_ack(message.delivery_tag)
            try:
                event = orjson.loads(message.body)
            except ValueError:
                continue
            if isinstance(event, dict):
                yield Recorded(int(message.headers.get(OFFSET, 0)), event, str(message.headers.get(COLLECTION_HEADER, "")))
        try:
            connection.drain_events(timeout=1)
        except TimeoutError:
            yield None


def _again(url: str) -> broker.BrokerConnection:
    while True:
        time.sleep(PAUSE_SECONDS)
        try:
            return broker.connected(url, heartbeat=10)
        except broker.LOST:
            continue

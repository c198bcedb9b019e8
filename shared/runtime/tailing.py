"""Reading the stream of all events: from now on, from the beginning, or from some time ago."""
from collections.abc import Iterator
from typing import Any

import orjson
from kombu import Connection

from shared.plugins.manifest import Manifest
from shared.runtime.topology import STREAM, declare

PREFETCH = 100


def events(url: str, *, since: str = "next", manifests: tuple[Manifest, ...] = ()) -> Iterator[dict[str, Any]]:
    """CloudEvents as they come; ``since`` is ``next``, ``first``, or a time span that the broker knows, such as ``1h``.

    Never ends by itself.
    """
    with Connection(url, heartbeat=10) as connection:
        channel = connection.channel()
        declare(channel, manifests)
        channel.basic_qos(0, PREFETCH, False)
        waiting: list[Any] = []
        channel.basic_consume(STREAM, callback=waiting.append, arguments={"x-stream-offset": since})
        while True:
            while waiting:
                message = waiting.pop(0)
                channel.basic_ack(message.delivery_tag)
                try:
                    yield orjson.loads(message.body)
                except ValueError:
                    continue
            try:
                connection.drain_events(timeout=1)
            except TimeoutError:
                connection.heartbeat_check()

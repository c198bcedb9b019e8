"""The feed of events to this gateway process: drops outdated answers, forgets revoked sessions, feeds the public streams.

Each process has an exclusive queue of its own. While it is not connected, the cache gives nothing out.
"""
import asyncio
import itertools
import logging
import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiormq
import orjson

from gateway.cache import AnswerCache
from gateway.events import EventStreams
from gateway.wire import CONNECT_SECONDS
from shared.addresses import Addresses
from shared.events import EXCHANGE, PUBLIC, disagreement, short_type

log = logging.getLogger("guanwang.gateway.feed")


class Feed:
    """``run`` keeps it up. ``listeners`` are told the data of events of certain types; ``renew`` runs at each start."""

    def __init__(self, url: str, cache: AnswerCache, listeners: dict[str, Callable[[dict[str, Any]], Awaitable[None]]],
                 renew: Callable[[], Awaitable[None]], streams: EventStreams, *,
                 given: bool = False) -> None:
        self._given = given  # the exchange is, and this process makes no more than its own queue
        self._addresses = Addresses(url)
        self._cache, self._listeners, self._renew, self._streams = cache, listeners, renew, streams

    async def run(self) -> None:
        """Listen, and again whenever the connection is lost, until cancelled."""
        for tries in itertools.count(1):
            address = self._addresses.in_turn()[0]
            try:
                await self._listen(address)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("no connection for events: %s", type(error).__name__)
            self._cache.feed_is_down()
            self._addresses.failed(address)
            if tries % len(self._addresses.all) == 0:
                await asyncio.sleep(0.5)

    async def _listen(self, address: str) -> None:
        connection = aiormq.Connection(address, context=None)
        connection.heartbeat_timeout = 5
        async with asyncio.timeout(CONNECT_SECONDS):
            await connection.connect()
        try:
            channel = await connection.channel(publisher_confirms=False)
            await channel.exchange_declare(exchange=EXCHANGE, exchange_type="topic", durable=True, passive=self._given)
            queue = await channel.queue_declare(f"gateway.feed.{uuid.uuid4().hex}", exclusive=True, auto_delete=True)
            for key in self._keys():
                await channel.queue_bind(queue.queue, EXCHANGE, routing_key=key)
            await channel.basic_consume(queue.queue, self._arrived, no_ack=True)
            self._cache.feed_is_up()
            self._streams.miss()
            await self._renew()
            log.info("connected for events")
            await asyncio.wait([connection.closing, channel.closing], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._cache.feed_is_down()
            await asyncio.wait_for(asyncio.shield(connection.close()), 2)

    def _keys(self) -> Sequence[str]:
        return [f"#.{PUBLIC}", *(f"{event_type}.#" for event_type in self._listeners)]

    async def _arrived(self, message: Any) -> None:
        try:
            event = orjson.loads(message.body)
            if wrong := disagreement(event):
                raise ValueError(wrong)
            if event["routingkey"] != message.delivery.routing_key:  # the broker holds each service to its own keys
                raise ValueError(f"it came under the key {message.delivery.routing_key}")
            if tags := event.get("cachetags"):
                self._cache.drop(tags.split())
            if listener := self._listeners.get(short_type(event["type"])):
                await listener(event["data"])
            self._streams.hear(message.delivery.routing_key, event)
        except Exception:
            # An event that cannot be read may have named anything, also what is being fetched right now.
            log.exception("an event could not be read: everything kept is dropped")
            self._cache.feed_is_up()
            self._streams.miss()

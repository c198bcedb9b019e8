"""Calls to services over RabbitMQ (nameko's protocol) on asyncio, with a deadline for each and a lost connection noticed."""
import asyncio
import itertools
import logging
import uuid
from collections.abc import Sequence
from typing import Any

import aiormq
import orjson

from shared.errors import Internal, Unavailable

log = logging.getLogger("guanwang.gateway.rpc")

EXCHANGE = "nameko-rpc"


class Rpc:
    """One connection of this process; ``run`` keeps it up, ``call`` uses it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: dict[str, asyncio.Future[bytes]] = {}
        self._channel: Any = None
        self._numbers, self._prefix = itertools.count(), uuid.uuid4().hex[:12]
        self._reply_key = ""

    @property
    def connected(self) -> bool:
        """True while calls can be sent."""
        return self._channel is not None

    async def run(self) -> None:
        """Connect, and again whenever the connection is lost, until cancelled."""
        while True:
            try:
                await self._serve()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("no connection for calls: %s", type(error).__name__)
            self._lose()
            await asyncio.sleep(0.5)

    async def call(self, operation: str, calls: Sequence[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
        """The outcome of each of ``calls``, in order.

        Raises ``Unavailable`` when there is no broker, no such service, or no answer within ``seconds``: then nobody
        knows whether the calls were carried out, and only a repeat with the same idempotency key is safe.
        """
        channel = self._channel
        if channel is None:
            raise Unavailable(operation=operation)
        number = f"{self._prefix}{next(self._numbers):x}"
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                sending = asyncio.ensure_future(channel.basic_publish(
                    orjson.dumps({"args": [calls], "kwargs": {}}), exchange=EXCHANGE, routing_key=operation, mandatory=True,
                    wait=False, properties=aiormq.spec.Basic.Properties(
                        content_type="application/json", content_encoding="utf-8", reply_to=self._reply_key,
                        correlation_id=number, message_id=number, delivery_mode=1,
                        expiration=str(max(int(seconds * 1000), 1)), headers={})))
                # The confirm is not waited for: only a message that nobody takes ends the call early.
                sending.add_done_callback(lambda sent: self._sent(sent, number, operation))
                reply = orjson.loads(await future)
        except TimeoutError:
            raise Unavailable(operation=operation) from None
        except (aiormq.exceptions.AMQPError, ConnectionError) as error:
            raise Unavailable(operation=operation) from error
        finally:
            self._waiting.pop(number, None)
        if reply.get("error"):
            log.error("%s failed: %s", operation, reply["error"])
            raise Internal(operation=operation)
        outcomes: list[dict[str, Any]] = reply["result"]
        return outcomes

    async def _serve(self) -> None:
        connection = aiormq.Connection(self._url, context=None)
        connection.heartbeat_timeout = 10
        await connection.connect()
        try:
            channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
            await channel.exchange_declare(exchange=EXCHANGE, exchange_type="topic", durable=True)
            queue = await channel.queue_declare(exclusive=True, auto_delete=True)
            self._reply_key = f"gateway.{uuid.uuid4().hex}"
            await channel.queue_bind(queue.queue, EXCHANGE, routing_key=self._reply_key)
            await channel.basic_consume(queue.queue, self._answered, no_ack=True)
            self._channel = channel
            log.info("connected for calls")
            await asyncio.wait([connection.closing, channel.closing], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._channel = None
            await asyncio.wait_for(asyncio.shield(connection.close()), 2)

    async def _answered(self, message: Any) -> None:
        future = self._waiting.get(message.header.properties.correlation_id)
        if future and not future.done():
            future.set_result(message.body)

    def _sent(self, sent: asyncio.Future[Any], number: str, operation: str) -> None:
        future = self._waiting.get(number)
        if not sent.cancelled() and sent.exception() is not None and future and not future.done():
            future.set_exception(Unavailable(operation=operation))

    def _lose(self) -> None:
        self._channel = None
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(Unavailable())

"""Calls to services over RabbitMQ (nameko's protocol) on asyncio, with a deadline for each and a lost connection noticed."""
import asyncio
import itertools
import logging
import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from pamqp.commands import Basic

from gateway.wire import Address, Wire, connected
from shared.addresses import Addresses
from shared.calls import EXCHANGE, GATEWAY_REPLIES
from shared.errors import Internal, Unavailable, UnknownOperation

log = logging.getLogger("guanwang.gateway.rpc")

UNKNOWN_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds before an operation that a process does not know is asked for again, of whichever process is the next."""


class Rpc:
    """One connection of this process; ``run`` keeps it up, ``call`` uses it."""

    def __init__(self, url: str, *, given: bool = False) -> None:
        self._given = given  # exchanges are, and answers come to a queue: the default exchange is not for everybody
        self._addresses = Addresses(url)
        self._waiting: dict[str, asyncio.Future[bytes]] = {}
        self._wire: Wire | None = None
        self._numbers, self._prefix = itertools.count(), uuid.uuid4().hex[:12]

    @property
    def connected(self) -> bool:
        """True while calls can be sent."""
        return self._wire is not None

    @property
    def blocked(self) -> bool:
        """True while the broker says that it takes nothing."""
        return self._wire is not None and self._wire.blocked

    async def run(self) -> None:
        """Connect, and again whenever the connection is lost, until cancelled."""
        for tries in itertools.count(1):
            address = self._addresses.in_turn()[0]
            try:
                await self._serve(address)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("no connection for calls: %s: %s", type(error).__name__, error)
            self._lose()
            self._addresses.failed(address)
            if tries % len(self._addresses.all) == 0:
                await asyncio.sleep(0.5)

    async def call(self, operation: str, calls: Sequence[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
        """The outcome of each of ``calls``, in order.

        Raises ``Unavailable`` when there is no broker, no such service, or no answer within ``seconds``: then nobody
        knows whether the calls were carried out, and only a repeat with the same idempotency key is safe. Raises
        ``UnknownOperation`` when several times in a row whoever took them did not know the operation.
        """
        until, pauses = asyncio.get_running_loop().time() + seconds, iter(UNKNOWN_PAUSES)
        while True:
            reply = await self._asked(operation, calls, until - asyncio.get_running_loop().time())
            if not reply.get("error"):
                outcomes: list[dict[str, Any]] = reply["result"]
                return outcomes
            log.error("%s failed: %s", operation, reply["error"])
            if reply["error"].get("exc_type") != "MethodNotFound":
                raise Internal(operation=operation)
            # An older process has it, and has done nothing; the next one to take it may be newer.
            pause = next(pauses, None)
            if pause is None or asyncio.get_running_loop().time() + pause >= until:
                raise UnknownOperation(operation=operation)
            await asyncio.sleep(pause)

    async def _asked(self, operation: str, calls: Sequence[dict[str, Any]], seconds: float) -> dict[str, Any]:
        """The reply to one message."""
        if self._wire is None:
            raise Unavailable(operation=operation)
        number = f"{self._prefix}{next(self._numbers):x}"
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._wire.publish(orjson.dumps({"args": [calls], "kwargs": {}}), exchange=EXCHANGE, routing_key=operation,
                               properties=Basic.Properties(
                                   content_type="application/json", content_encoding="utf-8", reply_to=self._wire.reply_to,
                                   correlation_id=number, delivery_mode=1, expiration=str(max(int(seconds * 1000), 1))))
            async with asyncio.timeout(seconds):
                reply: dict[str, Any] = orjson.loads(await future)
                return reply
        except (TimeoutError, ConnectionError) as error:
            raise Unavailable(operation=operation) from error
        finally:
            self._waiting.pop(number, None)

    async def _serve(self, address: str) -> None:
        replies = f"{GATEWAY_REPLIES}{uuid.uuid4().hex}" if self._given else ""
        wire = await connected(Address.of(address), EXCHANGE, self._answered, self._returned, replies)
        try:
            self._wire = wire
            log.info("connected for calls")
            log.warning("the connection for calls is lost: %s", await wire.lost)
        finally:
            self._wire = None
            wire.close()

    def _answered(self, number: str, body: bytes) -> None:
        future = self._waiting.get(number)
        if future and not future.done():
            future.set_result(body)

    def _returned(self, number: str) -> None:
        future = self._waiting.get(number)
        if future and not future.done():
            future.set_exception(ConnectionError("there is no such service"))

    def _lose(self) -> None:
        self._wire = None
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("the connection is lost"))

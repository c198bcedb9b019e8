"""The benchmarks' own way onto the bus: calls as any caller and events as any service, to set the scene with."""
import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiormq
import orjson

from gateway.dispatch import Dispatcher
from gateway.rpc import Rpc
from shared.caller import Caller
from shared.clock import now
from shared.errors import Fault, Kind
from shared.events import CONTENT_TYPE, EXCHANGE, ROOT, event_id

CALL_SECONDS = 10.0
START_SECONDS = 20.0


class Bus:
    """``call`` an operation, ``emit`` an event."""

    def __init__(self, dispatcher: Dispatcher, channel: Any) -> None:
        self._dispatcher, self._channel = dispatcher, channel
        self._numbers = itertools.count(1)

    async def call(self, operation: str, caller: Caller, **args: Any) -> Any:
        """The operation's answer; raises its ``Fault``."""
        return await self._dispatcher.call(operation, args, caller=caller, correlation="bench")

    async def first_call(self, operation: str, caller: Caller, *, waits_for: Collection[str] = (), **args: Any) -> Any:
        """As ``call``, but waits for a service that is still starting, or for the fault codes ``waits_for`` to go away."""
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return await self.call(operation, caller, **args)
            except Fault as fault:
                awaited = fault.kind is Kind.UNAVAILABLE or fault.code in waits_for
                if not awaited or time.monotonic() > end:
                    raise
                await asyncio.sleep(0.1)

    async def emit(self, event_type: str, key: str, subject: str, data: Mapping[str, Any], **more: Any) -> None:
        """Publish a CloudEvent; ``key`` is what follows the type in its routing key."""
        number, unit = next(self._numbers), key.partition(".")[0]
        said = {"unit": unit} | dict(data)
        event = {"specversion": "1.0", "id": event_id(event_type, subject, number, 0, said), "type": f"{ROOT}.{event_type}",
                 "source": f"/services/{event_type.partition('.')[0]}", "subject": subject, "time": now().isoformat(),
                 "sequence": str(number), "index": "0", "correlationid": "bench", "unit": unit,
                 "routingkey": f"{event_type}.{key}", "data": said, **more}
        await self._channel.basic_publish(
            orjson.dumps(event), exchange=EXCHANGE, routing_key=f"{event_type}.{key}",
            properties=aiormq.spec.Basic.Properties(content_type=CONTENT_TYPE, content_encoding="utf-8", delivery_mode=2))


@asynccontextmanager
async def bus(url: str) -> AsyncIterator[Bus]:
    """A bus on the broker at ``url``."""
    rpc = Rpc(url)
    running = asyncio.create_task(rpc.run())
    connection = await aiormq.connect(url)
    try:
        while not rpc.connected:
            await asyncio.sleep(0.01)
        channel = await connection.channel()
        await channel.exchange_declare(exchange=EXCHANGE, exchange_type="topic", durable=True)
        yield Bus(Dispatcher(rpc, CALL_SECONDS), channel)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await connection.close()

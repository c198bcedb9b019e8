"""Coalescing: calls of one operation that wait at the same time become one message with many calls.

No timer: with fewer than two bundles of an operation under way a call goes out at once; otherwise it waits for the next
reply. A lone request pays nothing, and bundles grow with load. Each call keeps its own caller, key, deadline and fate.
"""
import asyncio
import time
from collections import deque
from typing import Any, Protocol

from shared.caller import Caller
from shared.errors import Expired, Fault, Unavailable

FLIGHTS = 2
MOST = 100
WAITING_MOST = 2_000
"""Calls of one operation that may wait in this process; one more is refused before anything falls over."""


_Bundle = list[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]]


class Transport(Protocol):
    """What sends a bundle."""

    async def call(self, operation: str, calls: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]: ...


class Dispatcher:
    """Sends calls of any operation."""

    def __init__(self, transport: Transport, seconds: float) -> None:
        self._transport, self._seconds = transport, seconds
        self._lanes: dict[str, _Lane] = {}

    async def call(self, operation: str, args: dict[str, Any], *, caller: Caller, correlation: str, key: str | None = None,
                   traceparent: str | None = None) -> Any:
        """The answer of ``operation`` (``service.name``) to ``args``; raises the ``Fault`` that it raised."""
        lane = self._lanes.get(operation)
        if lane is None:
            lane = self._lanes[operation] = _Lane(self._transport, operation)
        call = {"args": args, "caller": caller.to_wire(), "correlation": correlation,
                "deadline": time.time() + self._seconds, "key": key, "traceparent": traceparent}
        outcome = await lane.add(call)
        if "fault" in outcome:
            raise Fault.from_wire(outcome["fault"])
        return outcome["answer"]


class _Lane:
    """The calls of one operation."""

    def __init__(self, transport: Transport, operation: str) -> None:
        self._transport, self._operation = transport, operation
        self._waiting: deque[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]] = deque()
        self._flying = 0
        self._scheduled = False
        self._flights: set[asyncio.Task[None]] = set()

    async def add(self, call: dict[str, Any]) -> dict[str, Any]:
        if len(self._waiting) >= WAITING_MOST:
            raise Unavailable(operation=self._operation)
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting.append((call, future))
        if self._flying < FLIGHTS and not self._scheduled:
            self._scheduled, alone = True, None
            try:
                await asyncio.sleep(0)  # whoever asks in the same turn of the loop travels along
            except asyncio.CancelledError:
                future.cancel()
                raise
            finally:
                alone = self._launch(future)
            if alone:
                await self._fly(alone)
        return await future

    def _launch(self, mine: asyncio.Future[dict[str, Any]] | None = None) -> _Bundle | None:
        """Start what may start; a bundle of nobody but ``mine`` is given back, its caller needs no task to fly it."""
        self._scheduled = False
        while self._waiting and self._flying < FLIGHTS:
            bundle = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            bundle = [each for each in bundle if not each[1].done()]  # whoever gave up is not asked for
            if not bundle:
                continue
            self._flying += 1
            if len(bundle) == 1 and bundle[0][1] is mine:
                return bundle
            task = asyncio.get_running_loop().create_task(self._fly(bundle))
            self._flights.add(task)
            task.add_done_callback(self._flights.discard)
        return None

    async def _fly(self, bundle: _Bundle) -> None:
        try:
            left = max(call["deadline"] for call, _ in bundle) - time.time()
            if left <= 0:
                raise Expired(operation=self._operation)
            outcomes = await self._transport.call(self._operation, [call for call, _ in bundle], left)
            for (_, future), outcome in zip(bundle, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)
        except Exception as error:
            for _, future in bundle:
                if not future.done():
                    future.set_exception(error)
        finally:
            self._flying -= 1
            self._launch()

"""Coalescing: calls of one operation that wait at the same time become one message with many calls.

With fewer than two bundles of an operation under way a call goes out at once; otherwise it waits for the next reply. A lone
request pays nothing, and bundles grow with load. Each call keeps its own caller, key, deadline and fate. A bundle that is long
under way is not waited for any more, so that nobody's slow question holds up everybody else's.

What waits is bounded, in all and for each service, by number and by bytes; so one slow service neither takes every place nor
the memory. Nobody waits past their own deadline, whoever they travel with.
"""
import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

from gateway.room import Room
from shared.caller import Caller
from shared.errors import Expired, Fault, Unavailable

FLIGHTS = 2
MOST = 100
LONG_SECONDS = 0.25


_Bundle = list[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]]


@dataclass(frozen=True)
class Bounds:
    """How many calls may wait in this process: in all, for one service (half of it for one operation), with so many bytes."""

    calls: int = 3_000
    service_calls: int = 1_000
    service_bytes: int = 64_000_000


class Transport(Protocol):
    """What sends a bundle."""

    async def call(self, operation: str, calls: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]: ...


class Dispatcher:
    """Sends calls of any operation."""

    def __init__(self, transport: Transport, seconds: float, bounds: Bounds = Bounds()) -> None:
        self._transport, self._seconds, self._bounds = transport, seconds, bounds
        self._lanes: dict[str, _Lane] = {}
        self._all = Room(bounds.calls, "calls")
        self._services: dict[str, tuple[Room, Room]] = {}

    async def call(self, operation: str, args: dict[str, Any], *, caller: Caller, correlation: str, key: str | None = None,
                   traceparent: str | None = None, size: int = 0) -> Any:
        """The answer of ``operation`` (``service.name``) to ``args`` of about ``size`` bytes; raises the ``Fault`` that it
        raised, ``Busy`` when too much waits already, ``Expired`` or ``Unavailable`` when its time is over."""
        lane = self._lanes.get(operation) or self._lane(operation)
        call = {"args": args, "caller": caller.to_wire(), "correlation": correlation,
                "deadline": time.time() + self._seconds, "key": key, "traceparent": traceparent}
        outcome = await lane.add(call, self._seconds, size)
        if "fault" in outcome:
            raise Fault.from_wire(outcome["fault"])
        return outcome["answer"]

    @property
    def waiting(self) -> dict[str, int]:
        """How many calls wait for each service."""
        return {service: calls.inside for service, (calls, _) in self._services.items()}

    def _lane(self, operation: str) -> "_Lane":
        service = operation.partition(".")[0]
        if service not in self._services:
            self._services[service] = (Room(self._bounds.service_calls, "service_calls"),
                                       Room(self._bounds.service_bytes, "service_bytes"))
        calls, held = self._services[service]
        own = Room(max(self._bounds.service_calls // 2, 1), "operation_calls")
        lane = self._lanes[operation] = _Lane(self._transport, operation, (self._all, calls, own), held)
        return lane


class _Lane:
    """The calls of one operation."""

    def __init__(self, transport: Transport, operation: str, rooms: tuple[Room, ...], held: Room) -> None:
        self._transport, self._operation, self._rooms, self._held = transport, operation, rooms, held
        self._waiting: deque[tuple[dict[str, Any], asyncio.Future[dict[str, Any]]]] = deque()
        self._open: dict[asyncio.Future[dict[str, Any]], float] = {}
        """Who is to be answered until when, in this order."""
        self._alarm: asyncio.TimerHandle | None = None
        self._flying = 0
        self._scheduled = False
        self._flights: set[asyncio.Task[None]] = set()

    async def add(self, call: dict[str, Any], seconds: float, size: int) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._enter(size)
        try:
            self._open[future] = loop.time() + seconds
            if self._alarm is None:
                self._alarm = loop.call_at(self._open[future], self._ring)
            return await self._answered(call, future)
        finally:
            del self._open[future]
            self._held.leave(size)
            for room in self._rooms:
                room.leave()

    def _enter(self, size: int) -> None:
        entered = 0
        try:
            for room in self._rooms:
                room.enter()
                entered += 1
            self._held.enter(size)
        except Fault:
            for room in self._rooms[:entered]:
                room.leave()
            raise

    def _ring(self) -> None:
        """Tell everybody whose time is over."""
        self._alarm, loop, unsent = None, asyncio.get_running_loop(), None
        for future, at in self._open.items():
            if at > loop.time():
                self._alarm = loop.call_at(at, self._ring)
                return
            if not future.done():
                unsent = {each for _, each in self._waiting} if unsent is None else unsent
                error = Expired if future in unsent else Unavailable
                future.set_exception(error(operation=self._operation))

    async def _answered(self, call: dict[str, Any], future: asyncio.Future[dict[str, Any]]) -> dict[str, Any]:
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
        counted = True

        def go_on_without() -> None:
            nonlocal counted
            counted = False
            self._land()

        timer = asyncio.get_running_loop().call_later(LONG_SECONDS, go_on_without)
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
            timer.cancel()
            if counted:
                self._land()

    def _land(self) -> None:
        self._flying -= 1
        self._launch()

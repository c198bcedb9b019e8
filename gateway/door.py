"""The door of a gateway process: how many connections it holds, how long a client may take, and how it closes.

uvicorn waits for ever for the rest of a request and for a client that does not take its answer. Once a second the door looks
at every connection: whoever keeps the gateway waiting must send or take so many bytes a second on the average, with some
seconds of patience. A client that is only waiting for us is never hurried.
"""
import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway import metrics

if TYPE_CHECKING:
    from gateway.http import Protocol

log = logging.getLogger("guanwang.gateway.door")

LOOK_SECONDS = 1.0
HEAD_BYTES = 65_536
"""Longest head of a request."""


@dataclass(frozen=True)
class Manners:
    """What is expected of clients; times in seconds, the rate in bytes a second."""

    connections: int = 4_000
    head_seconds: float = 10.0
    rate: int = 500
    patience_seconds: float = 20.0


class Door:
    """Shared by all connections of a process."""

    def __init__(self, manners: Manners) -> None:
        self.manners, self.closing = manners, False
        self.connections: set[Protocol] = set()

    def let_in(self, new: "Protocol") -> bool:
        """Whether there is room for one more; who waits with half a head, or idly, for longest makes room for it."""
        self.connections.add(new)
        if len(self.connections) <= self.manners.connections:
            return True
        quiet = [each for each in self.connections if each is not new and each.quiet]
        if not quiet:
            self.connections.discard(new)
            metrics.refused("connections").inc()
            return False
        metrics.refused("evicted").inc()
        min(quiet, key=lambda each: (not each.head_begun, each.quiet_since)).leave()
        return True

    async def watch(self) -> None:
        """Look after everybody, until cancelled."""
        loop = asyncio.get_running_loop()
        looked = loop.time()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now = loop.time()
            self.look(now, now - looked)
            looked = now

    def look(self, now: float, passed: float) -> None:
        """Cut off who is too slow; ``passed`` seconds after the last look."""
        for connection in list(self.connections):
            if reason := connection.overdue(now, min(passed, 2 * LOOK_SECONDS)):  # not theirs, if it was us who stood still
                metrics.refused(reason).inc()
                connection.cut_off(reason)

    def close(self, connections: Iterable["Protocol"]) -> None:
        """Every answer from now on is the last one of its connection."""
        self.closing = True
        for connection in connections:
            connection.last_one()

"""Gathering: what several green threads want at the same time is asked for in one go.

No timer: a lone request goes out at once; while ``flights`` rounds are under way the next requests wait together for
the first to land. So a lone caller pays nothing and rounds grow with load. Whoever knows that others are about to want
the same says so, and lets those go ahead who are ready to run.
"""
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import eventlet
from eventlet.event import Event


class Gather:
    """Collects items for ``ask``, which answers a list with one result per item; an exception there is a result too."""

    def __init__(self, ask: Callable[[Hashable, Sequence[Any]], Sequence[Any]], *, flights: int = 1, most: int = 200) -> None:
        self._ask, self._flights, self._most = ask, flights, most
        self._waiting: dict[Hashable, list[tuple[Any, Event]]] = {}
        self._flying: dict[Hashable, int] = {}

    def __call__(self, key: Hashable, item: Any, *, others: bool = False) -> Any:
        """Ask for ``item`` together with others of the same ``key``; returns or raises its own result.

        With ``others`` a round does not take off before every green thread that is ready to run has run.
        """
        ready = self._flying.get(key, 0) < self._flights and key not in self._waiting
        if ready and not others:
            return self._fly_alone(key, item)
        event = Event()
        self._waiting.setdefault(key, []).append((item, event))
        if ready:
            self._flying[key] = self._flying.get(key, 0) + 1
            eventlet.spawn_n(self._fly, key)
        return _own(event.wait())

    def _fly_alone(self, key: Hashable, item: Any) -> Any:
        """In the caller's own thread; whoever comes meanwhile takes off when this has landed."""
        self._flying[key] = self._flying.get(key, 0) + 1
        try:
            return _own(self._ask(key, [item])[0])
        finally:
            if key in self._waiting:
                eventlet.spawn_n(self._fly, key)
            else:
                self._landed(key)

    def _fly(self, key: Hashable) -> None:
        try:
            while waiting := self._waiting.pop(key, None):
                batch, rest = waiting[:self._most], waiting[self._most:]
                if rest:
                    self._waiting[key] = rest
                self._land(key, batch)
        finally:
            self._landed(key)

    def _landed(self, key: Hashable) -> None:
        self._flying[key] -= 1
        if not self._flying[key]:
            del self._flying[key]

    def _land(self, key: Hashable, batch: list[tuple[Any, Event]]) -> None:
        try:
            results = self._ask(key, [item for item, _ in batch])
        except Exception as error:
            results = [error] * len(batch)
        for (_, event), result in zip(batch, results, strict=True):
            event.send(result)


def _own(result: Any) -> Any:
    if isinstance(result, BaseException):
        raise result
    return result

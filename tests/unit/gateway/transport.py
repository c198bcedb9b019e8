"""A transport in memory for tests: keeps what was sent and answers when it is told to, or at once by a function."""
import asyncio
from collections.abc import Callable
from typing import Any

from gateway.dispatch import Dispatcher
from shared.errors import Unavailable

Call = dict[str, Any]
Outcome = dict[str, Any]


class Held:
    """Bundles wait until the test lets them land."""

    def __init__(self) -> None:
        self.bundles: list[tuple[str, list[Call], float]] = []
        self._landings: list[asyncio.Future[list[Outcome]]] = []

    async def call(self, operation: str, calls: list[Call], seconds: float) -> list[Outcome]:
        """Wait for ``land`` or ``crash``, no longer than ``seconds``."""
        self.bundles.append((operation, calls, seconds))
        landing: asyncio.Future[list[Outcome]] = asyncio.get_running_loop().create_future()
        self._landings.append(landing)
        try:
            return await asyncio.wait_for(landing, seconds)
        except TimeoutError:
            raise Unavailable(operation=operation) from None

    def land(self, number: int, outcomes: list[Outcome] | None = None) -> None:
        """Bundle ``number`` is answered, by an echo of its arguments if nothing else is given."""
        calls = self.bundles[number][1]
        self._landings[number].set_result(outcomes or [{"answer": call["args"]} for call in calls])

    def crash(self, number: int, error: Exception) -> None:
        """Bundle ``number`` fails as a whole."""
        self._landings[number].set_exception(error)


class Answering:
    """Each call is answered at once by ``answer(operation, call)``; what it was asked is kept."""

    def __init__(self, answer: Callable[[str, Call], Outcome]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Call]] = []

    async def call(self, operation: str, calls: list[Call], seconds: float) -> list[Outcome]:
        """One outcome for each call."""
        self.asked += [(operation, call) for call in calls]
        return [self.answer(operation, call) for call in calls]

    def dispatcher(self) -> Dispatcher:
        """A dispatcher that sends by this."""
        return Dispatcher(self, 10)

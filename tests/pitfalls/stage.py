"""Plays the scenarios of a module, those of both sides next to each other."""
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from types import ModuleType
from typing import Any

from shared.embedded.stack import Endpoints
from tests.pitfalls.sides import OURS, STOCK, Ours, Side, Stock

AT_ONCE = 6
"""Scenarios side by side: they mostly wait."""

Scenario = Callable[[Any], Any]


def scenario(*sides: str, long: bool = False) -> Callable[[Scenario], Scenario]:
    """Marks a function that is played by both sides, or by those named; ``long`` ones only with ``--slow``."""
    def mark(function: Scenario) -> Scenario:
        function.sides, function.long = sides or (STOCK, OURS), long  # type: ignore[attr-defined]
        return function

    return mark


class Stage:
    """The outcomes of one module's scenarios, which are all begun at once."""

    def __init__(self, module: ModuleType, endpoints: Endpoints, folder: Path, with_long: bool) -> None:
        self._endpoints, self._folder = endpoints, folder
        self._pool = ThreadPoolExecutor(AT_ONCE)
        played = [each for each in vars(module).values() if hasattr(each, "sides") and (with_long or not each.long)]
        self._outcomes: dict[tuple[str, str], Future[Any]] = {
            (each.__name__, who): self._pool.submit(self._play, each, who) for each in played for who in each.sides}

    def outcome(self, of: Scenario, who: str) -> Any:
        """What a scenario came to; raises what it raised."""
        return self._outcomes[of.__name__, who].result(240)

    def close(self) -> None:
        """Wait for those that nobody asked for."""
        self._pool.shutdown(cancel_futures=True)

    def _play(self, function: Scenario, who: str) -> Any:
        with ExitStack() as stack:
            side: Side = (Stock if who == STOCK else Ours)(self._endpoints, self._folder / f"{function.__name__}-{who}")
            stack.enter_context(closing(side))
            return function(side)

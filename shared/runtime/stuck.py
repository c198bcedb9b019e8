"""What is really stuck: something that does not get on although it could; nothing that merely waits for a server to come back.

Whoever may get stuck notes when it was last fine: it got on, had nothing to do, or was kept from it by a server that is away.
``guanwang_stuck{what=…}`` is 1 once that is too long ago (``stuck_seconds``), which docs/parking.md tells what to do about.
"""
import time
from collections.abc import Callable

from shared.runtime import metrics

_watched: dict[str, list[tuple[float, Callable[[], float]]]] = {}


def watch(what: str, seconds: float, fine_at: Callable[[], float]) -> None:
    """From now on ``what`` is stuck if ``fine_at()``, of the monotonic clock, is longer than ``seconds`` ago."""
    watched = _watched.setdefault(what, [])
    watched.append((seconds, fine_at))
    metrics.STUCK.labels(what).set_function(lambda: any(time.monotonic() - fine() > most for most, fine in watched))

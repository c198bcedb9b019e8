"""Small helpers for tests that watch real processes."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def wait_until(condition: Callable[[], Answer], timeout: float = 10, interval: float = 0.05, what: str = "") -> Answer:
    """Return the first true answer of `condition`, asked every `interval` seconds.

    Raises AssertionError naming `what` when there is none within `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout} s: {what or condition}")
        time.sleep(interval)
    return answer

"""How often a fuzzer turns: a few seeds, or new ones until its time is over."""
import time
from collections.abc import Iterator


def turns(seed: int, seconds: float, *, at_least: int) -> Iterator[int]:
    """Seeds from ``seed`` on: ``at_least`` so many, and more until ``seconds`` are over."""
    until = time.monotonic() + seconds
    number = seed
    while number < seed + at_least or time.monotonic() < until:
        yield number
        number += 1

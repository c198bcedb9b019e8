"""Paired rounds: every side is measured once a round, in an order that is shuffled anew, so that noise hits all alike."""
import random
import statistics
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from tests.bench.plan import Outcome

R = TypeVar("R")


async def paired(rounds: int, sides: Mapping[str, Callable[[], Awaitable[R]]]) -> list[dict[str, R]]:
    """The outcomes of ``rounds`` rounds by side; one more round goes before them to warm up and is not counted."""
    names, found = list(sides), []
    for _ in range(rounds + 1):
        random.shuffle(names)
        found.append({name: await sides[name]() for name in names})
    return found[1:]


def ratios(found: Iterable[Mapping[str, R]], one: str, other: str, of: Callable[[R], float]) -> list[float]:
    """``one`` to ``other`` of each round."""
    return [of(each[one]) / of(each[other]) for each in found]


def middle(found: Sequence[Mapping[str, R]], side: str, of: Callable[[R], float]) -> float:
    """The median of one side."""
    return statistics.median(of(each[side]) for each in found)


def cpu_detail(found: Sequence[Mapping[str, Outcome]], side: str) -> str:
    """``gateway 310 + content 620 µs``: the median CPU time a request of each watched process."""
    names = found[0][side].cpu
    each = (f"{name} {middle(found, side, lambda outcome, n=name: outcome.cpu_each(n)):.0f}" for name in names)
    return " + ".join(each) + " µs"

"""A figure: one ratio or time with its target beside it, and the detail that explains it."""
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the report. ``value`` is the median of ``spread``'s rounds."""

    benchmark: str
    what: str
    value: float
    unit: str
    """``×`` for ratios, else ``ms``, ``µs`` or ``/s``."""
    low: float
    high: float
    target: float | None = None
    at_most: bool = True
    """True if smaller is better."""
    detail: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; ``None`` without one."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def to_json(self) -> dict[str, Any]:
        """For the report's file."""
        return asdict(self) | {"reached": self.reached}


def figure(benchmark: str, what: str, values: Sequence[float], *, unit: str = "×", at_most: float | None = None,
           at_least: float | None = None, detail: str = "") -> Figure:
    """The median of ``values`` with their range, against a target."""
    target = at_most if at_most is not None else at_least
    return Figure(benchmark=benchmark, what=what, value=statistics.median(values), unit=unit, low=min(values),
                  high=max(values), target=target, at_most=at_least is None, detail=detail)


def percentile(ascending: Sequence[float], share: float) -> float:
    """The value that ``share`` (0–1) of the ascending values do not exceed."""
    return ascending[min(len(ascending) - 1, int(len(ascending) * share))]

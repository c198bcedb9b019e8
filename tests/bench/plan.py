"""What a load is to do, and what came of it: the words that benchmark and load generator exchange as JSON."""
import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Requests to one port of 127.0.0.1, bounded in time and number, whichever ends first."""

    port: int
    connections: int
    seconds: float
    paths: Sequence[str]
    """Asked one after the other, each connection taking the next; from the start again unless ``once``."""
    once: bool = False
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    keys: str = ""
    """Sends ``Idempotency-Key: <keys>-<number>``; empty = none."""
    expect: int = 200
    """The only status that counts as done."""
    watched: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Whose CPU time is read: name → process ids."""

    def to_json(self) -> str:
        """For the way to the load generator."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a load measured. Seconds are wall time; ``cpu`` is the CPU microseconds that each watched name spent."""

    done: int
    failed: int
    seconds: float
    latencies: Sequence[float]
    """Milliseconds of each request that was done, ascending."""
    cpu: Mapping[str, float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def p50(self) -> float:
        """Median latency in milliseconds."""
        return statistics.median(self.latencies) if self.latencies else float("nan")

    def cpu_each(self, *names: str) -> float:
        """CPU microseconds a request of ``names``, of all that were watched if none is named."""
        return sum(self.cpu[name] for name in names or self.cpu) / self.done if self.done else float("nan")

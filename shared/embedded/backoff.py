"""How long to wait before a child that died is started again."""

from dataclasses import dataclass


@dataclass
class Backoff:
    """Waits of 0.5, 1, 2 … 30 seconds; the row begins anew after a child that lived for 60 seconds."""

    first: float = 0.5
    longest: float = 30.0
    steady_after: float = 60.0
    _failures: int = 0

    def next_wait(self, lived: float) -> float:
        """Seconds to wait after a child that lived for `lived` seconds."""
        self._failures = 0 if lived >= self.steady_after else self._failures
        wait = min(self.longest, self.first * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        return wait

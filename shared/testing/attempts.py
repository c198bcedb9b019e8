"""Counted attempts in memory, by the model's own rule; ``shared.runtime.attempts`` is the stored one."""
from datetime import datetime

from shared.attempts import Attempts


class MemoryAttempts:
    """Attempts per name."""

    def __init__(self) -> None:
        self.kept: dict[str, Attempts] = {}

    def take(self, name: str, now: datetime) -> datetime | None:
        """Begin one; if none may be made: until when."""
        before = self.kept.get(name, Attempts())
        until = before.refused_until(now)
        self.kept[name] = before if until else before.begun(now)
        return until

    def fail(self, name: str, now: datetime) -> None:
        """One ended in a failure."""
        self.kept[name] = self.kept.get(name, Attempts()).failure(now)

    def clear(self, name: str) -> None:
        """Forget all."""
        self.kept.pop(name, None)

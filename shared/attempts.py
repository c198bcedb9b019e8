"""Attempts to guess a secret, counted per name whether it exists or not: five failures close it for a while. Pure.

The name is a login, or the receipt of an application (Art. 11 第十一条).
"""
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FAILURES = 5
WINDOW = timedelta(minutes=15)
"""Failures within this time count together."""
LOCKED = timedelta(minutes=15)


@dataclass(frozen=True)
class Attempts:
    """The attempts of one name that nobody has made good yet."""

    times: tuple[datetime, ...] = ()
    locked_until: datetime | None = None

    def locked(self, now: datetime) -> bool:
        """True while nobody may try."""
        return self.locked_until is not None and now < self.locked_until

    def taken(self, now: datetime) -> "Attempts":
        """With one attempt more, counted before it is known how it ends: so many at once cannot slip through."""
        if self.locked(now):
            return self
        times = (*(each for each in self.times if each > now - WINDOW), now)
        if len(times) < FAILURES:
            return replace(self, times=times, locked_until=None)
        return Attempts(times[-FAILURES:], now + LOCKED)

    def forget_at(self, now: datetime) -> datetime:
        """When the record of it may be deleted."""
        return max(self.locked_until or now, now + WINDOW)

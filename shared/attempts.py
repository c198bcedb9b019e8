"""Attempts to guess a secret, counted per name whether it exists or not: five failures close it for a while. Pure.

The name is a login, or the receipt of an application (Art. 11 第十一条). An attempt is open until it is known how it ended; one
that was never decided, because something was down, is no failure: an outage must lock nobody out.
"""
from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES = 5
"""Failures after which the name is locked; and how many attempts may be failures or open at a time."""
WINDOW = timedelta(minutes=15)
"""Failures within this time count together."""
LOCKED = timedelta(minutes=15)
UNDECIDED = timedelta(seconds=20)
"""An attempt that has not ended after so long never will; longer than the deadline of any call."""


@dataclass(frozen=True)
class Attempts:
    """The attempts of one name that nobody has made good yet."""

    failed: tuple[datetime, ...] = ()
    open: tuple[datetime, ...] = ()
    """When those began of which the end is not known."""
    locked_until: datetime | None = None

    def refused_until(self, now: datetime) -> datetime | None:
        """Until when nobody may try: locked, or as many attempts are open as may still fail; ``None`` = one may try."""
        if self.locked_until and now < self.locked_until:
            return self.locked_until
        waiting = self._open(now)
        full = len(self._failed(now)) + len(waiting) >= FAILURES
        return min(waiting) + UNDECIDED if full and waiting else None

    def begun(self, now: datetime) -> "Attempts":
        """With one attempt more, counted before it is known how it ends: so many at once cannot slip through."""
        return Attempts(self._failed(now), (*self._open(now), now))

    def failure(self, now: datetime) -> "Attempts":
        """With the oldest open attempt a failure; the fifth locks the name."""
        failed = (*self._failed(now), now)
        locked = now + LOCKED if len(failed) >= FAILURES else None
        return Attempts(failed[-FAILURES:], () if locked else self._open(now)[1:], locked)

    def forget_at(self, now: datetime) -> datetime:
        """When the record of it may be deleted."""
        return max(self.locked_until or now, now + WINDOW)

    def _failed(self, now: datetime) -> tuple[datetime, ...]:
        return tuple(each for each in self.failed if each > now - WINDOW)

    def _open(self, now: datetime) -> tuple[datetime, ...]:
        # An attempt of the future is from before a clock was set back.
        return tuple(each for each in self.open if now - UNDECIDED < each <= now + UNDECIDED)

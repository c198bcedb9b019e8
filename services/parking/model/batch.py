"""A decision on many parked events at once (批量处置), carried out step by step, with its progress."""
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.aggregate import Aggregate

EVENTS_MOST = 10_000
"""Events of one batch, at most."""


class Action(StrEnum):
    """What is to become of the events."""

    RETRY = "retry"
    DROP = "drop"


ACTION_LABELS = {Action.RETRY: "重试", Action.DROP: "放弃"}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which events: all that is given must hold. Empty = any."""

    queue: str = ""
    type: str = ""
    unit: str = ""
    text: str = ""
    """Part of the newest reason."""
    since: datetime | None = None
    """Waiting since then or later."""
    id: str = ""
    """How its id begins."""


@dataclass(kw_only=True)
class Batch(Aggregate):
    """One decision; it takes what waited when it was made, in the order of ids, up to ``most`` events. Times UTC."""

    action: Action
    filter: Filter
    reason: str
    """Why they are dropped."""
    by: str
    most: int
    total: int
    """Events that it was to take when it began."""
    started_at: datetime
    finished_at: datetime | None = None
    step: list[str] = field(default_factory=list)
    """Ids of the events that are decided on now: saved first, so that two who work on it decide on the same."""
    after: str = ""
    """The last id that was ever in a step."""
    taken: int = 0
    """Events that ever were."""
    done: int = 0
    skipped: int = 0
    """Events on which somebody else decided meanwhile."""

    @classmethod
    def begin(cls, *, id: str, action: Action, which: Filter, reason: str, by: str, most: int, found: int, at: datetime
              ) -> "Batch":
        """A new batch; one that finds nothing is over at once."""
        batch = cls(id=id, action=action, filter=which, reason=reason, by=by, most=most, total=min(found, most), started_at=at,
                    finished_at=at if not found else None)
        batch.note("begun", step=action.value, total=batch.total, reason=reason)
        return batch

    @property
    def over(self) -> bool:
        """True once nothing more happens."""
        return self.finished_at is not None

    @property
    def state(self) -> str:
        """``running`` or ``done``."""
        return "done" if self.over else "running"

    @property
    def left(self) -> int:
        """Events that it may still take."""
        return max(self.most - self.taken, 0)

    @property
    def tend_at(self) -> datetime | None:
        """It is to be worked on at once until it is over."""
        return None if self.over else self.started_at

    def advance(self, *, done: int, step: list[str], at: datetime) -> None:
        """A step was taken, ``done`` events in all have the decision, and ``step`` is the next; without one it is over."""
        self.done, self.step, self.taken = done, step, self.taken + len(step)
        if step:
            self.after = step[-1]
        else:
            self.skipped, self.finished_at = max(self.taken - done, 0), at
        self.note("advanced" if step else "finished", done=done, taken=self.taken)

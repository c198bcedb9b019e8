"""Waits: terms that are not the unit's: the applicant's to correct or pay, a party's to answer, the retention's."""
from dataclasses import dataclass
from datetime import date, datetime

from shared.law.calendar import Calendar
from shared.law.clocks import Clock, reckon
from shared.law.rules import Rule


@dataclass(kw_only=True)
class Wait:
    """Somebody else's term. ``due_on`` and ``due_at`` are as last reckoned; ``due_at`` is the first moment after it."""

    name: str
    """What is waited for: ``correction``, ``fee``, ``retention``, or the id of a consultation."""
    kind: str
    """Key of the rule."""
    label: str
    article: str
    clock: Clock
    due_on: date
    due_at: datetime
    reckoned_with: int
    """Version of the calendar behind ``due_on``."""

    @classmethod
    def begin(cls, name: str, rule: Rule, *, on: date, now: datetime, calendar: Calendar) -> "Wait":
        """A term under ``rule`` from ``on``, which is not counted."""
        clock = Clock.start(rule, on, now=now)
        found = reckon(clock, calendar)
        return cls(name=name, kind=rule.key, label=rule.label, article=rule.article, clock=clock, due_on=found.due_on,
                   due_at=found.due_at, reckoned_with=calendar.version)

    def refresh(self, calendar: Calendar) -> bool:
        """Reckon anew with a newer calendar; True if it is over on another day now."""
        if calendar.version <= self.reckoned_with:
            return False
        found, before = reckon(self.clock, calendar), self.due_on
        self.due_on, self.due_at, self.reckoned_with = found.due_on, found.due_at, calendar.version
        return before != self.due_on

"""Claims (认领): somebody has a thing in hand for a while, so that nobody else works on it meanwhile."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

CLAIM_TIME = timedelta(minutes=30)
"""How long a thing is kept for whoever claimed it."""


@dataclass(frozen=True)
class Claim:
    """Who has it in hand, until when."""

    by: str
    until: datetime
    step: str = ""
    """The step for which it was claimed, where there are several."""

    @classmethod
    def begin(cls, by: str, at: datetime, step: str = "") -> Self:
        """A claim from ``at`` on."""
        return cls(by, at + CLAIM_TIME, step)

    def keeps_out(self, by: str, at: datetime) -> bool:
        """True if somebody else has it in hand at that moment."""
        return self.by != by and self.until > at

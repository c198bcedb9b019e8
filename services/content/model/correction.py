"""Corrections (更正): what was wrong in what the public saw and what is right; approved and cleared with the text.

What changes without such a note is shown all the same, as a revision (修订) with its number and day (Art. 5 第五条).
"""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.content.model.edition import Edition

LABELS = {"correction": "更正", "revision": "修订"}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A public note: what was ``wrong``, and what is ``right`` now."""

    wrong: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """A later edition as the public is told of it: when it went public and, for a correction, what it put right."""

    edition: int
    at: datetime
    note: Correction | None

    @property
    def kind(self) -> str:
        """A code of ``LABELS``."""
        return "correction" if self.note else "revision"


def changes(editions: Sequence["Edition"]) -> list[Change]:
    """Every public edition but the first, the newest first.

    The note of an edition that was withdrawn is not shown again: it may be the reason of the withdrawal.
    """
    public = [each for each in editions if each.published_at]
    return [Change(edition=each.number, at=each.published_at, note=each.correction if each.state != "withdrawn" else None)
            for each in reversed(public[1:]) if each.published_at]

"""Levels of review by people (初审, 复审, 终审): which of them a review goes through, by the rule packs (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from typing import Any

from services.secrecy.errors.levels import LevelsUnfit

LEVELS = {"initial": "初审", "second": "复审", "final": "终审"}
"""In the order in which they are gone through."""
ROLES = {"initial": "secrecy_clerk", "second": "secrecy_officer", "final": "secrecy_head"}
"""Whose opinion each level is."""
RULE = "secrecy.review_levels"
"""Key of the rule that says which levels apply."""
EMERGENCY = "emergency"
EMERGENCY_TERM = "emergency.secrecy_review"
"""Key of the clock of an emergency's only level, in hours."""
_SINGLE = {EMERGENCY: "final"}
_CONDITIONS = ("urgency", "service", "unit_kind")


def levels_for(rows: Sequence[Mapping[str, Any]], *, urgency: str, service: str, unit_kind: str) -> tuple[str, ...]:
    """The levels of a review: those of the row that fits with the most conditions, of several the last one.

    An emergency has one level only, never none: the highest that its row names. Raises ``LevelsUnfit``.
    """
    given = {"urgency": urgency, "service": service, "unit_kind": unit_kind}
    fitting = [row for row in rows if all(row.get(name, given[name]) == given[name] for name in _CONDITIONS)]
    chosen = max(reversed(fitting), key=lambda row: sum(name in row for name in _CONDITIONS), default={})
    named = chosen.get("levels", [_SINGLE.get(urgency, "second")])
    if not isinstance(named, list) or not named or named != [each for each in LEVELS if each in named]:
        raise LevelsUnfit(levels="、".join(map(str, named)) if isinstance(named, list) else str(named))
    return tuple(named[-1:] if urgency == EMERGENCY else named)


def term_of(level: str, urgency: str) -> str:
    """Key of the rule with the clock of a level."""
    return EMERGENCY_TERM if urgency == EMERGENCY else f"secrecy.review.{level}"

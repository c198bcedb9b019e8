"""Grants: a role for a unit, or for everything below it, or everywhere (Art. 5 第五条)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.directory.model.tree import Tree
from shared.caller import EVERYWHERE


@dataclass(frozen=True)
class Grant:
    """``role`` for ``unit``; with ``subtree`` also for all units below it, as the tree stands on the day of use."""

    role: str
    unit: str
    """A unit's code, or ``*`` for everywhere."""
    subtree: bool = False


def extent(grants: Iterable[Grant], tree: Tree, day: date) -> dict[str, list[str]]:
    """Role → the unit codes that it extends to on ``day``; ``["*"]`` only where it was granted for ``*`` itself."""
    found: dict[str, set[str]] = {}
    for grant in grants:
        units = tree.below(grant.unit, day) if grant.subtree and grant.unit != EVERYWHERE else [grant.unit]
        found.setdefault(grant.role, set()).update(units)
    return {role: [EVERYWHERE] if EVERYWHERE in units else sorted(units) for role, units in sorted(found.items())}

"""The tree of units, dated: who is below whom on a given day (Art. 3 第三条)."""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Placement:
    """From this day on the unit is below ``parent``; ``None`` = at the top."""

    parent: str | None
    from_: date


@dataclass(frozen=True)
class Node:
    """What the tree knows of a unit."""

    code: str
    parents: tuple[Placement, ...]
    valid_from: date
    dissolved_on: date | None

    def in_force(self, day: date) -> bool:
        """True if the unit exists on ``day``."""
        return self.valid_from <= day and (self.dissolved_on is None or day < self.dissolved_on)

    def parent(self, day: date) -> str | None:
        """The unit above on ``day``; the last one for a unit that is dissolved."""
        return next((each.parent for each in reversed(self.parents) if each.from_ <= day), None)


class Tree:
    """All units. Every walk ends, even where two moves that crossed have left a ring."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.code: node for node in nodes}

    def below(self, code: str, day: date) -> list[str]:
        """``code`` and everything below it on ``day``, dissolved units too: their records stay in somebody's care."""
        children: dict[str, list[str]] = {}
        for node in self._nodes.values():
            if node.valid_from <= day and (parent := node.parent(day)):
                children.setdefault(parent, []).append(node.code)
        found, waiting = {code}, [code]
        while waiting:
            fresh = set(children.get(waiting.pop(), ())) - found
            found |= fresh
            waiting += fresh
        return sorted(found)

    def children(self, code: str, day: date) -> list[str]:
        """The units in force directly below ``code`` on ``day``."""
        return sorted(node.code for node in self._nodes.values() if node.in_force(day) and node.parent(day) == code)

    def would_loop(self, code: str, parent: str, since: date) -> bool:
        """True if ``code`` would come below itself on any day from ``since`` on."""
        days = {since} | {each.from_ for node in self._nodes.values() for each in node.parents if each.from_ > since}
        return any(code in self._upwards(parent, day) for day in days)

    def _upwards(self, code: str, day: date) -> Iterator[str]:
        seen: set[str] = set()
        current: str | None = code
        while current and current not in seen:
            seen.add(current)
            yield current
            node = self._nodes.get(current)
            current = node.parent(day) if node else None

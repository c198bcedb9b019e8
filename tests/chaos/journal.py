"""The client's own journal: what it asked for, what it was told, and what readers saw; the checker's first witness.

One JSON line each, written before a request leaves and when its answer is there. ``at`` and the like are seconds of the
machine's clock, which no fault moves.
"""
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ACCEPTED, REFUSED, UNKNOWN = "accepted", "refused", "unknown"
"""The three ends of a write: a 2xx, a final 4xx, or no answer before the client gave up."""


class Journal:
    """Appends lines; one process writes one journal."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1)

    def write(self, kind: str, **fields: Any) -> None:
        """One line: ``asked``, ``answered``, ``seen`` or ``met``."""
        self._file.write(json.dumps({"kind": kind, **fields}, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal, in order."""
    with path.open() as lines:
        for line in lines:
            yield json.loads(line)

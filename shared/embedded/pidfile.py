"""Which process works on a folder, remembered so that a reused process number is not mistaken for it."""

import json
from pathlib import Path


def started_at(pid: int) -> int | None:
    """Start time of a living process in clock ticks since boot; None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, start = fields[0], int(fields[19])
    return None if state in "ZX" else start


def write(path: Path, pid: int) -> None:
    """Remember the living process `pid` in `path`."""
    path.write_text(json.dumps({"pid": pid, "started_at": started_at(pid)}))


def living(path: Path) -> int | None:
    """Number of the process remembered in `path` if that very process still lives; else None (a stale file)."""
    try:
        remembered = json.loads(path.read_text())
        pid, start = remembered["pid"], remembered["started_at"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return pid if start is not None and started_at(pid) == start else None

"""Log files of child processes: bounded at start, and their end read back when something fails."""

from pathlib import Path
from typing import BinaryIO

LIMIT = 10 * 1024 * 1024


def rotate(path: Path, limit: int = LIMIT) -> None:
    """Move the log to `<name>.1` when it has more than `limit` bytes; an older `.1` is dropped."""
    if path.exists() and path.stat().st_size > limit:
        path.replace(path.with_name(path.name + ".1"))


def open_log(path: Path, limit: int = LIMIT) -> BinaryIO:
    """Open the log for appending, rotated first when too big; its folder is made if missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rotate(path, limit)
    return path.open("ab", buffering=0)


def size(path: Path) -> int:
    """Length of the log in bytes; 0 when there is none."""
    return path.stat().st_size if path.exists() else 0


def tail(path: Path, since: int = 0, lines: int = 30) -> list[str]:
    """The last `lines` lines that are not blank, written after byte `since`."""
    if not path.exists():
        return []
    with path.open("rb") as log:
        log.seek(max(since, path.stat().st_size - 64 * 1024))
        text = log.read().decode(errors="replace")
    return [line for line in text.splitlines() if line.strip()][-lines:]

"""The journal of an import: one line for each file that came to an end, so that the same command goes on where it stopped."""
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What became of one file. ``mark`` is of column, path and bytes: a changed file is another one."""

    mark: str
    file: str
    state: str
    """``drafted``, ``submitted``, ``duplicate`` or ``refused``."""
    article: str = ""
    title: str = ""
    why: str = ""
    """Why it was not taken, or what a person should look at."""
    bytes: str = ""
    """SHA-256 of the file."""

    @property
    def landed(self) -> bool:
        """True if it is a draft now."""
        return self.state in ("drafted", "submitted")


def mark_of(column: str, relative: str, raw: bytes) -> str:
    """Names a file of a folder for a column; also the idempotency key of its draft."""
    return hashlib.sha256("\0".join((column, relative, hashlib.sha256(raw).hexdigest())).encode()).hexdigest()[:40]


class Journal:
    """Lines of JSON in a file, written as each outcome is known; a last line that a crash cut short is left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.outcomes: dict[str, Outcome] = {}
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            try:
                found = Outcome(**json.loads(line))
            except (ValueError, TypeError):
                continue
            self.outcomes[found.mark] = found

    def __enter__(self) -> "Journal":
        self._file = self._path.open("a", encoding="utf-8")
        if self._path.stat().st_size:
            self._file.write("\n")  # ends a line that a crash cut short
        return self

    def __exit__(self, *_: Any) -> None:
        self._file.close()

    def note(self, outcome: Outcome) -> None:
        """Keep it, on disk at once."""
        self.outcomes[outcome.mark] = outcome
        self._file.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
        self._file.flush()

    def landed(self, mark: str) -> Outcome | None:
        """What became of a file earlier, if it landed; what was refused is tried again."""
        found = self.outcomes.get(mark)
        return found if found and found.landed else None

    def with_bytes(self, digest: str) -> Outcome | None:
        """A file of the same bytes that landed."""
        return next((each for each in self.outcomes.values() if each.bytes == digest and each.landed), None)

"""The clock of a simulated suite: it stands still until a test moves it."""
import mmap
import os
import struct
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


class MovingClock:
    """A file that all processes of one suite read their time from."""

    def __init__(self, path: Path, start: datetime) -> None:
        self.path = path
        path.write_bytes(struct.pack("<d", start.timestamp()))
        with path.open("r+b") as file:
            self._moment = mmap.mmap(file.fileno(), 8)

    @property
    def now(self) -> datetime:
        """The present moment there, UTC."""
        return datetime.fromtimestamp(struct.unpack("<d", self._moment[:8])[0], UTC)

    def move_to(self, moment: datetime) -> None:
        """Let it be ``moment``; time never runs backwards."""
        assert moment >= self.now, "time does not run backwards"
        self._moment[:8] = struct.pack("<d", moment.timestamp())

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to live in this time."""
        folders = [str(HERE), str(HERE.parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        return dict(os.environ) | {"PYTHONPATH": os.pathsep.join(folders), "GUANWANG_TEST_CLOCK": str(self.path)}

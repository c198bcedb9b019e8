"""The whole suite as a newcomer starts it: ``guanwang up``, a process of its own with everything below it.

The fixture ``suite``, one for all tests, is in ``tests/conftest.py``.
"""
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import wait_until


@dataclass(frozen=True)
class Suite:
    """A running suite."""

    folder: Path
    gateways: list[str]
    administrator: dict[str, str]
    rabbitmq_url: str

    def pid(self, name: str) -> int:
        """The process of a part, as the supervisor wrote it down; 0 while there is none."""
        try:
            return int(json.loads((self.folder / "run" / f"{name}.json").read_text())["pid"])
        except (FileNotFoundError, ValueError):
            return 0


@contextmanager
def running(folder: Path, environment: dict[str, str], *options: str, seconds: float = 90) -> Iterator[Suite]:
    """``guanwang up`` in ``folder``, stopped by Ctrl-C at the end."""
    environment = {key: value for key, value in environment.items() if key not in ("RABBITMQ_URL", "MONGO_URL")}
    process = subprocess.Popen([sys.executable, "-m", "shared.cli.main", "up", "--folder", str(folder), *options],
                               stdout=(folder / "up.out").open("wb"), stderr=subprocess.STDOUT, env=environment)

    def started() -> bool:
        assert process.poll() is None, (folder / "up.out").read_text()
        return "guanwang demo" in (folder / "up.out").read_text()

    try:
        wait_until(started, timeout=seconds, what="the suite is up")
        note = json.loads((folder / "stack.json").read_text())
        yield Suite(folder, note["gateways"], json.loads((folder / "administrator.json").read_text()), note["rabbitmq_url"])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(45)

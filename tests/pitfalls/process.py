"""One process of a side, whatever becomes of it."""
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support import wait_until


class Process:
    """Started at once; its log is kept."""

    def __init__(self, program: str, folder: Path, environ: dict[str, str]) -> None:
        (folder / "run").mkdir(parents=True)
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", f"tests.pitfalls.programs.{program}"], stdout=log, stderr=log,
                env=dict(os.environ) | environ | {"GUANWANG_FOLDER": str(folder)})
        self.folder = folder

    @property
    def alive(self) -> bool:
        """True while it runs."""
        return self._process.poll() is None

    @property
    def log(self) -> str:
        """What it has written so far."""
        return self._log.read_text("utf-8", "replace")

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def wait(self, seconds: float = 60) -> int:
        """Its exit code, once it is gone."""
        return wait_until(lambda: None if self.alive else (self._process.returncode,), seconds, what="the process ends")[0]

    def ends_within(self, seconds: float) -> bool:
        """Whether it is gone by then."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """Kill it if it still runs."""
        if self.alive:
            self._process.kill()
        self._process.wait()

"""One server program that owns one folder: started, watched, stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from shared.embedded import causes, logs, pidfile
from shared.embedded.errors import StackError
from shared.embedded.spawn import how_it_ended, kill_group, spawn

# What an earlier starter that was killed leaves behind is dying already; this is how long it may take.
DYING_SECONDS = 5.0


class ServerProcess:
    """The program called `title`; `own_log` is the log file that it writes besides its output."""

    def __init__(self, title: str, folder: Path, own_log: Path) -> None:
        self._title = title
        self._folder = folder
        self._pid_file = folder / "pid.json"
        self._logs = (folder / "output.log", own_log)
        self._log_starts: dict[Path, int] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_to_end = False

    @property
    def pid(self) -> int | None:
        """Its process number; None when it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def ending(self) -> str:
        """How it ended by itself, e.g. `signal SIGKILL`; empty while it runs or was never started."""
        return how_it_ended(self._process.returncode) if self._process and self._process.poll() is not None else ""

    def refuse_second(self) -> None:
        """Raises StackError when one runs on the folder already, ours or another starter's."""
        deadline = time.monotonic() + DYING_SECONDS
        while (pid := pidfile.living(self._pid_file)) is not None:
            if self._process or time.monotonic() > deadline:
                raise StackError(
                    f"{self._title} (process {pid}) already runs on {self._folder}: "
                    f"end it with `kill {pid}`, or choose another folder."
                )
            time.sleep(0.05)

    def start(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        """Run `argv` in the folder. Raises StackError if it cannot be run."""
        for log in self._logs:
            logs.rotate(log)
        self._log_starts = {log: logs.size(log) for log in self._logs}
        try:
            self._process = spawn(argv, env, self._logs[0], cwd=self._folder)
        except OSError as error:
            raise StackError(f"{self._title} cannot be run from {argv[0]}: {error.strerror}.") from error
        self._asked_to_end = False
        pidfile.write(self._pid_file, self._process.pid)

    def check(self) -> None:
        """Raises StackError that says why, if the program has ended by itself."""
        if self.ending:
            raise StackError(self.why())

    def why(self) -> str:
        """One sentence on why it ended, from its last words."""
        lines = [line for log, start in self._log_starts.items() for line in logs.tail(log, start)]
        return causes.why(self._title, self.ending, lines)

    def terminate(self) -> None:
        """Ask it, once, to end in order (SIGTERM) and return at once."""
        if self.pid and not self._asked_to_end:
            os.kill(self.pid, signal.SIGTERM)
            self._asked_to_end = True

    def stop(self, timeout: float) -> None:
        """Ask it to end and wait; kill it after `timeout` seconds. Harmless when it does not run."""
        self.terminate()
        try:
            if self._process:
                self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self) -> None:
        """End it at once (SIGKILL), with whatever it left in its group."""
        if self._process:
            kill_group(self._process.pid)
            self._process.wait()
            self._process = None
            self._pid_file.unlink(missing_ok=True)

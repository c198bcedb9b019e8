"""One supervised process: its command, its life so far, and when it is due to start again."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from shared.embedded import pidfile, run_file
from shared.embedded.backoff import Backoff
from shared.embedded.spawn import how_it_ended, kill_group, spawn

State = Literal["stopped", "running", "waiting"]
HOLD = ".hold"


@dataclass(frozen=True)
class ChildStatus:
    """What is known of one child; `since` is the time.monotonic at which `state` began, `waiting` is for a restart."""

    name: str
    pid: int | None
    since: float
    restarts: int
    state: State


@dataclass
class Child:
    """`run_file`, if given, tells other tools the process number while the child runs."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log_path: Path
    run_file: Path | None
    backoff: Backoff = field(default_factory=Backoff)
    restarts: int = 0
    state: State = "stopped"
    since: float = field(default_factory=time.monotonic)
    due: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run the command. Raises OSError when that is impossible."""
        self.process = spawn(self.argv, self.env, self.log_path)
        self._enter("running")
        if self.run_file:
            run_file.write(self.run_file, name=self.name, pid=self.process.pid, since=self.since, restarts=self.restarts)

    @property
    def held(self) -> bool:
        """Whether somebody who still lives wants it not to run: who wrote ``<run file>.hold``, as ``pidfile.write`` does."""
        return self.run_file is not None and pidfile.living(self.run_file.with_suffix(HOLD)) is not None

    def has_ended(self) -> bool:
        """Whether it ran and has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def put_off(self) -> float:
        """After its end: clear up what it left, choose the moment of its restart, return the seconds until then."""
        wait = self.backoff.next_wait(lived=time.monotonic() - self.since)
        self.clear_up()
        self._enter("waiting")
        self.restarts += 1
        self.due = self.since + wait
        return wait

    def ending(self) -> str:
        """How it ended: `exit code 1`, `signal SIGKILL`."""
        return how_it_ended(self.process.returncode) if self.process else "never started"

    def terminate(self) -> None:
        """Ask it to end in order (SIGTERM) and return at once."""
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGTERM)

    def clear_up(self) -> None:
        """Kill it, if it still lives, and whatever is left of its process group."""
        if self.process:
            kill_group(self.process.pid)
            self.process.wait()
            self.process = None
        if self.run_file:
            self.run_file.unlink(missing_ok=True)
        self._enter("stopped")

    def status(self) -> ChildStatus:
        """Its state at this moment."""
        process = self.process
        return ChildStatus(self.name, process.pid if process else None, self.since, self.restarts, self.state)

    def _enter(self, state: State) -> None:
        self.state, self.since = state, time.monotonic()

"""Starts a server of ours again when it has died: on the same port, with the same data."""

import time
from collections.abc import Callable
from pathlib import Path

from shared.embedded import run_file
from shared.embedded.backoff import Backoff
from shared.embedded.errors import PortTaken, StackError
from shared.embedded.server import Server

TRIES = 6
"""A server that was started so often in a row and never answered will not answer."""
LOOK_SECONDS = 0.5
LOOK_TIMEOUT = 1.0
STILL_SECONDS = 30.0


class Revival:
    """One server's. `tick` from the thread that started the server: it dies with that thread, and so will the next.

    `say` gets one line for each event. While the server runs, the file `run_folder`/<name>.json has its process number.
    """

    def __init__(self, server: Server, say: Callable[[str], None], run_folder: Path) -> None:
        self._server, self._say = server, say
        self._run_file = run_folder / f"{server.name}.json"
        self._backoff = Backoff()
        self._restarts = self._failures = 0
        self._since = self._died = self._due = self._looked = self._told = 0.0
        self._state = "running"
        self._note()

    def tick(self) -> None:
        """One round. Raises StackError when there is no hope; a server that is merely paused is left alone."""
        moment = time.monotonic()
        if self._state == "waiting":
            if moment >= self._due:
                self._start()
        elif self._server.ending:
            self._put_off(self._server.ending)
        elif self._state == "starting" and moment >= self._looked + LOOK_SECONDS:
            self._look()
            self._looked = time.monotonic()

    def close(self) -> None:
        """It is not kept running any longer."""
        self._run_file.unlink(missing_ok=True)

    def _put_off(self, ending: str, why: str = "") -> None:
        moment = time.monotonic()
        if self._state == "running":
            self._died, self._told, self._failures = moment, moment, 0
            lived = moment - self._since
        else:
            lived = 0.0
            self._failures += 1
        if self._failures >= TRIES:
            raise StackError(f"{why or self._server.why()} It was started {TRIES} times and never answered.")
        self.close()
        self._server.bury()
        wait = self._backoff.next_wait(lived)
        self._state, self._due = "waiting", moment + wait
        self._say(f"{self._server.title} stopped ({ending}), restarting in {wait:g} s")

    def _start(self) -> None:
        try:
            self._server.start()
        except PortTaken as error:
            self._put_off("its port is taken", str(error))
            return
        self._restarts += 1
        self._state = "starting"
        self._note()

    def _look(self) -> None:
        moment = time.monotonic()
        if self._server.answers(LOOK_TIMEOUT):
            self._state, self._since = "running", moment
            self._say(f"{self._server.title} answers again after {moment - self._died:.1f} s")
        elif moment > self._told + STILL_SECONDS:
            self._told = moment
            self._say(f"{self._server.title} does not answer yet after {moment - self._died:.0f} s")

    def _note(self) -> None:
        self._since = time.monotonic()
        if self._server.pid:
            run_file.write(self._run_file, name=self._server.name, pid=self._server.pid, since=self._since,
                           restarts=self._restarts)

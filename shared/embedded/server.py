"""What the embedded broker and the embedded database have in common."""

import time
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from shared.embedded.backend import Backend
from shared.embedded.errors import StackError
from shared.embedded.ports import Ports
from shared.embedded.server_process import ServerProcess

STOP_SECONDS = 20.0
ANSWER_SECONDS = 5.0


class Server(Backend):
    """A server program with data, secrets and logs in one folder; subclasses know how to start and to ask it.

    It dies with the thread that called `start`.
    """

    def __init__(self, folder: Path, log_name: str) -> None:
        self._folder = folder.absolute()
        self._ports = Ports(self._folder)
        self._process = ServerProcess(self.title, self._folder, self._folder / log_name)

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self._folder.name

    @property
    def servers(self) -> "Sequence[Server]":
        """Itself."""
        return (self,)

    @property
    def pid(self) -> int | None:
        """Its process number; None when it does not run."""
        return self._process.pid

    @property
    def ending(self) -> str:
        """How it ended by itself, e.g. `signal SIGKILL`; empty while it runs. A paused process runs."""
        return self._process.ending

    @property
    def has_data(self) -> bool:
        """Whether it ran before."""
        return (self._folder / "data").is_dir()

    @abstractmethod
    def answers(self, timeout: float) -> bool:
        """Whether it lets us in within about `timeout` seconds."""

    def ready(self) -> bool:
        """Whether it lets us in now. Raises StackError when it has died."""
        self.check()
        return self.answers(ANSWER_SECONDS)

    def wait_ready(self, deadline: float) -> None:
        """Wait until `ready`; raises StackError at `deadline` (a moment of time.monotonic) or when it has died."""
        while not self.ready():
            if time.monotonic() > deadline:
                raise StackError(f"{self.title} did not become ready in time: read the logs in {self._folder}.")
            time.sleep(0.05)

    def check(self) -> None:
        """Raises StackError that says why, if it has ended by itself."""
        self._process.check()

    def why(self) -> str:
        """One sentence on why it ended."""
        return self._process.why()

    def bury(self) -> None:
        """After its end: clear up what it left; `start` then brings it back on the same ports with the same data.

        Raises StackError when its data are gone: an empty server in its place would look like a loss of everything.
        """
        if not self.has_data:
            raise StackError(f"{self.title} ended and its data in {self._folder} are gone: bring them back, or begin anew.")
        self._process.kill()

    def terminate(self) -> None:
        """Ask it to end and return at once; `stop` waits."""
        self._process.terminate()

    def stop(self) -> None:
        """End it in order; its data stay. Harmless when it does not run."""
        self._process.stop(STOP_SECONDS)
        self._ports.release()

    def kill(self) -> None:
        """End it as a crash would; `start` brings it back, on the same port if that is still free."""
        self._process.kill()
        self._ports.release()

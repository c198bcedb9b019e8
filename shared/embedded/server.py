"""What the embedded broker and the embedded database have in common."""

import time
from abc import ABC, abstractmethod
from pathlib import Path

from shared.embedded.errors import StackError
from shared.embedded.ports import Ports
from shared.embedded.server_process import ServerProcess

STOP_SECONDS = 20.0


class Server(ABC):
    """A server program with data, secrets and logs in one folder; subclasses know how to start and to ask it.

    It dies with the thread that called `start`.
    """

    title: str

    def __init__(self, folder: Path, log_name: str) -> None:
        self._folder = folder.absolute()
        self._ports = Ports(self._folder)
        self._process = ServerProcess(self.title, self._folder, self._folder / log_name)

    @property
    def pid(self) -> int | None:
        """Its process number; None when it does not run."""
        return self._process.pid

    @property
    @abstractmethod
    def url(self) -> str:
        """Address with user and password; known once started."""

    @abstractmethod
    def start(self) -> None:
        """Start it and return at once. Raises StackError when it is missing or one runs on the folder already."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it lets us in now. Raises StackError when it has died."""

    def wait_ready(self, deadline: float) -> None:
        """Wait until `ready`; raises StackError at `deadline` (a moment of time.monotonic) or when it has died."""
        while not self.ready():
            if time.monotonic() > deadline:
                raise StackError(f"{self.title} did not become ready in time: read the logs in {self._folder}.")
            time.sleep(0.05)

    def check(self) -> None:
        """Raises StackError that says why, if it has ended by itself."""
        self._process.check()

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

"""What answers at one URL: one server, or several that stand in for one another."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.embedded.server import Server


class Backend(ABC):
    """Started and asked as a whole; each of its servers is watched, and started again, by itself."""

    title: str

    @property
    @abstractmethod
    def servers(self) -> "Sequence[Server]":
        """All servers, also those that are not started yet."""

    @property
    @abstractmethod
    def url(self) -> str:
        """Address with user and password; known once started."""

    @abstractmethod
    def start(self) -> None:
        """Start it and return at once. Raises StackError when it is missing or one runs on the folder already."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it lets us in now. Raises StackError when a server of it has died."""

    def stop(self) -> None:
        """End all servers in order, at once; data stay. Harmless when nothing runs."""
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            server.stop()

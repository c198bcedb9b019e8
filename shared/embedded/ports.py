"""Free loopback ports that two stacks starting at once never both get."""

import json
import random
import socket
from collections.abc import Sequence
from pathlib import Path

from shared.embedded.errors import PortTaken, StackError

# Below the range from which Linux takes ports of outgoing connections, so none of those can slip in between.
FIRST, LAST = 20_000, 29_999
ATTEMPTS = 200
HOST = "127.0.0.1"


class Ports:
    """Ports for the programs of one folder: remembered there, taken again while still free.

    A taken port stays reserved against other stacks of this machine until `release` or the end of this process.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ports.json"
        self._reservations: dict[int, socket.socket] = {}
        self._taken: dict[str, int] = {}

    def take(self, name: str, addresses: Sequence[str] = (HOST,), *, lasting: bool = False) -> int:
        """Reserve and return the port called `name`, free on all `addresses`. Raises StackError when no port is.

        Once taken it stays the same until `release`, and a `lasting` one for ever: others know it by now. Raises PortTaken
        while a stranger has it.
        """
        remembered = self._remembered()
        if name in self._taken:
            if not is_free(self._taken[name], addresses):
                raise _taken(self._taken[name])
            return self._taken[name]
        if lasting and name in remembered and not self.keep(remembered[name], addresses):
            raise _taken(remembered[name])
        if lasting and name in remembered:
            self._taken[name] = remembered[name]
            return remembered[name]
        candidates = [remembered[name]] if name in remembered else []
        candidates += random.sample(range(FIRST, LAST + 1), ATTEMPTS)
        for port in candidates:
            if self.keep(port, addresses):
                self._taken[name] = port
                self._file.write_text(json.dumps(remembered | {name: port}))
                return port
        raise StackError(
            f"No free port was found between {FIRST} and {LAST} on 127.0.0.1: stop programs that hold them."
        )

    def keep(self, port: int, addresses: Sequence[str] = (HOST,)) -> bool:
        """Reserve exactly this port; False if it is not free, or another stack's."""
        if reservation := reserve(port, addresses):
            self._reservations[port] = reservation
        return reservation is not None

    def release(self) -> None:
        """Give all ports back to other stacks."""
        for reservation in self._reservations.values():
            reservation.close()
        self._reservations.clear()
        self._taken.clear()

    def _remembered(self) -> dict[str, int]:
        try:
            return json.loads(self._file.read_text())
        except (FileNotFoundError, ValueError):
            return {}


def reserve(port: int, addresses: Sequence[str] = (HOST,)) -> socket.socket | None:
    """Keep a free port from all other stacks of this machine until the lock is closed; None if it is theirs or not free."""
    # An abstract Unix socket is a lock without a file: atomic, machine-wide, freed by the kernel with its owner.
    lock = socket.socket(socket.AF_UNIX)
    try:
        lock.bind(f"\0guanwang-port-{port}")
        if is_free(port, addresses):
            return lock
    except OSError:
        pass
    lock.close()
    return None


def _taken(port: int) -> PortTaken:
    return PortTaken(f"Port {port} of 127.0.0.1 is held by another program: end that, and start again.")


def is_free(port: int, addresses: Sequence[str] = (HOST,)) -> bool:
    """Whether nothing listens on `port` of these addresses (connections in TIME_WAIT do not count)."""
    return all(_is_free(port, address) for address in addresses)


def _is_free(port: int, address: str) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError:
            return False
    return True

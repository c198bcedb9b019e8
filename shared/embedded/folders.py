"""The data folder of a stack: made private, and held by one stack at a time."""

import fcntl
import os
from pathlib import Path

from shared.embedded.errors import StackError


def make_private(folder: Path) -> Path:
    """Make the folder if missing, readable by its owner only; return its absolute path.

    Raises StackError when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError as error:
        raise _not_writable(folder) from error
    if not writable:
        raise _not_writable(folder)
    return folder.resolve()


class FolderLock:
    """Exclusive use of a folder while this process lives or until `release`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._descriptor: int | None = None

    def take(self) -> None:
        """Raises StackError at once when another process holds the folder."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _not_writable(self._path.parent) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).decode() or "unknown"
            os.close(descriptor)
            raise StackError(
                f"Another stack (process {holder}) already runs on {self._path.parent}: "
                "stop it, or choose another folder."
            ) from error
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next stack in; harmless when not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _not_writable(folder: Path) -> StackError:
    return StackError(f"The folder {folder} cannot be written: make it yours with chown, or choose another folder.")

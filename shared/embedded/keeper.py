"""Kills the process groups of the supervised children when the supervisor is gone, however it went.

The kernel kills a dead supervisor's own children, but not *their* children (the workers of a server, say). So a small
process of its own waits at the end of a pipe: the pipe ends with the supervisor, and then every group is killed.
"""

import contextlib
import os
import signal
import subprocess
import sys


class Keeper:
    """The supervisor's side: tells the keeper process which groups exist."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._process: subprocess.Popen[bytes] | None = None

    def watch(self, group: int) -> None:
        """Kill this process group if the supervisor ends. Starts the keeper process when there is none."""
        self._groups.add(group)
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        """This process group is gone; its number may come to belong to a stranger."""
        self._groups.discard(group)
        self._tell(f"-{group}\n")

    def close(self) -> None:
        """End the keeper process; it kills the groups that it still watches."""
        if self._process:
            self._process.stdin.close()
            self._process.wait()
            self._process = None

    def _tell(self, line: str) -> None:
        try:
            if self._process is None:
                raise BrokenPipeError
            self._process.stdin.write(line.encode())
        except BrokenPipeError:
            self._start()

    def _start(self) -> None:
        """A new keeper process that knows all groups; also after somebody has killed the last one."""
        if self._process:
            self._process.wait()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            start_new_session=True,
        )
        self._process.stdin.write("".join(f"+{group}\n" for group in self._groups).encode())


def keep() -> None:
    """Read `+group` and `-group` lines until the pipe ends, then kill every group left."""
    groups: set[int] = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    keep()

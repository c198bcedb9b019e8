"""Starts a child process that cannot outlive this one and that Ctrl-C in the terminal does not reach."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from shared.embedded import logs

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_PR_SET_PDEATHSIG = 1
# Looked up before any fork: loading a library between fork and exec could wait for a lock that nobody holds any more.
_prctl = ctypes.CDLL(None).prctl


def spawn(
    argv: Sequence[str], env: Mapping[str, str], log_path: Path, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start `argv` in its own session with output in `log_path`; the kernel kills it when its starter ends.

    The starter is the calling *thread*: call from one that lives as long as the child should.
    Raises OSError when the program cannot be run.
    """
    with logs.open_log(log_path) as log:
        return subprocess.Popen(
            list(argv),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )


def kill_group(pid: int) -> None:
    """SIGKILL to the session leader `pid` and to whatever it left in its process group; silent if all are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def how_it_ended(returncode: int) -> str:
    """A return code in words: `exit code 1` or `signal SIGKILL`."""
    if returncode >= 0:
        return f"exit code {returncode}"
    try:
        return f"signal {signal.Signals(-returncode).name}"
    except ValueError:
        return f"signal {-returncode}"


def _die_with(parent: int) -> Callable[[], None]:
    def in_child() -> None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the line above; then no signal will ever come.
        if os.getppid() != parent:
            os._exit(1)

    return in_child

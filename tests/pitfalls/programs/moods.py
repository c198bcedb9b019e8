"""What can happen while a call or an event is worked on; the same on both sides. A mood is a word, often with ``:value``."""
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from eventlet.patcher import original

_hold = original("time").sleep


def begin(mood: str, runs: int) -> None:
    """Before the work is done, for the ``runs``-th time."""
    kind, _, value = mood.partition(":")
    if kind == "slow":
        time.sleep(float(value))
    if kind == "poison" or (kind == "fails" and runs == 1):
        raise RuntimeError(mood)
    if kind == "deadly":
        die()


def end(mood: str, runs: int, ask: Callable[[str], None]) -> None:
    """After it was done and saved, before anybody was told."""
    kind, _, value = mood.partition(":")
    if kind == "stuck":  # busy with something that does not let go of the process, as heavy computing would
        while not Path(value).exists():
            _hold(0.02)
    if kind == "asks":
        ask(value)
    if kind == "dies" and runs == 1:
        die()


def wait_for(gate: str) -> None:
    """Until the file of that name is there; not at all without a name."""
    while gate and not Path(gate).exists():
        time.sleep(0.02)


def die() -> None:
    """As the kernel would do it when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)

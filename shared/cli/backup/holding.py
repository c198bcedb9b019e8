"""Keeping one service stopped for a while: its processes of this folder's suite end, and are not started again meanwhile."""
import json
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from shared.cli.console import say
from shared.embedded import pidfile
from shared.embedded.child import HOLD
from shared.runtime.backup.errors import BackupError
from shared.runtime.presence import processes

STOP_SECONDS = 60


@contextmanager
def held(service: str, folder: Path, rabbitmq_url: str) -> Iterator[None]:
    """Within, no process of the service works; afterwards the suite starts it again. Raises ``BackupError`` for others'."""
    with ExitStack() as holds:
        for path in _processes(service, folder):
            holds.enter_context(_held(path))
        end = time.monotonic() + STOP_SECONDS
        while count := processes(rabbitmq_url, service):
            if time.monotonic() > end or not _processes(service, folder):
                raise BackupError(f"{service} runs ({count} processes), and not from {folder}: stop it first, others may run")
            time.sleep(0.1)
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    hold = path.with_suffix(HOLD)
    pidfile.write(hold, os.getpid())
    try:
        with suppress(OSError, ValueError, KeyError):
            pid = int(json.loads(path.read_text())["pid"])
            say(f"{path.stem} is stopped for this")
            os.kill(pid, signal.SIGTERM)
        yield
    finally:
        hold.unlink(missing_ok=True)


def _processes(service: str, folder: Path) -> list[Path]:
    """What the supervisor wrote down of each process of a service; of one that is down, that it is held."""
    found = {each.with_suffix(".json") for each in (folder / "run").glob(f"{service}*") if each.suffix in (".json", HOLD)}
    return sorted(each for each in found if re.fullmatch(rf"{re.escape(service)}(-\d+)?", each.stem))

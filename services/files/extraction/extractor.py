"""Has files read by the worker process, and makes an outcome of whatever becomes of it."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.files.extraction.model import Extraction, Limits

_WORKER = "services.files.extraction.worker"
_PATIENCE = 15.0
"""Seconds beyond a file's own limit, for a worker that is still loading its libraries."""
_ANSWER_MOST = 200_000_000
"""Bytes of an answer; more than the limits of characters allow."""
_BY_SIGNAL = {signal.SIGALRM: "timeout", signal.SIGXCPU: "timeout", signal.SIGKILL: "too_large", signal.SIGABRT: "too_large"}
"""What a child ended by: an alarm, the processor limit, memory (the system's or its own); all else is a broken file."""


class WorkerAway(Exception):
    """The worker process cannot be started or reached, which says nothing of the file: try again later."""


class Extractor:
    """Reads files, ``parallel`` at a time; starts its worker when it is first needed, and anew if that should die."""

    def __init__(self, limits: Limits | None = None, *, parallel: int = 2) -> None:
        self.limits = limits or Limits()
        self._turns = threading.BoundedSemaphore(parallel)
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._alive = -1

    @property
    def worker(self) -> int | None:
        """The process id of the worker, if it was started."""
        return self._worker.pid if self._worker else None

    def extract(self, path: Path, name: str, limits: Limits | None = None) -> Extraction:
        """All text of the file at ``path``; whatever is in it, the answer is an ``Extraction``.

        Raises ``WorkerAway`` when there is no worker, or no turn within the time that one file may take.
        """
        limits = limits or self.limits
        if not self._turns.acquire(timeout=limits.seconds):
            raise WorkerAway("too many files are waiting")
        try:
            return self._asked({"path": str(path.absolute()), "name": name, "limits": asdict(limits)}, limits)
        finally:
            self._turns.release()

    def close(self) -> None:
        """End the worker and all its children."""
        with self._lock:
            self._end()

    def _asked(self, job: dict[str, Any], limits: Limits) -> Extraction:
        try:
            with self._connected() as connection:
                connection.settimeout(limits.seconds + _PATIENCE)
                connection.sendall(json.dumps(job).encode() + b"\n")
                return _understood(_received(connection))
        except TimeoutError:
            return Extraction.unread("timeout")
        except OSError as error:
            raise WorkerAway(type(error).__name__) from error

    def _connected(self) -> socket.socket:
        """A connection to the worker, which is started if there is none; raises ``OSError``."""
        with self._lock:
            if self._worker is None or self._worker.poll() is not None:
                self._end()
                self._start()
            assert self._folder is not None
            address = _address(self._folder.name)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(address)
        except BaseException:
            connection.close()
            raise
        return connection

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="guanwang-extraction-")
        read, self._alive = os.pipe()
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(_address(self._folder.name))
            listening.listen(64)
            os.set_inheritable(read, True)
            try:
                self._worker = subprocess.Popen(
                    [sys.executable, "-c", _BEGIN, str(read), _WORKER], stdin=listening.fileno(), stdout=subprocess.DEVNULL,
                    pass_fds=(read,), env=_environment())
            finally:
                os.close(read)

    def _end(self) -> None:
        if self._alive >= 0:
            os.close(self._alive)
            self._alive = -1
        if self._worker:
            try:
                self._worker.wait(2)
            except subprocess.TimeoutExpired:
                self._worker.kill()
                self._worker.wait()
            self._worker = None
        if self._folder:
            self._folder.cleanup()
            self._folder = None


_BEGIN = ("import os, runpy, sys; os.dup2(int(sys.argv[1]), 3) if sys.argv[1] != '3' else None; "
          "runpy.run_module(sys.argv[2], run_name='__main__')")
"""Puts the pipe where the worker looks for it."""


def _environment() -> dict[str, str]:
    """Nothing of the service's own, least of all its secrets; only where the code is."""
    return {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"}


def _address(folder: str) -> str:
    return str(Path(folder) / "worker")


def _received(connection: socket.socket) -> bytes:
    pieces, size = [], 0
    while piece := connection.recv(1 << 18):
        pieces.append(piece)
        size += len(piece)
        if size > _ANSWER_MOST:
            break
    return b"".join(pieces)


def _understood(answer: bytes) -> Extraction:
    """The child's line if it came whole, else what the worker says of its end; raises ``ConnectionError`` without any."""
    lines = answer.split(b"\n")
    if len(lines) < 2:
        raise ConnectionError("the worker ended")
    told = json.loads(lines[0]) if len(lines) > 2 else {}
    if "parts" in told:
        return Extraction.from_wire(told)
    ended = json.loads(lines[-2][lines[-2].rindex(b"{"):])["ended"]
    return Extraction.unread(_BY_SIGNAL.get(-ended, "broken"))

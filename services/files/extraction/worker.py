"""The process that reads files: ``python -m services.files.extraction.worker``, with a listening socket as its stdin.

It loads all libraries once and then forks for each file, so that a file costs milliseconds, and whatever a file does to its
reader is over with it. A child takes one job, a line of JSON, from its connection and answers with one line. It may take so
much memory and time, may write no file, and ends by a signal at the latest; the parent then adds a line that says so.
End of the pipe on descriptor 3 means that the service is gone: everything ends.
"""
import contextlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
from pathlib import Path

from services.files.extraction.model import Extraction, Limits
from services.files.extraction.reading import extract

ALIVE = 3
"""Descriptor of a pipe that the service holds open while it lives."""
JOB_MOST = 65_536
_ASK_SECONDS = 5
_SPARE = 5
"""Seconds of processor time between the limit that can be caught and the one that cannot."""


def main() -> None:
    """Serve until the service is gone."""
    listening = socket.socket(fileno=0)
    woken, wake = socket.socketpair()
    for each in (listening, woken, wake):
        each.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: dict[int, socket.socket] = {}
    chooser = selectors.DefaultSelector()
    for waited in (listening, woken, ALIVE):
        chooser.register(waited, selectors.EVENT_READ)
    while True:
        ready = {key.fileobj for key, _ in chooser.select()}
        if ALIVE in ready:
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            return
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                woken.recv(4096)
            _bury(children)
        if listening in ready:
            with contextlib.suppress(BlockingIOError, ConnectionError):
                connection, _ = listening.accept()
                children[_born(connection)] = connection


def _bury(children: dict[int, socket.socket]) -> None:
    """Tell each caller how his child ended."""
    for pid in list(children):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with children.pop(pid) as connection, contextlib.suppress(OSError):
                connection.settimeout(1)
                connection.sendall(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode() + b"\n")


def _born(connection: socket.socket) -> int:
    """A child that does one job."""
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, _ASK_SECONDS)
        connection.setblocking(True)
        with connection.makefile("rwb") as stream:
            job = json.loads(stream.readline(JOB_MOST))
            limits = Limits(**job["limits"])
            _confine(limits)
            answer = _answer(Path(job["path"]), job["name"], limits)
            stream.write(answer + b"\n")
            stream.flush()
        os._exit(0)
    except BaseException:
        os._exit(1)


def _answer(path: Path, name: str, limits: Limits) -> bytes:
    try:
        return json.dumps(extract(path, name, limits).to_wire(), ensure_ascii=False).encode()
    except MemoryError:
        return json.dumps(Extraction.unread("too_large").to_wire()).encode()


def _confine(limits: Limits) -> None:
    """From here on this process can hurt nobody but itself. That it sends nothing is not enforced: it has no reason to."""
    os.nice(10)
    os.umask(0o077)
    for what, soft, hard in (
            (resource.RLIMIT_AS, limits.memory, limits.memory),
            (resource.RLIMIT_CPU, limits.processor_seconds, limits.processor_seconds + _SPARE),
            (resource.RLIMIT_FSIZE, 0, 0), (resource.RLIMIT_CORE, 0, 0), (resource.RLIMIT_NOFILE, 32, 32)):
        resource.setrlimit(what, (soft, hard))
    for caught in (signal.SIGXCPU, signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(caught, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(main())

"""What is measured: a private broker and database, and the processes that a benchmark asks for, each started once.

Everything dies with the thread that made the stage, and is ended in order by ``close``.
"""
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from shared.cli.running import service_argv
from shared.embedded.ports import Ports
from shared.embedded.spawn import kill_group, spawn
from shared.embedded.stack import Stack
from shared.runtime.settings import environment

START_SECONDS = 30.0
STOP_SECONDS = 8.0


class StageError(Exception):
    """Something that is to be measured does not run; one sentence that says what and where its log is."""


class Stage:
    """Use as a context manager, in the main thread; ``say`` gets lines of progress."""

    def __init__(self, folder: Path, say: Callable[[str], None], extra: Mapping[str, str] | None = None) -> None:
        self._folder, self._say = folder, say
        self._stack = Stack(folder / "stack", say, env=environment())
        self._extra = dict(extra or {})
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._ports, self._numbers = Ports(folder), dict[str, int]()

    @property
    def folder(self) -> Path:
        """Where everything of this run lies."""
        return self._folder

    def __enter__(self) -> "Stage":
        self._say("starting a private RabbitMQ and MongoDB")
        self.endpoints = self._stack.start()
        self.environment = environment() | {
            "RABBITMQ_URL": self.endpoints.rabbitmq_url, "MONGO_URL": self.endpoints.mongo_url,
            "GUANWANG_SECRET_KEY": secrets.token_hex(24), "GUANWANG_FOLDER": str(self._folder),
            "GUANWANG_LOG_LEVEL": "WARNING", "EVENTLET_NO_GREENDNS": "yes"} | self._extra
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children.values():
            child.terminate()
        end = time.monotonic() + STOP_SECONDS
        while any(child.poll() is None for child in self._children.values()) and time.monotonic() < end:
            time.sleep(0.05)
        for child in self._children.values():
            kill_group(child.pid)
            child.wait()
        self._stack.stop()
        self._ports.release()

    def service(self, name: str) -> None:
        """Run one process of the service ``name``, as ``guanwang run`` does."""
        self._start(name, service_argv(name))

    def gateway(self, name: str = "gateway") -> int:
        """The port of the gateway process ``name``, run by ``guanwang gateway``."""
        port = self._port(name)
        self._start(name, [str(Path(sys.executable).with_name("guanwang")), "gateway", "--port", str(port)])
        self._wait_for(name, port)
        return port

    def reference(self, name: str) -> int:
        """The port of ``constant``, ``monolith`` or ``monolith_checked``."""
        port = self._port(name)
        self._start(name, [sys.executable, "-m", "tests.bench.serve", name, str(port)])
        self._wait_for(name, port)
        return port

    def program(self, name: str, argv: Callable[[int], Sequence[str]]) -> int:
        """The port of a program that is not ours, run as ``argv(port)`` says."""
        port = self._port(name)
        self._start(name, argv(port))
        self._wait_for(name, port)
        return port

    def watched(self, *names: str) -> dict[str, list[int]]:
        """Process ids by name, ``broker`` and ``mongod`` among them: what a load is to read the CPU time of."""
        servers = {"broker": self._stack.rabbitmq, "mongod": self._stack.mongod}
        pids = {name: server.pid for name, server in servers.items() if server} | {
            name: child.pid for name, child in self._children.items()}
        return {name: [pid] for name in names if (pid := pids[name]) is not None}

    def check(self) -> None:
        """Raises ``StageError`` when something has ended by itself."""
        self._stack.check()
        for name, child in self._children.items():
            if child.poll() is not None:
                log = self._log(name).read_text("utf-8", "replace").strip().splitlines()
                raise StageError(f"{name} ended by itself: {log[-1] if log else 'it left no word'}")

    def _start(self, name: str, argv: Sequence[str]) -> None:
        if name not in self._children:
            self._say(f"starting {name}")
            self._children[name] = spawn(argv, self.environment, self._log(name))

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _port(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = self._ports.take(name)
        return self._numbers[name]

    def _wait_for(self, name: str, port: int) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self.check()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise StageError(f"{name} did not answer within {START_SECONDS:g} s")

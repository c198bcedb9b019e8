"""Single processes against servers that come and go in an order that a seed chooses."""
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

from shared.embedded.stack import Endpoints
from tests.cable import Cable
from tests.support import wait_until

STOP_SECONDS = 60.0
"""How long a stop is waited for, whatever is away. A process that takes thirty by its own clock cuts itself off and ends with
1, so patience hides nothing where the machine is busy."""
READY_SECONDS = 240.0
"""The same for a start of up to eight processes at once: the longest order took 148 s in all, on two cores at a load of 15."""
SERVERS = ("broker", "database")


class Row:
    """A broker and a database at the end of cables, and the processes of a suite; everything begins away."""

    def __init__(self, seed: int, endpoints: Endpoints, folder: Path, services: tuple[str, ...], port: int,
                 hasty: float = 0.0) -> None:
        """``hasty``: the share of the processes that are told to stop while they start, and are started again."""
        self._hasty = hasty
        self.random, self.folder, self._services = random.Random(seed), folder, services
        (folder / "run").mkdir(parents=True)
        self._gateway_port = port
        self.gateway = f"http://127.0.0.1:{self._gateway_port}"
        self._cables = {"broker": Cable(endpoints.rabbitmq_url), "database": Cable(endpoints.mongo_url)}
        for cable in self._cables.values():
            cable.cut()
        self.rabbitmq_url = self._cables["broker"].url
        self.environ = dict(os.environ) | {
            "RABBITMQ_URL": self.rabbitmq_url,
            "MONGO_URL": self._cables["database"].url,
            "GUANWANG_DATABASE_PREFIX": f"order{seed}_", "GUANWANG_FOLDER": str(folder), "GUANWANG_SECRET_KEY": "x" * 40,
            "GUANWANG_DRAIN_SECONDS": "0.2"}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.story: list[str] = []

    def start_all(self) -> None:
        """Everything comes, in any order; some are told to stop while they start."""
        for name in self._shuffled():
            self.start(name)
            self._pause(0.8)
            if name not in SERVERS and self.random.random() < self._hasty:
                self._pause(3)
                self.stop(name, started=False)
                self.start(name)
        wait_until(lambda: all(map(self.ready, (*self._services, "gateway"))), READY_SECONDS, 0.2,
                   what=f"all are ready after {self.story}")

    def stop_all(self) -> None:
        """Everything goes, in any order."""
        for name in self._shuffled():
            self.stop(name)
            self._pause(1)

    def start(self, name: str) -> None:
        """Let it come."""
        self.story.append(f"+{name}")
        if name in SERVERS:
            self._cables[name].mend()
            return
        words = ["gateway", "--port", str(self._gateway_port)] if name == "gateway" else ["run", name]
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "shared.cli.main", *words], env=self.environ, stderr=subprocess.STDOUT,
            stdout=(self.folder / f"{name}.log").open("ab"))

    def stop(self, name: str, *, started: bool = True) -> None:
        """Let it go: a process ends by itself within its bound, and in order once it had started."""
        self.story.append(f"-{name}")
        if name in SERVERS:
            self._cables[name].cut()
            return
        process, began = self.processes.pop(name), time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"{name} did not stop within {STOP_SECONDS} s: {self.story}") from None
        allowed = (0,) if started else (0, -signal.SIGTERM)  # before it has said what is to happen then, it just dies
        assert code in allowed, f"{name} ended with {code} after {time.monotonic() - began:.1f} s: {self.story}"

    def ready(self, name: str) -> bool:
        """Whether a process answers that it is."""
        address = self.gateway
        if name != "gateway":
            try:
                note = json.loads((self.folder / "run" / f"{name}.{self.processes[name].pid}.health").read_text())
            except (OSError, ValueError):
                return False
            address = f"http://{note['host']}:{note['port']}"
        with suppress(httpx.HTTPError):
            return httpx.get(f"{address}/readyz", timeout=4).status_code == 200
        return False

    def close(self) -> None:
        """Whatever is left."""
        for process in self.processes.values():
            process.kill()
            process.wait()
        for cable in self._cables.values():
            cable.close()

    def _shuffled(self) -> list[str]:
        names = [*SERVERS, *self._services, "gateway"]
        self.random.shuffle(names)
        return names

    def _pause(self, most: float) -> None:
        time.sleep(self.random.uniform(0, most))

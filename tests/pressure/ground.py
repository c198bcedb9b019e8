"""The ground of these tests: a broker and a database that can be hurt, and ``guanwang up`` with narrow bounds beside them."""
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from prometheus_client.parser import text_string_to_metric_families

from shared.embedded.stack import Endpoints, Stack
from tests.chaos.ground import INSIDE, Ground
from tests.journeys.conftest import Suite
from tests.support import wait_until

CALL_SECONDS = 7.0
NARROW = {
    "GUANWANG_CALL_SECONDS": str(CALL_SECONDS), "GUANWANG_CONNECTIONS_MOST": "150", "GUANWANG_HEAD_SECONDS": "2",
    "GUANWANG_CLIENT_SECONDS": "2", "GUANWANG_CLIENT_RATE": "1000", "GUANWANG_SERVICE_CALLS_MOST": "40",
    "GUANWANG_UPLOADS_MOST": "4", "GUANWANG_DOWNLOADS_MOST": "6", "GUANWANG_STREAMS_MOST": "8"}
"""Bounds that a test can reach; a client that is neither slow nor many notices none of them."""


class Place(Ground):
    """Servers that can be hurt, and a suite beside them."""

    @property
    def suite(self) -> Suite:
        """As the journeys know it."""
        return Suite(self.folder / "suite", self.gateways, self.administrator, self.stack.endpoints.rabbitmq_url)

    def start(self, options: Sequence[str], settings: dict[str, str]) -> None:
        """``guanwang up``; returns when it is up."""
        output = self.folder / "up.out"
        env = dict(os.environ) | settings | {
            "RABBITMQ_URL": self.stack.endpoints.rabbitmq_url, "MONGO_URL": self.stack.endpoints.mongo_url,
            "GUANWANG_CHAOS": str(self.will), "PYTHONPATH": os.pathsep.join([str(INSIDE), str(INSIDE.parents[2])])}
        self._suite = subprocess.Popen(
            [sys.executable, "-m", "shared.cli.main", "up", "--folder", str(self.folder / "suite"), *options],
            env=env, stdout=output.open("wb"), stderr=subprocess.STDOUT)

        def started() -> bool:
            assert self.suite_lives, output.read_text()
            return "guanwang demo" in output.read_text()

        wait_until(started, timeout=150, what="the suite is up")

    def parts(self, name: str) -> list[str]:
        """The processes of a service, the gateways, or one of them, as the supervisor calls them."""
        files = (self.folder / "suite" / "run").glob(f"{name}*.json")
        return sorted(each.stem for each in files if each.stem.rpartition("-")[0] == name or each.stem == name)

    def new_vhost(self, name: str) -> Endpoints:
        """The same servers, but a part of the broker where nobody has declared anything."""
        there = self.stack.endpoints
        user = urlsplit(there.rabbitmq_url).username
        self._tell_broker(f"rabbit_vhost, add, [<<\"{name}\">>, <<\"{user}\">>]")
        self._tell_broker(f"rabbit_auth_backend_internal, set_permissions, [<<\"{user}\">>, <<\"{name}\">>, "
                          "<<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>]")
        return replace(there, rabbitmq_url=urlsplit(there.rabbitmq_url)._replace(path=f"/{name}").geturl())

    @contextmanager
    def frozen(self, *parts: str) -> Iterator[None]:
        """SIGSTOP within the block."""
        stopped = [self.pause(part) for part in parts]
        try:
            yield
        finally:
            for pid in stopped:
                self.resume(pid)

    @contextmanager
    def slow(self, service: str, operation: str, seconds: float) -> Iterator[None]:
        """Within the block each call of an operation takes so much longer."""
        will = self.will / f"{service}.{operation}.slow"
        will.write_bytes(struct.pack("<d", seconds))
        try:
            yield
        finally:
            will.unlink()

    def end(self, part: str) -> int:
        """SIGTERM, as a supervisor sends it; the process."""
        pid = self.pid(part)
        os.kill(pid, signal.SIGTERM)
        return pid

    def ready(self, part: str, before: int) -> bool:
        """Whether a part has a process other than ``before``, and that is ready."""
        pid = self.pid(part)
        if not pid or pid == before:
            return False
        if part.startswith("gateway"):
            address = self.gateways[int(part.rpartition("-")[2]) - 1]
        else:
            note = self.folder / "suite" / "run" / f"{part.rpartition('-')[0] or part}.{pid}.health"
            if not note.exists():
                return False
            found = json.loads(note.read_text())
            address = f"http://{found['host']}:{found['port']}"
        try:
            return httpx.get(f"{address}/readyz", timeout=3).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def place(folder: Path, *options: str, **settings: str) -> Iterator[Place]:
    """All of it, up; everything stopped at the end."""
    with Stack(folder / "stack", print, env=dict(os.environ)) as stack:
        made = Place(folder, stack)
        try:
            made.start(options, settings)
            yield made
        finally:
            made.close()


def metric(gateway: str, name: str, **labels: str) -> float:
    """What a gateway has counted; 0 for what never happened."""
    text = httpx.get(f"{gateway}/metrics", timeout=10).text
    return sum(sample.value for family in text_string_to_metric_families(text) for sample in family.samples
               if sample.name == name and labels.items() <= sample.labels.items())


def refused(gateway: str, reason: str) -> float:
    """How often a gateway refused something for this reason."""
    return metric(gateway, "guanwang_refused_total", reason=reason)

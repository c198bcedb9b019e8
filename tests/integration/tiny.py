"""Starts the tiny service in processes of its own and speaks to it over the real broker."""
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import orjson
from kombu import Connection
from pymongo import MongoClient

from shared.caller import SYSTEM
from shared.calls import EXCHANGE as CALLS
from shared.embedded.stack import Endpoints
from shared.events import CONTENT_TYPE, EXCHANGE, event_id
from tests import parking
from tests.parking import Parked
from tests.support import wait_until


class Replica:
    """One process of the service."""

    def __init__(self, folder: Path, environ: dict[str, str], *program: str) -> None:
        (folder / "run").mkdir(parents=True)
        self._log = (folder / "log").open("wb")
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", *program], stderr=self._log,
            env=dict(os.environ) | environ | {"GUANWANG_FOLDER": str(folder)})

    def wait_until_ready(self) -> None:
        """It consumes and reaches the database."""
        wait_until(self._ready, 20, what=self.folder.joinpath("log").read_text() or "the service")

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(35)

    def end(self) -> None:
        """Stop it for certain."""
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(4)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()

    @property
    def alive(self) -> bool:
        """True while it runs."""
        return self.process.poll() is None

    def metrics(self) -> dict[str, float]:
        """What it counts and measures now: ``name{labels}`` → value."""
        lines = self._asked("/metrics").splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:1] not in ("#", ""))}

    def stuck(self) -> set[str]:
        """What it says is really stuck."""
        return {name.split('"')[1] for name, value in self.metrics().items() if name.startswith("guanwang_stuck{") and value}

    def _asked(self, path: str) -> str:
        (note,) = self.folder.glob("run/*.health")
        with urllib.request.urlopen(f"http://127.0.0.1:{json.loads(note.read_text())['port']}{path}", timeout=8) as answer:
            return str(answer.read().decode())

    def _ready(self) -> bool:
        assert self.alive, self.folder.joinpath("log").read_text()
        try:
            return bool(self._asked("/readyz"))
        except (OSError, ValueError):
            return False


class Tiny:
    """The service and everything that a test does with it."""

    def __init__(self, endpoints: Endpoints, folder: Path) -> None:
        self.name = f"tiny{uuid.uuid4().hex[:8]}"
        self.url, self._folder, self._numbers, self._sent = endpoints.rabbitmq_url, folder, 0, 0
        self._environ = {"TINY_NAME": self.name, "RABBITMQ_URL": endpoints.rabbitmq_url, "MONGO_URL": endpoints.mongo_url,
                         "GUANWANG_DATABASE_PREFIX": "t_"}
        self.client: MongoClient[dict[str, Any]] = MongoClient(endpoints.mongo_url)
        self.database = self.client[f"t_{self.name}"]
        self.queue = f"{self.name}.on_thing_counted"
        self._connection = Connection(endpoints.rabbitmq_url)
        self.channel = self._connection.channel()
        self.replicas: list[Replica] = []

    def start(self) -> Replica:
        """One more process, ready to work."""
        self._numbers += 1
        replica = Replica(self._folder / str(self._numbers), self._environ, "tests.integration.programs.tiny")
        self.replicas.append(replica)
        replica.wait_until_ready()
        return replica

    def recover(self) -> "Tiny":
        """A new process with an empty queue if the test before has killed the last one."""
        if not any(replica.alive for replica in self.replicas):
            self.channel.queue_delete(self.queue)
            self.start()
        return self

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        for replica in self.replicas:
            replica.end()
        parking.drop(self.url, {each.id for each in self.parked()})
        self.channel.queue_delete(self.queue)
        self._connection.release()
        self.client.drop_database(self.database.name)
        self.client.close()

    def send(self, name: str, mood: str = "good", **changes: Any) -> str:
        """Publish a good event, with ``changes`` to its envelope; its id."""
        kind, data = f"{self.name}src.thing.counted.v1", {"unit": "u", "name": name, "mood": mood}
        self._sent += 1
        good = {"specversion": "1.0", "id": event_id(kind, name, self._sent, 0, data), "type": f"guanwang.{kind}",
                "source": f"/services/{self.name}src", "time": "2026-11-23T01:30:00Z", "subject": name,
                "sequence": str(self._sent), "index": "0", "unit": "u", "routingkey": f"{kind}.u", "data": data}
        event = good | changes
        self.send_raw(orjson.dumps(event), event["id"])
        return str(event["id"])

    def send_raw(self, body: bytes, id_: str, content_type: str = CONTENT_TYPE, headers: dict[str, Any] | None = None) -> None:
        """Publish whatever this is to those who hear the service's events."""
        message = self.channel.prepare_message(body, content_type=content_type, content_encoding="utf-8", headers=headers,
                                               properties={"delivery_mode": 2, "message_id": id_})
        self.channel.basic_publish(message, exchange=EXCHANGE, routing_key=f"{self.name}src.thing.counted.v1.u")

    def ask(self, operation: str, *calls: dict[str, Any], seconds: float = 10, headers: dict[str, Any] | None = None) -> Any:
        """Send a bundle of calls; the reply."""
        return self.collect([self.post(operation, *calls, headers=headers)], seconds)[0]

    def post(self, operation: str, *calls: dict[str, Any], headers: dict[str, Any] | None = None) -> str:
        """Send a bundle of calls without waiting; the queue of its reply."""
        whole = [{"caller": SYSTEM.to_wire(), "correlation": "c", "deadline": time.time() + 10, **call} for call in calls]
        return self.post_raw(operation, orjson.dumps({"args": [whole], "kwargs": {}}), headers)

    def post_raw(self, operation: str, body: bytes, headers: dict[str, Any] | None = None, reply: bool = True) -> str:
        """Send whatever this is as a call."""
        queue: str = self.channel.queue_declare(exclusive=True).queue
        self.channel.queue_bind(queue, CALLS, routing_key=queue)
        properties = {"correlation_id": "n"} | ({"reply_to": queue} if reply else {})
        message = self.channel.prepare_message(body, content_type="application/json", content_encoding="utf-8",
                                               headers=headers, properties=properties)
        self.channel.basic_publish(message, exchange=CALLS, routing_key=f"{self.name}.{operation}")
        return queue

    def collect(self, queues: list[str], seconds: float = 10) -> list[Any]:
        """The replies in these queues."""
        def reply(queue: str) -> Any:
            return wait_until(lambda: self.channel.basic_get(queue, no_ack=True), seconds, what="a reply")

        return [orjson.loads(reply(queue).body) for queue in queues]

    def parked(self) -> list[Parked]:
        """The events of this service that were parked."""
        return [each for each in parking.listed(self.url) if each.queue == self.queue]

    def wait_until_parked(self, id_: str) -> Parked:
        """The parked event with this id."""
        return wait_until(lambda: next((each for each in self.parked() if each.id == id_), None), 15, 0.2, f"{id_} is parked")

    def wait_until_done(self, name: str, seconds: float = 10) -> None:
        """The thing was made once; fails at once if no process is left to make it."""
        def done() -> bool:
            assert any(replica.alive for replica in self.replicas), "the service died"
            return self.times(name) == 1

        wait_until(done, seconds, what=f"{name} is done")

    def times(self, name: str) -> int:
        """How often a thing was made or heard of."""
        return int((self.database["things"].find_one({"_id": name}) or {"times": 0})["times"])

    def runs(self, name: str) -> int:
        """How often it was worked on."""
        return self.database["runs"].count_documents({"name": name})

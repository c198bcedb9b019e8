"""The two sides of each scenario, with the same verbs: a service of stock nameko, and one with the suite's frame."""
import json
import time
import urllib.error
import urllib.request
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from amqp.exceptions import NotFound
from kombu import Connection
from pymongo import MongoClient

from shared import calls
from shared.caller import SYSTEM
from shared.embedded.stack import Endpoints
from shared.events import CONTENT_TYPE, EXCHANGE, Event, envelope
from tests import parking
from tests.cable import Cable
from tests.pitfalls.process import Process
from tests.support import wait_until

STOCK, OURS = "stock", "ours"
PATIENCE = 60.0
"""Seconds within which something that must happen happens even on a machine that is busy with other work."""


class Side:
    """A service, its processes, and everything that a scenario does with them. Not to be shared between threads."""

    program, events, exchange, content_type = "", "", "", "application/json"
    calls, call_queue = "nameko-rpc", "rpc-{}"
    """The exchange that calls go to, and what the queue of a service's calls is named."""

    def __init__(self, endpoints: Endpoints, folder: Path, name: str = "") -> None:
        self.endpoints, self._folder = endpoints, folder
        self.name = name or f"{self.program}{uuid.uuid4().hex[:8]}"
        self._companions: list[Side] = []
        self.other = f"{self.name}other"
        self.url, self.mongo_url = endpoints.rabbitmq_url, endpoints.mongo_url
        self.processes: list[Process] = []
        self._cables: list[Cable] = []
        self._client: MongoClient[dict[str, Any]] = MongoClient(endpoints.mongo_url)
        self.database = self._client[f"p_{self.name}"]
        self._connection: Connection | None = None
        self._opened: Any = None

    # -- the broker, past all cables

    @property
    def channel(self) -> Any:
        """A channel to the broker that is never hurt."""
        if self._opened is None or not self._opened.is_open:
            if self._connection:
                with suppress(Exception):
                    self._connection.collect(0.5)
            self._connection = Connection(self.endpoints.rabbitmq_url)
            self._opened = self._connection.channel()
        return self._opened

    def forget_channel(self) -> None:
        """The broker itself went: the next look is by a new connection."""
        self._opened = None

    def broker_cable(self) -> Cable:
        """From now on the processes reach the broker by this cable."""
        cable = Cable(self.endpoints.rabbitmq_url)
        self._cables.append(cable)
        self.url = cable.url
        return cable

    def database_cable(self) -> Cable:
        """The same for the database."""
        cable = Cable(self.endpoints.mongo_url)
        self._cables.append(cable)
        self.mongo_url = cable.url
        return cable

    # -- its processes

    def begin(self, **environ: str) -> Process:
        """One more process, not ready yet."""
        process = Process(self.program, self._folder / str(len(self.processes)), {
            "NAME": self.name, "OTHER": self.other, "RABBITMQ_URL": self.url, "MONGO_URL": self.mongo_url,
            "GUANWANG_DATABASE_PREFIX": "p_", **environ})
        self.processes.append(process)
        return process

    def start(self, **environ: str) -> Process:
        """One more process, consuming calls and, if it is not ``deaf``, events."""
        calls = self.call_queue.format(self.name)
        queues = [calls] if "deaf" in environ.get("PARTS", "") else [self.events, calls]
        living = sum(each.alive for each in self.processes)
        wait_until(lambda: all(self.consumers(each) <= living for each in queues), PATIENCE, what="who was killed is missed")
        before = [self.consumers(each) for each in queues]
        process = self.begin(**environ)

        def listens() -> bool:
            assert process.alive, process.log
            return all(self.consumers(each) > seen for each, seen in zip(queues, before, strict=True))

        wait_until(listens, PATIENCE, what=f"{self.program} listens")
        return process

    def listens(self, seconds: float = PATIENCE) -> bool:
        """Whether one of its processes consumes, or comes back within ``seconds``."""
        with suppress(AssertionError):
            return bool(wait_until(self._listening, seconds))
        return False

    def _listening(self) -> int:
        return min(self.consumers(self.events), self.consumers(self.call_queue.format(self.name)))

    def consumers(self, queue: str) -> int:
        """How many consume from a queue; 0 if there is none."""
        return self._declared(queue)[1]

    def waiting(self, queue: str | None = None) -> int:
        """How many messages wait in a queue, by default that of the events."""
        return self._declared(queue or self.events)[0]

    def _declared(self, queue: str) -> tuple[int, int]:
        try:
            found = self.channel.queue_declare(queue, passive=True)
        except NotFound:
            return 0, 0
        return found.message_count, found.consumer_count

    def companion(self) -> "Side":
        """The other service, which this one asks."""
        made = type(self)(self.endpoints, self._folder / "other", self.other)
        self._companions.append(made)
        return made

    # -- what it is asked and told

    def send(self, name: str, mood: str = "good", headers: dict[str, Any] | None = None) -> None:
        """An event reaches it."""
        self.publish(self.event(name, mood), headers)

    def publish(self, body: bytes, headers: dict[str, Any] | None = None, *, content_type: str = "", exchange: str = "",
                message_id: str = "") -> None:
        """Anything reaches those who hear its events."""
        message = self.channel.prepare_message(
            body, content_type=content_type or self.content_type, content_encoding="utf-8", headers=headers,
            properties={"delivery_mode": 2} | ({"message_id": message_id} if message_id else {}))
        self.channel.basic_publish(message, exchange=exchange or self.exchange, routing_key=self.routing_key)

    def post(self, operation: str, *args: Any, reply: bool = True, headers: dict[str, Any] | None = None,
             body: bytes | None = None) -> str:
        """Call an operation without waiting; the queue of its answer."""
        queue: str = self.channel.queue_declare(exclusive=True).queue
        self.channel.queue_bind(queue, self.calls, routing_key=queue)
        message = self.channel.prepare_message(
            self.call(*args) if body is None else body, content_type="application/json", content_encoding="utf-8",
            headers=headers, properties={"correlation_id": "n"} | ({"reply_to": queue} if reply else {}))
        self.channel.basic_publish(message, exchange=self.calls, routing_key=f"{self.name}.{operation}")
        return queue

    def answer(self, queue: str, seconds: float = PATIENCE) -> Any:
        """What came back; ``None`` if nothing did."""
        with suppress(AssertionError):
            found = wait_until(lambda: self.channel.basic_get(queue, no_ack=True), seconds)
            return self.read(orjson.loads(found.body))
        return None

    def ask(self, operation: str, *args: Any, seconds: float = PATIENCE) -> Any:
        """Call an operation; its answer, or ``None``."""
        return self.answer(self.post(operation, *args), seconds)

    def works(self) -> bool:
        """Whether it answers a call."""
        return self.ask("make", uuid.uuid4().hex, "good") is not None

    def settle(self) -> None:
        """Every event that reached it before this moment was looked at."""
        name = f"settled-{uuid.uuid4().hex[:6]}"
        self.send(name)
        self.wait_for_effect(name)

    # -- what became of it

    def effects(self, name: str) -> int:
        """How many effects an event had."""
        return self.database["effects"].count_documents({"name": name})

    def runs(self, name: str) -> int:
        """How often something was worked on."""
        return self.database["runs"].count_documents({"name": name})

    def made(self, name: str) -> int:
        """How many things of that name there are."""
        return self.database["made"].count_documents({"_id": name})

    def outcome(self, name: str, seconds: float) -> str:
        """What came of ``ask`` or ``tell_within``, if anything did in time."""
        with suppress(AssertionError):
            return str(wait_until(lambda: self.database["outcomes"].find_one({"_id": name}), seconds)["outcome"])
        return "hangs"

    def wait_for_effect(self, name: str, seconds: float = PATIENCE) -> None:
        """Until an event had its effect."""
        wait_until(lambda: self.effects(name), seconds, what=f"{self.program}: the effect of {name}")

    def wait_for_run(self, name: str, times: int = 1, seconds: float = PATIENCE) -> None:
        """Until something was begun."""
        wait_until(lambda: self.runs(name) >= times, seconds, what=f"{self.program}: {name} is begun")

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        for companion in self._companions:
            companion.close()
        for process in self.processes:
            process.end()
        for cable in self._cables:
            cable.close()
        with suppress(Exception):
            for queue in (self.events, self.call_queue.format(self.name), self.call_queue.format(self.other)):
                self.channel.queue_delete(queue)
            self.clean()
            self._connection.release()  # type: ignore[union-attr]
        self._client.drop_database(self.database.name)
        self._client.close()

    # -- what differs

    routing_key = ""

    def event(self, name: str, mood: str) -> bytes:
        """The body of an event."""
        raise NotImplementedError

    def call(self, *args: Any) -> bytes:
        """The body of a call."""
        raise NotImplementedError

    def read(self, reply: dict[str, Any]) -> Any:
        """What a reply says."""
        raise NotImplementedError

    def clean(self) -> None:
        """Remove what only this side has at the broker."""


class Stock(Side):
    """nameko 2.14.1 as it comes."""

    program = STOCK

    def __init__(self, endpoints: Endpoints, folder: Path, name: str = "") -> None:
        super().__init__(endpoints, folder, name)
        self.events = f"evt-{self.name}-made--{self.name}.on_made"
        self.exchange, self.routing_key = f"{self.name}.events", "made"

    def event(self, name: str, mood: str) -> bytes:
        """As its dispatcher makes it."""
        return orjson.dumps({"name": name, "mood": mood})

    def call(self, *args: Any) -> bytes:
        """As its proxy makes it."""
        return orjson.dumps({"args": args, "kwargs": {}})

    def read(self, reply: dict[str, Any]) -> Any:
        """A result, or an error's name."""
        return reply["error"]["exc_type"] if reply["error"] else reply["result"]

    def clean(self) -> None:
        """Its own exchange."""
        self.channel.queue_delete(f"evt-{self.name}-other--{self.name}.on_other")
        self.channel.exchange_delete(self.exchange)


class Ours(Side):
    """The suite's frame."""

    program, content_type, exchange = OURS, CONTENT_TYPE, EXCHANGE
    calls, call_queue = calls.EXCHANGE, calls.queue_name("{}")
    fields = {"make": ("name", "mood"), "ask": ("seconds",)}

    def __init__(self, endpoints: Endpoints, folder: Path, name: str = "") -> None:
        super().__init__(endpoints, folder, name)
        self.events = f"{self.name}.on_thing_made"
        self.type = f"{self.name}.thing.made.v1"
        self.routing_key = f"{self.type}.433100"

    def cloud_event(self, name: str, mood: str = "good", *, subject: str = "", unit: str = "433100") -> dict[str, Any]:
        """An event as the relay would send it; of a new subject if none is named."""
        kind = type("ThingMade", (Event,), {"TYPE": self.type, "data": lambda event: {
            "unit": event.unit, "name": name, "mood": mood}})
        return envelope(kind(unit=unit), subject=subject or uuid.uuid4().hex, sequence=1, index=0, time=datetime.now(UTC),
                        correlation="c")

    def event(self, name: str, mood: str) -> bytes:
        """The same as bytes."""
        return orjson.dumps(self.cloud_event(name, mood))

    def call(self, *args: Any) -> bytes:
        """A bundle of one; which operation it is for can be told from what it takes."""
        names = ("count",) if len(args) == 1 else ("name", "mood") if isinstance(args[0], str) else ("seconds", "gate")
        one = {"args": dict(zip(names, args, strict=True)), "caller": SYSTEM.to_wire(), "correlation": "c",
               "deadline": time.time() + 10}
        return orjson.dumps({"args": [[one]], "kwargs": {}})

    def read(self, reply: dict[str, Any]) -> Any:
        """An answer, or a fault's code."""
        if reply["error"]:
            return reply["error"]["exc_type"]
        (outcome,) = reply["result"]
        return outcome["answer"] if "answer" in outcome else outcome["fault"]["code"]

    def parked(self) -> list[parking.Parked]:
        """What of its events was parked."""
        return [each for each in parking.listed(self.endpoints.rabbitmq_url) if each.queue == self.events]

    def wait_until_parked(self, count: int = 1, seconds: float = PATIENCE) -> list[parking.Parked]:
        """What was parked, once there is so much."""
        def enough() -> list[parking.Parked] | None:
            found = self.parked()
            return found if len(found) >= count else None

        return wait_until(enough, seconds, 0.2, f"{count} events of {self.name} are parked")

    def ready(self, process: Process) -> tuple[bool, str]:
        """What a process says of itself: whether it is ready, and why not."""
        for note in process.folder.glob("run/*.health"):
            with suppress(OSError, ValueError):
                port = json.loads(note.read_text())["port"]
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=3) as answer:
                        return True, answer.read().decode()
                except urllib.error.HTTPError as error:
                    return False, error.read().decode()
        return False, ""

    def clean(self) -> None:
        """Its events in the parking place."""
        parking.drop(self.endpoints.rabbitmq_url, {each.id for each in self.parked()})

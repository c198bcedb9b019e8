"""After the faults: waiting until the suite is whole again, and how long that took, part by part."""
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import httpx
import pymongo
from kombu import Connection

from shared.cli.api import Api
from tests.chaos.checker.expected import CONSUMER_QUEUES
from tests.chaos.ground import Ground
from tests.chaos.schedule import SERVICES

SETTLE_SECONDS = 90
PROBES: Mapping[str, str] = {
    "content": "/v1/public/addresses?site=hd&limit=1", "secrecy": "/v1/reviews?limit=1", "directory": "/v1/accounts?limit=1",
    "disclosure": "/v1/matters?limit=1", "files": "/v1/files?limit=1", "law": "/v1/rulings",
    "parking": "/v1/parking/events?limit=1"}
"""For each service a question that no gateway answers from memory."""


@dataclass
class Wholeness:
    """What is whole, asked anew by ``look``."""

    ground: Ground
    chief: Api
    troubles: list[str] = field(default_factory=list)

    def calls_answered(self) -> bool:
        """Whether every gateway answers for every service now."""
        return all(_answers(gateway, path, str(self.chief._http.headers["authorization"]))
                   for gateway in self.ground.gateways for path in PROBES.values())

    def look(self) -> bool:
        """Whether everything is whole; ``troubles`` has what is not."""
        self.troubles = []
        for name in self.ground.servers:
            if not self.ground.server_answers(name):
                self.troubles.append(f"{name} does not answer")
        if self.troubles:
            return False
        if not self.calls_answered():
            self.troubles.append("not every gateway answers for every service")
        self._look_at_queues()
        self._look_at_outboxes()
        return not self.troubles

    def _look_at_queues(self) -> None:
        held = self.ground.messages()
        for name in (*CONSUMER_QUEUES, *(f"guanwang.retry.{seconds}s" for seconds in (1, 5, 30)), "guanwang.parked"):
            if held.get(name, -1):
                self.troubles.append(f"{held.get(name, 'unknown')} messages in {name}")
        with suppress(OSError), Connection(self.ground.stack.endpoints.rabbitmq_url, connect_timeout=3) as connection:
            for queue in (*CONSUMER_QUEUES, "guanwang.parked"):
                with connection.channel() as channel:
                    _, _, consumers = channel.queue_declare(queue, passive=True)
                if not consumers:
                    self.troubles.append(f"nobody consumes {queue}")
            return
        self.troubles.append("the broker's queues cannot be seen")

    def _look_at_outboxes(self) -> None:
        with pymongo.MongoClient(self.ground.stack.endpoints.mongo_url, serverSelectionTimeoutMS=3000) as client:
            for service in SERVICES:
                database = client[f"guanwang_{service}"]
                for name in database.list_collection_names():
                    if left := database[name].count_documents({"outbox.0": {"$exists": True}}):
                        self.troubles.append(f"{left} outboxes in {service}.{name}")
            if parked := client["guanwang_parking"]["events"].count_documents({"state": "parked"}):
                self.troubles.append(f"{parked} events are parked")


def settle(wholeness: Wholeness) -> float:
    """Wait until everything is whole; seconds that it took. Raises ``AssertionError`` naming what is not."""
    began = time.monotonic()
    sound = 0
    while sound < 2:  # twice, for a message may be on its way between two looks
        sound = sound + 1 if wholeness.look() else 0
        assert time.monotonic() < began + SETTLE_SECONDS, f"not whole after {SETTLE_SECONDS} s: {wholeness.troubles}"
        time.sleep(0.1)
    return time.monotonic() - began


def _answers(gateway: str, path: str, authorization: str) -> bool:
    try:
        response = httpx.get(gateway + path, headers={"authorization": authorization}, timeout=2)
        if response.status_code in (403, 404, 422):
            raise AssertionError(f"the probe {path} is wrong: {response.status_code} {response.text[:300]}")
        return response.status_code == 200 and "warning" not in response.headers
    except (httpx.HTTPError, json.JSONDecodeError):
        return False

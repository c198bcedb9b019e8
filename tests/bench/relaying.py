"""The process that relays and publishes: ``python -m tests.bench.relaying ROUNDS EVENTS``; rates as JSON on its output."""

import eventlet

eventlet.monkey_patch()

import json
import random
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import orjson

from services.content.events import ArticleSubmitted
from shared.clock import now
from shared.events import CONTENT_TYPE, EXCHANGE, envelope, queue_name
from shared.plugins.manifest import Manifest
from shared.runtime import settings as configuration
from shared.runtime import topology
from shared.runtime.confirmer import Confirmer
from shared.runtime.database import connect
from shared.runtime.relay import BATCH, Relay

READER = Manifest(name="bench", title="读者", version="0", handles=(ArticleSubmitted.TYPE,))
COLLECTION = "articles"


class Relaying:
    """One database, one broker, one reader's queue that is emptied after every run."""

    def __init__(self) -> None:
        settings = configuration.load()
        self.url = settings.rabbitmq_url
        self.database = connect(settings)[settings.database("bench")]
        self.confirmer = Confirmer(self.url)
        topology.declare(self.confirmer.channel, [READER])

    def relay(self, events: list[dict[str, Any]]) -> None:
        """From their documents to the broker, and out of the documents."""
        relay = Relay(self.database, (COLLECTION,), self.url, lambda channel: topology.declare(channel, [READER]))
        for event in events:
            relay.offer(COLLECTION, event["subject"], [event])
        relay.stop()
        relay.run()
        assert not self.database[COLLECTION].find_one({"outbox.0": {"$exists": True}}), "events were left behind"

    def bare(self, events: list[dict[str, Any]]) -> None:
        """Outright, a batch at a time."""
        for start in range(0, len(events), BATCH):
            for event in events[start:start + BATCH]:
                self.confirmer.publish(event["id"], orjson.dumps(event), EXCHANGE, event["routingkey"],
                                       content_type=CONTENT_TYPE)
            confirmed, refused = self.confirmer.wait()
            assert not refused and len(confirmed) == len(events[start:start + BATCH]), "the broker refused events"

    def timed(self, run: Callable[[list[dict[str, Any]]], None], count: int) -> tuple[float, float]:
        """Events a second, and CPU microseconds an event of this process."""
        events = [_event() for _ in range(count)]
        self.database[COLLECTION].insert_many(
            [{"_id": event["subject"], "version": 1, "outbox": [event]} for event in events])
        cpu, began = time.process_time(), time.perf_counter()
        run(events)
        seconds, spent = time.perf_counter() - began, time.process_time() - cpu
        self.database[COLLECTION].delete_many({})
        self.confirmer.channel.queue_purge(queue_name(READER.name, ArticleSubmitted.TYPE))
        return count / seconds, spent / count * 1e6


def main(rounds: int, count: int) -> None:
    """Print ``[{"relay", "bare" (events a second), "relay_cpu", "bare_cpu" (µs)}, …]``; the first round is a warm-up."""
    work, found = Relaying(), []
    for _ in range(rounds + 1):
        sides = [("relay", work.relay), ("bare", work.bare)]
        random.shuffle(sides)
        measured: dict[str, float] = {}
        for name, run in sides:
            measured[name], measured[f"{name}_cpu"] = work.timed(run, count)
        found.append(measured)
    print(json.dumps(found[1:]))


def _event() -> dict[str, Any]:
    return envelope(ArticleSubmitted.example(), subject=str(uuid.uuid4()), sequence=1, index=0, time=now(), correlation="bench")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

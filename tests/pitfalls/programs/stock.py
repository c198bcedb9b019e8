"""The service of stock nameko, as its documentation has one write it: ``python -m tests.pitfalls.programs.stock``.

It makes things, tells of them by an event, and hears that event itself. ``PARTS`` says which dependencies it has.
"""
import eventlet

eventlet.monkey_patch()

import logging
import os
import time
from collections.abc import Callable
from typing import Any

import pymongo
from eventlet.timeout import Timeout
from nameko.cli.run import run
from nameko.events import EventDispatcher, event_handler
from nameko.extensions import DependencyProvider
from nameko.messaging import QueueConsumer
from nameko.rpc import ReplyListener, RpcProxy, rpc
from nameko.timer import timer

from tests.pitfalls.programs import moods

NAME, OTHER = os.environ["NAME"], os.environ.get("OTHER", "nobody")
PARTS = os.environ.get("PARTS", "tells").split(",")


class Store(DependencyProvider):
    """The database, as every nameko tutorial has it."""

    def setup(self) -> None:
        """Connect."""
        self.client: Any = pymongo.MongoClient(os.environ["MONGO_URL"], w="majority", journal=True,
                                               serverSelectionTimeoutMS=1000)

    def get_dependency(self, worker_ctx: Any) -> Any:
        """The service's own database."""
        return self.client[f"p_{NAME}"]


class Waiting(DependencyProvider):
    """How many answers this process still waits for."""

    def get_dependency(self, worker_ctx: Any) -> Any:
        """A function."""
        return lambda: sum(len(each._reply_events) for each in self.container.subextensions
                           if isinstance(each, ReplyListener))


class Nothing(DependencyProvider):
    """In place of what a scenario does without."""


class Stock:
    """The service."""

    name = NAME
    database = Store()
    tell = EventDispatcher() if "tells" in PARTS else Nothing()
    other = RpcProxy(OTHER) if "asks" in PARTS else Nothing()
    waiting = Waiting()

    def _ran(self, name: str) -> int:
        self.database["runs"].insert_one({"name": name})
        return int(self.database["runs"].count_documents({"name": name}))

    @rpc
    def make(self, name: str, mood: str) -> str:
        """Write, then tell."""
        runs = self._ran(f"make {name}")
        moods.begin(mood, runs)
        self.database["made"].insert_one({"_id": name})
        moods.end(mood, runs, self._ask)
        if "tells" in PARTS:
            self.tell("made", {"name": name, "mood": "good"})
        return name

    @rpc
    def tell_within(self, seconds: float, gate: str) -> None:
        """Tell of something once ``gate`` is there, as one who knows that it may hang would do it."""
        self._outcome("told", seconds, gate, lambda: self.tell("made", {"name": "bounded", "mood": "good"}) or "told")

    @rpc
    def ask(self, seconds: float, gate: str) -> dict[str, Any]:
        """Call the other service; what came of it, and how many answers are waited for afterwards."""
        outcome = self._outcome("asked", seconds, gate, lambda: self.other.make("asked", "good"))
        return {"outcome": outcome, "waiting": self.waiting()}

    def _outcome(self, name: str, seconds: float, gate: str, do: Callable[[], Any]) -> Any:
        moods.wait_for(gate)
        outcome = "still waiting"
        try:
            with Timeout(seconds, False):
                outcome = do()
        except Exception as error:
            outcome = type(error).__name__
        self.database["outcomes"].insert_one({"_id": name, "outcome": outcome})
        return outcome

    def _ask(self, name: str) -> None:
        self.other.make(name, "good")

    if "deaf" not in PARTS:
        @event_handler(NAME, "made")
        def on_made(self, payload: dict[str, Any]) -> None:
            """The effect of an event."""
            name, mood = payload["name"], payload["mood"]
            runs = self._ran(name)
            moods.begin(mood, runs)
            self.database["effects"].insert_one({"name": name})
            moods.end(mood, runs, self._ask)

    if "two" in PARTS:
        @event_handler(NAME, "other")
        def on_other(self, payload: dict[str, Any]) -> None:
            """A second kind of event."""

    if "timer" in PARTS:
        @timer(interval=0.5, eager=True)
        def sweep(self) -> None:
            """Tell of everything that is due and was not told yet: what one would write."""
            for due in list(self.database["due"].find({"told": False})):
                time.sleep(0.1)
                self.database["effects"].insert_one({"name": due["_id"]})
                self.database["due"].update_one({"_id": due["_id"]}, {"$set": {"told": True}})


if "quorum" in PARTS:  # the next release changes the type of the queue and not its name
    from nameko import events as nameko_events

    class QuorumQueue(nameko_events.Queue):
        """What nameko declares, as a quorum queue."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs | {"queue_arguments": {"x-queue-type": "quorum"}})

    nameko_events.Queue = QuorumQueue

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    assert QueueConsumer.__module__ == "nameko.messaging"
    run([Stock], {"AMQP_URI": os.environ["RABBITMQ_URL"], "HEARTBEAT": int(os.environ.get("HEARTBEAT", "60")),
                  "max_workers": 10})

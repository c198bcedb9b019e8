"""The same service with the suite's frame: ``python -m tests.pitfalls.programs.ours``."""
from shared.runtime import process  # patches for eventlet, so it comes first

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from marshmallow import fields

from shared.aggregate import Aggregate
from shared.errors import Fault, Kind
from shared.events import Event, Received
from shared.plugins.manifest import Manifest
from shared.runtime import logs, settings, topology
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import Input, Line, Reader
from tests.pitfalls.programs import moods

topology.RETRY_SECONDS, topology.OUTAGE_SECONDS = (0.1, 0.2, 0.3), 0.2
topology.DELIVERY_LIMIT = int(os.environ.get("DELIVERY_LIMIT", topology.DELIVERY_LIMIT))
process.HEARTBEAT_SECONDS = int(os.environ.get("HEARTBEAT", process.HEARTBEAT_SECONDS))
NAME, OTHER = os.environ["NAME"], os.environ.get("OTHER", "nobody")
PARTS = os.environ.get("PARTS", "").split(",")
HEARS = f"{NAME}.thing.made.v1"
MANIFEST = Manifest(name=NAME, title="坑", version="1.0.0", service=f"{__name__}:Ours", handles=(HEARS,),
                    calls=(f"{OTHER}.make",))


class Missing(Fault):
    """There is none."""

    kind, code = Kind.NOT_FOUND, "pitfalls.thing.not_found"


@dataclass(frozen=True, kw_only=True)
class ThingMade(Event):
    """A thing was made."""

    TYPE: ClassVar[str] = HEARS
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "name": "n", "mood": "good"}
    name: str
    mood: str


@dataclass(kw_only=True)
class Thing(Aggregate):
    """What was made, or what an event did."""

    name: str


class Make(Input):
    """What to make, and in what mood."""

    name = Line(required=True)
    mood = Line(required=True)


class Ask(Input):
    """How long to wait for an answer."""

    seconds = fields.Float(required=True)


class Heard(Reader):
    """What is used of the event."""

    name = fields.String(required=True)
    mood = fields.String(required=True)


class Ports:
    """Two collections, a plain counter of what was run, and the other service."""

    def __init__(self, work: Any, tools: Any) -> None:
        self.made = work.collection("made", Thing, missing=Missing)
        self.effects = work.collection("effects", Thing, missing=Missing)
        self._runs, self.remote = work.database["runs"], tools.remote

    def ran(self, name: str) -> int:
        """Note that ``name`` was worked on; how often so far."""
        self._runs.insert_one({"name": name})
        return int(self._runs.count_documents({"name": name}))

    def ask(self, name: str) -> None:
        """Call the other service."""
        self.remote.call(f"{OTHER}.make", seconds=5, name=name, mood="good")


def make(ports: Ports, *, caller: Any, now: Any, name: str, mood: str) -> str:
    """Save a thing together with its event."""
    runs = ports.ran(name)
    moods.begin(mood, runs)
    thing = Thing(id=name, name=name)
    thing.note("made")
    thing.record(ThingMade(unit="433100", name=name, mood="good"))
    ports.made.save(thing)
    moods.end(mood, runs, ports.ask)
    return name


def ask(ports: Ports, *, caller: Any, now: Any, seconds: float) -> dict[str, Any]:
    """Call the other service; what came of it, and how many answers are waited for afterwards."""
    try:
        outcome = ports.remote.call(f"{OTHER}.make", seconds=seconds, name="asked", mood="good")
    except Fault as fault:
        outcome = type(fault).__name__
    return {"outcome": outcome, "waiting": len(ports.remote.replies._reply_events)}


def note_made(ports: Ports, *, now: Any, event: Received, name: str, mood: str) -> None:
    """The effect of an event, under an id that follows from the event."""
    runs = ports.ran(name)
    moods.begin(mood, runs)
    id_ = event.derived_id("effect")
    if ports.effects.find_one({"_id": id_}) is None:
        effect = Thing(id=id_, name=name)
        effect.note("heard")
        ports.effects.save(effect)
    moods.end(mood, runs, ports.ask)


class Ours:
    """The service."""

    name = NAME
    frame = Frame(MANIFEST, Ports, {"made": (), "effects": ()})

    make = operation(make, Make)
    ask = operation(ask, Ask)
    if "deaf" not in PARTS:
        on_thing_made = handler(HEARS, note_made, Heard)


if __name__ == "__main__":
    sys.modules["tests.pitfalls.programs.ours"] = sys.modules["__main__"]
    chosen = settings.load()
    logs.configure(NAME, chosen.log_level)
    served = replace(MANIFEST, service="tests.pitfalls.programs.ours:Ours")
    sys.exit(process._serve(served, [MANIFEST], chosen))

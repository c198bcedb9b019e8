"""A service small enough to see through, run as a process of its own: ``python -m tests.integration.programs.tiny``.

Its name comes from ``TINY_NAME``, so that each run has queues of its own; failed events wait shortly.
"""
from shared.runtime import process  # patches for eventlet, so it comes first

process.STOP_SECONDS = 10

import os
import sys
import time
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import fields

from shared.aggregate import Aggregate
from shared.document import CSV, Document
from shared.errors import Fault, Kind, Unavailable, attempted
from shared.plugins.manifest import Manifest
from shared.runtime import logs, settings, topology
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import Input, Line, Reader, View

topology.RETRY_SECONDS, topology.OUTAGE_SECONDS = (0.1, 0.2, 0.3), 0.2
NAME = os.environ["TINY_NAME"]
HEARS = f"{NAME}src.thing.counted.v1"
MANIFEST = Manifest(name=NAME, title="小", version="1.0.0", service=f"{__name__}:Tiny", handles=(HEARS,),
                    calls=(f"{NAME}.get_thing",))


class ThingNotFound(Fault):
    """There is none."""

    kind, code = Kind.NOT_FOUND, "tiny.thing.not_found"


@dataclass(kw_only=True)
class Thing(Aggregate):
    """What was made; ``times`` counts how often."""

    times: int = 0


class Make(Input):
    """What to make, and how slowly."""

    name = Line(required=True)
    seconds = fields.Float(load_default=0)


class Heard(Reader):
    """What is used of the event."""

    name = fields.String(required=True)
    mood = fields.String(required=True)


class ThingView(View):
    """A thing."""

    id = fields.String()
    times = fields.Integer()


class Ports:
    """The things, and a plain counter of what was run."""

    def __init__(self, work: Any, tools: Any) -> None:
        self.things = work.collection("things", Thing, missing=ThingNotFound)
        self.remote = tools.remote
        self.database = work.database
        self._runs = work.database["runs"]

    def cursed(self) -> bool:
        """Whether there is a curse."""
        return self.database["curses"].find_one() is not None

    def ran(self, name: str) -> int:
        """Note that ``name`` was worked on; how often so far."""
        self._runs.insert_one({"name": name})
        return int(self._runs.count_documents({"name": name}))


def make_thing(ports: Ports, *, caller: Any, now: Any, name: str, seconds: float) -> Thing:
    """Make a thing, or make it once more."""
    ports.ran(name)
    time.sleep(seconds)
    if name.startswith("broken"):
        raise RuntimeError("a defect")
    thing = ports.things.find_one({"_id": name}) or Thing(id=name)
    thing.times += 1
    thing.note("made")
    ports.things.save(thing)
    return thing


def get_thing(ports: Ports, *, caller: Any, now: Any, name: str, seconds: float) -> Thing:
    """One thing."""
    return ports.things.get(name)


def get_thing_by_asking(ports: Ports, *, caller: Any, now: Any, name: str, seconds: float) -> Any:
    """One thing, as the service tells itself over the broker."""
    return ports.remote.call(f"{NAME}.get_thing", name=name)


def get_thing_document(ports: Ports, *, caller: Any, now: Any, name: str, seconds: float) -> Document:
    """A file of as many kilobytes as asked for."""
    return Document(f"{name}.csv", CSV, bytes(range(250)) * 4 * int(seconds))


def get_things(ports: Ports, *, now: Any, calls: Any) -> list[Any]:
    """Many calls of ``get_thing`` at once."""
    ports.ran("together")
    return [attempted(ports.things.get, fields["name"]) for _, fields in calls]


def note_counted(ports: Ports, *, now: Any, event: Any, name: str, mood: str) -> None:
    """Handle an event as its mood says: ``good``, ``slow``, ``poison``, ``twice`` (fails once), ``away`` (twice), ``cursed``
    (fails while there is a curse)."""
    times = ports.ran(name)
    if mood == "slow":
        time.sleep(0.3)
    if mood == "poison" or (mood == "twice" and times < 2) or (mood == "cursed" and ports.cursed()):
        raise RuntimeError("poison")
    if mood == "away" and times < 6:
        raise Unavailable()
    thing = ports.things.find_one({"_id": name}) or Thing(id=name)
    thing.times += 1
    thing.note("heard")
    ports.things.save(thing)


class Tiny:
    """The service."""

    name = NAME
    frame = Frame(MANIFEST, Ports, {"things": ()})

    make_thing = operation(make_thing, Make, ThingView)
    get_thing = operation(get_thing, Make, ThingView, together=get_things)
    get_thing_by_asking = operation(get_thing_by_asking, Make)
    get_thing_document = operation(get_thing_document, Make)
    on_thing_counted = handler(HEARS, note_counted, Heard)


if __name__ == "__main__":
    sys.modules["tests.integration.programs.tiny"] = sys.modules["__main__"]
    chosen = settings.load()
    logs.configure(NAME, os.environ.get("TINY_LOG", "WARNING"))
    served = replace(MANIFEST, service="tests.integration.programs.tiny:Tiny")
    sys.exit(process._serve(served, [MANIFEST], chosen))

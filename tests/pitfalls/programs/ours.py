"""The same service with the suite's frame: ``python -m tests.pitfalls.programs.ours``."""
import functools
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from marshmallow import fields

from shared.aggregate import Aggregate
from shared.clock import legal_day
from shared.errors import Fault, Kind
from shared.events import Event, Received
from shared.law.almanac import calendar
from shared.law.calendar import Calendar
from shared.law.duties import Duty, Obliged
from shared.law.loading import load
from shared.law.rules import Law
from shared.plugins.manifest import Manifest
from shared.runtime import (
    logs,
    process,  # patches for eventlet, so it comes first
    settings,
    sweep,
    topology,
)
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
DIES_AFTER = int(os.environ.get("DIES_AFTER", "0"))
HEARS = f"{NAME}.thing.made.v1"
MANIFEST = Manifest(name=NAME, title="坑", version="1.0.0", service=f"{__name__}:Ours", handles=(HEARS,),
                    calls=(f"{OTHER}.make",))

_tended = 0


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
    """How long to wait for an answer, and for what before."""

    seconds = fields.Float(required=True)
    gate = fields.String(load_default="")


class OpenDuties(Input):
    """How many duties to open, of long ago."""

    count = fields.Integer(required=True)


class Heard(Reader):
    """What is used of the event."""

    name = fields.String(required=True)
    mood = fields.String(required=True)


class Owed(Obliged):
    """Something with one duty."""


class Ports:
    """Two collections, a plain counter of what was run, and the other service."""

    def __init__(self, work: Any, tools: Any) -> None:
        self.made = work.collection("made", Thing, missing=Missing)
        self.effects = work.collection("effects", Thing, missing=Missing)
        self.owed = work.collection("owed", Owed, missing=Missing)
        self.database, self.remote = work.database, tools.remote

    def ran(self, name: str) -> int:
        """Note that ``name`` was worked on; how often so far."""
        self.database["runs"].insert_one({"name": name})
        return int(self.database["runs"].count_documents({"name": name}))

    def ask(self, name: str) -> None:
        """Call the other service."""
        self.remote.call(f"{OTHER}.make", seconds=5, name=name, mood="good")


def make(ports: Ports, *, caller: Any, now: Any, name: str, mood: str) -> str:
    """Save a thing together with its event."""
    runs = ports.ran(f"make {name}")
    moods.begin(mood, runs)
    thing = Thing(id=name, name=name)
    thing.note("made")
    thing.record(ThingMade(unit="433100", name=name, mood="good"))
    ports.made.save(thing)
    moods.end(mood, runs, ports.ask)
    return name


def ask(ports: Ports, *, caller: Any, now: Any, seconds: float, gate: str) -> dict[str, Any]:
    """Call the other service; what came of it, and how many answers are waited for afterwards."""
    moods.wait_for(gate)
    try:
        outcome = ports.remote.call(f"{OTHER}.make", seconds=seconds, name="asked", mood="good")
    except Fault as fault:
        outcome = type(fault).__name__
    ports.database["outcomes"].insert_one({"_id": "asked", "outcome": outcome})
    return {"outcome": outcome, "waiting": len(ports.remote.replies._reply_events)}


@functools.cache
def tools_of_law() -> tuple[Law, Calendar]:
    """The rules and the working days."""
    law = load(["national", "xiangxi-2018"])
    return law, calendar(law, ())


def open_duties(ports: Ports, *, caller: Any, now: Any, count: int) -> int:
    """Duties whose every date has passed."""
    law, days = tools_of_law()
    for number in range(count):
        opened = now - timedelta(days=90)
        duty, told = Duty.open(service=NAME, id=f"d{number}", rule=law.rule("disclosure.notices", date(2026, 1, 1)),
                               unit="433100", subject=f"d{number}", started=legal_day(opened), now=opened, calendar=days)
        owed = Owed(id=f"d{number}", duties=[duty])
        owed.tell(told)
        owed.note("opened")
        ports.owed.save(owed)
    return count


def tend(ports: Ports, *, now: Any, id_: str) -> None:
    """The sweep of one duty; the process may be told to die in the middle of its work."""
    global _tended
    owed = ports.owed.get(id_)
    owed.tend(now, tools_of_law()[1])
    time.sleep(0.02)
    ports.owed.save(owed)
    _tended += 1
    if _tended == DIES_AFTER:
        moods.die()


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
    frame = Frame(MANIFEST, Ports, {"made": (), "effects": (), "owed": sweep.INDEXES}, sweeps={"owed": tend})

    make = operation(make, Make)
    ask = operation(ask, Ask)
    open_duties = operation(open_duties, OpenDuties)
    if "deaf" not in PARTS:
        on_thing_made = handler(HEARS, note_made, Heard)


if __name__ == "__main__":
    sys.modules["tests.pitfalls.programs.ours"] = sys.modules["__main__"]
    chosen = settings.load()
    logs.configure(NAME, chosen.log_level)
    served = replace(MANIFEST, service="tests.pitfalls.programs.ours:Ours")
    sys.exit(process._serve(served, [MANIFEST], chosen))

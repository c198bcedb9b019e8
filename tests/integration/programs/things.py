"""A small aggregate for the store and the relay to work on."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pymongo import IndexModel

from shared.aggregate import Aggregate
from shared.errors import Fault, Kind
from shared.events import Event
from shared.runtime.store import Collection, Engine, Work, prepare
from tests.integration.programs.runner import now

INDEXES = {"things": [IndexModel([("label", 1)], name="label", unique=True, partialFilterExpression={"label": {"$gt": ""}})]}


class ThingNotFound(Fault):
    """There is none."""

    kind, code = Kind.NOT_FOUND, "tests.thing.not_found"


class LabelTaken(Fault):
    """Another has it."""

    kind, code = Kind.CONFLICT, "tests.thing.label_taken"


class ThingExists(Fault):
    """It is there already."""

    kind, code = Kind.CONFLICT, "tests.thing.exists"


@dataclass(frozen=True, kw_only=True)
class Counted(Event):
    """A thing counted one further."""

    TYPE: ClassVar[str] = "tests.thing.counted.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "u", "thing": "t", "count": 1}
    thing: str
    count: int


@dataclass(kw_only=True)
class Thing(Aggregate):
    """It counts."""

    count: int = 0
    label: str = ""
    words: list[str] = field(default_factory=list)

    def step(self, *, unit: str = "u") -> "Thing":
        """One further, and say so."""
        self.count += 1
        self.note("counted", count=self.count)
        self.record(Counted(unit=unit, thing=self.id, count=self.count))
        return self

    def mark(self, label: str) -> "Thing":
        """Change without an event."""
        self.label = label
        self.note("marked", label=label)
        return self


class Place:
    """The things of one database."""

    def __init__(self, database: Any, offer: Callable[..., None] | None = None) -> None:
        self.database = database
        self.engine = Engine(offer=offer) if offer else Engine()
        prepare(database, INDEXES)

    def things(self, *, key: str = "", request: str = "r", taken: bool = True) -> Collection[Thing]:
        """The collection, as one call sees it."""
        work = Work(self.database, self.engine, operation="count", now=now(), key=key, request=request,
                    correlation="c", answer=(lambda thing: {"count": thing.count}) if key else None)
        clashes = {"label": LabelTaken, "_id_": ThingExists} if taken else {}
        return work.collection("things", Thing, missing=ThingNotFound, taken=clashes)

    def outbox(self, id_: str) -> list[dict[str, Any]]:
        """The unsent events of a thing."""
        return list(self.database["things"].find_one({"_id": id_}).get("outbox", []))

"""A store in memory with the behaviour of the real one, for tests of use cases; ``tests/integration`` holds both to it."""
import copy
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from shared.aggregate import Aggregate
from shared.errors import Fault, StaleVersion
from shared.events import Event

A = TypeVar("A", bound=Aggregate)


class MemoryCollection(Generic[A]):
    """Keeps copies of aggregates; ``events`` and ``steps`` collect what the saves said."""

    def __init__(self, missing: type[Fault], *, taken: type[Fault] | None = None) -> None:
        self._missing, self._taken = missing, taken
        self._stored: dict[str, A] = {}
        self.events: list[Event] = []
        self.steps: list[str] = []

    def get(self, id_: str) -> A:
        """A copy of the aggregate; raises the collection's ``missing`` fault."""
        if id_ not in self._stored:
            raise self._missing(id=id_)
        return copy.deepcopy(self._stored[id_])

    def save(self, aggregate: A) -> None:
        """As the real store: version-checked, and nothing if nothing was noted."""
        if not aggregate.changed:
            return
        stored = self._stored.get(aggregate.id)
        if aggregate.version == 0 and stored is not None:
            raise (self._taken or StaleVersion)(id=aggregate.id, current=stored.version)
        if stored is not None and stored.version != aggregate.version:
            raise StaleVersion(current=stored.version, seen=aggregate.version)
        events, step = aggregate.drain()
        aggregate.version += 1
        self.events += events
        self.steps += [step.action] if step else []
        self._stored[aggregate.id] = copy.deepcopy(aggregate)

    def find(self, query: Mapping[str, Any]) -> Iterator[A]:
        """Copies of all aggregates whose attributes equal those of ``query``; ``_id`` stands for the id."""
        for each in list(self._stored.values()):
            if all(getattr(each, "id" if name == "_id" else name) == value for name, value in query.items()):
                yield copy.deepcopy(each)

    def find_one(self, query: Mapping[str, Any]) -> A | None:
        """The first that ``find`` gives."""
        return next(self.find(query), None)

    def history(self, id_: str) -> list[dict[str, Any]]:
        """The record is the real store's work; here only that there is one."""
        return [{"sequence": number} for number in range(1, self.get(id_).version + 1)]

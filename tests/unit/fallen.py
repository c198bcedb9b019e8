"""A store in memory falls back to what it was, and what it has told since is remembered: for what a service tells anew."""
import copy
from datetime import datetime
from typing import Any

from shared.retelling import Heard, Told
from shared.testing.memory import MemoryCollection


class Fall:
    """Begins with the backup."""

    def __init__(self, *collections: MemoryCollection[Any]) -> None:
        self._kept = [(each, copy.deepcopy(each._stored), len(each.events)) for each in collections]

    def back(self, at: datetime, about: str = "") -> list[Told]:
        """Put each back; what was told of each since, of aggregates whose data name ``about`` only if it is given."""
        told = []
        for collection, stored, seen in self._kept:
            heard = [Heard(each.TYPE, number, at, each.data()) for number, each in enumerate(collection.events[seen:], 1)]
            told.append(Told(each for each in heard if not about or about in each.data.values()))
            collection._stored = copy.deepcopy(stored)
        return told


def said(collection: MemoryCollection[Any], since: int) -> list[str]:
    """The types of the events of a collection after the first ``since``: ``duty.opened``."""
    return [".".join(each.TYPE.split(".")[1:3]) for each in collection.events[since:]]

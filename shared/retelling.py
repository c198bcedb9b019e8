"""After a restore put something back to an older state: what others were told of it since, and how it says what is true now.

Pure. See ``shared.runtime.retelling`` for when it is asked, and docs/backup.md for what the suite does with it.
"""
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

RESTORED_FROM_BACKUP = "restored_from_backup"
"""Why, in records and events: a restore of an older backup took it away, or put it back."""
DUTY = "duty"
"""The noun of the events of duties, which are kept by duty and not by type only."""


@dataclass(frozen=True)
class Heard:
    """An event that told others of a state that is no more."""

    type: str
    sequence: int
    at: datetime
    data: Mapping[str, Any]


class Told(Mapping[str, Mapping[str, Any]]):
    """What others were told of one aggregate beyond the state that was put back: type → data of its last event of that type."""

    def __init__(self, heard: Iterable[Heard] = ()) -> None:
        self._last: dict[str, Heard] = {}
        self.duties: dict[str, Heard] = {}
        """Duty → its last event."""
        for each in sorted(heard, key=lambda each: each.sequence):
            self._last[each.type] = each
            if each.type.split(".")[1:2] == [DUTY]:
                self.duties[str(each.data["duty"])] = each

    def __getitem__(self, type_: str) -> Mapping[str, Any]:
        return self._last[type_].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def last(self, *types: str) -> Heard | None:
        """The newest event of any of these types."""
        return max((each for name, each in self._last.items() if name in types), key=lambda each: each.sequence, default=None)


def retelling(name: str) -> Callable[..., None]:
    """The use case that has an aggregate of the ports' ``name`` tell anew, by its ``tell_anew(told)``; safe to repeat."""

    def tell_anew(ports: Any, *, now: datetime, id_: str, told: Told) -> None:
        """Others hear what is true of it now."""
        items = getattr(ports, name)
        item = items.get(id_)
        item.note("told_anew", told=sorted(told))
        item.tell_anew(told)
        items.save(item)

    return tell_anew

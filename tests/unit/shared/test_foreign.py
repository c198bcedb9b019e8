"""What another version stored is kept at every depth, and never inherited by something else."""
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from shared.aggregate import Aggregate
from shared.runtime.foreign import keep
from shared.runtime.mapping import from_document, to_document


@dataclass(frozen=True)
class Room:
    """Has no id."""

    name: str
    size: int


@dataclass(frozen=True)
class Floor:
    """Has one."""

    number: int
    rooms: tuple[Room, ...] = ()


@dataclass(kw_only=True)
class House(Aggregate):
    """As this version knows it."""

    floors: list[Floor] = field(default_factory=list)
    keeper: Room | None = None
    doors: dict[str, Room] = field(default_factory=dict)


def stored() -> dict[str, Any]:
    """As a newer version stored it."""
    return {"_id": "h", "version": 3, "colour": "red", "head": "frame", "doors": {"a": {"name": "a", "size": 1, "lock": 1}},
            "keeper": {"name": "k", "size": 2, "phone": "7"},
            "floors": [{"number": 1, "rooms": [{"name": "x", "size": 3, "smell": "new"}], "lift": True},
                       {"number": 2, "rooms": [], "lift": False}]}


def saved(house: House) -> dict[str, Any]:
    """What this version writes over it."""
    document = to_document(house)
    keep(stored(), document, House, ("head",))
    return document


@pytest.fixture
def house() -> House:
    """As this version loads it."""
    loaded: House = from_document(stored(), House)
    return loaded


def test_what_is_not_changed_is_stored_as_it_was(house: House) -> None:
    assert saved(house) == {name: value for name, value in stored().items() if name != "head"}


def test_what_is_changed_keeps_the_rest(house: House) -> None:
    house.keeper = replace(house.keeper, size=9)  # type: ignore[type-var]
    house.floors[0] = replace(house.floors[0], rooms=(Room("x", 4), Room("y", 1)))
    written = saved(house)
    assert written["keeper"] == {"name": "k", "size": 9, "phone": "7"} and written["colour"] == "red"
    assert written["floors"][0] == {"number": 1, "lift": True, "rooms": [
        {"name": "x", "size": 4, "smell": "new"}, {"name": "y", "size": 1}]}


def test_elements_are_found_again_wherever_they_are_now(house: House) -> None:
    house.floors = [Floor(0), house.floors[1], replace(house.floors[0], rooms=())]
    assert saved(house)["floors"] == [{"number": 0, "rooms": []}, {"number": 2, "rooms": [], "lift": False},
                                      {"number": 1, "rooms": [], "lift": True}]


def test_what_is_gone_stays_gone_and_what_is_new_inherits_nothing(house: House) -> None:
    house.keeper, house.floors, house.doors = Room("other", 5), [Floor(7)], {"b": Room("a", 1)}
    written = saved(house)
    assert written["keeper"] == {"name": "other", "size": 5} and written["floors"] == [{"number": 7, "rooms": []}]
    assert written["doors"] == {"b": {"name": "a", "size": 1}}
    house.keeper = None
    assert saved(house)["keeper"] is None

"""Aggregates become documents and come back as what they were."""
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from shared.aggregate import Aggregate
from shared.runtime.mapping import from_document, to_document


class Colour(StrEnum):
    """A closed list."""

    RED = "red"


@dataclass(frozen=True)
class Part:
    """A value object."""

    at: datetime
    words: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Whole(Aggregate):
    """Everything that models use."""

    colour: Colour = Colour.RED
    day: date | None = None
    part: Part | None = None
    parts: list[Part] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


WHOLE = Whole(id="w", version=2, day=date(2026, 11, 23), part=Part(datetime(2026, 11, 23, 1, tzinfo=UTC), ("a", "b")),
              parts=[Part(datetime(2026, 11, 24, 1, tzinfo=UTC))], counts={"x": 1})


def test_what_was_stored_comes_back_equal() -> None:
    assert from_document(to_document(WHOLE), Whole) == WHOLE


def test_the_id_is_the_documents_id_and_times_stay_times() -> None:
    document = to_document(WHOLE)
    assert document["_id"] == "w" and "id" not in document
    assert document["part"]["at"] == datetime(2026, 11, 23, 1, tzinfo=UTC) and document["day"] == "2026-11-23"


def test_a_time_that_the_database_gives_without_a_zone_is_utc() -> None:
    document = to_document(WHOLE)
    document["part"]["at"] = datetime(2026, 11, 23, 1)
    assert from_document(document, Whole).part == WHOLE.part


def test_fields_of_an_older_or_newer_release_are_ignored() -> None:
    assert from_document(to_document(WHOLE) | {"head": "x", "added_later": 1}, Whole) == WHOLE

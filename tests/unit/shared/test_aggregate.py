"""Aggregates: nothing is saved that was not said, and nothing is said twice."""
import pytest

from shared.aggregate import Aggregate
from shared.errors import StaleVersion
from tests.unit.shared.test_events import Happened


def test_a_fresh_aggregate_has_nothing_to_save() -> None:
    assert not Aggregate(id="a").changed


def test_what_is_drained_is_not_saved_again() -> None:
    item = Aggregate(id="a")
    item.note("begun", authority="433100", number=1)
    item.record(Happened.example())  # type: ignore[arg-type]
    events, step = item.drain()
    assert len(events) == 1 and step is not None
    assert (step.action, step.authority, step.details) == ("begun", "433100", {"number": 1})
    assert not item.changed and item.drain() == ([], None)


def test_an_event_alone_is_reason_to_save() -> None:
    item = Aggregate(id="a")
    item.record(Happened.example())  # type: ignore[arg-type]
    assert item.changed


def test_whoever_saw_an_old_version_is_told_the_present_one() -> None:
    item = Aggregate(id="a", version=4)
    item.expect(4)
    with pytest.raises(StaleVersion) as caught:
        item.expect(3)
    assert caught.value.details == {"current": 4, "seen": 3}

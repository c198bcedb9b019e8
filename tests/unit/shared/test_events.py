"""Events on the wire: CloudEvents whose names, keys and ids others rely on."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import orjson
import pytest

from shared.events import Event, Received, envelope, event_id, handler_name, queue_name, short_type

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    """Something happened."""

    TYPE: ClassVar[str] = "tests.thing.happened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "thing": "x"}
    thing: str


@dataclass(frozen=True, kw_only=True)
class Shown(Happened):
    """Something was shown to the public."""

    ABOUT_PUBLIC: ClassVar[bool] = True

    def cache_tags(self) -> tuple[str, ...]:
        """The thing and its list."""
        return (f"thing:{self.thing}", "list:things")


def wire(event: Event, **changes: Any) -> dict[str, Any]:
    """The envelope with fixed inputs."""
    return envelope(event, **{"subject": "s", "sequence": 2, "index": 0, "time": AT, "correlation": "c"} | changes)


def test_an_event_is_a_cloud_event() -> None:
    made = wire(Happened.example(), causation="before", traceparent="00-1-2-3")
    assert made["specversion"] == "1.0" and made["type"] == "guanwang.tests.thing.happened.v1"
    assert made["source"] == "/services/tests" and made["time"] == "2026-11-23T01:30:00Z"
    assert (made["sequence"], made["causationid"], made["traceparent"]) == ("2", "before", "00-1-2-3")
    assert made["data"] == {"unit": "433100", "thing": "x"}
    assert all(key.isalnum() and key.islower() for key in made)  # CloudEvents allows no other attribute names


def test_what_is_not_known_is_left_out() -> None:
    assert not {"causationid", "traceparent", "cachetags"} & set(wire(Happened.example()))


def test_the_same_save_gives_the_same_ids_and_another_save_others() -> None:
    ids = [wire(Happened.example(), **changes)["id"]
           for changes in ({}, {}, {"index": 1}, {"sequence": 3}, {"subject": "t"})]
    assert ids[0] == ids[1] and len(set(ids)) == 4


def test_no_two_events_of_one_id_say_different_things() -> None:
    said = {wire(each)["id"] for each in (Happened.example(), Happened(unit="433100", thing="y"),
                                          Happened(unit="433101", thing="x"))}
    assert len(said) == 3
    received = orjson.loads(orjson.dumps(wire(Happened.example())))
    assert received["id"] == event_id("tests.thing.happened.v1", "s", 2, int(received["index"]), received["data"])


def test_what_is_too_large_is_no_event() -> None:
    with pytest.raises(ValueError, match="larger"):
        wire(Happened(unit="433100", thing="长" * 200_000))


def test_a_unit_can_be_held_to_its_own_events_by_the_routing_key() -> None:
    assert Happened.example().routing_key == "tests.thing.happened.v1.433100"


def test_what_the_public_may_know_is_routed_to_the_public_too() -> None:
    made = wire(Shown.example())
    assert made["routingkey"] == "tests.thing.happened.v1.433100.public"
    assert made["cachetags"] == "thing:x list:things"


def test_an_id_derived_from_an_event_is_always_the_same() -> None:
    received = Received(id="e", type="t", time=AT, subject="s", sequence=1, correlation="c")
    assert received.derived_id("duty") == received.derived_id("duty") != received.derived_id("other")


@pytest.mark.parametrize(("event_type", "handler", "queue"), [
    ("secrecy.review.cleared.v1", "on_review_cleared", "content.on_review_cleared"),
    ("*.review.requested.v1", "on_review_requested", "content.on_review_requested"),
    ("secrecy.review.cleared.v2", "on_review_cleared", "content.on_review_cleared.v2")])
def test_handler_and_queue_are_named_after_the_event(event_type: str, handler: str, queue: str) -> None:
    assert handler_name(event_type) == handler and queue_name("content", event_type) == queue


def test_the_root_is_taken_off_a_type() -> None:
    assert short_type("guanwang.content.article.published.v1") == "content.article.published.v1"

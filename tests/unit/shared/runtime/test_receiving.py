"""Events are read with suspicion: what does not fit is told apart from what failed."""
from typing import Any

import pytest
from marshmallow import fields

from shared.events import event_id
from shared.runtime.receiving import Unreadable, expect_road, matches, read
from shared.schemas import Reader

TYPE = "secrecy.review.cleared.v1"


class Cleared(Reader):
    """What is used of it."""

    subject = fields.String(required=True)


DATA = {"unit": "433100", "subject": "a", "added_later": 1}
KEY = f"{TYPE}.433100"


def event(**changes: Any) -> dict[str, Any]:
    """A good event with ``changes``."""
    return {"specversion": "1.0", "id": event_id(TYPE, "s", 3, 0, DATA), "type": f"guanwang.{TYPE}",
            "source": "/services/secrecy", "time": "2026-11-23T01:30:00Z", "subject": "s", "sequence": "3", "index": "0",
            "correlationid": "c", "unit": "433100", "routingkey": KEY, "data": DATA} | changes


def test_a_good_event_is_read_with_only_the_fields_that_are_used() -> None:
    received, data = read(event(), TYPE, Cleared())
    assert (received.id, received.type, received.sequence, received.correlation) == (event()["id"], TYPE, 3, "c")
    assert received.time.isoformat() == "2026-11-23T01:30:00+00:00" and data == {"subject": "a"}


@pytest.mark.parametrize("body", [
    None, [], "text", 5, {}, event(specversion="2.0"), event(type="guanwang.secrecy.review.cleared.v2"),
    event(type="guanwang.secrecy.review.refused.v1"), event(type=None), event(time="yesterday"), event(time=None),
    event(sequence="many"), event(data=None), event(data={}), event(data=[1]), event(data={"subject": 5}),
    {key: value for key, value in event().items() if key != "id"},
    {key: value for key, value in event().items() if key != "data"}])
def test_what_does_not_fit_can_never_be_handled(body: object) -> None:
    with pytest.raises(Unreadable):
        read(body, TYPE, Cleared())


@pytest.mark.parametrize(("changes", "reason"), [
    ({"unit": "433101"}, "its data to 433100"), ({"unit": None}, "its data to 433100"),
    ({"data": DATA | {"unit": "433101"}}, "its data to 433101"),
    ({"unit": "433101", "data": DATA | {"unit": "433101"}}, "its routing key"),
    ({"routingkey": f"{TYPE}.433101"}, "its routing key"), ({"routingkey": f"{KEY}.secret"}, "its routing key"),
    ({"source": "/services/content"}, "its source"), ({"source": "secrecy"}, "its source"),
    ({"data": DATA | {"subject": "b"}}, "its id"), ({"subject": "b"}, "its id"), ({"sequence": "4"}, "its id"),
    ({"index": "1"}, "its id"), ({"id": "e"}, "its id"), ({"index": "first"}, "ValueError")])
def test_what_an_event_says_of_itself_must_agree(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(event(**changes), TYPE, Cleared())


def test_what_may_differ_between_two_copies_of_an_event() -> None:
    read(event(time="2026-11-30T01:30:00Z", correlationid="d", routingkey=f"{KEY}.public", cachetags="x"), TYPE, Cleared())


GOOD = {"exchange": "guanwang.events", "routing_key": KEY, "content_type": "application/cloudevents+json", "size": 500}


@pytest.mark.parametrize("road", [
    {}, {"exchange": "", "routing_key": "content.on_review_cleared"}, {"size": 1_000_000}])
def test_the_roads_that_our_events_come_by(road: dict[str, Any]) -> None:
    expect_road(event(), **GOOD | road)


@pytest.mark.parametrize(("road", "reason"), [
    ({"exchange": "amq.topic"}, "amq.topic"), ({"exchange": "guanwang.parking"}, "guanwang.parking"),
    ({"routing_key": f"{TYPE}.433101"}, "433101"), ({"routing_key": f"{KEY}.public"}, "public"),
    ({"content_type": "application/json"}, "application/json"), ({"content_type": "None"}, "None"),
    ({"size": 1_000_001}, "1000001 bytes")])
def test_other_roads(road: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        expect_road(event(), **GOOD | road)


@pytest.mark.parametrize(("actual", "expected", "fits"), [
    (TYPE, TYPE, True), ("content.review.requested.v1", "*.review.requested.v1", True),
    ("content.review.requested.v2", "*.review.requested.v1", False), ("x.content.review.requested.v1", TYPE, False)])
def test_a_star_stands_for_any_service(actual: str, expected: str, fits: bool) -> None:
    assert matches(actual, expected) is fits

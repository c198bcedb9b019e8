"""Events are read with suspicion: what does not fit is told apart from what failed."""
from typing import Any

import pytest
from marshmallow import fields

from shared.runtime.handling import Unreadable
from shared.runtime.receiving import matches, read
from shared.schemas import Reader

TYPE = "secrecy.review.cleared.v1"


class Cleared(Reader):
    """What is used of it."""

    subject = fields.String(required=True)


def event(**changes: Any) -> dict[str, Any]:
    """A good event with ``changes``."""
    return {"specversion": "1.0", "id": "e", "type": f"guanwang.{TYPE}", "time": "2026-11-23T01:30:00Z", "subject": "s",
            "sequence": "3", "correlationid": "c", "data": {"subject": "a", "added_later": 1}} | changes


def test_a_good_event_is_read_with_only_the_fields_that_are_used() -> None:
    received, data = read(event(), TYPE, Cleared())
    assert (received.id, received.type, received.sequence, received.correlation) == ("e", TYPE, 3, "c")
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


@pytest.mark.parametrize(("actual", "expected", "fits"), [
    (TYPE, TYPE, True), ("content.review.requested.v1", "*.review.requested.v1", True),
    ("content.review.requested.v2", "*.review.requested.v1", False), ("x.content.review.requested.v1", TYPE, False)])
def test_a_star_stands_for_any_service(actual: str, expected: str, fits: bool) -> None:
    assert matches(actual, expected) is fits

"""Bad events, through the real bus: each is parked with the reason, has no effect, and harms nobody (docs/pitfalls.md)."""
from typing import Any

import orjson
import pytest

from tests.pitfalls.sides import OURS, PATIENCE, Ours
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until

FOREIGN = "foreign.exchange"
REASONS = {
    "another unit in the envelope": "belongs to the unit 433101",
    "another unit in its data": "belongs to the unit 433100",
    "another unit in both": "came under the key",
    "another unit and key in all that it says": "came under the key",
    "another service as its source": "its source is",
    "the type of another service": "came under the key",
    "a later version": "is not",
    "an envelope of another version": "CloudEvent of version 1.0",
    "truncated": "DecodeError",
    "another content type": "content type",
    "plain text": "ContentDisallowed",
    "five megabytes": "bytes",
    "of nobody, by a foreign exchange": "foreign.exchange",
    "one of ours, by a foreign exchange": "foreign.exchange",
    "the id of another event": "its id is that of another event",
}


def _bad_events(side: Ours) -> dict[str, tuple[bytes, dict[str, Any]]]:
    """Name → body and how it is published."""
    def changed(name: str, **changes: Any) -> tuple[bytes, dict[str, Any]]:
        return orjson.dumps(side.cloud_event(name) | changes), {}

    first = side.cloud_event("first of two")
    side.publish(orjson.dumps(first))
    side.wait_for_effect("first of two")
    good, version = side.event("x", "good"), f"guanwang.{side.name}.thing.made.v2"
    data = side.cloud_event("y")["data"]
    return {
        "another unit in the envelope": changed("a", unit="433101"),
        "another unit in its data": changed("b", data=data | {"unit": "433101"}),
        "another unit in both": changed("c", unit="433101", data=data | {"unit": "433101"},
                                        routingkey=f"{side.type}.433101"),
        "another unit and key in all that it says": (orjson.dumps(side.cloud_event("d", unit="433101")), {}),
        "another service as its source": changed("e", source="/services/secrecy"),
        "the type of another service": changed("f", type="guanwang.secrecy.review.cleared.v1",
                                               routingkey="secrecy.review.cleared.v1.433100"),
        "a later version": changed("g", type=version),
        "an envelope of another version": changed("h", specversion="0.3"),
        "truncated": (good[:len(good) // 2], {}),
        "another content type": (good, {"content_type": "application/json"}),
        "plain text": (good, {"content_type": "text/plain"}),
        "five megabytes": changed("long", data=data | {"name": "长" * 1_700_000}),
        "of nobody, by a foreign exchange": (b'{"hello": "world"}', {"exchange": FOREIGN, "content_type": "application/json"}),
        "one of ours, by a foreign exchange": (side.event("z", "good"), {"exchange": FOREIGN}),
        "the id of another event": (orjson.dumps(first | {"data": first["data"] | {"name": "second of two"}}), {}),
    }


@scenario(OURS)
def bad_events(side: Ours) -> dict[str, str]:
    """All of them reach one service. With what reason each was parked; nothing else came of any, and the service works."""
    process = side.start()
    side.channel.exchange_declare(FOREIGN, "fanout", durable=False, auto_delete=False)
    side.channel.queue_bind(side.events, FOREIGN)
    sent = _bad_events(side)
    for name, (body, how) in sent.items():
        side.publish(body, message_id=name, **how)
    found = {each.id: each.error for each in side.wait_until_parked(len(sent), PATIENCE)}
    side.settle()
    assert process.alive and side.works() and not side.waiting()
    side.channel.exchange_delete(FOREIGN)
    wait_until(lambda: side.effects("first of two") == 1, PATIENCE)
    done = {each["name"] for each in side.database["effects"].find() if not each["name"].startswith("settled")}
    assert {each for each in done if len(each) < 30} == {"first of two"}, done
    return found


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_event(stage: Stage, name: str) -> None:
    """It is parked, and says why."""
    reason = stage.outcome(bad_events, OURS)[name]
    assert reason.startswith("Unreadable: ") and REASONS[name] in reason


@scenario(OURS)
def replayed_event(side: Ours) -> tuple[int, int]:
    """An event of last week comes again, as from a replay: by our exchange, with its old time and its old id."""
    side.start()
    body = orjson.dumps(side.cloud_event("old") | {"time": "2026-11-16T01:30:00Z"})
    for _ in range(3):
        side.publish(body)
        side.settle()
    return side.effects("old"), len(side.parked())


def test_an_event_of_last_week(stage: Stage) -> None:
    """It is a good event, and is known: it has one effect, and nobody is bothered with it."""
    assert stage.outcome(replayed_event, OURS) == (1, 0)

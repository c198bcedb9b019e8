"""The parking service over the real broker: nothing that was parked is lost, and what is put back is handled."""
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from shared.embedded.stack import Endpoints
from shared.errors import Fault
from shared.runtime.topology import DELIVERY_LIMIT, PARKED
from tests.cable import Cable
from tests.integration.tiny import Tiny
from tests.integration.yard import Yard
from tests.support import wait_until


@pytest.fixture(scope="module")
def tiny(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """A service with events."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="module")
def cable(endpoints: Endpoints) -> Iterator[Cable]:
    """To the database."""
    made = Cable(endpoints.mongo_url)
    yield made
    made.close()


@pytest.fixture(scope="module")
def running(tiny: Tiny, cable: Cable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Parking, running twice."""
    made = Yard(tiny, tmp_path_factory.mktemp("yard"), mongo=cable.url, patience_seconds=3)
    for _ in range(2):
        made.start()
    yield made
    made.close()


@pytest.fixture
def yard(running: Yard, tiny: Tiny) -> Yard:
    """The same, with both processes alive and the tiny service too."""
    tiny.recover()
    running.lift()
    for _ in range(2 - sum(each.alive for each in running.replicas)):
        running.start()
    return running


def handled(tiny: Tiny, name: str) -> None:
    """Wait until its handler was done with it; of two processes that put it back at once each may have, and it counts both."""
    wait_until(lambda: tiny.times(name) >= 1, 20, what=f"{name} is handled")


def in_queue(tiny: Tiny) -> int:
    """Messages that nobody has taken."""
    return int(tiny.channel.queue_declare(PARKED, passive=True).message_count)


def test_a_poisonous_event_is_kept_with_reason_place_and_trace(yard: Yard, tiny: Tiny) -> None:
    id_ = tiny.send("poison1", "poison", correlationid="c-1", causationid="e-0", traceparent="00-0af7-b7ad-01")
    event = yard.wait_for(id_)
    (reason,) = event["reasons"]
    assert (reason["kind"], reason["message"], reason["tries"], reason["by_broker"]) == ("RuntimeError", "poison", 4, False)
    assert reason["place"].startswith("__main__:") and reason["place"].endswith(" note_counted")
    assert (event["queue"], event["type"], event["unit"]) == (tiny.queue, f"{tiny.name}src.thing.counted.v1", "u")
    assert (event["correlation"], event["causation"], event["traceparent"]) == ("c-1", "e-0", "00-0af7-b7ad-01")
    assert event["event"]["data"]["name"] == "poison1" and event["base64"] == "" and event["tries"] == 4
    assert {"queue": tiny.queue, "type": event["type"], "state": "parked", "state_label": "停放", "count": 1,
            "oldest": event["waiting_since"]} in yard.ask("count_parked_events", queue=tiny.queue)["groups"]


def test_it_is_handled_once_the_cause_is_gone(yard: Yard, tiny: Tiny) -> None:
    yard.curse()
    event = yard.wait_for(tiny.send("cursed1", "cursed"))
    again = yard.decide("retry", event)
    assert again["state"] == "retrying"
    event = yard.wait_for(event["message_id"])  # the cause was still there
    assert (event["rounds"], event["tries"], len(event["reasons"])) == (1, 8, 2) and event["id"] == again["id"]
    yard.lift()
    yard.decide("retry", event)
    handled(tiny, "cursed1")
    event = yard.wait_for(event["message_id"], "returned")
    assert event["returned_at"] and tiny.runs("cursed1") >= 9
    with pytest.raises(Fault) as refused:
        yard.decide("drop", event, reason="由")
    assert refused.value.code == "parking.event.illegal_transition"


def test_a_dropped_event_stays_on_record_with_who_and_why(yard: Yard, tiny: Tiny) -> None:
    event = yard.wait_for(tiny.send("poison2", "poison"))
    with pytest.raises(Fault) as refused:
        yard.ask("drop_parked_event", event_id=event["id"], version=event["version"] + 1, reason="由")
    assert refused.value.code == "frame.version.stale"
    yard.decide("drop", event, reason="所涉栏目已撤销。")
    assert yard.wait_for(event["message_id"], "dropped")["decision_reason"] == "所涉栏目已撤销。"
    last = yard.ask("get_parked_event_history", event_id=event["id"])["items"][-1]
    assert (last["action"], last["by"], last["details"]["reason"]) == ("dropped", "system", "所涉栏目已撤销。")


def test_what_the_broker_gave_up_on_says_so(yard: Yard, tiny: Tiny) -> None:
    tiny.replicas[-1].stop()
    id_ = tiny.send("deadly", "good")
    for _ in range(DELIVERY_LIMIT + 1):
        message = wait_until(lambda: tiny.channel.basic_get(tiny.queue))
        tiny.channel.basic_reject(message.delivery_tag, requeue=True)
    event = yard.wait_for(id_)
    (reason,) = event["reasons"]
    assert (reason["by_broker"], reason["kind"]) == (True, "delivery_limit") and reason["tries"] >= 1
    tiny.start()
    yard.decide("retry", event)
    handled(tiny, "deadly")


@pytest.mark.parametrize(("name", "body", "properties"), [
    ("empty", b"", {}), ("bytes", bytes(range(256)), {"content_type": "text/plain", "content_encoding": "utf-8"}),
    ("unnamed", b"\xff\xfe", {"id_": ""}), ("no such encoding", b"5", {"content_encoding": "klingon"}),
    ("a bomb", zlib.compress(bytes(50_000_000)), {"headers": {"compression": "zlib"}}),
    ("odd headers", b"{}", {"headers": {"x-attempts": "many", "x-death": "x", "x-error": None, "deep": {"a": [1, {"b": 2}]}}}),
    ("a foreign queue", b"{", {"queue": "nobody.on_anything"}),
    ("surrogates", b'"\\ud800"', {"content_type": "application/json"}),
    ("large", b'{"a":"' + b"x" * 5_000_000 + b'"}', {})])
def test_garbage_is_kept_as_it_came(yard: Yard, tiny: Tiny, name: str, body: bytes, properties: dict[str, Any]) -> None:
    before = yard.database["events"].count_documents({})
    yard.send(body, **{"id_": f"garbage {name}"} | properties)
    wait_until(lambda: yard.database["events"].count_documents({}) == before + 1, what=f"{name} is kept")
    stored = yard.database["events"].find_one({"body": body})
    assert stored and stored["reasons"][0]["kind"] and in_queue(tiny) == 0
    shown = yard.ask("get_parked_event", event_id=stored["_id"])
    assert shown["size"] == len(body) and (shown["base64"] or shown["event"] is not None or not body)
    assert all(each.alive for each in yard.replicas[-2:])


def test_an_event_whose_queue_is_gone_is_parked_again_with_that_reason(yard: Yard) -> None:
    yard.send(b"5", queue="nobody.on_anything", id_="homeless")
    event = yard.wait_for("homeless")
    yard.decide("retry", event)
    wait_until(lambda: yard.found(text="QueueGone", queue="nobody.on_anything"), what="it is parked again")
    assert yard.wait_for("homeless")["reasons"][-1]["kind"] == "QueueGone"


def test_while_the_database_is_away_messages_wait_and_are_kept_once(yard: Yard, cable: Cable) -> None:
    cable.cut()
    try:
        for number in range(20):
            yard.send(b"5", id_=f"waits {number}")
        replica = yard.replicas[-1]
        wait_until(lambda: any(name.startswith("guanwang_collected_total{outcome=\"failed\"") and value
                               for name, value in replica.metrics().items()), 30, what="a try has failed")
        assert not yard.database["events"].count_documents({"message_id": {"$regex": "^waits"}})
    finally:
        cable.mend()
    wait_until(lambda: yard.database["events"].count_documents({"message_id": {"$regex": "^waits"}}) == 20, 30,
               what="all are kept")
    wait_until(lambda: in_queue(yard.tiny) == 0)
    assert {each["version"] for each in yard.database["events"].find({"message_id": {"$regex": "^waits"}})} == {1}


def test_messages_wait_for_a_service_that_is_down_and_a_killed_retry_is_done(yard: Yard, tiny: Tiny) -> None:
    yard.curse()
    event = yard.wait_for(tiny.send("cursed2", "cursed"))
    yard.lift()
    yard.decide("retry", event)
    for replica in yard.replicas:
        replica.process.kill()
    yard.send(b"5", id_="patient")
    yard.start()
    handled(tiny, "cursed2")
    yard.wait_for(event["message_id"], "returned")
    assert yard.wait_for("patient")["version"] == 1


def test_many_are_retried_at_once_by_filter_and_each_is_handled(yard: Yard, tiny: Tiny) -> None:
    yard.curse()
    names = [f"many{number}" for number in range(30)]
    ids = {tiny.send(name, "cursed") for name in names}
    wait_until(lambda: ids <= {each["message_id"] for each in yard.found(queue=tiny.queue)}, 30, what="all are parked")
    yard.lift()
    batch = yard.ask("retry_parked_events", queue=tiny.queue, text="poison", most=1000)
    assert batch["total"] >= 30
    done = wait_until(lambda: (found := yard.ask("get_parking_batch", batch_id=batch["id"]))["state"] == "done" and found, 20,
                      what="the batch is done")
    assert done["done"] == done["total"] and done["skipped"] == 0
    for name in names:
        handled(tiny, name)
    assert yard.ask("list_parking_batches", limit=5)["items"][0]["id"] == batch["id"]


"""Calls over the real broker to a service in a process of its own."""
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shared.document import CSV, Document
from shared.embedded.stack import Endpoints
from tests.integration.tiny import Tiny


@pytest.fixture(scope="module")
def running(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The service, running."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made.start()
    yield made
    made.close()


@pytest.fixture
def tiny(running: Tiny) -> Tiny:
    """The service, alive whatever the test before did to it."""
    return running.recover()


def make(name: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    """A call that makes a thing."""
    return {"args": {"name": name, **more}, "key": key}


def still_works(tiny: Tiny) -> bool:
    """True if its process still answers."""
    return tiny.replicas[-1].alive and "result" in tiny.ask("get_thing", make("nothing"))


def test_one_bad_call_in_a_bundle_leaves_the_others_alone(tiny: Tiny) -> None:
    reply = tiny.ask("make_thing", make("a1"), {"args": {"nonsense": 1}}, make("broken1"), make("a2"),
                     make("a3") | {"deadline": time.time() - 1})
    assert reply["error"] is None
    good, invalid, defect, other, late = reply["result"]
    assert good["answer"] == {"id": "a1", "times": 1} and other["answer"] == {"id": "a2", "times": 1}
    assert invalid["fault"]["code"] == "frame.input.invalid" and set(invalid["fault"]["fields"]) == {"nonsense", "name"}
    assert defect["fault"]["code"] == "frame.call.failed" and "defect" not in str(defect)
    assert late["fault"]["code"] == "frame.call.expired" and tiny.runs("a3") == 0


def test_calls_of_a_bundle_run_side_by_side(tiny: Tiny) -> None:
    started = time.monotonic()
    tiny.ask("make_thing", *(make(f"slow{number}", seconds=0.5) for number in range(20)))
    assert time.monotonic() - started < 3


def test_a_repeat_with_the_same_key_gets_the_first_answer(tiny: Tiny) -> None:
    first = tiny.ask("make_thing", make("k1", "key-1"))["result"]
    again = tiny.ask("make_thing", make("k1", "key-1"))["result"]
    assert first == again == [{"answer": {"id": "k1", "times": 1}}] and tiny.times("k1") == 1


def test_twins_in_one_bundle_change_things_once(tiny: Tiny) -> None:
    reply = tiny.ask("make_thing", *[make("k2", "key-2")] * 8)
    assert reply["result"] == [{"answer": {"id": "k2", "times": 1}}] * 8 and tiny.times("k2") == 1


def test_a_key_with_another_request_is_refused(tiny: Tiny) -> None:
    tiny.ask("make_thing", make("k3", "key-3"))
    (outcome,) = tiny.ask("make_thing", make("k4", "key-3"))["result"]
    assert outcome["fault"]["code"] == "frame.key.reused" and tiny.times("k4") == 0


@pytest.mark.parametrize("kilobytes", [0, 1, 2000])
def test_a_document_arrives_whole(tiny: Tiny, kilobytes: int) -> None:
    (outcome,) = tiny.ask("get_thing_document", make("表", seconds=kilobytes))["result"]
    assert Document.from_wire(outcome["answer"]) == Document("表.csv", CSV, bytes(range(250)) * 4 * kilobytes)


def test_a_document_that_is_too_large_is_refused(tiny: Tiny) -> None:
    (outcome,) = tiny.ask("get_thing_document", make("表", seconds=2001))["result"]
    assert outcome["fault"]["code"] == "frame.document.too_large"


def test_a_fault_of_the_service_arrives(tiny: Tiny) -> None:
    (outcome,) = tiny.ask("get_thing", make("nothing"))["result"]
    assert outcome["fault"]["code"] == "tiny.thing.not_found" and outcome["fault"]["kind"] == "not_found"


def test_calls_answered_together_get_what_each_would_get_alone(tiny: Tiny) -> None:
    tiny.ask("make_thing", make("t1"), make("t2"))
    calls = [make("t1"), make("nothing"), {"args": {"nonsense": 1}}, make("t2"), make("t1")]
    alone = [tiny.ask("get_thing", call)["result"][0] for call in calls]
    before = tiny.runs("together")
    assert tiny.ask("get_thing", *calls)["result"] == alone
    assert tiny.runs("together") == before + 1
    assert ["answer" in each for each in alone] == [True, False, False, True, True]


def test_calls_that_come_together_too_late_or_maimed_fail_each_alone(tiny: Tiny) -> None:
    tiny.ask("make_thing", make("t3"))
    late = make("t3") | {"deadline": time.time() - 1}
    reply = tiny.ask("get_thing", late, late)
    assert [each["fault"]["code"] for each in reply["result"]] == ["frame.call.expired"] * 2
    maimed, good = tiny.ask("get_thing", make("t3") | {"deadline": None}, make("t3"))["result"]
    assert maimed["fault"]["code"] == "frame.call.failed" and good["answer"]["id"] == "t3"


def test_a_call_without_an_address_for_its_answer_harms_nobody(tiny: Tiny) -> None:
    tiny.post_raw("make_thing", b'{"args":[[]],"kwargs":{}}', reply=False)
    assert still_works(tiny)


@pytest.mark.parametrize("stack", ["text", 5, {"a": "b"}, None])
def test_a_malformed_call_stack_harms_nobody(tiny: Tiny, stack: object) -> None:
    reply = tiny.ask("make_thing", make("stacked"), headers={"nameko.call_id_stack": stack, "other": {"x": 1}})
    assert reply["error"] is None and still_works(tiny)


@pytest.mark.parametrize("body", [
    b"{", b"5", b"[]", b"null", b"{}", b'{"args":5,"kwargs":{}}', b'{"args":[5],"kwargs":{}}', b'{"args":[],"kwargs":{}}',
    b'{"args":[[5]],"kwargs":{}}', b'{"args":[[{}]],"kwargs":{}}', b'{"args":[[]],"kwargs":{}}', b"\xff\xfe",
    b'{"args":[[{"args":{},"deadline":"soon","caller":5}]],"kwargs":{}}'])
def test_whatever_is_sent_as_a_call_harms_nobody(tiny: Tiny, body: bytes) -> None:
    tiny.post_raw("make_thing", body)
    assert still_works(tiny)


def test_an_operation_that_does_not_exist_is_answered(tiny: Tiny) -> None:
    assert tiny.ask("no_such_thing", make("x"))["error"]["exc_type"] == "MethodNotFound"


def test_a_stop_answers_what_was_begun_and_runs_nothing_twice(tiny: Tiny) -> None:
    leaving = tiny.start()
    queues = [tiny.post("make_thing", make(f"last{number}", seconds=0.6)) for number in range(20)]
    time.sleep(0.2)
    assert leaving.stop() == 0
    replies = tiny.collect(queues)
    assert [reply["result"][0]["answer"]["times"] for reply in replies] == [1] * 20
    assert [tiny.runs(f"last{number}") for number in range(20)] == [1] * 20


def test_after_all_that_was_sent_to_it_it_still_stops(tiny: Tiny) -> None:
    assert [replica.stop() for replica in tiny.replicas if replica.alive] == [0]

"""Events over the real broker to a service in a process of its own: handled, tried again, or parked with the reason."""
import time
from collections.abc import Iterator

import pytest

from shared.embedded.stack import Endpoints
from tests.integration.tiny import Tiny
from tests.support import wait_until


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


def test_a_good_event_is_handled_once(tiny: Tiny) -> None:
    tiny.send("good1")
    tiny.wait_until_done("good1")
    assert tiny.runs("good1") == 1


def test_an_event_that_fails_once_is_tried_again(tiny: Tiny) -> None:
    tiny.send("twice1", "twice")
    tiny.wait_until_done("twice1")
    assert tiny.runs("twice1") == 2


def test_while_something_is_away_events_wait_as_long_as_it_takes(tiny: Tiny) -> None:
    tiny.send("away1", "away")
    tiny.wait_until_done("away1")
    assert tiny.runs("away1") == 6 > 4  # more often than a failure would be tried


def test_an_event_that_always_fails_is_parked_after_all_tries(tiny: Tiny) -> None:
    parked = tiny.wait_until_parked(tiny.send("poison1", "poison"))
    assert (parked.attempts, parked.error) == (4, "RuntimeError: poison") and tiny.runs("poison1") == 4
    assert parked.type == f"{tiny.name}src.thing.counted.v1" and parked.body["data"]["name"] == "poison1"


def test_a_poisonous_event_does_not_hold_up_the_others(tiny: Tiny) -> None:
    tiny.send("poison2", "poison")
    tiny.send("good2")
    tiny.wait_until_done("good2", 2)


@pytest.mark.parametrize(("changes", "reason"), [
    ({"type": "guanwang.other.thing.counted.v1"}, "is not"), ({"specversion": "0.3"}, "CloudEvent"),
    ({"data": {"name": "x"}}, "data do not fit"), ({"data": None}, "data do not fit"), ({"time": "soon"}, "ValueError")])
def test_an_event_that_can_never_be_read_is_parked_at_once_with_the_reason(
        tiny: Tiny, changes: dict[str, object], reason: str) -> None:
    parked = tiny.wait_until_parked(tiny.send("never", **changes))
    assert parked.attempts == 1 and reason in parked.error and parked.error.startswith("Unreadable")


def test_an_event_of_an_unknown_version_is_parked(tiny: Tiny) -> None:
    parked = tiny.wait_until_parked(tiny.send("never", type=f"guanwang.{tiny.name}src.thing.counted.v2"))
    assert parked.type.endswith(".v2") and "v2" in parked.error


@pytest.mark.parametrize(("body", "media"), [
    (b"{not json", "application/cloudevents+json"), (b"\x80\x04.", "application/x-python-serialize"), (b"text", "text/plain"),
    (b"a: 1", "application/x-yaml"), (b"", "application/cloudevents+json"), (b"5", "application/json")])
def test_what_is_no_event_at_all_is_parked_and_harms_nobody(tiny: Tiny, body: bytes, media: str) -> None:
    id_ = f"raw-{media}-{len(body)}"
    tiny.send_raw(body, id_, media)
    assert tiny.wait_until_parked(id_).queue == tiny.queue
    assert tiny.replicas[-1].alive


@pytest.mark.parametrize("headers", [
    {"x-attempts": "many"}, {"x-attempts": None}, {"nameko.call_id_stack": 5}, {"nameko.call_id_stack": "x"},
    {"x-death": "yesterday"}, {"anything": {"nested": [1]}}])
def test_headers_that_somebody_else_wrote_harm_nobody(tiny: Tiny, headers: dict[str, object]) -> None:
    name = f"headers{abs(hash(str(headers)))}"
    tiny.send_raw(b"5", name, headers=headers)
    tiny.send(f"{name}-after")
    tiny.wait_until_done(f"{name}-after")
    assert tiny.replicas[-1].alive


def test_a_stop_finishes_what_was_begun_and_the_rest_waits_for_the_next_process(tiny: Tiny) -> None:
    names = [f"stop{number}" for number in range(120)]
    for name in names:
        tiny.send(name, "slow")
    wait_until(lambda: tiny.runs(names[0]) == 1)
    assert tiny.replicas[-1].stop() == 0
    time.sleep(0.3)
    tiny.start()
    wait_until(lambda: tiny.database["things"].count_documents({"_id": {"$in": names}}) == 120)
    assert {tiny.times(name) for name in names} == {1} and {tiny.runs(name) for name in names} == {1}

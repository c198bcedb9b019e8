"""What is read of a message that nobody could handle: everything there is, of anything."""
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.parking.model import facts_of
from services.parking.model.facts import TEXT_MOST
from services.parking.schemas import ParkedEventDetail
from services.parking.use_cases import note_parked
from shared.arrived import Arrived
from shared.runtime.mapping import from_document, to_document
from tests.unit.services.parking.yard import EVENT, QUEUE, Yard

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def read(body: bytes = b"", **fields: Any) -> Any:
    """The facts of a message."""
    return facts_of(Arrived(**{"message_id": "m", "routing_key": QUEUE, "body": body} | fields), at=AT)


def test_an_event_is_known_with_its_trace_and_its_reason() -> None:
    facts = read(orjson.dumps(EVENT), headers={"x-attempts": 3, "x-error": "TypeError: no: it is not", "x-place": "a.b:7 c"})
    assert (facts.type, facts.subject, facts.unit, facts.queue) == ("secrecy.review.cleared.v1", "s1", "433100", QUEUE)
    assert (facts.correlation, facts.causation, facts.traceparent[:2]) == ("c1", "e0", "00")
    assert facts.happened_at == datetime(2026, 11, 23, 1, tzinfo=UTC)
    reason = facts.reason
    assert (reason.kind, reason.message, reason.place, reason.tries) == ("TypeError", "no: it is not", "a.b:7 c", 4)


def test_what_the_broker_gave_up_on_is_told_apart_from_what_waited_in_a_tier() -> None:
    dead = {"reason": "delivery_limit", "queue": QUEUE, "count": 21}
    waited = {"reason": "expired", "queue": "guanwang.retry.5s", "count": 2}
    reason = read(headers={"x-death": [dead, waited], "x-error": "RuntimeError: before", "x-attempts": 2}).reason
    assert reason.by_broker and reason.kind == "delivery_limit" and "dies of it" in reason.message and reason.tries == 23
    assert read(headers={"x-death": [waited, dead], "x-error": "RuntimeError: a"}).reason.kind == "RuntimeError"


def test_equal_ids_of_different_bytes_are_different_and_equal_bytes_the_same_event() -> None:
    assert read(b"a").id == read(b"a", headers={"x-error": "E: e"}).id
    assert len({read(b"a").id, read(b"b").id, read(b"a", message_id="n").id, read(b"a", routing_key="q").id}) == 4


@pytest.mark.parametrize("headers", [
    {"x-error": None}, {"x-error": 5}, {"x-error": "不知道 为什么: x"}, {"x-attempts": "many"}, {"x-death": "yesterday"},
    {"x-death": [5]}, {"x-death": [{"queue": QUEUE, "reason": None}]}, {"guanwang-round": "x"}, {"n": {"deep": [b"\xff"]}}])
def test_headers_of_any_kind_give_a_reason(headers: dict[str, Any]) -> None:
    facts = read(headers=headers)
    assert facts.reason.kind and facts.reason.tries >= 1 and facts.reason.round == 0


JUNK = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8)
NAMES = st.sampled_from(["x-attempts", "x-error", "x-place", "x-death", "guanwang-round"]) | st.text()
VALUES = st.text() | st.integers(-9, 9) | st.none()
BODIES = st.binary() | st.dictionaries(st.sampled_from(list(EVENT)), VALUES).map(orjson.dumps)


@given(body=BODIES, headers=st.dictionaries(NAMES, JUNK, max_size=6), id_=st.text(), queue=st.text(), media=st.text())
def test_anything_is_kept_and_can_be_stored_and_shown(body: bytes, headers: dict[str, Any], id_: str, queue: str, media: str
                                                      ) -> None:
    yard = Yard()
    clean = [each.encode("utf-8", "replace").decode() for each in (id_, queue, media)]
    note_parked(yard.ports, now=AT, message=Arrived(message_id=clean[0], routing_key=clean[1], content_type=clean[2], body=body,
                                                    headers=headers))
    (event,) = yard.events.find({})
    assert event.body == body and len(event.why) <= 2 * TEXT_MOST + 2
    assert from_document(to_document(event), type(event)) == event
    assert orjson.dumps(ParkedEventDetail().dump(event))


def test_json_that_cannot_be_shown_again_is_shown_as_bytes(yard: Yard) -> None:
    deep = b"[" * 500 + b"]" * 500
    shown = ParkedEventDetail().dump(yard.arrive(deep))
    assert shown["event"] is None and shown["base64"] and shown["size"] == 1000

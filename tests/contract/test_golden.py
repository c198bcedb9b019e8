"""What was promised to others is what is made."""
import json
from typing import Any

import bson
import orjson
import pytest

from shared.events import disagreement
from tests.contract import golden
from tests.house import suite

AGAIN = "write it anew with: python -m tests.contract.golden"


@pytest.mark.parametrize("event_type", suite.all_events())
def test_an_event_looks_as_it_was_promised(event_type: str) -> None:
    path = golden.EVENTS / f"{event_type}.json"
    assert path.is_file(), f"{path.name} is missing; {AGAIN}"
    assert json.loads(path.read_text("utf-8")) == json.loads(json.dumps(golden.event(suite.all_events()[event_type]))), AGAIN


@pytest.mark.parametrize("event_type", suite.all_events())
def test_an_event_agrees_with_itself_after_the_way_through_database_and_broker(event_type: str) -> None:
    kept = bson.decode(bson.encode(golden.event(suite.all_events()[event_type])))
    assert disagreement(orjson.loads(orjson.dumps(kept))) == ""


def test_there_is_no_golden_file_without_an_event() -> None:
    assert {path.stem for path in golden.EVENTS.glob("*.json")} == set(suite.all_events()), AGAIN


def test_the_openapi_document_is_as_it_was_promised() -> None:
    assert golden.OPENAPI.is_file(), AGAIN
    promised, made = json.loads(golden.OPENAPI.read_text("utf-8")), golden.document()
    assert list(promised["paths"]) == sorted(made["paths"]), AGAIN
    assert promised == json.loads(json.dumps(made)), AGAIN


def meetings() -> list[Any]:
    """Every consumer with every event that it hears."""
    return [pytest.param(handler, event, id=f"{service}.{handler.method}-{event.TYPE}")
            for service in suite.MANIFESTS for handler in suite.handlers(service) for event in suite.all_events().values()
            if handler.event_type in (event.TYPE, "*." + event.TYPE.partition(".")[2])]


@pytest.mark.parametrize(("handler", "event"), meetings())
def test_a_consumer_can_read_what_the_producer_sends(handler: suite.Handler, event: Any) -> None:
    read = handler.reader.load(golden.event(event)["data"])
    assert set(handler.reader.fields) >= set(read)


@pytest.mark.parametrize(("handler", "event"), meetings())
def test_a_consumer_does_not_mind_a_field_that_is_new(handler: suite.Handler, event: Any) -> None:
    data = golden.event(event)["data"]
    assert handler.reader.load(data | {"added_later": 1}) == handler.reader.load(data)

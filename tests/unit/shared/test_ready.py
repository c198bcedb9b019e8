"""Ready bytes: joined without being parsed, and still JSON."""
import orjson
import pytest

from shared.ready import Ready


def test_members_are_added_to_a_document() -> None:
    ready = Ready.joined(b'{"a":1}', {"labels": {"SiteName": "\u5b98\u7f51"}}, tags=("a",))
    assert orjson.loads(ready.json) == {"a": 1, "labels": {"SiteName": "官网"}}


@pytest.mark.parametrize(("document", "more"), [(b"{}", {"a": 1}), (b'{"a":1}', {}), (b"{}", {})])
def test_an_empty_side_still_gives_json(document: bytes, more: dict[str, int]) -> None:
    assert orjson.loads(Ready.joined(document, more, tags=()).json) == orjson.loads(document) | more


def test_it_travels_as_text_with_its_tags() -> None:
    assert Ready('{"a":"政"}'.encode(), ("x", "y")).to_wire() == {"json": '{"a":"政"}', "tags": ["x", "y"]}

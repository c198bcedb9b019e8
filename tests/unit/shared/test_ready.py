"""Ready bytes: they travel as they are."""
from shared.ready import Ready


def test_it_travels_as_text_with_its_tags() -> None:
    assert Ready('{"a":"政"}'.encode(), ("x", "y")).to_wire() == {"json": '{"a":"政"}', "tags": ["x", "y"]}

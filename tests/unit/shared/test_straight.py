"""The straight way in and out says what marshmallow says."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, post_dump, validate, validates

from shared.schemas import Choice, Code, Id, Input, Line, Page, Role, Text, Version, View


class Inner(Input):
    """Something nested."""

    unit = Code(required=True)


class Sample(Input):
    """One field of each kind."""

    line = Line(5)
    text = Text(10)
    code = Code(5)
    id = Id()
    choice = Choice(("a", "b"), load_default="a")
    role = Role()
    version = Version(required=False)
    number = fields.Integer(validate=[validate.Range(min=0), validate.Range(max=5)])
    day = fields.Date(allow_none=True, load_default=None)
    moment = fields.DateTime()
    named = Line(data_key="as", load_default=list)
    words = fields.List(Line(3), validate=validate.Length(max=2))
    inner = fields.Nested(Inner, allow_none=True)
    grants = fields.List(fields.Nested(Inner))
    needed = Line(4, required=True)


VALUES = st.one_of(st.none(), st.booleans(), st.integers(-2, 9), st.floats(), st.text(max_size=6), st.sampled_from(
    ["a", "b", "editor", "x-1", "\x00", "\ud800", " 政 ", 2**60, [{"unit": "u"}], [{"unit": "u", "x": 1}], [{}], ["k"],
     ["k", "l", "m"], {}, {"unit": "u"}, "2026-11-20", "2026-11-20T08:00:00+00:00", "3"]))


def said(load: Callable[[Any, Any], Any], data: Any) -> Any:
    """What is made of ``data``, or the refusal."""
    try:
        return load(Sample(), data)
    except ValidationError as error:
        return error.messages


@given(st.dictionaries(st.sampled_from([*Sample().fields, "as", "other"]), VALUES, max_size=6), st.booleans())
def test_what_comes_in_is_read_as_marshmallow_reads_it(data: dict[str, Any], whole: bool) -> None:
    if whole:
        data["needed"] = "x"
    assert Sample()._way_in
    found = said(Sample.load, data)
    assert found == said(Schema.load, data)
    if isinstance(found, dict) and "needed" in found:
        assert list(found) == list(said(Schema.load, data))


@pytest.mark.parametrize("data", [None, 5, "text", [], [{}], MappingProxyType({"needed": "x"})])
def test_what_is_no_plain_object_goes_the_long_way(data: object) -> None:
    assert said(Sample.load, data) == said(Schema.load, data)


def test_a_schema_with_a_rule_of_its_own_goes_the_long_way() -> None:
    class Ruled(Page):
        @validates("limit")
        def check(self, value: int, data_key: str) -> None:
            raise ValidationError("never")

    with pytest.raises(ValidationError):
        Ruled().load({"limit": 5})


class PartView(View):
    """Something nested."""

    name = fields.String()
    at = fields.DateTime(allow_none=True)


class WholeView(View):
    """One field of each kind."""

    name = fields.String()
    number = fields.Integer()
    day = fields.Date(allow_none=True)
    label = fields.Function(lambda whole: "made")
    constant = fields.Constant(7)
    absent = fields.String()
    default = fields.String(dump_default="d")
    other = fields.String(attribute="title", data_key="as")
    part = fields.Nested(PartView, allow_none=True)
    parts = fields.List(fields.Nested(PartView))
    many = fields.Nested(PartView, many=True)
    words = fields.List(fields.String())
    table = fields.Dict()
    secret = fields.String(load_only=True)


@dataclass
class Part:
    """An object with attributes."""

    name: str | None = "p"
    at: datetime | None = datetime(2026, 11, 20, tzinfo=UTC)


WHOLE = {"name": "n", "title": "t", "number": 3, "day": date(2026, 11, 20), "part": Part(), "parts": [Part(), Part(None, None)],
         "many": [Part()], "words": ["a", "b"], "table": {"x": 1}, "secret": "s"}


@pytest.mark.parametrize("whole", [
    WHOLE, SimpleNamespace(**WHOLE), MappingProxyType(WHOLE), {**WHOLE, "part": None, "day": None, "parts": None}, {}, Part()])
def test_what_goes_out_is_shown_as_marshmallow_shows_it(whole: Any) -> None:
    assert WholeView()._way_out
    assert WholeView().dump(whole) == Schema.dump(WholeView(), whole)
    assert list(WholeView().dump(whole)) == list(Schema.dump(WholeView(), whole))
    assert WholeView().dump([whole, whole], many=True) == Schema.dump(WholeView(), [whole, whole], many=True)


def test_a_view_with_a_hook_goes_the_long_way() -> None:
    class Hooked(PartView):
        @post_dump
        def mark(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
            return {**data, "marked": True}

    assert Hooked().dump(Part("x", None)) == {"name": "x", "at": None, "marked": True}

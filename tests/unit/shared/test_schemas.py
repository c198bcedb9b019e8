"""Fields at the border: strict on the way in, and every refusal in Chinese with its path."""
from typing import Any

import pytest
from marshmallow import ValidationError, fields, validate

from shared.schemas import Choice, Code, Id, Input, Line, Page, Reader, Role, Text, Version, explain


class Sample(Input):
    """One field of each kind."""

    line = Line(5)
    text = Text(10)
    code = Code(5)
    id = Id()
    choice = Choice(("a", "b"))
    role = Role()
    version = Version(required=False)
    ruled = Line(5, validate=validate.Regexp(r"^[a-z]+\Z", error="只能是小写字母。"))
    grants = fields.List(fields.Nested(lambda: Inner()))


class Inner(Input):
    """Something nested."""

    unit = Code(required=True)


def refused(**data: Any) -> dict[str, list[str]]:
    """The explained refusal of ``data``."""
    with pytest.raises(ValidationError) as caught:
        Sample().load(data)
    return explain(caught.value.messages)


def taken(**data: Any) -> Any:
    """What is made of ``data``."""
    return Sample().load(data)


def test_a_line_is_trimmed() -> None:
    assert taken(line="  政府  ") == {"line": "政府"}


@pytest.mark.parametrize("value", ["", "   ", "123456", "a\nb", "a\tb", "a\x00b", "a\x85b", 5, None, ["a"], "\ud800"])
def test_a_line_refuses_what_is_no_line(value: object) -> None:
    assert list(refused(line=value)) == ["line"]


def test_a_line_keeps_its_length_beside_another_rule() -> None:
    assert list(refused(ruled="abcdefgh")) == ["ruled"]


@pytest.mark.parametrize("value", ["x" * 11, "a\x00", "\udfff", 1])
def test_a_text_refuses_what_cannot_be_kept(value: object) -> None:
    assert list(refused(text=value)) == ["text"]


def test_a_text_may_have_lines() -> None:
    assert taken(text="一\n二\n") == {"text": "一\n二\n"}


@pytest.mark.parametrize("value", ["", "a b", "-a", "a.b", "政", "a\n", "aaaaaa", "٣"])
def test_a_code_refuses_what_is_no_code(value: str) -> None:
    if value == "a\n":
        assert taken(code=value) == {"code": "a"}
    else:
        assert list(refused(code=value)) == ["code"]


@pytest.mark.parametrize("value", [0, -1, "1", 1.5, True, 2**54, None])
def test_a_version_is_a_positive_integer(value: object) -> None:
    assert list(refused(version=value)) == ["version"]


def test_a_choice_names_what_is_possible() -> None:
    assert refused(choice="c") == {"choice": ["只能是：a、b。"]}
    assert "editor" in refused(role="king")["role"][0]


def test_an_unknown_field_is_refused_by_name() -> None:
    assert refused(nonsense=1) == {"nonsense": ["未知字段。"]}


def test_a_fault_inside_a_list_is_told_with_its_path() -> None:
    assert refused(grants=[{"unit": "433100"}, {}, {"unit": "a b"}, 5]) == {
        "grants.1.unit": ["必填。"], "grants.2.unit": ["只能由字母、数字、- 和 _ 组成。"], "grants.3": ["须为对象。"]}


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Sample().load([1])  # type: ignore[arg-type]
    assert explain(caught.value.messages) == {"_schema": ["须为对象。"]}


def test_a_reader_ignores_what_it_does_not_use() -> None:
    class Uses(Reader):
        """Uses one field."""

        code = fields.String(required=True)

    assert Uses().load({"code": "a", "added": 1}) == {"code": "a"}


@pytest.mark.parametrize("limit", [0, 101, "x"])
def test_a_page_has_between_1_and_100_items(limit: object) -> None:
    with pytest.raises(ValidationError):
        Page().load({"limit": limit})


def test_a_page_takes_its_limit_from_a_query() -> None:
    assert Page().load({"limit": "7"}) == {"limit": 7, "cursor": None}

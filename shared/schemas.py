"""Building blocks of the schemas at a service's border: strict on the way in, tolerant towards others' events."""
import re
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from shared.caller import ROLES
from shared.straight import StraightIn, StraightOut

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CHINESE = {
    "Missing data for required field.": "必填。",
    "Field may not be null.": "不能为空。",
    "Unknown field.": "未知字段。",
    "Not a valid string.": "须为文本。",
    "Not a valid integer.": "须为整数。",
    "Not a valid boolean.": "须为 true 或 false。",
    "Not a valid list.": "须为列表。",
    "Not a valid date.": "须为 YYYY-MM-DD 形式的日期。",
    "Not a valid datetime.": "须为带时区的时间。",
    "Not a valid mapping type.": "须为对象。",
    "Invalid input type.": "须为对象。",
    "Invalid type.": "须为对象。",
}


def explain(messages: Any, path: str = "") -> dict[str, list[str]]:
    """marshmallow's nested messages as ``{"grants.0.role": ["…"]}``, in Chinese."""
    if isinstance(messages, dict):
        return {key: texts for name, inner in messages.items()
                for key, texts in explain(inner, f"{path}.{name}" if path and name != "_schema" else path or str(name)).items()}
    return {path or "_schema": [_CHINESE.get(str(each), str(each)) for each in messages]}


class Input(StraightIn):
    """What an operation takes; an unknown field is refused."""

    class Meta:
        unknown = RAISE


class View(StraightOut):
    """What an operation gives back."""

    class Meta:
        unknown = EXCLUDE


class Reader(Schema):
    """What a consumer reads of another service's event: only the fields that it uses, everything else ignored."""

    class Meta:
        unknown = EXCLUDE


class Line(fields.String):
    """One line of text: trimmed, without control characters, ``most`` characters at the most and not empty."""

    def __init__(self, most: int = 200, *, least: int = 1, **kwargs: Any) -> None:
        super().__init__(validate=_bounded(least, most, kwargs.pop("validate", None)), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = storable(super()._deserialize(value, attr, data, **kwargs)).strip()
        if _CONTROL.search(text):
            raise ValidationError("不得含有控制字符或换行。")
        return text


class Text(fields.String):
    """Running text of any number of lines, ``most`` characters at the most."""

    def __init__(self, most: int = 10_000, *, least: int = 0, **kwargs: Any) -> None:
        super().__init__(validate=_bounded(least, most, kwargs.pop("validate", None)), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return storable(super()._deserialize(value, attr, data, **kwargs))


def _bounded(least: int, most: int, more: Any) -> list[Any]:
    """The length, and whatever else a field demands."""
    length = validate.Length(min=least, max=most, error=f"长度须为 {least}–{most} 个字符。")
    return [length] if more is None else [length, more]


def storable(text: str) -> str:
    """``text`` if it can be stored and sent; raises ``ValidationError`` for NUL and lone surrogates."""
    try:
        if "\x00" not in text and (text.isascii() or text.encode()):  # encoding is what finds lone surrogates fastest
            return text
    except UnicodeEncodeError:
        pass
    raise ValidationError("含有无法保存的字符。")


class Code(Line):
    """A code of a unit, site or column: letters, digits, ``-`` and ``_``."""

    def __init__(self, most: int = 40, **kwargs: Any) -> None:
        pattern = validate.Regexp(r"^[0-9A-Za-z][0-9A-Za-z_-]*\Z", error="只能由字母、数字、- 和 _ 组成。")
        super().__init__(most, validate=pattern, **kwargs)


class Id(Line):
    """An id that the suite gave out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(64, **kwargs)


class Choice(fields.String):
    """One of a closed list of values."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        values = [str(each) for each in choices]
        super().__init__(validate=validate.OneOf(values, error=f"只能是：{'、'.join(values)}。"), **kwargs)


class Role(Choice):
    """One of the suite's roles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ROLES, **kwargs)


class Version(fields.Integer):
    """The version that the caller saw; over HTTP it comes from ``If-Match``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", True)
        super().__init__(strict=True, validate=validate.Range(min=1, max=2**53), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Page(Input):
    """Paging of a list: ``limit`` items after ``cursor`` (the ``next`` of the page before)."""

    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100, error="须为 1–100。"))
    cursor = Line(2000, load_default=None, allow_none=True)


class HistoryEntryView(View):
    """One entry of the hash-chained record."""

    sequence = fields.Integer()
    at = fields.String()
    action = fields.String()
    by = fields.String()
    authority = fields.String()
    details = fields.Dict()
    correlation = fields.String()
    state = fields.String()
    previous = fields.String()
    hash = fields.String()


class TermView(View):
    """A length of time, for programs and in Chinese."""

    amount = fields.Integer()
    unit = fields.String()
    words = fields.String()


class PauseView(View):
    """A span that is not counted."""

    ground = fields.String()
    starts_on = fields.Date()
    until = fields.Date()
    ended_on = fields.Date(allow_none=True)


class ExtensionView(View):
    """A longer term that was granted."""

    total = fields.Nested(TermView)
    ground = fields.String()
    approved_by = fields.String()
    granted_on = fields.Date()


class ClockView(View):
    """What happened to a term."""

    term = fields.Nested(TermView)
    started_on = fields.Date()
    started_at = fields.DateTime(allow_none=True)
    named = fields.String()
    pauses = fields.List(fields.Nested(PauseView))
    extension = fields.Nested(ExtensionView, allow_none=True)


class DutyView(View):
    """A duty (义务) with its clock; ``due_on`` and ``stage`` as last announced."""

    id = fields.String()
    article = fields.String()
    kind = fields.String()
    label = fields.String()
    unit = fields.String()
    pack = fields.String()
    pack_version = fields.String()
    clock = fields.Nested(ClockView)
    opened_at = fields.DateTime()
    due_on = fields.Date()
    due_at = fields.DateTime()
    provisional = fields.Boolean()
    stage = fields.String()
    outcome = fields.String(allow_none=True)
    closed_at = fields.DateTime(allow_none=True)
    met_late = fields.Boolean()
    late_days = fields.Integer()
    evidence = fields.Dict()


class AccountLineView(View):
    """One day of a day-by-day account (逐日计算说明)."""

    day = fields.Date()
    kind = fields.String()
    counted = fields.Boolean()
    number = fields.Integer()
    note = fields.String()
    source = fields.String()
    provisional = fields.Boolean()


class ExplainedView(View):
    """A duty explained: by when, and how that comes about, day by day and in sentences."""

    due_on = fields.Date()
    stage = fields.String()
    provisional = fields.Boolean()
    rule = fields.String()
    pack = fields.String()
    pack_version = fields.String()
    article = fields.String()
    sentences = fields.List(fields.String())
    days = fields.List(fields.Nested(AccountLineView))

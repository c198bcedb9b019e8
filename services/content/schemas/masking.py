"""Masking: what its operations take and give."""
from typing import Any

from marshmallow import fields, validate

from services.content.model.masking import STYLES
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version, View

PLACES_MOST = 1000
_PLACE = {"strict": True, "required": True, "validate": validate.Range(min=0, max=10_000_000)}


class PlaceFields(Input):
    """A place, as a finding of the secrecy review names it."""

    part = Line(40, required=True, metadata={"description": "title、summary、body、attachment-1-name 等，与审查发现一致"})
    start = fields.Integer(**_PLACE)
    end = fields.Integer(**_PLACE)
    style = Choice(STYLES, required=True)


class MaskArticle(Input):
    """Where to mask, and the reason that the public reads."""

    article_id = Id(required=True)
    version = Version()
    places = fields.List(fields.Nested(PlaceFields), required=True, validate=validate.Length(
        min=1, max=PLACES_MOST, error=f"须为 1–{PLACES_MOST} 处。"))
    reason = Text(300, least=2, required=True, metadata={"description": "脱敏说明，向社会公开"})


class ListOriginals(Page):
    """Filters of the list."""

    article_id = Id(load_default=None)
    unit = Code(load_default=None)


class OpenOriginal(Input):
    """Which original, as it was seen, and why it must be read."""

    original_id = Line(120, required=True)
    version = Version()
    reason = Text(1000, least=2, required=True)


class PlaceView(View):
    """A masked place."""

    part = fields.String()
    start = fields.Integer()
    end = fields.Integer()
    style = fields.String()


class OpeningView(View):
    """Who read it, and why."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class OriginalView(View):
    """A sealed original without its text."""

    id = fields.String()
    version = fields.Integer()
    article_id = fields.String()
    unit = fields.String()
    edition = fields.Integer()
    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()
    digest = fields.String()
    masked_digest = fields.String()
    places = fields.List(fields.Nested(PlaceView))
    openings = fields.List(fields.Nested(OpeningView))


class OpenedOriginalView(View):
    """An original in clear: part → text. A repeat with the same key has no texts."""

    original = fields.Function(lambda opened: OriginalView().dump(_original(opened)))
    parts = fields.Function(lambda opened: getattr(opened, "parts", {}),
                            metadata={"description": "各部分脱敏之前的文本；以同一幂等键重复请求时为空"})


def _original(opened: Any) -> Any:
    return getattr(opened, "original", opened)

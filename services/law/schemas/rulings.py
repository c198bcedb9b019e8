"""Rulings: what their operations take and give."""
from marshmallow import fields, validate

from shared.schemas import Input, Line, Text, View

_NUMBER = validate.Range(min=1, max=99, error="须为条款序号。")


class PublishRuling(Input):
    """How an article is to be understood; ``on`` is today if it is left out."""

    article = fields.Integer(required=True, strict=True, validate=_NUMBER)
    on = fields.Date(load_default=None, allow_none=True)
    office = Line(100, required=True, metadata={"description": "作出解释的机关"})
    text = Text(2000, least=1, required=True)


class ListRulings(Input):
    """On which article; on all of them if it is left out."""

    article = fields.Integer(load_default=None, validate=_NUMBER)


class RulingView(View):
    """A ruling."""

    id = fields.String()
    version = fields.Integer()
    article = fields.String(attribute="article_words")
    on = fields.Date()
    office = fields.String()
    text = fields.String()
    published_at = fields.DateTime()

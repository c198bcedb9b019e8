"""Rulings: what their operations take and give."""
from marshmallow import fields, validate

from services.law.model import LABELS
from shared.schemas import Id, Input, Line, Text, Version, View

_NUMBER = validate.Range(min=1, max=99, error="须为条款序号。")


class DraftRuling(Input):
    """How an article is to be understood; ``on`` is today if it is left out."""

    article = fields.Integer(required=True, strict=True, validate=_NUMBER)
    on = fields.Date(load_default=None, allow_none=True)
    office = Line(100, required=True, metadata={"description": "作出解释的机关"})
    text = Text(2000, least=1, required=True)


class _Change(Input):
    ruling_id = Id(required=True)
    version = Version()


class EditRuling(_Change):
    """Changes to a ruling that is not public; what is left out stays as it is."""

    article = fields.Integer(strict=True, validate=_NUMBER)
    on = fields.Date()
    office = Line(100, metadata={"description": "作出解释的机关"})
    text = Text(2000, least=1)


class PublishRuling(_Change):
    """Nothing but the ruling and its version."""


class ListRulings(Input):
    """On which article; on all of them if it is left out."""

    article = fields.Integer(load_default=None, validate=_NUMBER)


class GetReviewText(Input):
    """Which text: only the one with exactly this digest is given."""

    subject = Id(required=True)
    digest = Line(64, required=True)


class RulingReturnView(View):
    """Why the secrecy review refused it, or gave it back."""

    at = fields.DateTime()
    reason = fields.String()


class RulingQuarantinedView(View):
    """Why its text is gone."""

    review = fields.String()
    at = fields.DateTime()
    circumstances = fields.List(fields.String())


class RulingView(View):
    """A ruling; ``returned`` says why it was refused or given back, if it was."""

    id = fields.String()
    version = fields.Integer()
    article = fields.String(attribute="article_words")
    on = fields.Date()
    office = fields.String()
    text = fields.String()
    state = fields.String()
    unclear = fields.Boolean(attribute="is_unclear", metadata={"description": "送审: 主管部门或者保密行政管理部门正在确定"})
    state_label = fields.Function(lambda ruling: LABELS[ruling.state])
    digest = fields.String()
    drafted_at = fields.DateTime()
    returned = fields.Nested(RulingReturnView, allow_none=True)
    published_at = fields.DateTime(allow_none=True)
    quarantine = fields.Nested(RulingQuarantinedView, allow_none=True)

"""One step for many articles: what the operation takes and gives."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.edition import URGENCIES
from shared.schemas import Choice, Id, Input, Line, Text, Version, View

ITEMS_MOST = 200
"""Articles of one call."""
ACTIONS = ("submit", "recall", "approve", "return", "publish", "schedule", "unschedule", "withdraw", "move", "discard",
           "set_kind", "set_subject", "set_validity")


class _Item(Input):
    id = Id(required=True)
    version = Version()


class _Arguments(Input):
    reason = Text(1000, least=2)
    urgency = Choice(URGENCIES)
    publish_at = fields.AwareDateTime()
    mode = Choice(("gone", "redirect", "archive"))
    redirect = fields.URL(schemes={"http", "https"}, relative=False)
    column = Line(80)
    kind = Choice(vocabulary.DOCUMENT_KINDS)
    subject = Choice(vocabulary.SUBJECTS)
    validity = Choice(vocabulary.VALIDITIES)


class ChangeArticles(Input):
    """An action, the articles with the versions that were seen, and what the action needs: ``return``, ``discard`` and
    ``withdraw`` a reason, ``schedule`` publish_at, ``move`` a column, ``set_…`` the value."""

    action = Choice(ACTIONS, required=True)
    items = fields.List(fields.Nested(_Item), required=True,
                        validate=validate.Length(min=1, max=ITEMS_MOST, error=f"须为 1–{ITEMS_MOST} 件。"))
    arguments = fields.Nested(_Arguments, load_default=dict)


class ResultView(View):
    """What became of one article: its new version and status, or the fault."""

    id = fields.String()
    ok = fields.Boolean()
    version = fields.Integer(allow_none=True)
    status = fields.String(allow_none=True)
    fault = fields.Dict(allow_none=True, metadata={"description": "kind、code、text、article、remedy、fields、details"})


class ChangedView(View):
    """What became of each, in the order in which they were named."""

    done = fields.Integer()
    failed = fields.Integer()
    items = fields.List(fields.Nested(ResultView))

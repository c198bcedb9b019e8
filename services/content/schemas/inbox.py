"""The inbox: what its operation takes and gives."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.waiting import KINDS
from services.content.schemas.views import ClaimView
from shared.schemas import Choice, Code, Line, Page, View

HOURS_MOST = 87_600
"""The longest waiting time that can be asked for."""


class ListInbox(Page):
    """Filters; all that are given must hold."""

    kind = Choice(KINDS, load_default=None, metadata={"description": "待办种类"})
    site = Code(20, load_default=None)
    column = Line(80, load_default=None)
    document_kind = Choice(vocabulary.DOCUMENT_KINDS, load_default=None, metadata={"description": "公文种类"})
    waiting_hours = fields.Integer(load_default=None, validate=validate.Range(min=1, max=HOURS_MOST),
                                   metadata={"description": "等待超过的小时数"})
    sort = Choice(("urgency", "waiting"), load_default="urgency",
                  metadata={"description": "urgency：紧急的在前，其次等待久的；waiting：只按等待时间"})


class EntryView(View):
    """One thing that waits for the caller."""

    kind = fields.String()
    kind_label = fields.Function(lambda entry: KINDS[entry.kind])
    since = fields.DateTime()
    urgent = fields.Boolean()
    publish_at = fields.DateTime(allow_none=True)
    note = fields.String(metadata={"description": "退回的理由，或者定时发布未成的原因"})
    id = fields.String()
    version = fields.Integer()
    title = fields.String()
    status = fields.String()
    unit = fields.String()
    site = fields.String()
    column = fields.String()
    document_kind = fields.String()
    claim = fields.Nested(ClaimView, allow_none=True)


class InboxView(View):
    """A page of the inbox, and how much there is of each kind."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    counted_most = fields.Integer(metadata={"description": "计数的上限；达到时表示“至少”"})
    items = fields.List(fields.Nested(EntryView))
    next = fields.String(allow_none=True)

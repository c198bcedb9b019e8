"""What parking's operations take and give. Times are UTC."""
import base64
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.parking.model import LABELS, State
from services.parking.model.batch import ACTION_LABELS, EVENTS_MOST
from shared.schemas import Choice, Id, Input, Line, Page, Text, Version, View

SORTS = ("waiting_since", "-waiting_since", "parked_at", "-parked_at")
_NARROWING = ("queue", "type", "unit", "text", "since")


class _Filter(Input):
    """Which events: all that is given must hold."""

    queue = Line(200, least=0, load_default="", metadata={"description": "停放前所在的队列，例如 content.on_review_cleared"})
    type = Line(200, least=0, load_default="", metadata={"description": "事件类型，不含 guanwang. 前缀"})
    unit = Line(40, least=0, load_default="", metadata={"description": "事件所属单位的代码"})
    text = Line(100, least=0, load_default="", metadata={"description": "最近一次停放原因中的文字"})
    since = fields.AwareDateTime(load_default=None, allow_none=True, metadata={"description": "自此时起停放的"})


class CountParkedEvents(_Filter):
    """A filter, and in which state: any if it is left out."""

    state = Choice(State, load_default=None, allow_none=True)


class ListParkedEvents(Page, _Filter):
    """A filter, an order, and in which state: any if it is left out."""

    state = Choice(State, load_default=None, allow_none=True)
    id = Line(36, least=0, load_default="", metadata={"description": "编号或者编号的开头"})
    sort = Choice(SORTS, load_default="waiting_since")


class GetParkedEvent(Input):
    """Which event."""

    event_id = Id(required=True)


class RetryParkedEvent(GetParkedEvent):
    """Nothing but the event and its version."""

    version = Version()


class DropParkedEvent(RetryParkedEvent):
    """Why nobody is to handle it."""

    reason = Text(500, least=1, required=True)


class RetryParkedEvents(_Filter):
    """Which events, and how many of them at the most; ``everything`` must be said where there is no filter."""

    most = fields.Integer(strict=True, load_default=1000, validate=validate.Range(
        min=1, max=EVENTS_MOST, error=f"须为 1–{EVENTS_MOST}。"))
    everything = fields.Boolean(load_default=False, metadata={"description": "不设筛选条件时须为 true"})

    @validates_schema
    def _chosen(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("everything") and not any(data.get(name) for name in _NARROWING):
            raise ValidationError("请至少给出一个筛选条件；确需处置全部停放事件的，请填写 true。", "everything")


class DropParkedEvents(RetryParkedEvents):
    """Which events, and why nobody is to handle them."""

    reason = Text(500, least=1, required=True)


class GetParkingBatch(Input):
    """Which batch."""

    batch_id = Id(required=True)


class ListParkingBatches(Page):
    """Nothing but the page."""


class ReasonView(View):
    """Why it was parked, once."""

    at = fields.DateTime()
    kind = fields.String()
    message = fields.String()
    place = fields.String(metadata={"description": "程序中出错的位置"})
    tries = fields.Integer()
    round = fields.Integer()
    by_broker = fields.Boolean()


class ParkedEventView(View):
    """A parked event in a list."""

    id = fields.String()
    version = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda event: LABELS[event.state], metadata={"type": "string"})
    queue = fields.String()
    type = fields.String()
    subject = fields.String()
    unit = fields.String()
    message_id = fields.String()
    happened_at = fields.DateTime(allow_none=True)
    parked_at = fields.DateTime()
    waiting_since = fields.DateTime()
    tries = fields.Integer()
    rounds = fields.Integer(metadata={"description": "已重新交还的次数"})
    why = fields.String()
    decided_by = fields.String()
    decided_at = fields.DateTime(allow_none=True)
    decision_reason = fields.String()
    batch = fields.String()
    sent_at = fields.DateTime(allow_none=True)
    returned_at = fields.DateTime(allow_none=True)


class HeaderView(View):
    """One header of the message, as text."""

    name = fields.Function(lambda header: header[0], metadata={"type": "string"})
    value = fields.Function(lambda header: header[1], metadata={"type": "string"})


class ParkedEventDetail(ParkedEventView):
    """A parked event whole: ``event`` is its JSON; of a body without JSON that can be shown, ``base64`` has the bytes."""

    correlation = fields.String()
    causation = fields.String()
    traceparent = fields.String()
    reasons = fields.List(fields.Nested(ReasonView))
    content_type = fields.String()
    headers = fields.List(fields.Nested(HeaderView))
    size = fields.Function(lambda event: len(event.body), metadata={"type": "integer"})
    event = fields.Raw(attribute="content", allow_none=True)
    base64 = fields.Function(lambda event: "" if event.content is not None else base64.b64encode(event.body).decode(),
                             metadata={"type": "string"})


class GroupView(View):
    """Events of one queue, type and state."""

    queue = fields.String()
    type = fields.String()
    state = fields.String()
    state_label = fields.Function(lambda group: LABELS[group.state], metadata={"type": "string"})
    count = fields.Integer()
    oldest = fields.DateTime()


class CountView(View):
    """How many there are, most first."""

    total = fields.Integer()
    oldest = fields.DateTime(allow_none=True)
    groups = fields.List(fields.Nested(GroupView))


class FilterView(View):
    """Which events."""

    queue = fields.String()
    type = fields.String()
    unit = fields.String()
    text = fields.String()
    since = fields.DateTime(allow_none=True)


class ParkingBatchView(View):
    """A decision on many events, and how far it is."""

    id = fields.String()
    version = fields.Integer()
    action = fields.String()
    action_label = fields.Function(lambda batch: ACTION_LABELS[batch.action], metadata={"type": "string"})
    filter = fields.Nested(FilterView)
    reason = fields.String()
    by = fields.String()
    most = fields.Integer()
    state = fields.String(metadata={"description": "running 或者 done"})
    total = fields.Integer()
    done = fields.Integer()
    skipped = fields.Integer()
    started_at = fields.DateTime()
    finished_at = fields.DateTime(allow_none=True)

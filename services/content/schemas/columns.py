"""Columns: what their operations take and give."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.column import LABELS
from services.content.model.review_steps import STEPS
from shared.law.clocks import Stage
from shared.schemas import Choice, Code, DutyView, ExplainedView, Input, Line, Page, Version, View


class GetColumn(Input):
    """Which column."""

    column_id = Line(80, required=True, metadata={"description": "栏目编号 <site>.<code>"})


class SetReviewSteps(GetColumn):
    """In which steps articles are reviewed; the final one is always among them."""

    version = Version()
    steps = fields.List(Choice(STEPS), required=True, validate=validate.Length(min=1, max=len(STEPS)),
                        metadata={"description": "审核环节：first 初审、second 复审、final 终审"})


class ListColumnPadding(GetColumn, Page):
    """Which column."""


class ListColumns(Page):
    """Filters of the list; all that are given must hold."""

    site = Code(20, load_default=None)
    unit = Code(load_default=None, metadata={"description": "栏目责任单位"})
    state = Choice(LABELS, load_default=None)
    stage = Choice(Stage, load_default=None, metadata={"description": "更新时限所处的阶段"})


class CountedView(View):
    """The newest item that counts."""

    article_id = fields.String()
    at = fields.DateTime()


class PaddingView(View):
    """A publication that does not count as an update, and the earlier article ``of`` which it says nothing new."""

    article_id = fields.String()
    edition = fields.Integer()
    at = fields.DateTime()
    reason = fields.String(attribute="verdict.reason")
    reason_label = fields.Function(lambda text: vocabulary.PADDING_REASONS[text.verdict.reason])
    similarity = fields.Float(attribute="verdict.similarity")
    of = fields.String(attribute="verdict.of")


class FormerNameView(View):
    """A name that the column had."""

    name = fields.String()
    until = fields.Date()


class EndingView(View):
    """How a column came to its end."""

    at = fields.DateTime()
    reason = fields.String()
    into = fields.String()
    filing_id = fields.String()


class BreachView(View):
    """A cadence that was not kept."""

    duty = fields.String()
    due_on = fields.Date()


class ColumnView(View):
    """A column with the duty to update it."""

    id = fields.String()
    version = fields.Integer()
    site = fields.String()
    code = fields.String()
    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    type = fields.String()
    description = fields.String()
    keywords = fields.List(fields.String())
    review_steps = fields.List(fields.String())
    state = fields.String()
    state_label = fields.Function(lambda column: LABELS[column.state])
    prepared_at = fields.DateTime()
    opened_at = fields.DateTime(allow_none=True)
    newest = fields.Nested(CountedView, allow_none=True)
    duty = fields.Nested(DutyView, allow_none=True)
    ending = fields.Nested(EndingView, allow_none=True)


class ColumnDetail(ColumnView):
    """A column with its last duties and its breaches."""

    filings = fields.List(fields.String())
    duties = fields.List(fields.Nested(DutyView))
    breaches = fields.List(fields.Nested(BreachView))
    former_names = fields.List(fields.Nested(FormerNameView))
    moving = fields.Function(lambda column: column.errand is not None,
                             metadata={"description": "稿件正在迁移或者更新页面标签"})


class ColumnAccountView(ExplainedView):
    """By when a column must be updated, and how that comes about."""

    column_id = fields.String()
    state = fields.String()


class NoticeView(View):
    """What readers of a column that has come to its end are told."""

    state = fields.String()
    state_label = fields.String()
    reason = fields.String()
    on = fields.Date()
    moved_to = fields.String(allow_none=True)
    moved_to_name = fields.String(allow_none=True)


class PublicColumn(View):
    """A column as the public sees it."""

    id = fields.String()
    code = fields.String()
    name = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    type = fields.String()
    description = fields.String()
    labels = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"description": "网页标签"})
    unit = fields.String()
    state = fields.String()
    state_label = fields.String()
    opened_on = fields.Date()
    newest_on = fields.Date()
    cadence = fields.String(allow_none=True)
    former_names = fields.List(fields.Nested(FormerNameView))
    notice = fields.Nested(NoticeView, allow_none=True)

"""Filings (备案): what their operations take and give."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.filing import KINDS, LABELS
from services.content.model.review_steps import STEPS
from shared.schemas import Choice, Code, DutyView, Id, Input, Line, Page, Text, Version, View


class PlanFields(Input):
    """What a column is to be."""

    code = Code(20, required=True)
    unit = Code(required=True, metadata={"description": "栏目责任单位"})
    name = Line(50, required=True)
    kind = Choice(vocabulary.COLUMN_KINDS, required=True)
    type = Choice(vocabulary.COLUMN_TYPES, required=True)
    description = Line(500, required=True)
    keywords = fields.List(Line(40), load_default=list, validate=validate.Length(max=20, error="最多 20 个。"))
    review_steps = fields.List(Choice(STEPS), load_default=list, validate=validate.Length(max=len(STEPS)),
                               metadata={"description": "审核环节；final 总在其中"})


class ProposeFiling(Input):
    """``open`` needs site and plan, ``close`` the column, ``merge`` column and into, ``rename`` column and name."""

    kind = Choice(KINDS, required=True)
    reason = Text(1000, least=2, required=True, metadata={"description": "理由；关闭或者归并后向社会公开"})
    site = Code(20, load_default=None)
    plan = fields.Nested(PlanFields, load_default=None)
    column = Line(80, load_default=None)
    into = Line(80, load_default=None, metadata={"description": "并入的栏目"})
    name = Line(50, load_default=None, metadata={"description": "新名称"})


class GetFiling(Input):
    """Which filing."""

    filing_id = Id(required=True)


class ChangeFiling(GetFiling):
    """Which filing, as it was seen."""

    version = Version()


class AcceptFiling(ChangeFiling):
    """For a closing that the suite itself proposed: the column to merge into instead."""

    into = Line(80, load_default=None)


class RefuseFiling(ChangeFiling):
    """Why."""

    reason = Text(1000, least=2, required=True)


class ListFilings(Page):
    """Filters of the list; all that are given must hold."""

    site = Code(20, load_default=None)
    unit = Code(load_default=None, metadata={"description": "提出备案的单位"})
    column = Line(80, load_default=None)
    kind = Choice(KINDS, load_default=None)
    state = Choice(LABELS, load_default=None)


class PlanView(View):
    """What a column is to be."""

    code = fields.String()
    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    type = fields.String()
    description = fields.String()
    keywords = fields.List(fields.String())
    review_steps = fields.List(fields.String())


class DecisionView(View):
    """What became of a filing."""

    by = fields.String()
    at = fields.DateTime()
    office = fields.String()
    reason = fields.String()


class FilingView(View):
    """A filing with the office's duty to decide it."""

    id = fields.String()
    version = fields.Integer()
    kind = fields.String()
    kind_label = fields.Function(lambda filing: KINDS[filing.kind])
    site = fields.String()
    column = fields.String()
    unit = fields.String()
    reason = fields.String()
    plan = fields.Nested(PlanView, allow_none=True)
    name = fields.String()
    into = fields.String()
    origin = fields.String()
    proposed_by = fields.String()
    proposed_at = fields.DateTime()
    changed_at = fields.DateTime()
    office = fields.String()
    state = fields.String()
    state_label = fields.Function(lambda filing: LABELS[filing.state])
    decision = fields.Nested(DecisionView, allow_none=True)
    duty = fields.Nested(DutyView)

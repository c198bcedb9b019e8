"""Matters: what their operations take and give."""
from marshmallow import fields, validate

from services.disclosure.model import LABELS
from services.disclosure.model.matter import BASES
from shared.schemas import Choice, Code, DutyView, ExplainedView, Id, Input, Line, Page, Text, Version, View


class Nothing(Input):
    """No input."""


class RegisterMatter(Input):
    """Something formed, changed or kept on a day."""

    unit = Code(required=True, metadata={"description": "责任单位"})
    title = Line(200, required=True)
    classes = fields.List(Code(), required=True, validate=validate.Length(min=1, max=5, error="须填 1–5 个信息类别。"),
                          metadata={"description": "信息类别; of several the most specific one's term holds"})
    happened_on = fields.Date(required=True, metadata={"description": "形成、变更或者保存之日"})
    basis = Choice(BASES, load_default="formed")
    document_number = Line(60, least=0, load_default="")


class GetMatter(Input):
    """Which matter."""

    matter_id = Id(required=True)


class ChangeMatter(GetMatter):
    """Which matter, as it was seen."""

    version = Version()


class ExtendMatter(ChangeMatter):
    """Why more time is needed (因特殊情况): a code of the rule ``disclosure.extension_grounds``, and in words."""

    ground = Code(required=True)
    explanation = Text(500, least=2, required=True)


class FulfilMatter(ChangeMatter):
    """The public item that carries it."""

    article_id = Id(required=True)


class ExemptMatter(ChangeMatter):
    """Why it is withheld, and when that is examined again."""

    reason = Code(required=True, metadata={"description": "不予公开理由, a code of the rule disclosure.withholding_reasons"})
    explanation = Text(1000, least=2, required=True)
    re_examine_on = fields.Date(load_default=None, allow_none=True, metadata={
        "description": "at the latest when the rule disclosure.withheld_review wants it"})


class ReExamineMatter(ChangeMatter):
    """What a new look at a withheld matter came to."""

    outcome = Choice(("still_withheld", "now_open"), required=True)
    explanation = Text(1000, least=2, required=True)
    reason = Code(load_default=None, allow_none=True, metadata={"description": "as before, if it is not given"})
    re_examine_on = fields.Date(load_default=None, allow_none=True)


class SupersedeMatter(ChangeMatter):
    """The matter that stands for it."""

    by = Id(required=True)


class ListMatters(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    state = Choice(LABELS, load_default=None)
    class_name = Code(load_default=None)
    due_before = fields.AwareDateTime(load_default=None)
    title = Line(100, load_default=None)
    sort = Choice(("due_at", "-due_at", "registered_at", "-registered_at"), load_default="due_at")


class FulfilmentView(View):
    """The public item that carries a matter."""

    article_id = fields.String()
    title = fields.String()
    path = fields.String()
    index_number = fields.String()
    at = fields.DateTime()


class ExemptionView(View):
    """Why a matter is withheld."""

    reason = fields.String()
    explanation = fields.String()
    by = fields.String()
    at = fields.DateTime()
    re_examine_on = fields.Date()


class ReexaminationView(View):
    """What an examination of a withheld matter came to."""

    outcome = fields.String()
    explanation = fields.String()
    by = fields.String()
    at = fields.DateTime()


class MatterView(View):
    """A matter with its duty."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    responsible = fields.String()
    title = fields.String()
    classes = fields.List(fields.String())
    basis = fields.String()
    happened_on = fields.Date()
    document_number = fields.String()
    origin = fields.String()
    origin_ref = fields.String()
    registered_by = fields.String()
    registered_at = fields.DateTime()
    changed_at = fields.DateTime()
    state = fields.String()
    state_label = fields.Function(lambda matter: LABELS[matter.state])
    duty = fields.Nested(DutyView)
    duties = fields.List(fields.Nested(DutyView))
    extended_by = fields.String()
    fulfilment = fields.Nested(FulfilmentView, allow_none=True)
    exemption = fields.Nested(ExemptionView, allow_none=True)
    reexaminations = fields.List(fields.Nested(ReexaminationView))
    superseded_by = fields.String()


class MatterClassView(View):
    """A class of matters with its term."""

    code = fields.String()
    label = fields.String()
    term = fields.String()
    extended = fields.String(allow_none=True)
    article = fields.String()


class GroundView(View):
    """A ground or reason that a rule lists."""

    code = fields.String()
    label = fields.String()
    article = fields.String()


class AccountView(ExplainedView):
    """How a due date comes about."""

    matter_id = fields.String()

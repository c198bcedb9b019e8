"""Applications as the unit and the inspection see them: nothing personal but what is masked."""
from typing import Any

from marshmallow import fields

from services.disclosure.model.application import LABELS, PARTY_LABELS, REPLY_LABELS, stage_of
from services.disclosure.model.application.vocabulary import APPLICANT_KINDS
from shared.schemas import DutyView, ExplainedView, View


class LetterView(View):
    """A letter that was issued; its document is composed when it is asked for."""

    id = fields.String()
    kind = fields.String()
    number = fields.String()
    issued_on = fields.Date()
    addressee = fields.String()
    facts = fields.Dict()


class CorrectionView(View):
    """The one notice of what is missing."""

    missing = fields.String()
    asked_on = fields.Date()
    correct_by = fields.Date()
    corrected_on = fields.Date(allow_none=True)


class ConsultationView(View):
    """A written consultation."""

    id = fields.String()
    party = fields.String()
    party_label = fields.Function(lambda each: PARTY_LABELS[each.party])
    sent_on = fields.Date()
    reply_by = fields.Date()
    reply = fields.String(allow_none=True)
    reply_label = fields.Function(lambda each: REPLY_LABELS[each.reply] if each.reply else "")
    replied_on = fields.Date(allow_none=True)
    has_reason = fields.Boolean()
    overridden_on = fields.Date(allow_none=True)


class FeeView(View):
    """A charge for processing."""

    scheme = fields.String()
    units = fields.Integer()
    yuan = fields.Integer()
    noticed_on = fields.Date()
    pay_by = fields.Date()
    accepted_on = fields.Date(allow_none=True)
    paid_on = fields.Date(allow_none=True)


class OutcomeView(View):
    """A row of table 3 of the yearly report."""

    code = fields.String()
    group = fields.String()
    label = fields.String()
    letter = fields.String()
    remedy = fields.String()
    article = fields.String()


class MaskView(View):
    """A span that is not released."""

    start = fields.Integer()
    end = fields.Integer()
    reason = fields.String()


class AnswerView(View):
    """An answer, drafted or issued."""

    outcome = fields.Nested(OutcomeView)
    explanation = fields.String()
    provided = fields.String()
    masks = fields.List(fields.Nested(MaskView))
    attached = fields.Boolean()
    remedy = fields.String()
    review_body = fields.String()
    court = fields.String()
    drafted_by = fields.String()
    drafted_at = fields.DateTime()
    issued_by = fields.String()


class RemedyView(View):
    """A reconsideration or a suit."""

    id = fields.String()
    kind = fields.String()
    filed_on = fields.Date()
    result = fields.String()
    decided_on = fields.Date(allow_none=True)


class RatingView(View):
    """How satisfied the applicant is."""

    level = fields.String()
    on = fields.Date()


class ApplicationView(View):
    """An application without anything of who applies or what it says."""

    id = fields.String()
    version = fields.Integer()
    receipt = fields.String()
    unit = fields.String()
    responsible = fields.String()
    unit_name = fields.String()
    channel = fields.String()
    applicant_kind = fields.String()
    applicant_kind_label = fields.Function(lambda each: APPLICANT_KINDS[each.applicant_kind])
    category = fields.String()
    document_number = fields.String()
    form = fields.String()
    submitted_at = fields.DateTime()
    changed_at = fields.DateTime()
    entered_by = fields.String()
    confirmed_by_applicant_on = fields.Date(allow_none=True)
    confirmed_by_unit_on = fields.Date(allow_none=True)
    received_on = fields.Date(allow_none=True)
    state = fields.String()
    state_label = fields.Function(lambda each: LABELS[each.state])
    stage = fields.Function(lambda each: stage_of(each.state)[0])
    stage_label = fields.Function(lambda each: stage_of(each.state)[1])
    handler = fields.String()
    duties = fields.List(fields.Nested(DutyView))
    due_on = fields.Function(lambda each: _due(each))
    correction = fields.Nested(CorrectionView, allow_none=True)
    reasons_asked_on = fields.Date(allow_none=True)
    consultations = fields.List(fields.Nested(ConsultationView))
    fee = fields.Nested(FeeView, allow_none=True)
    answer = fields.Nested(AnswerView, allow_none=True)
    outcome = fields.String()
    letters = fields.List(fields.Nested(LetterView))
    rating = fields.Nested(RatingView, allow_none=True)
    remedies = fields.List(fields.Nested(RemedyView))
    ended_on = fields.Date(allow_none=True)
    erased_on = fields.Date(allow_none=True)
    matter_id = fields.String()


class ApplicationDetailView(View):
    """One application with what may be shown of its sealed part."""

    application = fields.Nested(ApplicationView)
    version = fields.Integer()
    applicant = fields.Dict(metadata={"description": "个人信息，一律遮盖"})
    description = fields.String()
    released = fields.String(metadata={"description": "已遮盖的提供文本"})
    parties = fields.Dict(metadata={"description": "consultation → masked name"})
    hints = fields.Dict(metadata={"description": "同一申请人、同一信息的申请数（条例第三十五、四十四条）"})


class ApplicationAccountView(ExplainedView):
    """How the due date of the answer comes about."""

    application_id = fields.String()


def _due(application: Any) -> str | None:
    duty = application.answer_duty
    return duty.due_on.isoformat() if duty else None

"""Levels, questions to others, single findings and quarantine: what their operations take and give."""
from marshmallow import fields, validate

from services.secrecy.model.parts import ANSWERS, CONSENTS
from services.secrecy.schemas.review import ChangeReview
from shared.schemas import Choice, Code, ExplainedView, Id, Line, Page, Text, View

ASKED_MOST = 20
"""Units that are asked at a time."""


class PassReview(ChangeReview):
    """The opinion of a level that is not the last one; it must not quote the text."""

    opinion = Text(1000, least=2, required=True, metadata={"description": "本级审查意见"})


class DismissFinding(ChangeReview):
    """One finding that is a false positive."""

    finding_id = Id(required=True)
    reason = Text(500, least=2, required=True, metadata={"description": "为何属于误报"})


class DismissFindings(ChangeReview):
    """All findings of a kind that are not dismissed yet."""

    kind = Line(60, required=True, metadata={"description": "Kind of the findings, e.g. id_card"})
    reason = Text(500, least=2, required=True, metadata={"description": "为何属于误报"})


class RestoreFinding(ChangeReview):
    """A finding whose dismissal is taken back."""

    finding_id = Id(required=True)


class ReferReview(ChangeReview):
    """A question to the competent authority; it must not quote the text."""

    authority = Code(load_default=None, metadata={"description": "主管部门或者保密行政管理部门的单位编号，缺省为本单位"})
    question = Text(1000, least=2, required=True)
    reason = Text(1000, least=2, required=True, metadata={"description": "为何不能确定"})


class AnswerReferral(ChangeReview):
    """The authority's answer; its grounds must not quote the text."""

    answer = Choice(ANSWERS, required=True)
    grounds = Text(1000, least=2, required=True)


class AskConsent(ChangeReview):
    """Whose information the text holds."""

    units = fields.List(Code(), required=True,
                        validate=validate.Length(min=1, max=ASKED_MOST, error=f"须为 1–{ASKED_MOST} 个。"))
    question = Text(1000, least=2, required=True)


class AnswerConsent(ChangeReview):
    """The unit's answer; a refusal says why."""

    consent_id = Id(required=True)
    answer = Choice(CONSENTS, required=True)
    reason = Text(1000, load_default="")


class ListAsked(Page):
    """What was put to the caller's unit: ``open`` leaves out what is answered."""

    open = fields.Boolean(load_default=True)


class QuarantineReview(ChangeReview):
    """A suspected state secret; ``confirm`` must be true, since the text is removed for good."""

    reason = Text(1000, least=2, required=True)
    confirm = fields.Boolean(load_default=False)


class ListQuarantined(Page):
    """Filters of the register."""

    unit = Code(load_default=None)
    reported = fields.Boolean(load_default=None, allow_none=True)


class ReportQuarantine(ChangeReview):
    """The report to 保密行政管理部门."""

    number = Line(60, required=True, metadata={"description": "报告文号"})
    reported_on = fields.Date(required=True)
    reported_to = Line(100, required=True, metadata={"description": "受理报告的保密行政管理部门"})


# -- views


class OpinionView(View):
    """What a level, or the authority, found."""

    level = fields.String()
    by = fields.String()
    at = fields.DateTime()
    text = fields.String()


class _AskedView(View):
    id = fields.String()
    duty = fields.String()
    question = fields.String()
    by = fields.String()
    at = fields.DateTime()
    open = fields.Boolean()
    answer = fields.String()
    answered_by = fields.String()
    answered_at = fields.DateTime(allow_none=True)


class ReferralView(_AskedView):
    """A question to the competent authority."""

    authority = fields.String()
    reason = fields.String()
    answer_label = fields.Function(lambda referral: ANSWERS.get(referral.answer, ""))
    grounds = fields.String()


class ConsentView(_AskedView):
    """A question to the unit whose information it is."""

    unit = fields.String()
    answer_label = fields.Function(lambda consent: CONSENTS.get(consent.answer, ""))
    reason = fields.String()


class ReportView(View):
    """The report to 保密行政管理部门."""

    number = fields.String()
    reported_on = fields.Date()
    to = fields.String()
    by = fields.String()
    at = fields.DateTime()


class QuarantineView(View):
    """What stays of a suspected state secret: where it stood, and what was done."""

    by = fields.String()
    at = fields.DateTime()
    automatic = fields.Boolean()
    reason = fields.String()
    circumstances = fields.List(fields.String())
    places = fields.List(fields.String())
    state_before = fields.String()
    removed_at = fields.DateTime(allow_none=True)
    removed = fields.Integer()
    report = fields.Nested(ReportView, allow_none=True)


class ReviewDutyView(ExplainedView):
    """One clock of a review."""

    duty = fields.String()
    label = fields.String()
    unit = fields.String()
    outcome = fields.String(allow_none=True)
    due_at = fields.DateTime()


class ReviewAccountView(View):
    """How the due dates of a review come about."""

    review_id = fields.String()
    level = fields.String()
    items = fields.List(fields.Nested(ReviewDutyView))

"""What secrecy's operations take and give."""
from marshmallow import fields, validate

from services.secrecy.model import LABELS, LEVELS, SEVERITIES
from services.secrecy.schemas.levels import (
    AnswerConsent,
    AnswerReferral,
    AskConsent,
    ConsentView,
    DismissFinding,
    DismissFindings,
    ListAsked,
    ListQuarantined,
    OpinionView,
    PassReview,
    QuarantineReview,
    QuarantineView,
    ReferralView,
    ReferReview,
    ReportQuarantine,
    RestoreFinding,
    ReviewAccountView,
)
from services.secrecy.schemas.review import ChangeReview, FalsePositive, GetReview, WithReason
from shared.schemas import Choice, Code, DutyView, Id, Input, Line, Page, Text, View

__all__ = [
    "URGENCIES", "AnswerConsent", "AnswerReferral", "AskConsent", "ChangeReview", "ClearReview", "DetectorsView",
    "DismissFinding", "DismissFindings", "GetReview", "ListAsked", "ListQuarantined", "ListReviews", "Nothing", "PassReview",
    "QuarantineReview", "ReferReview", "ReportQuarantine", "RestoreFinding", "ReviewAccountView", "ReviewDetail",
    "ReviewTextView", "ReviewView", "WithReason",
]

URGENCIES = ("normal", "emergency")


class GetReviewText(GetReview):
    """Which review; and of its attachments which one, from which piece on, if only that is wanted."""

    attachment = Line(60, load_default=None, allow_none=True, metadata={"description": "attachment-1 …"})
    from_piece = fields.Integer(load_default=0, validate=validate.Range(min=0, max=1_000_000))


class ClearReview(ChangeReview):
    """A clearance; every blocking finding must be dismissed as a false positive, with a reason."""

    dismissals = fields.List(fields.Nested(FalsePositive), load_default=list, validate=validate.Length(max=2000))
    opinion = Text(1000, load_default="", metadata={"description": "审查意见"})


class ListReviews(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    state = Choice(LABELS, load_default=None)
    subject = Id(load_default=None)
    digest = Line(64, load_default=None)
    urgency = Choice(URGENCIES, load_default=None)
    severity = Choice(SEVERITIES, load_default=None, metadata={"description": "With a finding of this severity or higher"})
    level = Choice(LEVELS, load_default=None, metadata={"description": "At this level of review now"})
    mine = fields.Boolean(load_default=False, metadata={"description": "待我办理: what waits for the caller"})
    sort = Choice(("urgency", "opened_at", "-opened_at"), load_default="urgency",
                  metadata={"description": "urgency: emergencies first, then the oldest"})


class Nothing(Input):
    """No input."""


# -- views


class DismissalView(View):
    """Why a finding is held for a false positive."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class FindingView(View):
    """A place in a part of the text; never what stands there."""

    id = fields.String()
    part = fields.String()
    detector = fields.String()
    detector_version = fields.Integer()
    kind = fields.String()
    severity = fields.String()
    blocks = fields.Boolean()
    start = fields.Integer()
    end = fields.Integer()
    line = fields.Integer()
    column = fields.Integer()
    reason = fields.String()
    confidence = fields.Float()
    evasion = fields.Boolean()
    trial = fields.Boolean()
    dismissal = fields.Nested(DismissalView, allow_none=True)


class ScanView(View):
    """When it was scanned, under which versions, and how much was found."""

    dictionary = fields.String()
    rules = fields.String()
    at = fields.DateTime()
    findings = fields.Integer()
    blocking = fields.Integer()


class ClaimView(View):
    """Who has it in hand, until when."""

    by = fields.String()
    until = fields.DateTime()


class DecisionView(View):
    """What was decided."""

    by = fields.String()
    at = fields.DateTime()
    outcome = fields.String()
    level = fields.String()
    reason = fields.String()


class ClearanceView(View):
    """A secrecy clearance (保密审查结论)."""

    id = fields.String()
    by = fields.String()
    at = fields.DateTime()
    digest = fields.String()
    dictionary = fields.String()
    rules = fields.String()
    opinions = fields.List(fields.Nested(OpinionView))


class ReviewView(View):
    """A review without its findings: what every change answers."""

    id = fields.String()
    version = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda review: LABELS[review.state])
    unit = fields.String()
    service = fields.String()
    subject = fields.String()
    digest = fields.String()
    urgency = fields.String()
    levels = fields.List(fields.String())
    level = fields.String(metadata={"description": "Which level has it now; empty once it is decided"})
    level_label = fields.Function(lambda review: LEVELS.get(review.level, ""))
    opinions = fields.List(fields.Nested(OpinionView))
    severity = fields.String(allow_none=True)
    involved = fields.List(fields.String())
    opened_at = fields.DateTime()
    changed_at = fields.DateTime()
    scan = fields.Nested(ScanView)
    claim = fields.Nested(ClaimView, allow_none=True)
    decision = fields.Nested(DecisionView, allow_none=True)
    clearance = fields.Nested(ClearanceView, allow_none=True)
    referrals = fields.List(fields.Nested(ReferralView))
    consents = fields.List(fields.Nested(ConsentView))
    quarantine = fields.Nested(QuarantineView, allow_none=True)


class ReviewDetail(ReviewView):
    """A review with its findings and duties."""

    findings = fields.List(fields.Nested(FindingView))
    duties = fields.List(fields.Nested(DutyView))


class PartView(View):
    """A named part of the text; ``format`` is ``plain``, ``html`` or ``table`` (a line a row, a tab between two cells)."""

    name = fields.String()
    format = fields.String()
    text = fields.String()


class FilePartView(PartView):
    """A part of what is inside an attachment, or a piece of a long one."""

    continues = fields.Boolean(metadata={"description": "true：接续前一段"})


class GapView(View):
    """A place in an attachment that could not be read; ``part`` is empty for the file as a whole."""

    part = fields.String()
    reason = fields.String()
    label = fields.String()
    count = fields.Integer()


class AttachmentTextView(View):
    """What is inside an attachment; ``outcome``: read, partial, unreadable, pending (ask again) or missing."""

    name = fields.String()
    file = fields.String(metadata={"description": "文件的 SHA-256"})
    outcome = fields.String()
    gaps = fields.List(fields.Nested(GapView))
    parts = fields.List(fields.Nested(FilePartView))
    next = fields.Integer(allow_none=True, metadata={"description": "下一页的 from_piece；null：已到末尾"})


class ReviewTextView(View):
    """The text under review."""

    review_id = fields.String()
    digest = fields.String()
    title = fields.String()
    parts = fields.List(fields.Nested(PartView))
    attachments = fields.List(fields.Nested(AttachmentTextView))


class DetectorView(View):
    """An installed detector; of one that is switched off only the name is known."""

    code = fields.String()
    state = fields.String()
    version = fields.Integer(allow_none=True)
    label = fields.String()
    reference = fields.String()
    dictionary = fields.String(allow_none=True)
    distribution = fields.String()


class DetectorsView(View):
    """All detectors, and the versions that a clearance would be given under now."""

    dictionary = fields.String()
    rules = fields.String()
    items = fields.List(fields.Nested(DetectorView))

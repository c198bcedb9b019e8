"""What secrecy's operations take and give."""
from marshmallow import fields, validate

from services.secrecy.model import LABELS, SEVERITIES
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version, View

URGENCIES = ("normal", "emergency")


class GetReview(Input):
    """Which review."""

    review_id = Id(required=True)


class ChangeReview(GetReview):
    """Nothing but the review and its version."""

    version = Version()


class WithReason(ChangeReview):
    """A decision that must be explained; the reason must not quote the text."""

    reason = Text(1000, least=2, required=True)


class _Dismissal(Input):
    finding = Id(required=True, metadata={"description": "Id of the finding"})
    reason = Text(500, least=2, required=True, metadata={"description": "为何属于误报"})


class ClearReview(ChangeReview):
    """A clearance; every blocking finding must be dismissed as a false positive, with a reason."""

    dismissals = fields.List(fields.Nested(_Dismissal), load_default=list, validate=validate.Length(max=2000))
    opinion = Text(1000, load_default="", metadata={"description": "审查意见"})


class ListReviews(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    state = Choice(LABELS, load_default=None)
    subject = Id(load_default=None)
    digest = Line(64, load_default=None)
    urgency = Choice(URGENCIES, load_default=None)
    severity = Choice(SEVERITIES, load_default=None, metadata={"description": "With a finding of this severity or higher"})
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
    reason = fields.String()


class ClearanceView(View):
    """A secrecy clearance (保密审查结论)."""

    id = fields.String()
    by = fields.String()
    at = fields.DateTime()
    digest = fields.String()
    dictionary = fields.String()
    rules = fields.String()


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
    severity = fields.String(allow_none=True)
    involved = fields.List(fields.String())
    opened_at = fields.DateTime()
    changed_at = fields.DateTime()
    scan = fields.Nested(ScanView)
    claim = fields.Nested(ClaimView, allow_none=True)
    decision = fields.Nested(DecisionView, allow_none=True)
    clearance = fields.Nested(ClearanceView, allow_none=True)


class ReviewDetail(ReviewView):
    """A review with its findings."""

    findings = fields.List(fields.Nested(FindingView))


class PartView(View):
    """A named part of the text; ``format`` is ``plain`` or ``html``."""

    name = fields.String()
    format = fields.String()
    text = fields.String()


class ReviewTextView(View):
    """The text under review."""

    review_id = fields.String()
    digest = fields.String()
    title = fields.String()
    parts = fields.List(fields.Nested(PartView))


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

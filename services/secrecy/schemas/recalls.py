"""Recalls and re-examinations: what their operations take and give."""
from marshmallow import fields, validate

from services.secrecy.model import recall, reexamination
from services.secrecy.schemas import FindingView, PartView, ScanView
from services.secrecy.schemas.review import FalsePositive
from shared.schemas import Choice, Code, Id, Input, Page, Text, Version, View


class GetRecall(Input):
    """Which recall."""

    recall_id = Id(required=True)


class ChangeRecall(GetRecall):
    """Nothing but the recall and its version."""

    version = Version()


class UpholdRecall(ChangeRecall):
    """The reason must not quote the text."""

    reason = Text(1000, least=2, required=True)


class LiftRecall(ChangeRecall):
    """A new clearance; every blocking finding must be dismissed as a false positive, with a reason."""

    dismissals = fields.List(fields.Nested(FalsePositive), load_default=list, validate=validate.Length(max=2000))
    opinion = Text(1000, load_default="", metadata={"description": "复核意见"})


class ListRecalls(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    state = Choice(recall.LABELS, load_default=None)
    service = Code(load_default=None)
    subject = Id(load_default=None)
    reexamination = Id(load_default=None)


class StartReexamination(Input):
    """No input."""


class GetReexamination(Input):
    """Which run."""

    reexamination_id = Id(required=True)


class ListReexaminations(Page):
    """In which state."""

    state = Choice(reexamination.LABELS, load_default=None)


class ListReexaminationOutcomes(Page):
    """Of which run, which unit, and what came out."""

    reexamination_id = Id(required=True)
    unit = Code(load_default=None)
    outcome = Choice(reexamination.OUTCOMES, load_default=None)


# -- views


class RecallClaimView(View):
    """Who has it in hand, until when."""

    by = fields.String()
    until = fields.DateTime()


class RecallDecisionView(View):
    """What was decided."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class RecallClearanceView(View):
    """The clearance that made it public again."""

    id = fields.String()
    by = fields.String()
    at = fields.DateTime()
    digest = fields.String()
    dictionary = fields.String()
    rules = fields.String()


class RecallView(View):
    """A recall without its findings: what every change answers."""

    id = fields.String()
    version = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda each: recall.LABELS[each.state])
    unit = fields.String()
    service = fields.String()
    subject = fields.String()
    digest = fields.String()
    involved = fields.List(fields.String())
    former = fields.String()
    reexamination = fields.String()
    opened_at = fields.DateTime()
    changed_at = fields.DateTime()
    scan = fields.Nested(ScanView)
    claim = fields.Nested(RecallClaimView, allow_none=True)
    decision = fields.Nested(RecallDecisionView, allow_none=True)
    clearance = fields.Nested(RecallClearanceView, allow_none=True)


class RecallDetail(RecallView):
    """A recall with its findings and their places."""

    findings = fields.List(fields.Nested(FindingView))


class RecallTextView(View):
    """The text that was recalled."""

    recall_id = fields.String()
    digest = fields.String()
    title = fields.String()
    parts = fields.List(fields.Nested(PartView))


class ReexaminationView(View):
    """How far a run is; ``counts`` says how many texts came to which outcome."""

    id = fields.String()
    version = fields.Integer()
    number = fields.Integer()
    trigger = fields.String()
    by = fields.String()
    dictionary = fields.String()
    rules = fields.String()
    state = fields.String()
    state_label = fields.Function(lambda each: reexamination.LABELS[each.state])
    total = fields.Integer()
    done = fields.Integer()
    found = fields.Integer()
    failed = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    started_at = fields.DateTime()
    changed_at = fields.DateTime()
    finished_at = fields.DateTime(allow_none=True)


class OutcomeView(View):
    """What the look at one text came to, with at most 50 of the new findings."""

    service = fields.String()
    subject = fields.String()
    unit = fields.String()
    digest = fields.String()
    outcome = fields.String()
    outcome_label = fields.Function(lambda each: reexamination.OUTCOMES[each.outcome])
    recall = fields.String()
    findings = fields.List(fields.Nested(FindingView))

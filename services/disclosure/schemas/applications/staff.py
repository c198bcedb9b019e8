"""What the unit's steps on applications take."""
from marshmallow import fields, validate

from services.disclosure.model.application import LABELS, PARTY_LABELS, STAGES
from services.disclosure.model.application.vocabulary import REMEDY_KINDS, REMEDY_RESULTS
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version

TEXT_MOST = 200_000
"""Characters of an attached text."""
MASKS_MOST = 2000


class GetApplication(Input):
    """Which application."""

    application_id = Id(required=True)


class ChangeApplication(GetApplication):
    """Which application, as it was seen."""

    version = Version()


class RequestCorrection(ChangeApplication):
    """What is missing."""

    missing = Text(1000, least=2, required=True)


class ExtendApplication(ChangeApplication):
    """On which ground: a code of ``application.extension_grounds``."""

    ground = Code(required=True)


class ConsultParty(ChangeApplication):
    """Who is asked, and what about; name, address and question are sealed."""

    party = Choice(PARTY_LABELS, required=True)
    name = Line(100, required=True)
    address = Line(300, least=0, load_default="")
    summary = Text(2000, least=2, required=True)


class NotePartyReply(ChangeApplication):
    """What the party answered."""

    consultation_id = Id(required=True)
    reply = Choice(("agreed", "refused"), required=True)
    reason = Text(2000, load_default="")


class OverrideRefusal(ChangeApplication):
    """Why public interest outweighs it."""

    consultation_id = Id(required=True)
    reason = Text(1000, least=2, required=True)


class ChargeApplicationFee(ChangeApplication):
    """How many pages there are; counts only where the scheme is by page."""

    pages = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0, max=1_000_000, error="须为 0–1000000。"))


class MaskInput(Input):
    """A span of the attached text, in characters, that is not released."""

    start = fields.Integer(required=True, strict=True)
    end = fields.Integer(required=True, strict=True)
    reason = Line(200, required=True)


class DraftApplicationAnswer(ChangeApplication):
    """The outcome, its reasons, and what is given."""

    outcome = Line(10, required=True, attribute="outcome_code",
                   metadata={"description": "年度报告表三的行，例如 3.1"})
    explanation = Text(3000, load_default="")
    provided = Text(1000, load_default="", metadata={"description": "提供的方式、途径和时间"})
    text = Text(TEXT_MOST, load_default="")
    masks = fields.List(fields.Nested(MaskInput), load_default=list,
                        validate=validate.Length(max=MASKS_MOST, error=f"至多 {MASKS_MOST} 处。"))
    review_body = Line(100, least=0, load_default="", metadata={"description": "行政复议机关"})
    court = Line(100, least=0, load_default="", metadata={"description": "有管辖权的人民法院"})


class ReturnApplicationAnswer(ChangeApplication):
    """Why the draft is given back."""

    reason = Text(1000, least=2, required=True)


class FileApplicationRemedy(ChangeApplication):
    """A reconsideration or a suit."""

    kind = Choice(REMEDY_KINDS, required=True)
    filed_on = fields.Date(required=True)


class ConcludeApplicationRemedy(ChangeApplication):
    """What it came to."""

    remedy_id = Id(required=True)
    result = Choice(REMEDY_RESULTS, required=True)
    decided_on = fields.Date(required=True)


class OpenApplicationMatter(ChangeApplication):
    """The matter that everybody is to learn of."""

    title = Line(200, required=True)
    classes = fields.List(Code(), required=True, validate=validate.Length(min=1, max=5, error="须填 1–5 个信息类别。"))
    happened_on = fields.Date(required=True)


class ListApplications(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    state = Choice(LABELS, load_default=None)
    stage = Choice(STAGES, load_default=None)
    outcome = Line(10, load_default=None)
    receipt = Line(80, load_default=None)
    handler = Id(load_default=None)
    received_from = fields.Date(load_default=None)
    received_to = fields.Date(load_default=None)
    due_before = fields.AwareDateTime(load_default=None)
    sort = Choice(("due_at", "-due_at", "submitted_at", "-submitted_at"), load_default="due_at")

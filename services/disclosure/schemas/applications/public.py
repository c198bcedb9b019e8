"""What applicants send and see. The query code travels in bodies only, never in an address."""
from typing import Any

from marshmallow import fields

from services.disclosure.model.application import LABELS, stage_of
from services.disclosure.model.application.vocabulary import APPLICANT_KINDS, FORMS, IDENTITY_KINDS
from services.disclosure.model.codes import written
from services.disclosure.schemas.applications.views import CorrectionView, FeeView, LetterView, RatingView
from shared.schemas import Choice, Code, Input, Line, Text, Version, View

DESCRIPTION_MOST = 5000


class ApplicantInput(Input):
    """Who applies; which fields are needed depends on the kind of applicant."""

    name = Line(100, load_default="", least=0, metadata={"description": "姓名，或者单位名称"})
    identity_kind = Choice(IDENTITY_KINDS, load_default=None, allow_none=True)
    identity_number = Line(60, load_default="", least=0, metadata={"description": "证件号码，或者统一社会信用代码"})
    representative = Line(60, load_default="", least=0, metadata={"description": "法定代表人"})
    contact = Line(60, load_default="", least=0, metadata={"description": "联系人"})
    phone = Line(40, load_default="", least=0)
    address = Line(300, load_default="", least=0)
    postcode = Line(10, load_default="", least=0)
    email = Line(200, load_default="", least=0)


class SubmitApplication(Input):
    """An application over the internet (条例第二十九条). A purpose (用途) is not asked for."""

    unit = Code(required=True, metadata={"description": "被申请的单位"})
    applicant_kind = Choice(APPLICANT_KINDS, required=True)
    category = Code(required=True, metadata={"description": "年度报告表三的列，例如 person"})
    applicant = fields.Nested(ApplicantInput, required=True)
    description = Text(DESCRIPTION_MOST, load_default="")
    document_number = Line(60, least=0, load_default="")
    form = Choice(FORMS, load_default="electronic")


class EnterApplication(SubmitApplication):
    """An application that came by another way."""

    channel = Code(required=True)
    received_on = fields.Date(load_default=None, allow_none=True, metadata={"description": "收到之日；当面提交缺省为当日"})


class LookUpApplication(Input):
    """Receipt and query code."""

    receipt = Line(80, required=True)
    code = Line(40, required=True)


class OwnStep(LookUpApplication):
    """An applicant's step on the application as it was seen."""

    version = Version()


class ConfirmApplication(OwnStep):
    """Confirm it."""


class WithdrawApplication(OwnStep):
    """Take it back."""


class AcceptApplicationFee(OwnStep):
    """Confirm that the fee notice arrived."""


class CorrectApplication(OwnStep):
    """What was missing."""

    description = Text(DESCRIPTION_MOST, load_default="")
    document_number = Line(60, least=0, load_default="")
    form = Choice(FORMS, load_default="electronic")


class RateApplication(OwnStep):
    """How satisfied one is."""

    level = Code(required=True)


class FiledView(View):
    """The receipt. The code is shown this once; with it the application is followed."""

    receipt = fields.Function(lambda filed: filed.application.receipt)
    code = fields.Function(lambda filed: written(filed.code), metadata={"description": "查询码，请妥善保存"})
    version = fields.Function(lambda filed: filed.application.version)
    state_label = fields.Function(lambda filed: LABELS[filed.application.state])


class OwnStepView(View):
    """How the application stands after the applicant's step; nothing personal."""

    receipt = fields.String()
    version = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda each: LABELS[each.state])


class OwnApplicationView(View):
    """An application as the applicant follows it; personal data are masked here too."""

    receipt = fields.Function(lambda shown: shown.application.receipt)
    version = fields.Integer()
    unit_name = fields.Function(lambda shown: shown.application.unit_name)
    responsible = fields.Function(lambda shown: shown.application.responsible)
    state = fields.Function(lambda shown: shown.application.state.value)
    state_label = fields.Function(lambda shown: LABELS[shown.application.state])
    stage_label = fields.Function(lambda shown: stage_of(shown.application.state)[1])
    submitted_at = fields.DateTime(attribute="application.submitted_at")
    received_on = fields.Date(attribute="application.received_on", allow_none=True)
    due_on = fields.Function(lambda shown: _due(shown.application), metadata={"description": "答复期限届满之日"})
    sentences = fields.List(fields.String(), metadata={"description": "期限如何计算"})
    applicant = fields.Dict()
    description = fields.String()
    document_number = fields.String(attribute="application.document_number")
    correction = fields.Nested(CorrectionView, attribute="application.correction", allow_none=True)
    fee = fields.Nested(FeeView, attribute="application.fee", allow_none=True)
    outcome = fields.String(attribute="application.outcome")
    letters = fields.Function(lambda shown: _letters(shown.application))
    released = fields.String(metadata={"description": "提供的文本，不公开的部分已遮盖"})
    rating = fields.Nested(RatingView, attribute="application.rating", allow_none=True)
    erased_on = fields.Date(attribute="application.erased_on", allow_none=True)


def _due(application: Any) -> str | None:
    duty = application.answer_duty
    return duty.due_on.isoformat() if duty else None


def _letters(application: Any) -> list[Any]:
    """Those to the applicant: what consulted parties were written is not theirs."""
    own = [letter for letter in application.letters if letter.addressee == "applicant"]
    found: list[Any] = LetterView().dump(own, many=True)
    return found

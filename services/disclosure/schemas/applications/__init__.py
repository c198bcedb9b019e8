"""What the operations on applications take and give."""
from services.disclosure.schemas.applications.public import (
    AcceptApplicationFee,
    ConfirmApplication,
    CorrectApplication,
    EnterApplication,
    FiledView,
    LookUpApplication,
    OwnApplicationView,
    OwnStepView,
    RateApplication,
    SubmitApplication,
    WithdrawApplication,
)
from services.disclosure.schemas.applications.staff import (
    ChangeApplication,
    ChargeApplicationFee,
    ConcludeApplicationRemedy,
    ConsultParty,
    DraftApplicationAnswer,
    ExtendApplication,
    FileApplicationRemedy,
    GetApplication,
    ListApplications,
    NotePartyReply,
    OpenApplicationMatter,
    OverrideRefusal,
    RequestCorrection,
    ReturnApplicationAnswer,
)
from services.disclosure.schemas.applications.views import (
    ApplicationAccountView,
    ApplicationDetailView,
    ApplicationView,
    OutcomeView,
)

__all__ = [
    "AcceptApplicationFee", "ApplicationAccountView", "ApplicationDetailView", "ApplicationView", "ChangeApplication",
    "ChargeApplicationFee", "ConcludeApplicationRemedy", "ConfirmApplication", "ConsultParty", "CorrectApplication",
    "DraftApplicationAnswer", "EnterApplication", "ExtendApplication", "FileApplicationRemedy", "FiledView", "GetApplication",
    "ListApplications", "LookUpApplication", "NotePartyReply", "OpenApplicationMatter", "OutcomeView", "OverrideRefusal",
    "OwnApplicationView", "OwnStepView", "RateApplication", "RequestCorrection", "ReturnApplicationAnswer",
    "SubmitApplication", "WithdrawApplication",
]

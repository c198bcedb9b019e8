"""An application for disclosure (依申请公开): its states, parts, steps, fees and masking. Pure (Art. 11 第十一条)."""
from services.disclosure.model.application.answering import (
    AFTER_CORRECTION,
    BY_TIME,
    ORIGINAL,
    RELEASED,
    WITHDRAWN,
    Application,
)
from services.disclosure.model.application.case import ANSWER, EXAMINATION, REVIEW
from services.disclosure.model.application.parts import (
    PARTY_LABELS,
    REPLY_LABELS,
    Answer,
    Consultation,
    Correction,
    Fee,
    Mask,
    Outcome,
    Party,
    Rating,
    Remedy,
    Reply,
)
from services.disclosure.model.application.receiving import CORRECTION, FEE, RETENTION
from services.disclosure.model.application.states import LABELS, OPEN, STAGES, TRANSITIONS, State, stage_of
from services.disclosure.model.application.waits import Wait

__all__ = [
    "AFTER_CORRECTION", "ANSWER", "BY_TIME", "CORRECTION", "EXAMINATION", "FEE", "LABELS", "OPEN", "ORIGINAL", "PARTY_LABELS",
    "RELEASED", "REPLY_LABELS", "RETENTION", "REVIEW", "STAGES", "TRANSITIONS", "WITHDRAWN", "Answer", "Application",
    "Consultation", "Correction", "Fee", "Mask", "Outcome", "Party", "Rating", "Remedy", "Reply", "State", "Wait", "stage_of",
]

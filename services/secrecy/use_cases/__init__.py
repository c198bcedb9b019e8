"""What secrecy can do: one function an operation, one a handled event. This is the service's index."""
from services.secrecy.use_cases.consulting import (
    answer_consent,
    answer_referral,
    ask_consent,
    list_consents,
    list_referrals,
    refer_review,
)
from services.secrecy.use_cases.deciding import clear_review, pass_review, refuse_review, return_review
from services.secrecy.use_cases.opening import open_review
from services.secrecy.use_cases.quarantining import (
    get_quarantined,
    get_quarantined_history,
    list_quarantined,
    note_review_quarantined,
    note_text_removed,
    quarantine_review,
    report_quarantine,
)
from services.secrecy.use_cases.reading import (
    get_review,
    get_review_account,
    get_review_history,
    get_review_text,
    list_detectors,
    list_reviews,
)
from services.secrecy.use_cases.reviewing import (
    claim_review,
    dismiss_finding,
    dismiss_findings,
    release_review,
    restore_finding,
    scan_review,
)
from services.secrecy.use_cases.tending import note_notice, note_unit, tend_review

__all__ = [
    "answer_consent", "answer_referral", "ask_consent", "claim_review", "clear_review", "dismiss_finding",
    "dismiss_findings", "get_quarantined", "get_quarantined_history", "get_review", "get_review_account",
    "get_review_history", "get_review_text", "list_consents", "list_detectors", "list_quarantined", "list_referrals",
    "list_reviews", "note_notice", "note_review_quarantined", "note_text_removed", "note_unit", "open_review", "pass_review",
    "quarantine_review", "refer_review", "refuse_review", "release_review", "report_quarantine", "restore_finding",
    "return_review", "scan_review", "tend_review",
]

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
from services.secrecy.use_cases.dictionaries import change_dictionary, create_dictionary, stage_entries
from services.secrecy.use_cases.dictionary_reading import (
    get_dictionary,
    get_dictionary_export,
    get_dictionary_history,
    list_dictionaries,
    list_dictionary_differences,
    list_dictionary_entries,
)
from services.secrecy.use_cases.live import note_display_changed
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
from services.secrecy.use_cases.recalls import (
    claim_recall,
    get_recall,
    get_recall_history,
    get_recall_text,
    lift_recall,
    list_recalls,
    release_recall,
    scan_recall,
    uphold_recall,
)
from services.secrecy.use_cases.reexamining import (
    begin,
    get_reexamination,
    get_reexamination_history,
    list_reexamination_outcomes,
    list_reexaminations,
    note_dictionary_changed,
    start_reexamination,
    tend_reexamination,
)
from services.secrecy.use_cases.restoring import tell_dictionary_anew, tell_recall_anew, tell_review_anew
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
    "answer_consent", "answer_referral", "ask_consent", "begin", "change_dictionary", "claim_recall", "claim_review",
    "clear_review", "create_dictionary", "dismiss_finding", "dismiss_findings", "get_dictionary",
    "get_dictionary_export", "get_dictionary_history", "get_quarantined", "get_quarantined_history", "get_recall",
    "get_recall_history", "get_recall_text", "get_reexamination", "get_reexamination_history", "get_review",
    "get_review_account", "get_review_history", "get_review_text", "lift_recall", "list_consents", "list_detectors",
    "list_dictionaries", "list_dictionary_differences", "list_dictionary_entries", "list_quarantined", "list_recalls",
    "list_reexamination_outcomes", "list_reexaminations", "list_referrals", "list_reviews", "note_dictionary_changed",
    "note_display_changed", "note_notice", "note_review_quarantined", "note_text_removed", "note_unit", "open_review",
    "pass_review", "quarantine_review", "refer_review", "refuse_review", "release_recall", "release_review",
    "report_quarantine", "restore_finding", "return_review", "scan_recall", "scan_review", "stage_entries",
    "start_reexamination", "tell_dictionary_anew", "tell_recall_anew", "tell_review_anew", "tend_reexamination", "tend_review",
    "uphold_recall",
]

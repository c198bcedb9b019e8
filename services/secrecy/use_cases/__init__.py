"""What secrecy can do: one function an operation, one a handled event. This is the service's index."""
from services.secrecy.use_cases.deciding import clear_review, refuse_review, return_review
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
from services.secrecy.use_cases.reading import (
    get_review,
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
from services.secrecy.use_cases.reviewing import claim_review, release_review, scan_review

__all__ = [
    "begin", "change_dictionary", "claim_recall", "claim_review", "clear_review", "create_dictionary", "get_dictionary",
    "get_dictionary_export", "get_dictionary_history", "get_recall", "get_recall_history", "get_recall_text",
    "get_reexamination", "get_reexamination_history", "get_review", "get_review_history", "get_review_text",
    "lift_recall", "list_detectors", "list_dictionaries", "list_dictionary_differences", "list_dictionary_entries",
    "list_recalls", "list_reexamination_outcomes", "list_reexaminations", "list_reviews", "note_dictionary_changed",
    "note_display_changed", "open_review", "refuse_review", "release_recall", "release_review", "return_review",
    "scan_recall", "scan_review", "stage_entries", "start_reexamination", "tend_reexamination", "uphold_recall",
]

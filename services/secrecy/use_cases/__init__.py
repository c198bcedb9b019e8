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
from services.secrecy.use_cases.opening import open_review
from services.secrecy.use_cases.reading import (
    get_review,
    get_review_history,
    get_review_text,
    list_detectors,
    list_reviews,
)
from services.secrecy.use_cases.reviewing import claim_review, release_review, scan_review

__all__ = [
    "change_dictionary", "claim_review", "clear_review", "create_dictionary", "get_dictionary", "get_dictionary_export",
    "get_dictionary_history", "get_review", "get_review_history", "get_review_text", "list_detectors",
    "list_dictionaries", "list_dictionary_differences", "list_dictionary_entries", "list_reviews", "open_review",
    "refuse_review", "release_review", "return_review", "scan_review", "stage_entries",
]

"""What law can do: one function an operation. This is the service's index."""
from services.law.use_cases.counting import count_due_date, list_days
from services.law.use_cases.hearing import (
    note_recall_lifted,
    note_recall_opened,
    note_recall_upheld,
    note_review_clarified,
    note_review_cleared,
    note_review_quarantined,
    note_review_refused,
    note_review_returned,
    note_review_unclear,
)
from services.law.use_cases.importing import get_notice, import_notice, list_notices, tell_book_anew
from services.law.use_cases.reading import get_regulation, list_rules
from services.law.use_cases.rulings import (
    draft_ruling,
    edit_ruling,
    get_review_text,
    list_rulings,
    publish_ruling,
)

__all__ = [
    "count_due_date", "draft_ruling", "edit_ruling", "get_notice", "get_regulation", "get_review_text", "import_notice",
    "list_days", "list_notices", "list_rules", "list_rulings", "note_recall_lifted", "note_recall_opened",
    "note_recall_upheld", "note_review_clarified", "note_review_cleared", "note_review_quarantined",
    "note_review_refused", "note_review_returned", "note_review_unclear", "publish_ruling", "tell_book_anew",
]

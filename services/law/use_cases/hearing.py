"""What law does when the secrecy review decides on a ruling (Art. 12 第十二条)."""
from shared.reviewed import ReviewListener

_reviews = ReviewListener("law", lambda ports: ports.rulings)
note_review_cleared = _reviews.note_review_cleared
note_review_refused = _reviews.note_review_refused
note_review_returned = _reviews.note_review_returned
note_recall_opened = _reviews.note_recall_opened
note_recall_upheld = _reviews.note_recall_upheld
note_recall_lifted = _reviews.note_recall_lifted

"""What law does when the secrecy review decides on a ruling (Art. 12 第十二条)."""
from collections.abc import Sequence
from datetime import datetime

from services.law.ports import Ports
from shared.events import Received
from shared.reviewed import ReviewListener

OURS = "law"
_reviews = ReviewListener(OURS, lambda ports: ports.rulings)
note_review_cleared = _reviews.note_review_cleared
note_review_refused = _reviews.note_review_refused
note_review_returned = _reviews.note_review_returned
note_recall_opened = _reviews.note_recall_opened
note_recall_upheld = _reviews.note_recall_upheld
note_recall_lifted = _reviews.note_recall_lifted
note_review_unclear = _reviews.note_review_unclear
note_review_clarified = _reviews.note_review_clarified


def note_review_quarantined(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                            review_id: str, circumstances: Sequence[str]) -> None:
    """The secrecy review takes a text for a state secret: ours goes at once, also from the public (保密法 Art. 31, 34)."""
    if service == OURS:
        ruling = ports.rulings.get(subject)
        ruling.isolate(review=review_id, digest=digest, circumstances=circumstances, at=now)
        ports.rulings.save(ruling)

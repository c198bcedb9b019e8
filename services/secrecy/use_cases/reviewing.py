"""What an officer does with a review before deciding it."""
from datetime import datetime

from services.secrecy.model import Review
from services.secrecy.ports import Ports
from services.secrecy.use_cases.examining import examined
from shared.caller import Caller


def claim_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int) -> Review:
    """Take a review in hand (认领), so that nobody else decides it meanwhile."""
    review = at_hand(ports, caller, review_id, version)
    review.take(by=caller.id, at=now)
    ports.reviews.save(review)
    return review


def release_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int) -> Review:
    """Give up a claim."""
    review = at_hand(ports, caller, review_id, version)
    review.let_go(by=caller.id, at=now)
    ports.reviews.save(review)
    return review


def scan_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int) -> Review:
    """Fetch and scan the text again under the present dictionary and rules; if it is gone, the review is superseded."""
    review = at_hand(ports, caller, review_id, version)
    text = ports.origin.text(review.fetch, subject=review.subject, digest=review.digest)
    if text is None:
        review.supersede(at=now)
    else:
        review.scan_again(examined(ports, text), ports.inspector.versions, by=caller.id, at=now)
    ports.reviews.save(review)
    return review


def at_hand(ports: Ports, caller: Caller, review_id: str, version: int) -> Review:
    """The review, for an officer of its unit who saw its present version."""
    review = ports.reviews.get(review_id)
    caller.require("secrecy_officer", unit=review.unit)
    review.expect(version)
    return review

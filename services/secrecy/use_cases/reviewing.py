"""What a reviewer does with a review before deciding it."""
from datetime import datetime

from services.secrecy.model import Review
from services.secrecy.ports import Ports
from services.secrecy.use_cases.examining import examined
from services.secrecy.use_cases.support import at_hand, expect_no_quote, isolate_suspected
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
    """Fetch and scan text and attachments again under the present dictionary and rules; superseded if the text is gone."""
    review = at_hand(ports, caller, review_id, version)
    text = ports.origin.text(review.fetch, subject=review.subject, digest=review.digest)
    if text is None:
        review.supersede(at=now, calendar=ports.calendar)
    else:
        review.scan_again(examined(ports, text), ports.inspector.versions, by=caller.id, at=now)
        isolate_suspected(ports, review, now)
    ports.reviews.save(review)
    return review


def dismiss_finding(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, finding_id: str,
                    reason: str) -> Review:
    """Hold one finding for a false positive (误报), with the reason; it holds on when the same text is scanned again."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review, {"reason": reason})
    review.dismiss({finding_id: reason}, by=caller.id, at=now)
    ports.reviews.save(review)
    return review


def dismiss_findings(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, kind: str,
                     reason: str) -> Review:
    """Hold all findings of one kind that are not dismissed yet for false positives, for one reason."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review, {"reason": reason})
    review.dismiss_kind(kind, reason=reason, by=caller.id, at=now)
    ports.reviews.save(review)
    return review


def restore_finding(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, finding_id: str) -> Review:
    """Take the dismissal of a finding back."""
    review = at_hand(ports, caller, review_id, version)
    review.restore(finding_id, by=caller.id, at=now)
    ports.reviews.save(review)
    return review

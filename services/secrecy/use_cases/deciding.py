"""The decision on a review: by a person, with a reason, once (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.secrecy.errors import UnknownFinding
from services.secrecy.model import Review
from services.secrecy.ports import Ports
from services.secrecy.use_cases.quoting import expect_no_quote
from services.secrecy.use_cases.reviewing import at_hand
from shared.caller import Caller


def clear_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int,
                 dismissals: Sequence[Mapping[str, str]], opinion: str) -> Review:
    """Conclude that exactly this text may become public, dismissing false positives with a reason each."""
    review = at_hand(ports, caller, review_id, version)
    reasons = {each["finding"]: each["reason"] for each in dismissals}
    if len(reasons) < len(dismissals):
        raise UnknownFinding()
    written = {f"dismissals.{number}.reason": each["reason"] for number, each in enumerate(dismissals)}
    expect_no_quote(ports, review.findings, {"opinion": opinion, **written})
    review.clear(by=caller.id, at=now, clearance_id=ports.new_id(), dismissals=reasons, opinion=opinion,
                 present=ports.inspector.versions)
    ports.reviews.save(review)
    return review


def refuse_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Conclude that this text must not become public."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review.findings, {"reason": reason})
    review.refuse(by=caller.id, at=now, reason=reason)
    ports.reviews.save(review)
    return review


def return_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Give the text back to its authors to be changed."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review.findings, {"reason": reason})
    review.give_back(by=caller.id, at=now, reason=reason)
    ports.reviews.save(review)
    return review

"""The opinions of the levels and the decision on a review: by people, with a reason, once (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.secrecy.errors import UnknownFinding
from services.secrecy.model import Review
from services.secrecy.ports import Ports
from services.secrecy.use_cases.support import at_hand, expect_no_quote, level_rule
from shared.caller import Caller


def pass_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, opinion: str) -> Review:
    """Give the opinion of a level that is not the last one: it may become public; the next level has it now."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review, {"opinion": opinion})
    review.pass_on(lambda level: level_rule(ports, level, review.urgency, now), by=caller.id, at=now, opinion=opinion,
                   present=ports.inspector.versions, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def clear_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int,
                 dismissals: Sequence[Mapping[str, str]], opinion: str) -> Review:
    """Conclude at the last level that exactly this text may become public, dismissing false positives with a reason each."""
    review = at_hand(ports, caller, review_id, version)
    reasons = {each["finding"]: each["reason"] for each in dismissals}
    if len(reasons) < len(dismissals):
        raise UnknownFinding()
    written = {f"dismissals.{number}.reason": each["reason"] for number, each in enumerate(dismissals)}
    expect_no_quote(ports, review, {"opinion": opinion, **written})
    review.clear(by=caller.id, at=now, clearance_id=ports.new_id(), dismissals=reasons, opinion=opinion,
                 present=ports.inspector.versions, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def refuse_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Conclude at any level that this text must not become public."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review, {"reason": reason})
    review.refuse(by=caller.id, at=now, reason=reason, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def return_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Give the text back to its authors to be changed, at any level."""
    review = at_hand(ports, caller, review_id, version)
    expect_no_quote(ports, review, {"reason": reason})
    review.give_back(by=caller.id, at=now, reason=reason, calendar=ports.calendar)
    ports.reviews.save(review)
    return review

"""The decision on a review: by a person, with a reason, once (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.secrecy.errors import ReasonQuotes, UnknownFinding
from services.secrecy.model import Review
from services.secrecy.ports import Part, Ports
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
    _expect_no_quote(ports, review, {"opinion": opinion, **written})
    review.clear(by=caller.id, at=now, clearance_id=ports.new_id(), dismissals=reasons, opinion=opinion,
                 present=ports.inspector.versions)
    ports.reviews.save(review)
    return review


def refuse_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Conclude that this text must not become public."""
    review = at_hand(ports, caller, review_id, version)
    _expect_no_quote(ports, review, {"reason": reason})
    review.refuse(by=caller.id, at=now, reason=reason)
    ports.reviews.save(review)
    return review


def return_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str) -> Review:
    """Give the text back to its authors to be changed."""
    review = at_hand(ports, caller, review_id, version)
    _expect_no_quote(ports, review, {"reason": reason})
    review.give_back(by=caller.id, at=now, reason=reason)
    ports.reviews.save(review)
    return review


def _expect_no_quote(ports: Ports, review: Review, written: Mapping[str, str]) -> None:
    """What an officer writes travels and is stored, so it must hold neither a secret nor anything found in this text."""
    found = ports.inspector.scan([Part(name, text) for name, text in written.items() if text])
    known = {finding.fingerprint for finding in review.findings}
    quoting = {finding.part for finding in found if finding.blocks or finding.fingerprint in known}
    if quoting:
        raise ReasonQuotes(fields={name: ["请勿引用不得公开的原文。"] for name in sorted(quoting)})

"""Reading for those who work on a text or watch over it."""
from datetime import datetime
from typing import Any

from services.secrecy.errors import TextGone
from services.secrecy.errors.levels import TextQuarantined
from services.secrecy.model import Review, State
from services.secrecy.model.levels import ROLES
from services.secrecy.ports import Ports, ReviewQuery, Waiting
from services.secrecy.use_cases.support import OFFICERS, REVIEWERS
from shared.caller import Caller
from shared.law.explaining import explained

READERS = (*REVIEWERS, "editor", "approver", "auditor")
"""Who sees reviews and the places of their findings: also those who have to mend the text."""


def list_reviews(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, mine: bool = False, **query: Any
                 ) -> tuple[list[Review], str | None]:
    """A page of the reviews of the units that the caller works for; or, if ``mine``, of all that wait for the caller: at a
    level, for the authority's or another unit's answer, or to be reported."""
    units = caller.units(*READERS)
    if unit is not None:
        caller.require(*READERS, unit=unit)
        units = [unit]
    if mine:
        where = [unit] if unit else None
        return ports.reviews.page(ReviewQuery(units=where, waiting=_waiting_for(caller), me=caller.id, **query))
    return ports.reviews.page(ReviewQuery(units=units, **query))


def get_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> Review:
    """One review with its findings and their places; also for those who were asked about it."""
    review = ports.reviews.get(review_id)
    if not _was_asked(caller, review, open_only=False):
        caller.require(*READERS, unit=review.unit)
    return review


def get_review_account(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> dict[str, Any]:
    """How the due dates of a review come about, of each level and of everybody who was asked: every day, and in sentences."""
    review = get_review(ports, caller=caller, now=now, review_id=review_id)
    duties = [{"duty": duty.id, "label": duty.label, "unit": duty.unit, "outcome": duty.outcome, "due_at": duty.due_at,
               **explained(duty, now, ports.calendar)} for duty in review.duties]
    return {"review_id": review.id, "level": review.level, "items": duties}


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> dict[str, Any]:
    """The text under review, fetched now from the service that asked; never stored. Those who are asked about it read it as
    long as they have not answered. Raises ``TextGone``, ``TextQuarantined``."""
    review = ports.reviews.get(review_id)
    if not _was_asked(caller, review, open_only=True):
        caller.require(*REVIEWERS, unit=review.unit)
    if review.state is State.QUARANTINED:
        raise TextQuarantined()
    text = ports.origin.text(review.fetch, subject=review.subject, digest=review.digest)
    if text is None:
        raise TextGone()
    return {"review_id": review.id, "digest": review.digest, "title": text.title, "parts": text.parts}


def get_review_history(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a review: who did what, when (Art. 5 第五条)."""
    get_review(ports, caller=caller, now=now, review_id=review_id)
    return ports.reviews.history(review_id), None


def list_detectors(ports: Ports, *, caller: Caller, now: datetime) -> dict[str, Any]:
    """The detectors that are installed, and the dictionary and rules that a clearance would be given under now."""
    versions = ports.inspector.versions
    return {"dictionary": versions.dictionary, "rules": versions.rules, "items": ports.inspector.detectors}


def _waiting_for(caller: Caller) -> list[Waiting]:
    """What the caller's roles can do next."""
    levels = [Waiting(level, caller.units(role)) for level, role in ROLES.items()]
    officer = caller.units(*OFFICERS)
    return [*levels, Waiting("authority", caller.units("secrecy_authority")), Waiting("consent", officer),
            Waiting("report", officer)]


def _was_asked(caller: Caller, review: Review, *, open_only: bool) -> bool:
    """True if the caller answers for the authority, or for a unit whose consent was asked."""
    referrals = [review.referral] if open_only else review.referrals
    consents = review.open_consents if open_only else review.consents
    return any(each and caller.may("secrecy_authority", each.authority) for each in referrals) or any(
        caller.may(role, each.unit) for each in consents for role in OFFICERS)

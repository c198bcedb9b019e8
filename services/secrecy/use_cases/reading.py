"""Reading for those who work on a text or watch over it."""
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from services.secrecy.errors import AttachmentUnknown, TextGone
from services.secrecy.errors.levels import TextQuarantined
from services.secrecy.model import Review, State
from services.secrecy.model.levels import ROLES
from services.secrecy.model.unread import MISSING
from services.secrecy.ports import AttachedFile, Ports, ReviewQuery, Waiting
from services.secrecy.use_cases.support import OFFICERS, REVIEWERS
from shared.caller import Caller
from shared.errors import Fault, Kind
from shared.law.explaining import explained

READERS = (*REVIEWERS, "editor", "approver", "auditor")
"""Who sees reviews and the places of their findings: also those who have to mend the text."""

PAGE_CHARACTERS = 200_000
"""Of the text inside attachments, about, that one answer shows."""


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


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, review_id: str, attachment: str | None = None,
                    from_piece: int = 0) -> dict[str, Any]:
    """The text under review with what is inside its attachments, fetched now and never stored.

    Those who are asked about it read it as long as they have not answered. Of attachments as much as one page holds; where
    there is more, ``next`` of the attachment says how to ask for it: a page of one ``attachment`` beginning ``from_piece``,
    without the rest. Raises ``TextGone``, ``TextQuarantined``, ``AttachmentUnknown``.
    """
    review = ports.reviews.get(review_id)
    if not _was_asked(caller, review, open_only=True):
        caller.require(*REVIEWERS, unit=review.unit)
    if review.state is State.QUARANTINED:
        raise TextQuarantined()
    text = ports.origin.text(review.fetch, subject=review.subject, digest=review.digest)
    if text is None:
        raise TextGone()
    about = {"review_id": review.id, "digest": review.digest, "title": text.title}
    if attachment is None:
        return about | {"parts": text.parts, "attachments": list(_first_pages(ports, text.attachments))}
    asked = next((each for each in text.attachments if each.name == attachment), None)
    if asked is None:
        raise AttachmentUnknown(name=attachment)
    return about | {"parts": (), "attachments": [_page(ports, asked, from_piece, PAGE_CHARACTERS)]}


def _first_pages(ports: Ports, attachments: Sequence[AttachedFile]) -> Iterator[dict[str, Any]]:
    """Each attachment from its beginning, as far as there is room on the page for its text."""
    room = PAGE_CHARACTERS
    for attached in attachments:
        page = _page(ports, attached, 0, room)
        yield page
        room = max(room - sum(len(part["text"]) for part in page["parts"]), 1)


def _page(ports: Ports, attached: AttachedFile, from_piece: int, most_characters: int) -> dict[str, Any]:
    about = {"name": attached.name, "file": attached.file}
    try:
        page = ports.files.page(attached.file, from_piece, most_characters)
    except Fault as fault:
        if fault.kind is not Kind.UNAVAILABLE:
            raise
        return about | {"outcome": "pending", "gaps": (), "parts": [], "next": from_piece}
    if page is None:
        return about | {"outcome": MISSING, "gaps": (), "parts": [], "next": None}
    parts = [{"name": f"{attached.name}/{piece.name}", "format": piece.format, "text": piece.text, "continues": piece.continues}
             for piece in page.pieces]
    return about | {"outcome": page.outcome, "gaps": page.gaps, "parts": parts, "next": page.next}


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

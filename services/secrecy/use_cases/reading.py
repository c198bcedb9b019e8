"""Reading for those who work on a text or watch over it."""
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from services.secrecy.errors import AttachmentUnknown, TextGone
from services.secrecy.model import Review
from services.secrecy.model.unread import MISSING
from services.secrecy.ports import AttachedFile, Ports, ReviewQuery
from shared.caller import Caller
from shared.errors import Fault, Kind

READERS = ("secrecy_officer", "editor", "approver", "auditor")
"""Who sees reviews and the places of their findings: also those who have to mend the text."""

PAGE_CHARACTERS = 200_000
"""Of the text inside attachments, about, that one answer shows."""


def list_reviews(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                 ) -> tuple[list[Review], str | None]:
    """A page of the reviews of the units that the caller works for."""
    units = caller.units(*READERS)
    if unit is not None:
        caller.require(*READERS, unit=unit)
        units = [unit]
    return ports.reviews.page(ReviewQuery(units=units, **query))


def get_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> Review:
    """One review with its findings and their places."""
    review = ports.reviews.get(review_id)
    caller.require(*READERS, unit=review.unit)
    return review


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, review_id: str, attachment: str | None = None,
                    from_piece: int = 0) -> dict[str, Any]:
    """The text under review with what is inside its attachments, fetched now and never stored. Raises ``TextGone``.

    Of attachments as much as one page holds; where there is more, ``next`` of the attachment says how to ask for it: a page of
    one ``attachment`` beginning ``from_piece``, without the rest.
    """
    review = ports.reviews.get(review_id)
    caller.require("secrecy_officer", unit=review.unit)
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

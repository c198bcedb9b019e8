"""Reading for those who work on a text or watch over it."""
from datetime import datetime
from typing import Any

from services.secrecy.errors import TextGone
from services.secrecy.model import Review
from services.secrecy.ports import Ports, ReviewQuery
from shared.caller import Caller

READERS = ("secrecy_officer", "editor", "approver", "auditor")
"""Who sees reviews and the places of their findings: also those who have to mend the text."""


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


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> dict[str, Any]:
    """The text under review, fetched now from the service that asked; never stored. Raises ``TextGone``."""
    review = ports.reviews.get(review_id)
    caller.require("secrecy_officer", unit=review.unit)
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

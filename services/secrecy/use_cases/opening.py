"""A service asks for a review (Art. 12 第十二条); safe to repeat and in any order."""
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.secrecy.errors import ForeignFetch
from services.secrecy.model import Review
from services.secrecy.model.levels import RULE, levels_for
from services.secrecy.ports import OriginText, Ports
from services.secrecy.use_cases.examining import examined
from services.secrecy.use_cases.support import isolate_suspected, level_rule
from shared.clock import legal_day
from shared.events import Received

FETCH = "get_review_text"
"""The operation by which every service that publishes gives out the text; no other is ever called."""


def open_review(ports: Ports, *, now: datetime, event: Received, unit: str, subject: str, digest: str, urgency: str,
                fetch: str, involved: Sequence[str]) -> None:
    """Scan the text and open its review; an older open one of the same subject is superseded.

    A text that is gone has no review. While its service is down, or the text inside an attachment is still being read, the
    event waits; raises ``ForeignFetch`` for a request that names another service's operation, ``ScanFailed`` when the text
    could not be examined, and ``LevelsUnfit``.
    """
    service = event.type.partition(".")[0]
    if fetch != f"{service}.{FETCH}":
        raise ForeignFetch()
    id_, known = event.derived_id("review"), _of_subject(ports, service, subject)
    if not any(review.id == id_ or review.sequence > event.sequence for review in known):
        text = ports.origin.text(fetch, subject=subject, digest=digest)
        if text:
            review = _opened(ports, text, now, id=id_, unit=unit, service=service, subject=subject, digest=digest,
                             sequence=event.sequence, fetch=fetch, urgency=urgency, involved=involved)
            isolate_suspected(ports, review, now)
            ports.reviews.save(review)
    _supersede(ports, _of_subject(ports, service, subject), event.sequence, now)


def _opened(ports: Ports, text: OriginText, now: datetime, *, unit: str, service: str, urgency: str, **fields: Any) -> Review:
    """The review with the levels that the rule packs set today, and the clock of the first one."""
    known = ports.units.find_one({"_id": unit})
    levels = levels_for(ports.law.value(RULE, legal_day(now)), urgency=urgency, service=service,
                        unit_kind=known.kind if known else "")
    return Review.open(unit=unit, service=service, urgency=urgency, levels=levels, findings=examined(ports, text),
                       versions=ports.inspector.versions, rule=level_rule(ports, levels[0], urgency, now), at=now,
                       calendar=ports.calendar, **fields)


def _supersede(ports: Ports, reviews: Sequence[Review], sequence: int, now: datetime) -> None:
    """All but the newest. Read after saving: another process may have opened a newer one meanwhile."""
    newest = max([sequence, *(review.sequence for review in reviews)])
    for review in reviews:
        if review.sequence < newest:
            review.supersede(at=now, calendar=ports.calendar)
            ports.reviews.save(review)


def _of_subject(ports: Ports, service: str, subject: str) -> list[Review]:
    return list(ports.reviews.find({"service": service, "subject": subject}))

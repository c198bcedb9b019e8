"""What time and others' news do to reviews: terms pass (the sweep), units are dissolved, holidays are announced."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.secrecy.ports import Ports
from shared import known
from shared.events import Received
from shared.known import note_notice
from shared.law.duties import Succession

__all__ = ["note_notice", "note_unit", "tend_review"]


def tend_review(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring the clocks of a review up to now (the sweep)."""
    review = ports.reviews.get(id_)
    review.tend(now, ports.calendar)
    ports.reviews.save(review)


def note_unit(ports: Ports, *, now: datetime, event: Received, code: str, dissolved_on: date | None, successors: Sequence[str],
              **told: Any) -> None:
    """A unit changed; when it is dissolved, its first successor owes what it owed in reviews, from its first day on."""
    known.note_unit(ports, now=now, event=event, code=code, dissolved_on=dissolved_on, successors=list(successors), **told)
    if dissolved_on is None or not successors:
        return
    succession = Succession(successors[0], dissolved_on)
    for review in map(ports.reviews.get, ports.reviews.owing(code)):
        if review.unit == code and review.succession != succession:
            review.succession = succession
            review.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
            review.tend(now, ports.calendar)
            ports.reviews.save(review)

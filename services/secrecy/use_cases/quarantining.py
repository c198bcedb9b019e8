"""Quarantine of suspected state secrets, and the register of what was quarantined (保密法 Art. 31, 34)."""
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from services.secrecy.errors.levels import NotQuarantined, Unconfirmed
from services.secrecy.model import Review, State
from services.secrecy.model.casework import REPORT_TERM
from services.secrecy.model.isolating import OFFICER, SAME_TEXT
from services.secrecy.ports import Ports, ReviewQuery
from services.secrecy.use_cases.support import OFFICERS, expect_no_quote, rule
from shared.caller import SYSTEM, Caller
from shared.events import Received

WATCHERS = (*OFFICERS, "auditor")
_SAME = "与已隔离的文本完全相同，一并隔离。"


def quarantine_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, reason: str, confirm: bool
                      ) -> Review:
    """Take the text for a suspected state secret: it is removed from working storage for good, also if it is public."""
    review = ports.reviews.get(review_id)
    caller.require(*OFFICERS, unit=review.unit)
    review.expect(version)
    if not confirm:
        raise Unconfirmed(fields={"confirm": ["须为 true。"]})
    expect_no_quote(ports, review, {"reason": reason})
    review.isolate(rule(ports, REPORT_TERM, now), because=OFFICER, reason=reason, by=caller.id, at=now,
                   calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def list_quarantined(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, reported: bool | None, limit: int,
                     cursor: str | None) -> tuple[list[Review], str | None]:
    """A page of the register of quarantined items, those that came last first."""
    units = caller.units(*WATCHERS)
    if unit is not None:
        caller.require(*WATCHERS, unit=unit)
        units = [unit]
    return ports.reviews.page(ReviewQuery(units=units, state=State.QUARANTINED.value, reported=reported, sort="-opened_at",
                                          limit=limit, cursor=cursor))


def get_quarantined(ports: Ports, *, caller: Caller, now: datetime, review_id: str) -> Review:
    """One entry of the register: digest, places, circumstances, and what was done."""
    review = ports.reviews.get(review_id)
    caller.require(*WATCHERS, unit=review.unit)
    if review.quarantine is None:
        raise NotQuarantined()
    return review


def get_quarantined_history(ports: Ports, *, caller: Caller, now: datetime, review_id: str
                            ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a quarantined item."""
    get_quarantined(ports, caller=caller, now=now, review_id=review_id)
    return ports.reviews.history(review_id), None


def report_quarantine(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, number: str,
                      reported_on: date, reported_to: str) -> Review:
    """Note that it was reported to 保密行政管理部门: under which number, on which day."""
    review = get_quarantined(ports, caller=caller, now=now, review_id=review_id)
    caller.require(*OFFICERS, unit=review.unit)
    review.expect(version)
    expect_no_quote(ports, review, {"number": number, "reported_to": reported_to})
    review.report(number=number, on=reported_on, to=reported_to, by=caller.id, at=now, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def note_review_quarantined(ports: Ports, *, now: datetime, event: Received, review_id: str, service: str, subject: str,
                            digest: str) -> None:
    """Our own: what else was handed in with exactly the same text is quarantined with it, and nobody reviews it any more."""
    alike: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in ports.reviews.find({"digest": digest}):
        alike[review.service, review.subject].append(review)
    for owner, reviews in alike.items():
        newest = max(reviews, key=lambda each: each.sequence)
        if owner != (service, subject) and not any(each.state is State.QUARANTINED for each in reviews):
            newest.isolate(rule(ports, REPORT_TERM, now), because=SAME_TEXT, reason=_SAME, by=SYSTEM.id, at=now,
                           calendar=ports.calendar)
        for each in reviews:
            each.supersede(at=now, calendar=ports.calendar)
            ports.reviews.save(each)


def note_text_removed(ports: Ports, *, now: datetime, event: Received, subject: str, digest: str, copies: int) -> None:
    """A service that publishes holds a quarantined text no more; the register says since when."""
    service = event.type.partition(".")[0]
    for review in ports.reviews.find({"service": service, "subject": subject, "digest": digest}):
        review.note_removal(copies=copies, at=event.time)
        ports.reviews.save(review)

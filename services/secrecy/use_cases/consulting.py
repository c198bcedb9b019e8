"""Asking the competent authority, and the units whose information it is; and their answers (条例 Art. 11, 17)."""
from collections.abc import Sequence
from datetime import datetime

from services.secrecy.errors.levels import UnknownUnit
from services.secrecy.model import Review
from services.secrecy.model.casework import CONSENT_TERM, REFERRAL_TERM, REPORT_TERM
from services.secrecy.model.isolating import AUTHORITY
from services.secrecy.ports import Ports, ReviewQuery, Waiting
from services.secrecy.use_cases.support import OFFICERS, at_hand, expect_no_quote, rule
from shared.caller import Caller


def refer_review(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, authority: str | None,
                 question: str, reason: str) -> Review:
    """Put to the competent authority whether this may become public (送审); without ``authority`` to the unit's own one."""
    review = at_hand(ports, caller, review_id, version)
    if authority:
        _expect_unit(ports, authority, now)
    expect_no_quote(ports, review, {"question": question, "reason": reason})
    review.refer(rule(ports, REFERRAL_TERM, now), authority=authority or review.unit, question=question, reason=reason,
                 by=caller.id, at=now, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def list_referrals(ports: Ports, *, caller: Caller, now: datetime, open: bool | None, limit: int, cursor: str | None
                   ) -> tuple[list[Review], str | None]:
    """A page of the reviews that were put to the caller's authority; the emergencies first, then the oldest."""
    return _asked(ports, "referrals", "authority", caller.units("secrecy_authority"), open, limit, cursor)


def answer_referral(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, answer: str, grounds: str
                    ) -> Review:
    """The authority's answer: it may become public, it must not, the final level decides, or it is a state secret."""
    review = ports.reviews.get(review_id)
    asked = review.referrals[-1].authority if review.referrals else review.unit
    caller.require("secrecy_authority", unit=asked)
    review.expect(version)
    expect_no_quote(ports, review, {"grounds": grounds})
    review.take_answer(answer, grounds=grounds, by=caller.id, at=now, calendar=ports.calendar)
    if answer == "state_secret":
        review.isolate(rule(ports, REPORT_TERM, now), because=AUTHORITY, reason=grounds, by=caller.id, at=now,
                       calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def ask_consent(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, units: Sequence[str],
                question: str) -> Review:
    """Ask the units whose information the text holds (征求意见); it cannot be cleared before all of them have consented."""
    review = at_hand(ports, caller, review_id, version)
    for unit in units:
        _expect_unit(ports, unit, now)
    expect_no_quote(ports, review, {"question": question})
    review.ask_consent(rule(ports, CONSENT_TERM, now), units=units, question=question, by=caller.id, at=now,
                       calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def list_consents(ports: Ports, *, caller: Caller, now: datetime, open: bool | None, limit: int, cursor: str | None
                  ) -> tuple[list[Review], str | None]:
    """A page of the reviews in which the caller's unit was asked for its consent; the emergencies first, then the oldest."""
    return _asked(ports, "consents", "consent", caller.units(*OFFICERS), open, limit, cursor)


def answer_consent(ports: Ports, *, caller: Caller, now: datetime, review_id: str, version: int, consent_id: str, answer: str,
                   reason: str) -> Review:
    """The unit whose information it is grants or refuses its consent; a refusal says why."""
    review = ports.reviews.get(review_id)
    consent = review.consent(consent_id)
    caller.require(*OFFICERS, unit=consent.unit)
    review.expect(version)
    expect_no_quote(ports, review, {"reason": reason})
    review.take_consent(consent_id, answer, reason=reason, by=caller.id, at=now, calendar=ports.calendar)
    ports.reviews.save(review)
    return review


def _asked(ports: Ports, asked: str, what: str, units: list[str] | None, open: bool | None, limit: int, cursor: str | None
           ) -> tuple[list[Review], str | None]:
    if open:
        return ports.reviews.page(ReviewQuery(waiting=[Waiting(what, units)], limit=limit, cursor=cursor))
    return ports.reviews.page(ReviewQuery(asked=asked, asked_units=units, limit=limit, cursor=cursor))


def _expect_unit(ports: Ports, code: str, now: datetime) -> None:
    known = ports.units.find_one({"_id": code})
    if known is None or not known.exists(now):
        raise UnknownUnit(unit=code)

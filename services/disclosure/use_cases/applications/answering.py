"""The answer and what follows: drafted, reviewed by somebody else, issued; remedies; and what many ask for becomes public."""
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.model.application import ORIGINAL, RELEASED, REVIEW, Answer, Application, Mask, Outcome
from services.disclosure.model.masking import release
from services.disclosure.ports import Desk
from services.disclosure.use_cases.applications.support import HANDLERS, HEAD, OFFICER, changeable, guard, outcome, rule
from services.disclosure.use_cases.applications.tending import letter_number, retention
from services.disclosure.use_cases.matters import registered, responsible_unit
from shared.caller import Caller
from shared.clock import legal_day
from shared.errors import InvalidInput

NO_REMEDY = "none"


def draft_application_answer(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int,
                             outcome_code: str, explanation: str, provided: str, text: str, masks: Sequence[Mapping[str, Any]],
                             review_body: str, court: str) -> Application:
    """Propose the outcome: one row of table 3, its reasons, and what is given but for what is masked (第三十七条)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    row = outcome(ports, outcome_code, now)
    guard(ports, application, explanation=explanation, provided=provided, review_body=review_body, court=court,
          **{f"masks.{number}.reason": each["reason"] for number, each in enumerate(masks)})
    spans = tuple(Mask(**each) for each in masks)
    released = release(text, spans)
    answer = Answer(outcome=row, explanation=explanation, provided=provided, masks=spans, attached=bool(text),
                    remedy=_remedy(ports, row, review_body, court, now), review_body=review_body, court=court,
                    drafted_by=caller.id, drafted_at=now)
    sealed = ports.vault.seal(application.id, {ORIGINAL: text, RELEASED: released} if text else {})
    application.draft_answer(answer, rule(ports, application, REVIEW, now), sealed=sealed, now=now, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def return_application_answer(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, reason: str
                              ) -> Application:
    """The internal review gives the draft back, with a reason."""
    application = changeable(ports, caller, now, application_id, version, HEAD)
    guard(ports, application, reason=reason)
    application.return_answer(reason=reason, now=now, by=caller.id, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def issue_application_answer(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """The internal review, by another person than the drafter, lets the answer go."""
    application = changeable(ports, caller, now, application_id, version, HEAD)
    application.issue_answer(number=letter_number(ports, application, now), retention=retention(ports, now), now=now,
                             by=caller.id, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def file_application_remedy(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, kind: str,
                            filed_on: date) -> Application:
    """Note a reconsideration or a suit against what was decided (table 4)."""
    application = changeable(ports, caller, now, application_id, version, *HANDLERS)
    application.file_remedy(kind, filed_on, now=now)
    ports.applications.save(application)
    return application


def conclude_application_remedy(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int,
                                remedy_id: str, result: str, decided_on: date) -> Application:
    """Note what a reconsideration or a suit came to."""
    application = changeable(ports, caller, now, application_id, version, *HANDLERS)
    application.conclude_remedy(remedy_id, result, decided_on, now=now)
    ports.applications.save(application)
    return application


def open_application_matter(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, title: str,
                            classes: Sequence[str], happened_on: date) -> Application:
    """Many ask for the same: register it as a matter to disclose to everybody (第四十四条)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    guard(ports, application, title=title)
    responsible_unit(ports, application.responsible, now)
    matter_id = f"{application.id}.matter"
    if ports.matters.find_one({"_id": matter_id}) is None:
        registered(ports, id_=matter_id, by=caller.id, now=now, unit=application.responsible, classes=classes,
                   happened_on=happened_on, title=title, basis="formed", document_number=application.document_number,
                   origin="application", origin_ref=application.id)
    application.link_matter(matter_id, now=now)
    ports.applications.save(application)
    return application


def _remedy(ports: Desk, row: Outcome, review_body: str, court: str, now: datetime) -> str:
    """The sentence of the letter that names the remedies, with the terms of today."""
    today = legal_day(now)
    sentence: str = ports.law.value("application.remedies", today)[row.remedy]
    if row.remedy == NO_REMEDY:
        return ""
    needed = {"review_body": review_body, "court": court}
    missing = {name: ["请写明，告知书须载明救济途径。"] for name, text in needed.items() if not text}
    if missing:
        raise InvalidInput(fields=missing)
    terms = {name: ports.law.rule(f"application.remedy.{key}", today).clock.words for name, key in (
        ("review", "review"), ("litigation", "litigation"), ("after_review", "litigation_after_review"))}
    return sentence.format(review_body=review_body, court=court, **terms)

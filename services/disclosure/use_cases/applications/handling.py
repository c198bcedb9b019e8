"""What the unit does up to the answer: confirms, examines, asks for a correction, extends, consults, charges."""
from datetime import date, datetime
from typing import Any

from services.disclosure.model import fees
from services.disclosure.model.application import Application, Party, Reply
from services.disclosure.ports import Desk
from services.disclosure.use_cases.applications.applying import confirmed
from services.disclosure.use_cases.applications.support import HANDLERS, HEAD, OFFICER, changeable, guard, known, rule
from services.disclosure.use_cases.applications.tending import letter_number
from shared.caller import Caller
from shared.clock import legal_day

BY_PAGE = "by_page"
APPROVER = "政府信息公开工作机构负责人"
"""Who grants an extension, as the applicant is told it; the account stands in the record and the letter."""


def confirm_application_receipt(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int
                                ) -> Application:
    """The unit confirms an application that came over the internet."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    confirmed(ports, application, "unit", by=caller.id, now=now)
    return application


def claim_application(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """Take an application in hand (认领)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    application.claim(caller.id, now=now)
    return _saved(ports, application)


def accept_application(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """It is clear what is asked: let it be handled (审核)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    application.accept(now=now, calendar=ports.calendar)
    return _saved(ports, application)


def request_correction(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, missing: str
                       ) -> Application:
    """Tell the applicant, once and in time, what is missing (补正)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    guard(ports, application, missing=missing)
    application.ask_correction(rule(ports, application, "application.resubmission", now), missing=missing,
                               number=letter_number(ports, application, now), now=now, by=caller.id, calendar=ports.calendar)
    return _saved(ports, application)


def extend_application(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, ground: str
                       ) -> Application:
    """The head grants the longest term that the rule allows, on a ground of the list; the applicant is told (第三十三条)."""
    application = changeable(ports, caller, now, application_id, version, HEAD)
    label = str(known(ports, "application.extension_grounds", ground, now, "ground")["label"])
    duty = application.answer_duty
    total = (duty.limit or duty.clock.term) if duty else rule(ports, application, "application.answer", now).clock
    application.extend(total=total, ground=label, number=letter_number(ports, application, now), by=caller.id,
                       approved_by=APPROVER, now=now, calendar=ports.calendar)
    return _saved(ports, application)


def ask_application_reasons(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """Ask an applicant whose requests are clearly beyond reason why (第三十五条)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    application.ask_reasons(number=letter_number(ports, application, now), now=now, by=caller.id)
    return _saved(ports, application)


def consult_party(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, party: str, name: str,
                  address: str, summary: str) -> Application:
    """Ask a third party or another maker in writing; the clock stands still meanwhile. Several may be asked at once."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    who, id_ = Party(party), application.next_consultation()
    given = {f"consultation_{id_}_party": name, f"consultation_{id_}_address": address, f"consultation_{id_}_summary": summary}
    number, notice = (letter_number(ports, application, now) for _ in range(2))
    sealed = ports.vault.seal(application.id, {key: text for key, text in given.items() if text})
    application.consult(who, rule(ports, application, f"application.{who.value}", now), number=number, notice=notice, now=now,
                        by=caller.id, sealed=sealed, calendar=ports.calendar)
    return _saved(ports, application)


def note_party_reply(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, consultation_id: str,
                     reply: str, reason: str) -> Application:
    """Note what a consulted party answered in time; a refusal gives its reason."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    application.consultation(consultation_id)
    sealed = ports.vault.seal(application.id, {f"consultation_{consultation_id}_reason": reason} if reason.strip() else {})
    application.note_reply(consultation_id, Reply(reply), sealed=sealed, now=now, calendar=ports.calendar)
    return _saved(ports, application)


def override_refusal(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, consultation_id: str,
                     reason: str) -> Application:
    """The head finds that public interest outweighs a third party's refusal; the party is told in writing (第三十二条)."""
    application = changeable(ports, caller, now, application_id, version, HEAD)
    guard(ports, application, reason=reason)
    application.override(consultation_id, reason=reason, number=letter_number(ports, application, now), now=now, by=caller.id)
    return _saved(ports, application)


def charge_application_fee(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int, pages: int
                           ) -> Application:
    """Charge by the scheme in force: by the applicant's items of the month, or by ``pages`` (国办函〔2020〕109号)."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    name = str(rule(ports, application, "application.fee_scheme", now).value)
    scheme: dict[str, Any] = rule(ports, application, "application.fees", now).value[name]
    if name == BY_PAGE:
        units, yuan = pages, fees.total(scheme, pages)
    else:
        units = _of_month(ports, application)
        yuan = fees.of_item(scheme, units)
    application.ask_fee(rule(ports, application, "application.fee_notice", now),
                        rule(ports, application, "application.fee_payment", now), scheme=name, units=units, yuan=yuan,
                        text=scheme["text"], number=letter_number(ports, application, now), now=now, by=caller.id,
                        calendar=ports.calendar)
    return _saved(ports, application)


def note_application_payment(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """The fee came in."""
    application = changeable(ports, caller, now, application_id, version, OFFICER)
    application.pay(now=now, calendar=ports.calendar)
    return _saved(ports, application)


def archive_application(ports: Desk, *, caller: Caller, now: datetime, application_id: str, version: int) -> Application:
    """Put an application that is done with on file (归档)."""
    application = changeable(ports, caller, now, application_id, version, *HANDLERS)
    application.archive(now=now)
    return _saved(ports, application)


def _of_month(ports: Desk, application: Application) -> int:
    """Which of the applicant's applications of the calendar month this one is, by the order of registration."""
    received = application.received_on or legal_day(application.submitted_at)
    registered = application.registered_at or application.submitted_at
    first = date(received.year, received.month, 1)
    alike = ports.applications.alike(application.unit, "applicant_key", application.applicant_key, first)
    earlier = [at for at, day, _ in alike if (day.year, day.month) == (first.year, first.month) and at < registered]
    return len(earlier) + 1


def _saved(ports: Desk, application: Application) -> Application:
    ports.applications.save(application)
    return application

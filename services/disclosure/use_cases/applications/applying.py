"""What an applicant does, without an account: submits, follows by receipt and code, confirms, corrects, withdraws, rates."""
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.disclosure.errors.applications import ApplicationNotFound, CodeLocked, InvalidRequest, WrongCode
from services.disclosure.model.application import ANSWER, EXAMINATION, WITHDRAWN, Application
from services.disclosure.model.application.applicant import applicant as checked_applicant
from services.disclosure.model.application.applicant import topic, wanted
from services.disclosure.model.codes import code_of, normal_code, normal_receipt, receipt_of
from services.disclosure.ports import Desk
from services.disclosure.use_cases.applications.support import known, rule
from services.disclosure.use_cases.applications.tending import bring_up, retention
from services.disclosure.use_cases.matters import responsible_unit
from shared.caller import Caller
from shared.clock import legal_day
from shared.errors import KeyReused, StaleVersion

INTERNET, CONFIRMED = "internet", "confirmed"


@dataclass(frozen=True)
class Filed:
    """What the applicant is given, once: ``code`` is kept nowhere, and is the same for a repeat of the same submission."""

    application: Application
    code: str


def submit_application(ports: Desk, *, caller: Caller, now: datetime, **given: Any) -> Filed:
    """Apply over the internet. It counts as received on the day on which both sides have confirmed it (第三十一条)."""
    return _filed(ports, channel=INTERNET, by=caller.id, now=now, received_on=None, **given)


def enter_application(ports: Desk, *, caller: Caller, now: datetime, unit: str, channel: str, received_on: date | None,
                      **given: Any) -> Filed:
    """Enter what came in person, by post or by fax; the receipt with its query code is for the applicant."""
    caller.require("disclosure_officer", unit=unit)
    way = known(ports, "application.channels", channel, now, "channel")
    if channel == INTERNET or (received_on is None and way["received"] != "submitted"):
        message = "互联网申请由申请人在网站提交。" if channel == INTERNET else f"请填写收到之日：{way['text']}。"
        raise InvalidRequest(fields={"channel" if channel == INTERNET else "received_on": [message]})
    return _filed(ports, unit=unit, channel=channel, by=caller.id, now=now, received_on=received_on or legal_day(now), **given)


def looked_up(ports: Desk, receipt: str, code: str, now: datetime) -> Application:
    """The application as it stands now, for whoever holds its receipt and query code. Nothing is changed."""
    application = proven(ports, receipt, code, now)
    application.tend(now, ports.calendar)
    application.drain()
    return application


def confirm_application(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, version: int) -> Application:
    """The applicant confirms that the application is meant as it stands."""
    application = _own(ports, receipt, code, version, now)
    confirmed(ports, application, "applicant", by=caller.id, now=now)
    return application


def confirmed(ports: Desk, application: Application, side: str, *, by: str, now: datetime) -> None:
    """One side confirms; with the second one the application is registered, and it is saved."""
    if application.confirm(side, now=now):
        _register(ports, application, legal_day(now), by=by, now=now)
    ports.applications.save(application)


def correct_application(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, version: int, description: str,
                        document_number: str, form: str) -> Application:
    """Give what was missing, within the time that the notice named; the clock of the answer begins anew (第三十条)."""
    application = _own(ports, receipt, code, version, now)
    description, number = wanted(description, document_number)
    application.correct(sealed=ports.vault.seal(application.id, {"description": description} if description else {}),
                        topic_key=_topic_key(ports, application.unit, description, number), document_number=number, form=form,
                        now=now, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def withdraw_application(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, version: int) -> Application:
    """Take the application back."""
    application = _own(ports, receipt, code, version, now)
    application.withdraw(WITHDRAWN, retention=retention(ports, now), now=now, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def accept_application_fee(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, version: int) -> Application:
    """Confirm that the fee notice arrived; the time to pay counts from that day."""
    application = _own(ports, receipt, code, version, now)
    application.accept_fee(rule(ports, application, "application.fee_payment", now), now=now, calendar=ports.calendar)
    ports.applications.save(application)
    return application


def rate_application(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, version: int, level: str
                     ) -> Application:
    """Say how satisfied one is with the answer."""
    application = _own(ports, receipt, code, version, now)
    application.rate(str(known(ports, "message.satisfaction", level, now, "level")["code"]), now=now)
    ports.applications.save(application)
    return application


def proven(ports: Desk, receipt: str, code: str, now: datetime) -> Application:
    """The application of ``receipt`` if ``code`` is its own.

    Raises the same ``WrongCode`` for an unknown receipt as for a wrong code, after the same work; ``CodeLocked`` after
    too many of either.
    """
    receipt = normal_receipt(receipt)
    if locked_until := ports.attempts.take(receipt, now):
        raise CodeLocked(retry_after=math.ceil((locked_until - now).total_seconds()))
    application = ports.applications.find_one({"receipt": receipt})
    right = code_of(ports.vault.likeness("query code", application.id if application else "nobody"))
    if not hmac.compare_digest(right.encode(), normal_code(code).encode()) or application is None:
        ports.attempts.fail(receipt, now)
        raise WrongCode()
    ports.attempts.clear(receipt)
    return application


def _own(ports: Desk, receipt: str, code: str, version: int, now: datetime) -> Application:
    application = proven(ports, receipt, code, now)
    application.expect(version)
    bring_up(ports, application, now)
    return application


def _filed(ports: Desk, *, unit: str, received_on: date | None, by: str, now: datetime, **given: Any) -> Filed:
    asked, id_ = responsible_unit(ports, unit, now), ports.new_application_id()
    if (application := _earlier(ports, id_)) is None:
        application = _begun(ports, id_, unit=unit, unit_name=asked.name, by=by, now=now, **given)
        if received_on:
            _register(ports, application, received_on, by=by, now=now)
        try:
            ports.applications.save(application)
        except StaleVersion:  # the same submission, sent twice at once
            application = _earlier(ports, id_) or application
    return Filed(application, code_of(ports.vault.likeness("query code", id_)))


def _begun(ports: Desk, id_: str, *, unit: str, by: str, now: datetime, category: str, applicant_kind: str,
           applicant: Mapping[str, str], description: str, document_number: str, **given: Any) -> Application:
    """The application as it comes in, everything personal sealed; raises what is wrong with it."""
    known(ports, "application.applicants", category, now, "category")
    person = checked_applicant(applicant_kind, category, applicant)
    description, number = wanted(description, document_number)
    clear = {f"applicant_{name}": value for name, value in person.items()}
    clear |= {"description": description} if description else {}
    likeness = ports.vault.likeness
    made: Application = Application.submit(
        id=id_, unit=unit, responsible=unit, applicant_kind=applicant_kind, category=category, document_number=number,
        receipt=receipt_of(unit, legal_day(now), likeness("receipt", id_)), entered_by=by, request=ports.request,
        sealed=ports.vault.seal(id_, clear), applicant_key=likeness("applicant", unit, person["identity_number"]),
        topic_key=_topic_key(ports, unit, description, number), retention=retention(ports, now), now=now,
        calendar=ports.calendar, **given)
    return made


def _earlier(ports: Desk, id_: str) -> Application | None:
    try:
        earlier = ports.applications.get(id_)
    except ApplicationNotFound:
        return None
    if earlier.request != ports.request:
        raise KeyReused()
    return earlier


def _register(ports: Desk, application: Application, received_on: date, *, by: str, now: datetime) -> None:
    rules = {key: ports.law.rule(key, received_on) for key in (ANSWER, EXAMINATION)}
    application.register(rules, received_on=received_on, now=now, by=by, calendar=ports.calendar)


def _topic_key(ports: Desk, unit: str, description: str, number: str) -> str:
    return ports.vault.likeness("topic", unit, topic(description, number))

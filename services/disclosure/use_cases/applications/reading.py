"""Applications as the unit and the inspection read them: lists, one with what it says, the account of its clock, its record."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.disclosure.errors.applications import ApplicationTransition
from services.disclosure.model.application import LABELS, RELEASED, Application, State
from services.disclosure.model.masking import masked
from services.disclosure.ports import ApplicationQuery, Desk
from services.disclosure.use_cases.applications.applying import looked_up
from services.disclosure.use_cases.applications.support import HANDLERS
from services.disclosure.use_cases.matters import STAFF
from shared.caller import Caller
from shared.clock import legal_day
from shared.law.explaining import explained
from shared.law.terms import Term
from shared.law.words import explain

PREFIX = "applicant_"


@dataclass(frozen=True)
class Shown:
    """An application with what may be shown of its sealed part: personal data masked, always."""

    application: Application
    version: int
    applicant: Mapping[str, str]
    description: str
    released: str = ""
    parties: Mapping[str, str] = field(default_factory=dict)
    """Consultation → the masked name of the party."""
    sentences: tuple[str, ...] = ()
    hints: Mapping[str, Any] = field(default_factory=dict)


def list_applications(ports: Desk, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                      ) -> tuple[list[Application], str | None]:
    """A page of the applications of the units that the caller works for."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.applications.page(ApplicationQuery(units=units, **query))


def get_application(ports: Desk, *, caller: Caller, now: datetime, application_id: str) -> Shown:
    """One application. Personal data are masked for everybody; what is asked is shown to those who handle it only."""
    application = _readable(ports, caller, application_id)
    handles = any(caller.may(role, application.responsible) for role in HANDLERS)
    return _shown(ports, application, released=handles, description=handles, hints=_hints(ports, application, now))


def get_application_account(ports: Desk, *, caller: Caller, now: datetime, application_id: str) -> dict[str, Any]:
    """How the due date of the answer comes about: every day from the receipt, and the same in sentences."""
    application = _readable(ports, caller, application_id)
    duty = application.answer_duty
    if duty is None:
        raise ApplicationTransition(step="account", state=LABELS[application.state], allowed=LABELS[State.REGISTERED])
    return {"application_id": application.id, **explained(duty, now, ports.calendar)}


def get_application_history(ports: Desk, *, caller: Caller, now: datetime, application_id: str
                            ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of an application; it holds nothing personal (Art. 5 第五条)."""
    _readable(ports, caller, application_id)
    return ports.applications.history(application_id), None


def list_application_outcomes(ports: Desk, *, caller: Caller, now: datetime) -> tuple[list[dict[str, Any]], None]:
    """The outcomes that an application can have today: the rows of table 3 of the yearly report."""
    return list(ports.law.value("application.outcomes", legal_day(now))), None


def look_up_application(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str) -> Shown:
    """How an application stands, for whoever holds its receipt and query code (查询)."""
    application = looked_up(ports, receipt, code, now)
    duty = application.answer_duty
    sentences = tuple(explain(duty.clock, ports.calendar)) if duty and not application.ended else ()
    return _shown(ports, application, released=application.state is not State.IN_REVIEW and application.ended,
                  description=True, sentences=sentences)


def _shown(ports: Desk, application: Application, *, released: bool, description: bool, **more: Any) -> Shown:
    names = [name for name in application.sealed if name.startswith(PREFIX) or name.endswith("_party")]
    names += [name for name, wanted in (("description", description), (RELEASED, released))
              if wanted and name in application.sealed]
    clear = ports.vault.open({name: application.sealed[name] for name in names})
    person = {name.removeprefix(PREFIX): value for name, value in clear.items() if name.startswith(PREFIX)}
    kinds = {"identity_kind": person.pop("identity_kind")} if "identity_kind" in person else {}
    parties = {name.split("_")[1]: masked("name", value) for name, value in clear.items() if name.endswith("_party")}
    return Shown(application, application.version, kinds | {name: masked(name, value) for name, value in person.items()},
                 clear.get("description", ""), clear.get(RELEASED, ""), parties, **more)


def _hints(ports: Desk, application: Application, now: datetime) -> dict[str, Any]:
    """How many ask for the same, and how much one applicant asks: hints, never decisions (第三十五、四十四条)."""
    if application.erased_on:
        return {}
    found: dict[str, Any] = {}
    for name, key, field_ in (("same_applicant", "application.volume", "applicant_key"),
                              ("same_request", "application.same_request", "topic_key")):
        limit = ports.law.value(key, legal_day(now))
        since = legal_day(now) - timedelta(days=round(Term.parse(limit["within"]).rough_days))
        alike = ports.applications.alike(application.unit, field_, getattr(application, field_), since)
        count = len(alike) if name == "same_applicant" else len({who for _, _, who in alike})
        found |= {name: count, f"{name}_many": count >= limit["count"]}
    return found


def _readable(ports: Desk, caller: Caller, application_id: str) -> Application:
    application = ports.applications.get(application_id)
    caller.require(*STAFF, unit=application.responsible)
    return application

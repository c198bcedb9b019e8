"""What time does to applications when nobody acts: terms pass, units are dissolved, the retention ends (the sweep)."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.model.application import CORRECTION, FEE, RETENTION, Application
from services.disclosure.ports import Desk
from services.disclosure.use_cases import hearing
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.events import Received
from shared.law.duties import Succession

ABANDONED = {CORRECTION: "3.6.1", FEE: "3.6.2"}
"""Which row of table 3 a term of the applicant's leads to when it is over."""


def tend_application(ports: Desk, *, now: datetime, id_: str) -> None:
    """Bring an application up to now (the sweep)."""
    application = ports.applications.get(id_)
    bring_up(ports, application, now)
    ports.applications.save(application)


def bring_up(ports: Desk, application: Application, now: datetime) -> None:
    """Everything that has come about by ``now``: stages, silence of those who were asked, what counts as given up, erasure."""
    before = application.responsible
    application.tend(now, ports.calendar)
    if before != application.responsible and (successor := ports.units.find_one({"_id": application.responsible})):
        application.unit_name = successor.name  # its own letters from now on; those that were written keep the old name
    while over := application.over(now):  # what ends begins the retention, which may be over by now as well
        wait = over[0]
        if wait.name == RETENTION:
            ports.vault.destroy(application.id)  # first: what fails after it is done again
            application.erase(now=now)
        elif wait.name in ABANDONED:
            code = ABANDONED[wait.name]
            application.abandon(wait, code, _label(ports, code, now), number=letter_number(ports, application, now),
                                by=SYSTEM.id, retention=retention(ports, now), now=now, calendar=ports.calendar)
        else:
            application.pass_over(wait, now=now, calendar=ports.calendar)


def letter_number(ports: Desk, application: Application, now: datetime) -> str:
    """The next number (文号) of the unit's letters of this year; given once, whatever becomes of the letter."""
    day = legal_day(now)
    serial = ports.next_serial(f"letters {application.responsible} {day.year}")
    pattern: str = ports.law.value("application.letter_number", day)
    return pattern.format(prefix=application.unit_name, year=day.year, serial=serial)


def retention(ports: Desk, now: datetime) -> Any:
    """The rule by which personal data are kept from today on."""
    return ports.law.rule("application.retention", legal_day(now))


def note_unit(ports: Desk, *, now: datetime, event: Received, code: str, dissolved_on: date | None, successors: Sequence[str],
              **told: Any) -> None:
    """A unit changed; when it is dissolved, its first successor has its open matters and applications from its first day on."""
    hearing.note_unit(ports, now=now, event=event, code=code, dissolved_on=dissolved_on, successors=successors, **told)
    if dissolved_on is None or not successors:
        return
    succession = Succession(successors[0], dissolved_on)
    for application_id in ports.applications.open_of(code):
        application = ports.applications.get(application_id)
        if application.succession != succession:
            application.succession = succession
            application.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
            bring_up(ports, application, now)
            ports.applications.save(application)


def _label(ports: Desk, code: str, now: datetime) -> str:
    rows = ports.law.value("application.outcomes", legal_day(now))
    return next((str(each["label"]) for each in rows if each["code"] == code), code)

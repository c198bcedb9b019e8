"""What yearly reports do when something else happens: units come and go, a report is approved, its article is public."""
from collections.abc import Sequence
from datetime import date, datetime

from services.disclosure.model import State as MatterState
from services.disclosure.model.report_parts import State
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import registered
from services.disclosure.use_cases.report_writing import begin_report
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.events import Received
from shared.law.duties import Succession


def note_report_approved(ports: Ports, *, now: datetime, event: Received, report_id: str, unit: str, title: str, matter_id: str,
                         basis: str, approved_on: date) -> None:
    """An approved report must be published: it is a matter of the most general class, formed (or changed) on that day."""
    matter = ports.matters.find_one({"_id": matter_id})
    if matter is None:
        classes = [ports.law.value("disclosure.classes", approved_on)[-1]["code"]]
        registered(ports, id_=matter_id, by=SYSTEM.id, now=now, unit=unit, classes=classes, happened_on=approved_on,
                   title=title, basis=basis, origin="event", origin_ref=event.id)
    elif matter.state is MatterState.FULFILLED and matter.fulfilment:  # it had been given back after it was public
        _publish(ports, matter_id, matter.fulfilment.article_id, matter.fulfilment.at, now)


def note_report_public(ports: Ports, *, now: datetime, matter_id: str, article_id: str, published_at: datetime) -> None:
    """A matter is public: if it was a yearly report, the report is."""
    _publish(ports, matter_id, article_id, published_at, now)


def note_unit_of_reports(ports: Ports, *, now: datetime, code: str, dissolved_on: date | None, successors: Sequence[str]
                         ) -> None:
    """A unit has a report on the year in which it is known; its first successor has those that are not public yet."""
    if dissolved_on is None or dissolved_on > legal_day(now):
        begin_report(ports, unit=code, year=legal_day(now).year, now=now)
    if dissolved_on is None or not successors:
        return
    succession = Succession(successors[0], dissolved_on)
    for report_id in ports.reports.unmet_of(code):
        report = ports.reports.get(report_id)
        if report.succession != succession:
            report.succession = succession
            report.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
            report.tend(now, ports.calendar)
            ports.reports.save(report)


def _publish(ports: Ports, matter_id: str, article_id: str, at: datetime, now: datetime) -> None:
    report = ports.reports.find_one({"_id": matter_id.rpartition(".")[0]})
    if report and report.matter_id == matter_id and report.state is State.APPROVED:
        report.publish(article_id, at, now=now, calendar=ports.calendar)
        ports.reports.save(report)

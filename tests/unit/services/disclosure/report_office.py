"""An office that writes yearly reports, in memory."""
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from services.disclosure import errors, use_cases
from services.disclosure.errors.reports import ReportExists, ReportNotFound
from services.disclosure.events.reports import ReportApproved
from services.disclosure.model import EarlyNews, Matter, PublicItem
from services.disclosure.model.report import CaseFact
from services.disclosure.model.report_counts import DocumentFact
from services.disclosure.model.yearly_report import YearlyReport
from services.disclosure.ports import Desk, ReportQuery
from shared.caller import Caller
from shared.events import Event, Received
from shared.known import KnownNotice, KnownUnit
from shared.law.almanac import calendar
from shared.law.loading import load
from shared.testing.memory import MemoryCollection

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LAW = load(["national", "xiangxi-2018"])
UNIT, COUNTY, HEIR = "433100D01", "433101", "433100D02"
FIGURES = {"rules.made": 0, "rules.repealed": 0, "rules.in_force": 0, "documents.made": 3, "documents.repealed": 1,
           "documents.in_force": 40, "licences.decisions": 12, "penalties.decisions": 5, "compulsion.decisions": 0,
           "fees.amount": "12.50"}
TEXTS = {"overview": "全年公开信息若干条。\n依申请公开办理及时。", "problems": "解读形式不够丰富。", "other": None}


def person(id_: str, role: str, *units: str) -> Caller:
    """Somebody with a role for units."""
    return Caller(id=id_, unit=UNIT, grants={role: units or (UNIT, HEIR, COUNTY)})


OFFICER, HEAD, AUDITOR = person("officer", "disclosure_officer"), person("head", "disclosure_head"), person("a", "auditor")
STRANGER = person("stranger", "disclosure_officer", "999999")


class Reports(MemoryCollection[YearlyReport]):
    """Reports, with what only the real store can search."""

    def __init__(self, units: MemoryCollection[KnownUnit]) -> None:
        super().__init__(ReportNotFound, taken=ReportExists)
        self._units = units

    def page(self, query: ReportQuery) -> tuple[list[YearlyReport], str | None]:
        """All that may be seen; order and cursor are the real store's work."""
        return [each for each in self.find({}) if query.units is None or each.responsible in query.units], None

    def unmet_of(self, unit: str) -> list[str]:
        """Those that are not public."""
        return [each.id for each in self.find({"unit": unit}) if each.state.value != "published"]

    def predecessors(self, unit: str) -> list[str]:
        """Units whose first successor it is."""
        return [each.id for each in self._units.find({}) if each.successors[:1] == [unit]]


class Cases:
    """What is counted, as the test says."""

    def __init__(self) -> None:
        self.all: dict[str, list[CaseFact]] = {}
        self.made: list[DocumentFact] = []

    def facts(self, unit: str, year: int) -> Iterable[CaseFact]:
        """The unit's."""
        return self.all.get(unit, [])

    def documents(self, unit: str, class_name: str) -> Iterable[DocumentFact]:
        """Normative documents."""
        return self.made if class_name == "normative_documents" else []


class Office:
    """Ports in memory and the steps of stories, each a minute after the one before."""

    def __init__(self, at: datetime = AT) -> None:
        units = MemoryCollection[KnownUnit](errors.UnknownUnit)
        self.reports, self.cases, self.now = Reports(units), Cases(), at
        self.matters: Any = MemoryCollection[Matter](errors.MatterNotFound)
        self.matters.open_of = lambda unit: []
        applications: Any = MemoryCollection(errors.MatterNotFound)
        applications.open_of = lambda unit: []
        self.ports = Desk(matters=self.matters, items=MemoryCollection[PublicItem](errors.NotPublished),
                          early_news=MemoryCollection[EarlyNews](errors.NotPublished), units=units,
                          notices=MemoryCollection[KnownNotice](errors.UnknownUnit), law=LAW, calendar=calendar(LAW, ()),
                          new_id=lambda: "id", reports=self.reports, cases=self.cases, applications=applications, vault=None,
                          attempts=None, next_serial=lambda series: 1, new_application_id=lambda: "a", request="",
                          imports=None, import_files=None, import_rows=None, since=lambda today: date(2000, 1, 1),
                          side_by_side=lambda function, sequence: [function(each) for each in sequence])
        self.unit(UNIT, "示例州档案局", "department")

    @property
    def events(self) -> list[Event]:
        """What the saves of reports said."""
        return self.reports.events

    def types(self) -> list[str]:
        """Their types without service and version."""
        return [each.TYPE.removeprefix("disclosure.").removesuffix(".v1") for each in self.events]

    def unit(self, code: str, name: str, kind: str, sequence: int = 1, dissolved_on: date | None = None,
             successors: tuple[str, ...] = ()) -> None:
        """Directory tells of a unit."""
        self.hear(use_cases.note_unit, sequence=sequence, code=code, name=name, kind=kind, parent=None,
                  dissolved_on=dissolved_on, successors=list(successors))

    def hear(self, use_case: Any, *, sequence: int = 1, **fields: Any) -> None:
        """Handle an event a minute later."""
        self.now += timedelta(minutes=1)
        event = Received(id="e", type="t", time=self.now, subject="s", sequence=sequence, correlation="c")
        use_case(self.ports, now=self.now, event=event, **fields)

    def do(self, use_case: Any, who: Caller = OFFICER, **fields: Any) -> Any:
        """Run an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports, caller=who, now=self.now, **fields)

    def step(self, use_case: Any, report_id: str, who: Caller = OFFICER, **fields: Any) -> YearlyReport:
        """Run an operation on a report as its latest version."""
        done: YearlyReport = self.do(use_case, who, report_id=report_id, version=self.reports.get(report_id).version, **fields)
        return done

    def sweep(self, at: datetime) -> None:
        """Time passes, and the sweep brings everything up to it."""
        self.now = at
        while due := [each for each in self.reports.find({}) if each.sweep_at and each.sweep_at <= at]:
            for each in due:
                use_cases.tend_yearly_report(self.ports, now=at, id_=each.id)

    def filled(self, year: int, unit: str = UNIT) -> str:
        """A report of 2021's form with everything in it."""
        report_id = f"{unit}.{year}"
        self.step(use_cases.enter_report_figures, report_id, figures={cell: Decimal(value) for cell, value in FIGURES.items()})
        self.step(use_cases.write_report_texts, report_id, **TEXTS)
        return report_id

    def approved(self, year: int, unit: str = UNIT) -> str:
        """Handed in and approved, and heard of."""
        report_id = self.filled(year, unit)
        self.step(use_cases.submit_yearly_report, report_id)
        self.step(use_cases.approve_yearly_report, report_id, HEAD)
        self.hear_approval()
        return report_id

    def hear_approval(self) -> None:
        """Disclosure hears its own event."""
        told = next(each for each in reversed(self.events) if isinstance(each, ReportApproved))
        self.hear(use_cases.note_report_approved, report_id=told.report_id, unit=told.unit, title=told.title,
                  matter_id=told.matter_id, basis=told.basis, approved_on=date.fromisoformat(told.approved_on))

    def public(self, report_id: str, at: datetime) -> YearlyReport:
        """An article that names the report's matter went public."""
        self.hear(use_cases.note_article_published, article_id=f"a-{at:%d%H}", unit=report_id.partition(".")[0], site="s",
                  column="s.c", path="/p", index_number=f"{at:%d%H}", title="年报", kind="report", subject="general",
                  made_on=None,
                  first_published_at=at, published_at=at, unit_name="", column_type="信息公开年报", summary="",
                  document_number="", effective_on=None, expires_on=None, validity="in_force",
                  matters=[self.reports.get(report_id).matter_id])
        told = self.matters.events[-1]
        self.hear(use_cases.note_matter_fulfilled, matter_id=told.matter_id, article_id=told.article_id,
                  published_at=datetime.fromisoformat(told.published_at))
        return self.reports.get(report_id)

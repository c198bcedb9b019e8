"""A unit's desk for applications in memory: the real law and calendar, a vault whose seals only it can open."""
import copy
import hmac
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from services.disclosure.errors import MatterNotFound, UnknownUnit
from services.disclosure.errors.applications import ApplicationNotFound
from services.disclosure.model import Matter
from services.disclosure.model.application import Application
from services.disclosure.ports import ApplicationQuery, Desk
from services.disclosure.use_cases import applications as desk
from shared.caller import ANONYMOUS, Caller
from shared.clock import BEIJING
from shared.events import Received
from shared.known import KnownUnit
from shared.law import loading
from shared.law.almanac import calendar
from shared.law.calendar import Calendar
from shared.law.rules import Law
from shared.sealed import Sealed
from shared.testing.attempts import MemoryAttempts
from shared.testing.memory import MemoryCollection
from tests.unit.services.disclosure.county import County
from tests.unit.services.disclosure.report_office import Cases, Reports

UNIT = "433100"
OFFICER = Caller("officer", unit=UNIT, grants={"disclosure_officer": (UNIT,)})
OTHER = Caller("other", unit=UNIT, grants={"disclosure_officer": (UNIT,), "disclosure_head": (UNIT,)})
HEAD = Caller("head", unit=UNIT, grants={"disclosure_head": (UNIT,)})
AUDITOR = Caller("auditor", unit=UNIT, grants={"auditor": (UNIT,)})
PERSON = {"name": "张三丰示例", "identity_kind": "resident_id", "identity_number": "433101199001011234", "phone": "13907430000",
          "address": "湘西示例路一号", "email": "zhang@example.com"}
FIRM = {"name": "示例建设有限公司", "identity_number": "91433100MA4L000000", "representative": "李示例", "contact": "王示例",
        "phone": "0743-1234567"}


@cache
def law() -> Law:
    """The national rules."""
    return loading.load(["national"])


@cache
def almanac() -> Calendar:
    """The published calendar."""
    return calendar(law(), ())


def legal(day: str) -> date:
    """A day."""
    return date.fromisoformat(day)


class MemoryVault:
    """Seals by number; what was destroyed cannot be opened."""

    def __init__(self) -> None:
        self.kept: dict[bytes, tuple[str, str]] = {}
        self.destroyed: list[str] = []

    def seal(self, case: str, values: Mapping[str, str]) -> dict[str, Sealed]:
        """Each value under a number of its own."""
        found = {}
        for name, value in values.items():
            found[name] = Sealed(f"#{len(self.kept)}".encode())
            self.kept[bytes(found[name])] = case, value
        return found

    def open(self, values: Mapping[str, Sealed]) -> dict[str, str]:
        """What was sealed."""
        return {name: self.kept[bytes(value)][1] for name, value in values.items()}

    def destroy(self, case: str) -> None:
        """Forget a case."""
        self.destroyed.append(case)
        self.kept = {key: each for key, each in self.kept.items() if each[0] != case}

    def likeness(self, purpose: str, *parts: str) -> str:
        """A keyed hash."""
        return hmac.digest(b"key", "\0".join((purpose, *parts)).encode(), "sha256").hex()


class MemoryApplications(MemoryCollection[Application]):
    """Applications and what is asked of them all."""

    def page(self, query: ApplicationQuery) -> tuple[list[Application], str | None]:
        """All of the units."""
        return [each for each in self.find({}) if query.units is None or each.responsible in query.units], None

    def open_of(self, unit: str) -> list[str]:
        """Ids of what a unit answers for."""
        return [each.id for each in self.find({"responsible": unit, "erased_on": None})]

    def alike(self, unit: str, name: str, key: str, since: date) -> list[tuple[datetime, date, str]]:
        """Those with the same key."""
        return [(each.registered_at, each.received_on, each.applicant_key) for each in self.find({"unit": unit, name: key})
                if each.received_on and each.received_on >= since]  # type: ignore[misc]


class Town:
    """The unit and its people; ``at`` is the time in China, moved by the tests."""

    def __init__(self, at: str = "2026-03-02 09:00") -> None:
        self.now = datetime.fromisoformat(at).replace(tzinfo=BEIJING).astimezone(UTC)
        self.applications = MemoryApplications(ApplicationNotFound)
        self.units: MemoryCollection[KnownUnit] = MemoryCollection(UnknownUnit)
        self.matters: Any = MemoryCollection[Matter](MatterNotFound)
        self.matters.open_of = lambda unit: []
        self.reports = Reports(self.units)
        self.vault, self.attempts = MemoryVault(), MemoryAttempts()
        self.serials: dict[str, int] = {}
        self.calendar = almanac()
        self.ids, self.key = 0, ""
        self.codes: dict[str, str] = {}
        self.hear(code=UNIT, name="示例州人民政府")

    def ports(self) -> Desk:
        """As one call sees them."""
        county = County.__new__(County).empty_ports()
        return Desk(**{each.name: getattr(county, each.name) for each in fields(county)} | {
            "matters": self.matters, "units": self.units, "law": law(), "calendar": self.calendar, "new_id": self._id,
            "reports": self.reports, "cases": Cases()},
                    applications=self.applications, vault=self.vault, attempts=self.attempts, next_serial=self._serial,
                    new_application_id=lambda: f"key-{self.key}" if self.key else self._id(), request="r" + self.key[:1])

    def on(self, day: str, time: str = "09:00") -> None:
        """Let it be this day; the sweep looks at everything."""
        self.now = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=BEIJING).astimezone(UTC)
        self.sweep()

    def sweep(self) -> None:
        """What the frame does all the time."""
        for each in list(self.applications.find({})):
            outdated = each.reckoned_with is not None and each.reckoned_with < self.calendar.version
            if outdated or (each.sweep_at and each.sweep_at <= self.now):
                desk.tend_application(self.ports(), now=self.now, id_=each.id)

    def do(self, use_case: Any, who: Caller, **fields: Any) -> Any:
        """Run an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports(), caller=who, now=self.now, **fields)

    def step(self, use_case: Any, who: Caller, application: Application, **fields: Any) -> Application:
        """The unit's step on the application as it is."""
        version = self.applications.get(application.id).version
        done: Application = self.do(use_case, who, application_id=application.id, version=version, **fields)
        return done

    def own(self, use_case: Any, application: Application, **fields: Any) -> Application:
        """The applicant's step, by receipt and code."""
        version = self.applications.get(application.id).version
        done: Application = self.do(use_case, ANONYMOUS, receipt=application.receipt, code=self.codes[application.id],
                                    version=version, **fields)
        return done

    def hear(self, **told: Any) -> None:
        """Directory tells of a unit."""
        event = Received(id="e", type="t", time=self.now, subject="s", sequence=self._id_number(), correlation="c")
        told = {"kind": "", "parent": None, "dissolved_on": None, "successors": [], "valid_from": "1999-01-01",
                "change": ""} | told
        desk.note_unit(self.ports(), now=self.now, event=event, **told)

    def entered(self, received_on: date | None = None, channel: str = "in_person", **more: Any) -> Application:
        """An application that came in person."""
        given = {"unit": UNIT, "applicant_kind": "citizen", "category": "person", "applicant": PERSON, "form": "paper",
                 "description": "2025年度示例河道整治项目的立项批复", "document_number": ""} | more
        filed = self.do(desk.enter_application, OFFICER, channel=channel, received_on=received_on, **given)
        self.codes[filed.application.id] = filed.code
        return self.now_of(filed.application)

    def submitted(self, **more: Any) -> Application:
        """An application over the internet."""
        given = {"unit": UNIT, "applicant_kind": "citizen", "category": "person", "applicant": PERSON, "form": "electronic",
                 "description": "2025年度示例河道整治项目的立项批复", "document_number": ""} | more
        filed = self.do(desk.submit_application, ANONYMOUS, **given)
        self.codes[filed.application.id] = filed.code
        return self.now_of(filed.application)

    def handled(self, **more: Any) -> Application:
        """Received and accepted."""
        return self.step(desk.accept_application, OFFICER, self.entered(**more))

    def consulted(self, application: Application, party: str = "third_party") -> Application:
        """Somebody was asked."""
        return self.step(desk.consult_party, OFFICER, application, party=party, name="赵被征求", address="某地",
                         summary="可否公开")

    def drafted(self, application: Application, code: str = "3.1", **more: Any) -> Application:
        """An answer was drafted."""
        given = {"explanation": "", "provided": "随函寄送", "text": "", "masks": [], "review_body": "示例省人民政府",
                 "court": "示例市人民法院"} | more
        return self.step(desk.draft_application_answer, OFFICER, application, outcome_code=code, **given)

    def answered(self, application: Application | None = None, code: str = "3.1", **more: Any) -> Application:
        """Answered."""
        return self.step(desk.issue_application_answer, HEAD, self.drafted(application or self.handled(), code, **more))

    def now_of(self, application: Application) -> Application:
        """As it is stored."""
        return copy.deepcopy(self.applications.get(application.id))

    def _id(self) -> str:
        return f"a{self._id_number()}"

    def _id_number(self) -> int:
        self.ids += 1
        return self.ids

    def _serial(self, series: str) -> int:
        self.serials[series] = self.serials.get(series, 0) + 1
        return self.serials[series]


def due(application: object) -> date:
    """When the answer is due."""
    return application.answer_duty.due_on  # type: ignore[attr-defined, no-any-return]

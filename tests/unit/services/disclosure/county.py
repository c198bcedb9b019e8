"""A small prefecture in memory, under the real rule packs and the real calendar: its units, people and public items."""
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.disclosure import errors, use_cases
from services.disclosure.errors import MatterExists
from services.disclosure.model import EarlyNews, Matter, MatterImport, PublicItem, derived_id
from services.disclosure.ports import CatalogueQuery, MatterQuery, Ports
from services.disclosure.use_cases import hearing
from shared.caller import Caller
from shared.clock import legal_day
from shared.events import Event, Received
from shared.known import KnownNotice, KnownUnit
from shared.law.almanac import calendar
from shared.law.loading import load
from shared.testing.memory import MemoryCollection
from tests.unit.services.disclosure.report_office import Cases, Reports

LAW = load(["national", "xiangxi-2018"])
NATIONAL = load(["national"])
CALENDAR = calendar(LAW, ())
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Monday, 23 November 2026, 09:30 in Beijing."""
UNIT, SUCCESSOR, OTHER = "433100D90", "433100D18", "433101"


def person(id_: str, *roles: str, unit: str = UNIT) -> Caller:
    """Somebody with ``roles`` for ``unit``."""
    return Caller(id=id_, unit=unit, grants=dict.fromkeys(roles, (unit,)))


OFFICER, HEAD = person("officer-id", "disclosure_officer"), person("head-id", "disclosure_head")
AUDITOR = Caller(id="auditor-id", grants={"auditor": ("*",)})
EVERYWHERE = Caller(id="chief-id", grants=dict.fromkeys(("disclosure_officer", "disclosure_head"), ("*",)))
STRANGER = person("stranger", "disclosure_officer", "disclosure_head", "auditor", unit=OTHER)
MATTER = {"unit": UNIT, "title": "关于公布重点项目进展的通知", "classes": ["notices"], "happened_on": date(2026, 11, 20),
          "basis": "formed", "document_number": ""}


class Matters(MemoryCollection[Matter]):
    """Matters; no two have one fingerprint."""

    def __init__(self) -> None:
        super().__init__(errors.MatterNotFound)

    def save(self, aggregate: Matter) -> None:
        """As the unique index of the real store."""
        same = self.find_one({"fingerprint": aggregate.fingerprint})
        if aggregate.changed and same and same.id != aggregate.id:
            raise MatterExists(id=aggregate.id, fingerprint=aggregate.fingerprint)
        super().save(aggregate)

    def page(self, query: MatterQuery) -> tuple[list[Matter], str | None]:
        """All that may be seen; order and cursor are the real store's work."""
        return [each for each in self.find({}) if query.units is None or each.responsible in query.units][:query.limit], None

    def open_of(self, unit: str) -> list[str]:
        """Ids."""
        return [each.id for each in self.find({"responsible": unit}) if each.open_duties]


class Items(MemoryCollection[PublicItem]):
    """Public items and their catalogue, by the model's own word."""

    def __init__(self) -> None:
        super().__init__(errors.NotPublished)
        self.clashes = 0

    def catalogue(self, query: CatalogueQuery) -> tuple[list[PublicItem], str | None]:
        """Newest first."""
        found = [each for each in self.find({}) if each.part and not each.withdrawn and all(
            getattr(query, name) in (None, getattr(each, name)) for name in ("unit", "part", "kind", "subject"))
            and query.validity in (None, each.validity_on(query.today))
            and (query.q is None or query.q in each.title + each.summary + each.document_number)
            and (query.from_ is None or (each.made_on and each.made_on >= query.from_))
            and (query.to is None or (each.made_on and each.made_on <= query.to))]
        return sorted(found, key=lambda each: (each.first_published_at, each.id), reverse=True)[:query.limit], None

    def parts(self, query: CatalogueQuery) -> Mapping[str, int]:
        """Part → entries."""
        return Counter(each.part for each in self.catalogue(query)[0])

    def count_clash(self) -> None:
        """One more."""
        self.clashes += 1


class Imports(MemoryCollection[MatterImport]):
    """Imports."""

    def __init__(self) -> None:
        super().__init__(errors.ImportNotFound)

    def page(self, units: Sequence[str] | None, limit: int, cursor: str | None) -> tuple[list[MatterImport], str | None]:
        """Newest first."""
        found = [each for each in self.find({}) if units is None or each.unit in units]
        return found[::-1][:limit], None


class Files(dict[str, bytes]):
    """Files that were handed in."""

    def keep(self, import_id: str, content: bytes) -> None:
        """Lay it down."""
        self[import_id] = content

    def get(self, import_id: str) -> bytes:  # type: ignore[override]
        """As it was."""
        return self[import_id]

    def drop(self, import_id: str) -> None:
        """Not needed any more."""
        self.pop(import_id, None)


class Rows(dict[tuple[str, int], list[dict[str, Any]]]):
    """Rows in batches."""

    def put(self, import_id: str, batch: int, rows: list[dict[str, Any]]) -> None:
        """Lay a batch down."""
        self[import_id, batch] = [dict(row) for row in rows]

    def batch(self, import_id: str, batch: int) -> list[dict[str, Any]]:
        """One batch."""
        return [dict(row) for row in self[import_id, batch]]

    def all(self, import_id: str) -> Iterator[dict[str, Any]]:
        """In order."""
        for (id_, _), rows in sorted(self.items()):
            yield from rows if id_ == import_id else ()

    def page(self, import_id: str, outcome: str | None, limit: int, cursor: str | None
             ) -> tuple[list[dict[str, Any]], str | None]:
        """The first page."""
        return [row for row in self.all(import_id) if outcome in (None, row["outcome"])][:limit], None


class County:
    """Ports in memory, and the steps that stories are made of."""

    def __init__(self, law: Any = LAW, since: date = date(2000, 1, 1)) -> None:
        self.ports = self.empty_ports(law, since)
        self.now, self._sequence = AT, itertools.count(1)
        for code, name in ((UNIT, "示例州旅游局"), (SUCCESSOR, "示例州文化旅游广电局"), (OTHER, "示例市人民政府")):
            self.unit(code, name=name)

    def empty_ports(self, law: Any = LAW, since: date = date(2000, 1, 1)) -> Ports:
        """Ports over nothing."""
        numbers = itertools.count(1)
        self.matters, self.items, self.imports, self.rows, self.files = Matters(), Items(), Imports(), Rows(), Files()
        units = MemoryCollection[KnownUnit](errors.UnknownUnit)
        return Ports(
            matters=self.matters, items=self.items, early_news=MemoryCollection[EarlyNews](errors.NotPublished), units=units,
            reports=Reports(units), cases=Cases(),
            notices=MemoryCollection[KnownNotice](errors.UnknownUnit), law=law, calendar=CALENDAR,
            new_id=lambda: f"id-{next(numbers)}", imports=self.imports, import_files=self.files, import_rows=self.rows,
            since=lambda today: min(since, today),
            side_by_side=lambda function, sequence: [function(each) for each in sequence])

    @property
    def events(self) -> list[Event]:
        """What the saves of matters said."""
        return self.matters.events

    @property
    def told(self) -> list[str]:
        """The types of the events of matters, without service and version: ``duty.near``."""
        return [".".join(event.TYPE.split(".")[1:3]) for event in self.events]

    def do(self, use_case: Any, who: Caller, **fields: Any) -> Any:
        """Run an operation."""
        return use_case(self.ports, caller=who, now=self.now, **fields)

    def register(self, who: Caller = OFFICER, **fields: Any) -> Matter:
        """A matter by hand."""
        made: Matter = self.do(use_cases.register_matter, who, **(MATTER | fields))
        return made

    def step(self, use_case: Any, who: Caller, matter: Matter, **fields: Any) -> Matter:
        """Run an operation on a matter as its latest version."""
        version = self.matters.get(matter.id).version
        done: Matter = self.do(use_case, who, matter_id=matter.id, version=version, **fields)
        return done

    def sweep(self, at: datetime | None = None) -> None:
        """Whatever is due at ``at`` is brought up to then, as the sweep does."""
        self.now = at or self.now
        for _ in range(100):
            due = [each.id for each in self.matters.find({}) if each.sweep_at and each.sweep_at <= self.now]
            if not due:
                return
            for id_ in due:
                use_cases.tend_matter(self.ports, now=self.now, id_=id_)
        raise AssertionError("the sweep never ends")

    def hear(self, use_case: Any, *, type: str = "t", id: str = "", sequence: int | None = None, at: datetime | None = None,
             **fields: Any) -> None:
        """Handle an event."""
        number = sequence or next(self._sequence)
        event = Received(id=id or f"event-{number}", type=type, time=at or self.now, subject="s", sequence=number,
                         correlation="c")
        use_case(self.ports, now=self.now, event=event, **fields)

    def unit(self, code: str, *, type: str = "directory.unit.registered.v1", name: str = "单位", **fields: Any) -> None:
        """Directory tells of a unit, of many years ago if nothing else is said."""
        told = {"kind": "department", "parent": "433100", "dissolved_on": None, "successors": [],
                "valid_from": "1999-01-01", "change": "", **fields}
        self.hear(hearing.note_unit, type=type, code=code, name=name, **told)

    def withheld(self, article_id: str = "a1", *, sequence: int | None = None, at: datetime | None = None, **fields: Any
                 ) -> Matter | None:
        """Content tells that an article was approved that is withheld; the matter that it is, if it is one."""
        told = {"unit": UNIT, "kind": "notice", "subject": "general", "column_type": "政策文件", "reason": "trade_secret",
                "re_examine_on": date(2027, 3, 1), **fields}
        self.hear(use_cases.note_article_withheld, type="content.article.withheld.v1", at=at, sequence=sequence,
                  article_id=article_id, **told)
        return self.matters.find_one({"_id": derived_id("withheld", article_id)})

    def published(self, article_id: str = "a1", *, matters: Sequence[str] = (), at: datetime | None = None,
                  sequence: int | None = None, **fields: Any) -> PublicItem:
        """Content tells of a publication."""
        moment = at or self.now
        told = {"unit": UNIT, "site": "xxz", "column": "xxz.zcwj", "path": f"/zcwj/{article_id}.html",
                "index_number": f"000000000/{article_id}", "title": "示例标题", "kind": "notice", "subject": "general",
                "made_on": None, "first_published_at": moment, "published_at": moment, "unit_name": "",
                "column_type": "政策文件", "summary": "", "document_number": "", "effective_on": None, "expires_on": None,
                "validity": "in_force", **fields}
        self.hear(use_cases.note_article_published, type="content.article.published.v1", at=moment, sequence=sequence,
                  article_id=article_id, matters=list(matters), **told)
        found = self.items.find_one({"_id": article_id})
        assert found
        return found


def beijing(*parts: int) -> datetime:
    """A moment in Beijing, in UTC."""
    return datetime(*parts, tzinfo=UTC) - timedelta(hours=8)  # type: ignore[misc]


def today(county: County) -> date:
    """The county's day."""
    return legal_day(county.now)

"""Law over a store in memory: whoever keeps the rules, and whoever asks."""
import itertools
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.law import errors, use_cases
from services.law.model import BOOK, NoticeBook, Ruling
from services.law.origin import InstalledShelf
from services.law.ports import Ports
from shared.caller import ANONYMOUS, Caller
from shared.events import Event, Received
from shared.law import regulation
from shared.law.overlay import Overlay
from shared.law.rules import Law, Mark, Pack, Rule
from shared.law.rules import Ruling as PackRuling
from shared.law.terms import Term
from shared.testing.memory import MemoryCollection
from tests.unit.shared.law.years import CORRECTION, FIXED

KEEPER = Caller(id="keeper", unit="433100", grants={"rule_keeper": ("*",)})
OFFICER = Caller(id="officer", unit="433100", grants={"secrecy_officer": ("433100",)})
COUNTY = Caller(id="county", unit="433101", grants={"rule_keeper": ("433101",)})


def rule(key: str, article: str, term: str, since: date = date(2018, 11, 14), **more: Any) -> Rule:
    """A rule with a term."""
    return Rule(key=key, label="公开", article=article, source="州政办发", mark=Mark.VERIFIED, pack="xiangxi-2018", version="1",
                since=since, value=None, term=Term.parse(term), **more)


PACK = Pack(name="xiangxi-2018", title="办法", level="local", version="1", bases=(), since=date(2018, 11, 14), until=None,
            calendar=Overlay(generation=2, corrections=(CORRECTION,), fixed_holidays=FIXED), rules={
    "disclosure.important": [rule("disclosure.important", "Art. 7 第七条", "5 workdays", near=0.4,
                                  extended=Term.parse("10 workdays"))],
    "disclosure.meetings": [rule("disclosure.meetings", "Art. 7 第七条", "5 workdays"),
                            rule("disclosure.meetings", "Art. 7 第七条", "3 workdays", date(2020, 1, 1))],
    "message.advice": [rule("message.advice", "Art. 17 第十七条", "7 workdays")]},
    rulings=[PackRuling(date(2019, 3, 1), "Art. 7 第七条", "州人民政府办公室", "旧口径。")])


class Desk:
    """Ports in memory; each step is a minute after the one before."""

    def __init__(self, law: Law | None = None) -> None:
        numbers = itertools.count(1)
        self.now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
        self.books = MemoryCollection[NoticeBook](errors.NoticeNotFound)
        self.rulings = MemoryCollection[Ruling](errors.RulingNotFound)
        self.shelf = InstalledShelf(law or Law((PACK,)), regulation())
        self.ports = Ports(books=self.books, rulings=self.rulings, shelf=self.shelf, calendar=lambda: self.shelf.calendar(
            book.notices if (book := self.books.find_one({"_id": BOOK})) else []), new_id=lambda: f"r{next(numbers)}")

    def do(self, use_case: Any, caller: Caller = KEEPER, **fields: Any) -> Any:
        """Perform an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports, caller=caller, now=self.now, **fields)

    def bring(self, text: str, name: str = "2027.yaml", caller: Caller = KEEPER) -> NoticeBook:
        """Import a file."""
        book: NoticeBook = self.do(use_cases.import_notice, caller, name=name, text=text, notice=None)
        return book

    def hear(self, use_case: Any, ruling: Ruling, **fields: Any) -> Ruling:
        """The secrecy review decided on a ruling, and says so."""
        self.now += timedelta(minutes=1)
        told = {"service": "law", "subject": ruling.id, "digest": ruling.digest, "officer": OFFICER.id} | fields
        event = Received(id="e", type="t", time=self.now, subject="s", sequence=1, correlation="c")
        use_case(self.ports, now=self.now, event=event, **told)
        return self.rulings.get(ruling.id)

    def draft(self, text: str = "新口径。", *, article: int = 7, on: date | None = date(2026, 11, 20)) -> Ruling:
        """A ruling that waits for its review."""
        ruling: Ruling = self.do(use_cases.draft_ruling, article=article, on=on, office="州人民政府办公室", text=text)
        return ruling

    def cleared(self, ruling: Ruling, **fields: Any) -> Ruling:
        """The review cleared it."""
        clearance = {"clearance": "c1", "dictionary": "d1", "rules": "r1"}
        return self.hear(use_cases.note_review_cleared, ruling, **clearance | fields)

    def publish(self, ruling: Ruling) -> Ruling:
        """Let the public see it."""
        public: Ruling = self.do(use_cases.publish_ruling, ruling_id=ruling.id, version=ruling.version)
        return public

    def read(self, use_case: Any, **fields: Any) -> Any:
        """What the public gets."""
        return json.loads(self.do(use_case, ANONYMOUS, **fields).json)

    @property
    def events(self) -> list[Event]:
        """What the saves said."""
        return [*self.books.events, *self.rulings.events]

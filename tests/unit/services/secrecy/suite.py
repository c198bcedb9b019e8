"""Secrecy over a store in memory, for the tests of its use cases, with the detectors that are built in."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from services.secrecy import errors, use_cases
from services.secrecy.detectors import (
    address,
    bank_card,
    classification_mark,
    credit_code,
    id_card,
    internal_paper,
    landline,
    mobile,
    officer_card,
    passport,
    personal_table,
    plate,
    term_list,
)
from services.secrecy.errors.dictionaries import DictionaryExists, DictionaryNotFound
from services.secrecy.errors.recalls import NothingShown, RecallNotFound, ReexaminationNotFound
from services.secrecy.inspector import Inspector
from services.secrecy.model import Review
from services.secrecy.model.dictionary import Dictionary
from services.secrecy.model.levels import LEVELS
from services.secrecy.model.recall import Recall
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from services.secrecy.ports import (
    AttachedFile,
    Examined,
    FilePage,
    FilePiece,
    FileText,
    OriginText,
    OutcomeQuery,
    Part,
    Ports,
    RecallQuery,
    ReviewQuery,
    Waiting,
)
from shared.caller import Caller
from shared.errors import Fault, Unavailable, attempted
from shared.events import Received
from shared.known import KnownNotice, KnownUnit
from shared.law import almanac, loading
from shared.law.rules import Law
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text
from shared.testing.memory import MemoryCollection
from tests.unit.services.secrecy.lexicon import Following, MemoryEntries

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KEY = "k" * 32
NUMBER = "433101199001011234"
HIDDEN = "４３３１<b>０１１９９０</b>０１０１１２３４"
LAW = loading.load(["national", "xiangxi-2018"])
CALENDAR = almanac.calendar(LAW, ())
BUILT_IN = [module.make({}) for module in (
    address, bank_card, classification_mark, credit_code, id_card, internal_paper, landline, mobile, officer_card, passport,
    personal_table, plate, term_list)]

OFFICER = Caller(id="officer", grants={"secrecy_officer": ("433100",)})
EDITOR = Caller(id="editor", grants={"editor": ("433100",)})
KEEPER = Caller(id="keeper", grants={"dictionary_keeper": ("433100",)})
STRANGER = Caller(id="stranger", grants={"secrecy_officer": ("433200",), "editor": ("433200",)})


class MemoryReviews(MemoryCollection[Review]):
    """Pages hold everything; saving the review whose id is ``broken`` fails."""

    broken = ""

    def save(self, aggregate: Review) -> None:
        if aggregate.id == self.broken:
            raise ConnectionError
        super().save(aggregate)

    def page(self, query: ReviewQuery) -> tuple[list[Review], str | None]:
        found = [each for each in self.find({}) if query.units is None or each.unit in query.units]
        if query.waiting is not None:
            found = [each for each in found if any(_waits(each, waiting, query.me) for waiting in query.waiting)]
        if query.asked:
            units = {"referrals": lambda each: [a.authority for a in each.referrals],
                     "consents": lambda each: [a.unit for a in each.consents]}[query.asked]
            asked = query.asked_units
            found = [each for each in found if any(asked is None or unit in asked for unit in units(each))]
        return [each for each in found if query.state in (None, each.state) and query.level in (None, each.level)
                and (query.reported is None or each.quarantine and bool(each.quarantine.report) is query.reported)], None

    def owing(self, unit: str) -> list[str]:
        return [each.id for each in self.find({}) if unit in [duty.unit for duty in each.open_duties]]


def _waits(review: Review, waiting: Waiting, me: str | None) -> bool:
    own = waiting.what in LEVELS and me in (*review.involved, *(each.by for each in review.opinions))
    return not own and any(each["what"] == waiting.what and (waiting.units is None or each["unit"] in waiting.units)
                           for each in review.waits)


@dataclass
class Texts:
    """The services that ask: texts by digest."""

    held: dict[str, OriginText] = field(default_factory=dict)
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def text(self, fetch: str, *, subject: str, digest: str) -> OriginText | None:
        self.asked.append(fetch)
        if self.away:
            raise Unavailable()
        return self.held.get(digest)

    def texts(self, wanted: Any) -> list[OriginText | Fault | None]:
        return [attempted(lambda each: self.text(each[0], subject=each[1], digest=each[2]), each) for each in wanted]


class MemoryShown(MemoryCollection[Shown]):
    """What is live, in the order of its ids."""

    def after(self, id_: str, limit: int) -> list[Shown]:
        return sorted((each for each in self.find({}) if each.id > id_ and each.digest), key=lambda each: each.id)[:limit]

    def count(self) -> int:
        return len(self.after("", 10**6))

    def any_cleared_otherwise(self, versions: Any) -> bool:
        return any(each.cleared_under != versions for each in self.after("", 10**6))


class MemoryRecalls(MemoryCollection[Recall]):
    """Pages hold everything."""

    def found_by(self, reexamination: str) -> int:
        return len(list(self.find({"reexamination": reexamination})))

    def page(self, query: RecallQuery) -> tuple[list[Recall], str | None]:
        return [each for each in self.find({}) if query.units is None or each.unit in query.units], None


class MemoryRuns(MemoryCollection[Reexamination]):
    """Runs."""

    def newest(self) -> Reexamination | None:
        return max(self.find({}), key=lambda each: each.number, default=None)

    def page(self, state: str | None, limit: int, cursor: str | None) -> tuple[list[Reexamination], str | None]:
        return list(self.find({})), None


class MemoryOutcomes:
    """The reports of runs."""

    def __init__(self) -> None:
        self.rows: dict[str, Examined] = {}

    def put(self, rows: Any) -> None:
        self.rows |= {each.id: each for each in rows}

    def page(self, query: OutcomeQuery) -> tuple[list[Examined], str | None]:
        return [each for each in self.rows.values() if each.reexamination == query.reexamination
                and query.outcome in (None, each.outcome) and (query.units is None or each.unit in query.units)], None


def entry(text: str, **fields: Any) -> dict[str, Any]:
    """A line of a change."""
    return {"kind": "word", "severity": "high", "state": "on", "reason": "虚构的代号", "tags": [], **fields, "text": text}


@dataclass
class Contents:
    """The files service: what was read out of files, by digest; ``pending`` ones were not read yet."""

    held: dict[str, FileText] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)

    def read(self, file: str) -> FileText | None:
        if file in self.pending:
            raise Unavailable()
        return self.held.get(file)

    def page(self, file: str, from_piece: int, most_characters: int) -> FilePage | None:
        """A part is a piece here."""
        read = self.read(file)
        if read is None:
            return None
        pieces = [FilePiece(part.name, part.text, part.format, False) for part in read.parts][from_piece:]
        fitting = 1
        while fitting < len(pieces) and sum(len(each.text) for each in pieces[:fitting + 1]) <= most_characters:
            fitting += 1
        after = from_piece + fitting
        return FilePage("partial" if read.gaps else "read", read.gaps, tuple(pieces[:fitting]),
                        after if after < len(read.parts) else None)


@dataclass
class Suite:
    """Secrecy with its surroundings."""

    reviews: MemoryReviews = field(default_factory=lambda: MemoryReviews(errors.ReviewNotFound))
    texts: Texts = field(default_factory=Texts)
    contents: Contents = field(default_factory=Contents)
    inspector: Inspector = field(default_factory=lambda: Inspector(on=BUILT_IN, secret_key=KEY))
    dictionaries: MemoryCollection[Dictionary] = field(
        default_factory=lambda: MemoryCollection(DictionaryNotFound, taken=DictionaryExists))
    entries: MemoryEntries = field(default_factory=MemoryEntries)
    shown: MemoryShown = field(default_factory=lambda: MemoryShown(NothingShown))
    recalls: MemoryRecalls = field(default_factory=lambda: MemoryRecalls(RecallNotFound))
    runs: MemoryRuns = field(default_factory=lambda: MemoryRuns(ReexaminationNotFound))
    outcomes: MemoryOutcomes = field(default_factory=MemoryOutcomes)
    alarms: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=count)
    units: Any = field(default_factory=lambda: MemoryCollection[KnownUnit](errors.ReviewNotFound))
    notices: Any = field(default_factory=lambda: MemoryCollection[KnownNotice](errors.ReviewNotFound))
    law: Law = LAW
    isolates: bool = False
    now: datetime = NOW

    @property
    def ports(self) -> Ports:
        return Ports(reviews=self.reviews, dictionaries=self.dictionaries, entries=self.entries, origin=self.texts,
                     inspector=Following(self.inspector, self.dictionaries, self.entries),
                     shown=self.shown, recalls=self.recalls, reexaminations=self.runs, outcomes=self.outcomes,
                     files=self.contents, units=self.units, notices=self.notices, law=self.law, calendar=CALENDAR,
                     isolates=self.isolates, beside=lambda function: function, alarm=lambda: self.alarms.append("!"),
                     new_id=lambda: f"c{next(self.numbers)}")

    def hear(self, use_case: Any, *, type: str = "content.display.changed.v1", sequence: int = 1, **fields: Any) -> None:
        received = Received(id="e", type=type, time=NOW, subject="a", sequence=sequence, correlation="")
        use_case(self.ports, now=NOW, event=received, **fields)

    def show(self, subject: str, body: str = "", *, cleared: bool = True, digest: str = "", sequence: int = 1) -> str:
        """A service shows a text, which an officer cleared under the present versions; its digest."""
        digest = digest or f"d-{subject}-{sequence}"
        if body:
            self.texts.held[digest] = OriginText("标题", (Part("body", body, "html"),))
        if cleared:
            self.request("", digest=digest, subject=subject, event=f"e-{digest}", sequence=sequence)
            (review,) = self.reviews.find({"subject": subject, "digest": digest})
            blocking = [{"finding": each.id, "reason": "误报"} for each in review.findings if each.blocks]
            self.decide("clear_review", review, dismissals=blocking)
        self.hear(use_cases.note_display_changed, unit="433100", subject=subject, digest=digest, sequence=sequence + 1,
                  fetch="content.get_review_text")
        return digest

    def hide(self, subject: str, sequence: int) -> None:
        """A service shows it no more."""
        self.hear(use_cases.note_display_changed, unit="433100", subject=subject, digest="", sequence=sequence,
                  fetch="content.get_review_text")

    def run(self) -> Reexamination:
        """The news of a changed dictionary come, and its run goes to its end."""
        self.hear(use_cases.note_dictionary_changed, type="secrecy.dictionary.changed.v1", dictionary="projects")
        newest = self.runs.newest()
        assert newest is not None
        while use_cases.tend_reexamination(self.ports, now=NOW, id_=newest.id):
            pass
        return self.runs.get(newest.id)

    def dictionary(self, code: str = "projects", **fields: Any) -> Dictionary:
        return self.act("create_dictionary", KEEPER, **{"dictionary_id": code, "unit": "433100", "name": "词库", "purpose": "",
                                                        **fields})

    def change(self, code: str = "projects", *terms: str, caller: Caller = KEEPER, **fields: Any) -> Dictionary:
        """A change that adds ``terms`` as words, or what ``add`` says."""
        add = [entry(each) for each in terms] + fields.pop("add", [])
        given = {"change": None, "pages": 0, "remove": [], "note": "", "version": self.dictionaries.get(code).version, **fields}
        return self.act("change_dictionary", caller, dictionary_id=code, add=add, **given)

    def request(self, body: str = "<p>正文</p>", *, digest: str = "d1", sequence: int = 3, event: str = "e1",
                attachments: tuple[AttachedFile, ...] = (), **changes: Any) -> None:
        """The event of a service that asks; its text is there unless ``body`` is empty."""
        if body:
            self.texts.held[digest] = OriginText("标题", (Part("title", "标题"), Part("body", body, "html")), attachments)
        received = Received(id=event, type="content.review.requested.v1", time=NOW, subject="a", sequence=sequence,
                            correlation="")
        fields = {"unit": "433100", "subject": "a", "digest": digest, "urgency": "normal",
                  "fetch": "content.get_review_text", "involved": ["author"], **changes}
        use_cases.open_review(self.ports, now=self.now, event=received, **fields)

    def act(self, operation: str, caller: Caller = OFFICER, **fields: Any) -> Any:
        return getattr(use_cases, operation)(self.ports, caller=caller, now=self.now, **fields)

    def decide(self, operation: str, review: Review, caller: Caller = OFFICER, **fields: Any) -> Any:
        fields = {"dismissals": [], "opinion": ""} | fields if operation == "clear_review" else fields
        return self.act(operation, caller, review_id=review.id, version=review.version, **fields)

    @property
    def all(self) -> list[Review]:
        return list(self.reviews.find({}))

    @property
    def only(self) -> Review:
        (review,) = self.all
        return review


@dataclass
class Fixed:
    """A stranger's detector; ``severity=None`` makes it fail, quoting the text."""

    code: str = "fixed"
    version: int = 1
    label: str = "测试"
    reference: str = "测试"
    severity: Severity | None = Severity.HIGH
    reason: str = "理由"
    dictionary_version: str | None = None

    def scan(self, text: Text) -> Iterable[Finding]:
        if self.severity is None:
            raise RuntimeError(text.original)
        if text.part == "body":
            yield Finding(0, len(text.original), self.severity, "fixed", self.reason)

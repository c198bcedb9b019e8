"""Secrecy over a store in memory, for the tests of its use cases, with the detectors that are built in."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from services.secrecy import errors, use_cases
from services.secrecy.detectors import classification_mark, id_card, mobile, term_list
from services.secrecy.inspector import Inspector
from services.secrecy.model import Review
from services.secrecy.model.levels import LEVELS
from services.secrecy.ports import OriginText, Part, Ports, ReviewQuery, Waiting
from shared.caller import Caller
from shared.errors import Unavailable
from shared.events import Received
from shared.known import KnownNotice, KnownUnit
from shared.law import almanac, loading
from shared.law.rules import Law
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text
from shared.testing.memory import MemoryCollection

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KEY = "k" * 32
NUMBER = "433101199001011234"
HIDDEN = "４３３１<b>０１１９９０</b>０１０１１２３４"
LAW = loading.load(["national", "xiangxi-2018"])
CALENDAR = almanac.calendar(LAW, ())
BUILT_IN = [module.make({}) for module in (classification_mark, id_card, mobile, term_list)]

OFFICER = Caller(id="officer", grants={"secrecy_officer": ("433100",)})
EDITOR = Caller(id="editor", grants={"editor": ("433100",)})
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


@dataclass
class Suite:
    """Secrecy with its surroundings."""

    reviews: MemoryReviews = field(default_factory=lambda: MemoryReviews(errors.ReviewNotFound))
    texts: Texts = field(default_factory=Texts)
    inspector: Inspector = field(default_factory=lambda: Inspector(on=BUILT_IN, secret_key=KEY))
    numbers: Any = field(default_factory=count)
    units: Any = field(default_factory=lambda: MemoryCollection[KnownUnit](errors.ReviewNotFound))
    notices: Any = field(default_factory=lambda: MemoryCollection[KnownNotice](errors.ReviewNotFound))
    law: Law = LAW
    isolates: bool = False
    now: datetime = NOW

    @property
    def ports(self) -> Ports:
        return Ports(self.reviews, self.texts, self.inspector, self.units, self.notices, self.law, CALENDAR, self.isolates,
                     new_id=lambda: f"c{next(self.numbers)}")

    def request(self, body: str = "<p>正文</p>", *, digest: str = "d1", sequence: int = 3, event: str = "e1", **changes: Any
                ) -> None:
        """The event of a service that asks; its text is there unless ``body`` is empty."""
        if body:
            self.texts.held[digest] = OriginText("标题", (Part("title", "标题"), Part("body", body, "html")))
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

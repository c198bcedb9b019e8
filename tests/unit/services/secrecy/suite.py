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
from services.secrecy.inspector import Inspector
from services.secrecy.model import Review
from services.secrecy.ports import OriginText, Part, Ports, ReviewQuery
from shared.caller import Caller
from shared.errors import Unavailable
from shared.events import Received
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text
from shared.testing.memory import MemoryCollection

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KEY = "k" * 32
NUMBER = "433101199001011234"
HIDDEN = "４３３１<b>０１１９９０</b>０１０１１２３４"
BUILT_IN = [module.make({}) for module in (
    address, bank_card, classification_mark, credit_code, id_card, internal_paper, landline, mobile, officer_card, passport,
    personal_table, plate, term_list)]

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
        return [each for each in self.find({}) if query.units is None or each.unit in query.units], None


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

    @property
    def ports(self) -> Ports:
        return Ports(self.reviews, self.texts, self.inspector, new_id=lambda: f"c{next(self.numbers)}")

    def request(self, body: str = "<p>正文</p>", *, digest: str = "d1", sequence: int = 3, event: str = "e1", **changes: Any
                ) -> None:
        """The event of a service that asks; its text is there unless ``body`` is empty."""
        if body:
            self.texts.held[digest] = OriginText("标题", (Part("title", "标题"), Part("body", body, "html")))
        received = Received(id=event, type="content.review.requested.v1", time=NOW, subject="a", sequence=sequence,
                            correlation="")
        fields = {"unit": "433100", "subject": "a", "digest": digest, "urgency": "normal",
                  "fetch": "content.get_review_text", "involved": ["author"], **changes}
        use_cases.open_review(self.ports, now=NOW, event=received, **fields)

    def act(self, operation: str, caller: Caller = OFFICER, **fields: Any) -> Any:
        return getattr(use_cases, operation)(self.ports, caller=caller, now=NOW, **fields)

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

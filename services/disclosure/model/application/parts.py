"""The parts of an application: what was corrected, asked of others, charged, drafted, answered and objected to."""
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Party(StrEnum):
    """Who is consulted; the value is also the code of the letter and the end of the rule's key."""

    THIRD_PARTY = "third_party"
    """第三方: whose trade secrets or privacy it touches; silence leaves the decision to the agency (第三十二条)."""
    CO_MAKER = "co_maker"
    """共同制作机关: made it together with the unit; silence is consent (第三十四条)."""


PARTY_LABELS = {Party.THIRD_PARTY: "第三方", Party.CO_MAKER: "共同制作机关"}


class Reply(StrEnum):
    """What a consulted party says, or is taken to say."""

    AGREED = "agreed"
    REFUSED = "refused"
    SILENT = "silent"
    """A third party that let its term pass: the agency decides."""
    DEEMED_AGREED = "deemed_agreed"
    """A co-maker that let its term pass."""


REPLY_LABELS = {Reply.AGREED: "同意公开", Reply.REFUSED: "不同意公开", Reply.SILENT: "逾期未答复，由行政机关决定",
                Reply.DEEMED_AGREED: "逾期未答复，视为同意"}


@dataclass(kw_only=True)
class Consultation:
    """A written consultation (征求意见). The party's name, the question and its reasons are sealed in the application."""

    id: str
    party: Party
    sent_on: date
    reply_by: date
    reply: Reply | None = None
    replied_on: date | None = None
    has_reason: bool = False
    overridden_on: date | None = None
    """A refusal that public interest outweighs, as the head decided and told the party."""

    @property
    def open(self) -> bool:
        """True while the party has the word."""
        return self.reply is None


@dataclass(kw_only=True)
class Correction:
    """The one notice of what is missing (补正)."""

    missing: str
    asked_on: date
    correct_by: date
    corrected_on: date | None = None


@dataclass(kw_only=True)
class Fee:
    """A charge for processing (信息处理费): ``units`` items or pages."""

    scheme: str
    units: int
    yuan: int
    noticed_on: date
    pay_by: date
    accepted_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class Mask:
    """A span of the attached text, in characters, that is not released, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A row of table 3 of the yearly report (办理结果), as the rule packs have it."""

    code: str
    group: str
    label: str
    letter: str
    remedy: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer, drafted and then issued; the attached text is sealed in the application."""

    outcome: Outcome
    explanation: str
    provided: str
    """How the information is given, or where it is public."""
    masks: tuple[Mask, ...] = ()
    attached: bool = False
    remedy: str
    """The sentence that names the remedies; empty if the outcome has none."""
    review_body: str
    court: str
    drafted_by: str
    drafted_at: datetime
    issued_by: str = ""


@dataclass(kw_only=True)
class Remedy:
    """A reconsideration or a suit against the answer (行政复议、行政诉讼): a cell of table 4."""

    id: str
    kind: str
    filed_on: date
    result: str = "pending"
    decided_on: date | None = None


@dataclass(frozen=True)
class Rating:
    """How satisfied the applicant is; ``level`` is a code of ``message.satisfaction``."""

    level: str
    on: date

"""What a clerk with a pencil would keep of an application: days, who was asked, what time brings about (条例 Art. 29–45)."""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

ANSWER, LONGEST, EXAMINED, WAITED, PAID, REVIEWED, KEPT = 20, 40, 7, 15, 20, 3, 3
"""The numbers of the law, written here once more: working days, and years that personal data are kept."""
OPEN = ("submitted", "registered", "correction", "handling", "consulting", "awaiting_fee", "in_review")
SILENCE = {"third_party": "silent", "co_maker": "deemed_agreed"}
"""The agency decides; or it is taken for consent (第三十二、三十四条)."""
DAY = timedelta(days=1)


@dataclass
class Asked:
    """Somebody was consulted; what they answered is empty while they have the word."""

    party: str
    sent: date
    until: date
    reply: str = ""
    overridden: bool = False


@dataclass
class Fee:
    """A fee, counted from its notice or from the confirmation of it."""

    since: date
    counts: date
    until: date
    accepted: bool = False
    paid: date | None = None


@dataclass
class Paper:
    """Everything that is known of one application; ``counts`` tells working days from others."""

    counts: Callable[[date], bool]
    submitted: date
    state: str = "submitted"
    confirmed: set[str] = field(default_factory=set)
    received: date | None = None
    started: date | None = None
    """The day from which the answer's days are counted."""
    amount: int = ANSWER
    examining: bool = False
    missing_since: date | None = None
    correct_by: date | None = None
    corrected: bool = False
    asked: list[Asked] = field(default_factory=list)
    fee: Fee | None = None
    drafter: str = ""
    ended: date | None = None
    outcome: str = ""
    late: bool = False
    """Answered after its last day."""
    erased: bool = False
    rated: bool = False
    letters: list[str] = field(default_factory=list)
    remedies: list[list[date]] = field(default_factory=list)
    """Each with the day on which it was filed, and the one on which it was decided."""
    leaves: date | None = None
    """The first day of a successor."""

    def later(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, counted on the fingers."""
        while count:
            day += DAY
            count -= self.counts(day)
        return day

    def due(self, amount: int = 0) -> date:
        """Day by day from the start; a day counts if it is a working day on which nothing was waited for."""
        assert self.started
        still = [(each.sent, each.until) for each in self.asked if each.sent >= self.started]
        still += [(self.fee.since, self.fee.paid or self.fee.until)] if self.fee else []
        still += [(self.missing_since, self.correct_by)] if self.missing_since and self.correct_by else []
        day, left = self.started, amount or self.amount
        while left:
            day += DAY
            left -= self.counts(day) and not any(first <= day <= last for first, last in still)
        return day

    def recount(self) -> None:
        """The calendar is another one: what is waited for ends on another day; what is over stays."""
        if self.state == "correction" and self.missing_since:
            self.correct_by = self.later(self.missing_since, WAITED)
        if self.state == "awaiting_fee" and self.fee:
            self.fee.until = self.later(self.fee.counts, PAID)
        for each in self.asked:
            if not each.reply:
                each.until = self.later(each.sent, WAITED)

    def lapse(self, today: date) -> None:
        """What time has brought about by ``today``, whoever looks and when."""
        if self.state == "correction" and self.correct_by and today > self.correct_by:
            self.given_up("3.6.1", self.correct_by)
        if self.state == "awaiting_fee" and self.fee and today > self.fee.until:
            self.given_up("3.6.2", self.fee.until)
        for each in self.asked:
            if self.state == "consulting" and not each.reply and today > each.until:
                each.reply = SILENCE[each.party]
                self.answered()
        since = self.submitted if self.state == "submitted" else self.ended
        if since and today > since.replace(year=since.year + KEPT) and not self.erased:
            self.state, self.erased = "archived", True

    def given_up(self, outcome: str, last: date) -> None:
        """Deemed abandoned when its last day was over, and told in a letter."""
        self.state, self.outcome, self.ended = "closed", outcome, last + DAY
        self.letters.append("otherwise")

    def answered(self) -> None:
        """With the last word the work goes on."""
        if all(each.reply for each in self.asked):
            self.state = "handling"

    @property
    def refusal_stands(self) -> bool:
        """Somebody refused, and nobody found that the public interest outweighs it."""
        return any(each.reply == "refused" and not each.overridden for each in self.asked)

    @property
    def owed(self) -> set[str]:
        """What the unit owes now."""
        if self.state not in OPEN or self.state == "submitted":
            return set()
        return {"application.answer", *(["application.correction"] if self.examining else []),
                *(["application.internal_review"] if self.state == "in_review" else [])}

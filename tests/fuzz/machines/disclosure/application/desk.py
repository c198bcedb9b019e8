"""An application up to its answer: received, examined, corrected, consulted about, charged for (Art. 11 第十一条)."""
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services.disclosure.model.application import Application, Party, Reply
from services.disclosure.use_cases.applications.tending import bring_up
from shared.clock import BEIJING, legal_day
from shared.law.almanac import calendar
from shared.law.calendar import SpecialDay
from shared.law.duties import Succession
from shared.law.notices import Notice
from shared.sealed import Sealed
from tests.fuzz.machine import Machine
from tests.fuzz.machines.disclosure.application.paper import EXAMINED, LONGEST, PAID, WAITED, Asked, Fee, Paper
from tests.unit.services.disclosure.applications.town import Town, law

PERSONAL = Sealed(b"zhang")
MORE_OFF = Notice(id="n", year=2026, title="调休", issued_on=date(2026, 1, 5), whole=False, days=tuple(
    SpecialDay(date(2026, 1, 7) + timedelta(days=7 * week), True, "调休", "通知") for week in range(50)))
"""Wednesdays are off, all of a sudden."""
NEWER = calendar(law(), [MORE_OFF])
SELDOM = st.integers(0, 7).map(lambda number: number == 5)
WHICH = st.sampled_from(["c1", "c2", "c3"])


class Desk(Machine):
    """One application, people who try everything, and the clerk's paper; ``town`` is the law, the calendar and the vault."""

    aggregate = Application
    examples, steps = 60, 30

    def begin(self, start: date, online: bool, ago: int) -> None:
        """Over the internet, to be confirmed by both; or in person, by post, perhaps some days ago."""
        self.town, self.numbers = Town(), itertools.count(1)
        self.town.hear(code="v", name="继任局")
        self.now = datetime(start.year, start.month, start.day, 9, tzinfo=BEIJING).astimezone(UTC)
        self.paper = Paper(lambda day: self.town.calendar.day(day).kind.counts, start)
        made = Application.submit(
            id="a", unit="u", responsible="u", unit_name="原局", channel="internet" if online else "signed_post",
            applicant_kind="citizen", category="person", form="paper", receipt="r", entered_by="o", applicant_key="k",
            topic_key="t", sealed={"description": PERSONAL}, retention=self.under("retention"), now=self.now,
            calendar=self.town.calendar)
        if not online:
            self.register(made, start - timedelta(days=ago))
        self.keep(made)

    def under(self, name: str) -> Any:
        """As it holds on the day of receipt."""
        return law().rule(f"application.{name}", self.paper.received or self.today)

    @property
    def today(self) -> date:
        """In China."""
        return legal_day(self.now)

    def brought_up(self, application: Application) -> None:
        """What every operation does first, and the sweep does by itself."""
        bring_up(self.town.ports(), application, self.now)

    def do(self, step: str, allowed: Any, /, *given: Any, **arguments: Any) -> bool:
        """Take a step as a use case does, on what time has made of the application by then."""
        def do(application: Application) -> None:
            self.brought_up(application)
            getattr(application, step)(*given, **arguments)
        do.__name__ = step
        self.paper.lapse(legal_day(self.soon))
        return self.attempt_by(do, bool(allowed() if callable(allowed) else allowed))

    def on_desk(self, *states: str) -> bool:
        """True if it stands so in a minute."""
        self.paper.lapse(legal_day(self.soon))
        return self.paper.state in states

    @property
    def clock(self) -> dict[str, Any]:
        """What steps with a clock take."""
        return {"now": self.soon, "calendar": self.town.calendar}

    # -- time

    @rule(days=st.integers(1, 14))
    def time_goes_by(self, days: int) -> None:
        """Nobody looks."""
        self.now = datetime.combine(self.today + timedelta(days=days), datetime.min.time(), BEIJING).astimezone(UTC)

    @rule(days=st.integers(0, 5))
    def sweep(self, days: int) -> None:
        """Twice is once."""
        self.now += timedelta(days=days)
        self.attempt_by(self.brought_up_by_sweep, True, quiet=None)
        self.attempt_by(self.brought_up_again, True, quiet=True)
        self.paper.lapse(self.today)

    def brought_up_by_sweep(self, application: Application) -> None:
        """It looks."""
        self.brought_up(application)

    def brought_up_again(self, application: Application) -> None:
        """It looks again, in the same minute."""
        self.brought_up(application)

    @rule(really=SELDOM)
    def a_notice_comes(self, really: bool) -> None:
        """Days off are other ones; every clock that runs is counted anew."""
        if really and self.town.calendar is not NEWER:
            self.sweep(0)
            self.town.calendar = NEWER
            self.paper.recount()

    @rule(really=SELDOM, days=st.integers(0, 9))
    def the_unit_is_dissolved(self, really: bool, days: int) -> None:
        """Its successor has what is open from its first day on."""
        def dissolved(application: Application) -> None:
            application.succession = Succession("v", self.paper.leaves or self.today)
            application.note("succession_noted", unit="v")
            self.brought_up(application)
        if really and not self.paper.leaves:
            self.sweep(0)
            if not self.paper.erased:
                self.paper.leaves = legal_day(self.soon) + timedelta(days=days)
                self.attempt_by(dissolved, True)

    # -- it comes in

    def register(self, application: Application, received: date) -> None:
        """The clocks run from the day of receipt."""
        self.paper.state, self.paper.received, self.paper.started = "registered", received, received
        self.paper.examining = True
        self.paper.letters.append("receipt")
        application.register({key: law().rule(key, received) for key in ("application.answer", "application.correction")},
                             received_on=received, now=self.now, by="o", calendar=self.town.calendar)

    @rule(side=st.sampled_from(["applicant", "unit"]))
    def confirm(self, side: str) -> None:
        """Each once; with the second one it is received (第三十一条)."""
        may = self.on_desk("submitted") and side not in self.paper.confirmed

        def confirm(application: Application) -> None:
            self.brought_up(application)
            if application.confirm(side, now=self.now):
                assert may and len(self.paper.confirmed) == 1
                self.register(application, self.today)
        if self.attempt_by(confirm, may):
            self.paper.confirmed.add(side)
            assert (self.kept.received_on is not None) == (len(self.paper.confirmed) == 2)

    @rule()
    def accept(self) -> None:
        """It is clear what is asked."""
        if self.do("accept", self.on_desk("registered"), **self.clock):
            self.paper.state, self.paper.examining = "handling", False

    @rule(really=SELDOM)
    def claim(self, really: bool) -> None:
        """By anybody, at any time."""
        if not really:
            return
        self.do("claim", True, "o", now=self.soon)
        assert self.kept.handler == "o"

    @rule()
    def ask_correction(self) -> None:
        """Once, within seven working days of the receipt (第三十条)."""
        paper = self.paper
        may = self.on_desk("registered") and not paper.missing_since and not paper.corrected and paper.received and (
            legal_day(self.soon) <= paper.later(paper.received, EXAMINED))
        if self.do("ask_correction", may, self.under("resubmission"), missing="年份", number=self.number(), by="o",
                   **self.clock):
            paper.state, paper.missing_since, paper.examining = "correction", self.today, False
            paper.correct_by = paper.later(self.today, WAITED)
            paper.letters.append("correction")

    @rule()
    def correct(self) -> None:
        """In time; it begins anew (第三十条)."""
        if self.do("correct", self.on_desk("correction"), sealed={"description": PERSONAL}, topic_key="t2", document_number="",
                   form="", **self.clock):
            self.paper.state, self.paper.started, self.paper.corrected = "registered", self.today, True
            self.paper.missing_since = self.paper.correct_by = None

    @rule(really=SELDOM)
    def withdraw(self, really: bool) -> None:
        """The applicant takes it back; what was never received enters no statistics."""
        may = self.on_desk("submitted", "registered", "correction", "handling", "consulting", "awaiting_fee", "in_review")
        if (really or not may) and self.do("withdraw", may, "3.6.3", retention=self.under("retention"), **self.clock):
            self.paper.state, self.paper.ended = "closed", self.today
            self.paper.outcome = "3.6.3" if self.paper.received else ""

    @rule()
    def abandon(self) -> None:
        """Never before the applicant's term is over."""
        if self.on_desk("correction", "awaiting_fee") and (wait := self.kept.wait(
                "correction" if self.paper.state == "correction" else "fee")):
            self.do("abandon", False, wait, "3.6.1", "放弃", number="", retention=self.under("retention"), by="o", **self.clock)

    # -- it is handled

    @rule()
    def extend(self) -> None:
        """Once, and in time (第三十三条)."""
        may = self.on_desk("handling") and self.paper.amount < LONGEST and legal_day(self.soon) <= self.paper.due()
        duty = self.kept.answer_duty
        if self.do("extend", may, total=duty.limit if duty else self.under("answer").extended, ground="检索",
                   number=self.number(), by="h", approved_by="负责人", **self.clock):
            self.paper.amount = LONGEST
            self.paper.letters.append("extension")

    @rule(party=st.sampled_from(["third_party", "co_maker"]))
    def consult(self, party: str) -> None:
        """Somebody gets fifteen working days, which are not counted; several at once may."""
        may = self.on_desk("handling", "consulting")
        if len(self.paper.asked) == 3:
            return
        name = f"c{len(self.paper.asked) + 1}"
        assert self.kept.next_consultation() == name
        if self.do("consult", may, Party(party), self.under(party), number=self.number(), notice=self.number(), by="o",
                   sealed={f"consultation_{name}_party": PERSONAL}, **self.clock):
            self.paper.state = "consulting"
            self.paper.asked.append(Asked(party, self.today, self.paper.later(self.today, WAITED)))
            self.paper.letters += [party, "consultation_notice"]
            assert self.kept.consultation(name).reply_by == self.paper.asked[-1].until

    def about(self, name: str) -> Asked | None:
        """The consultation of this name."""
        return self.paper.asked[int(name[1:]) - 1] if int(name[1:]) <= len(self.paper.asked) else None

    @rule(name=WHICH, reply=st.sampled_from(["agreed", "refused"]), reason=st.booleans())
    def note_reply(self, name: str, reply: str, reason: bool) -> None:
        """In time; whoever refuses says why. A silence is noted by itself (``pass_over``)."""
        one = self.about(name)
        may = self.on_desk("consulting") and one and not one.reply and (reason or reply == "agreed")
        sealed = {f"consultation_{name}_reason": PERSONAL} if reason else {}
        if self.do("note_reply", may, name, Reply(reply), sealed=sealed, **self.clock) and one:
            one.reply, one.until = reply, self.today
            self.paper.answered()

    @rule(name=WHICH)
    def pass_over(self, name: str) -> None:
        """Nobody is passed over who was never asked."""
        self.attempt("consultation", self.about(name) is not None, name, quiet=True)
        if self.kept.waits:
            self.do("pass_over", False, replace(self.kept.waits[0], name="c9"), **self.clock)

    @rule(name=WHICH)
    def override(self, name: str) -> None:
        """A third party's refusal, once, and told in writing (第三十二条)."""
        one = self.about(name)
        may = self.on_desk("handling") and one and (one.party, one.reply, one.overridden) == ("third_party", "refused", False)
        if self.do("override", may, name, reason="公共利益", number=self.number(), now=self.soon, by="h") and one:
            one.overridden = True
            self.paper.letters.append("third_party_override")

    @rule(really=SELDOM)
    def ask_reasons(self, really: bool) -> None:
        """The clock runs on (第三十五条)."""
        if really and self.do("ask_reasons", self.on_desk("handling"), number=self.number(), now=self.soon, by="o"):
            self.paper.letters.append("reasons")

    @rule(yuan=st.sampled_from([0, 100]))
    def ask_fee(self, yuan: int) -> None:
        """Once, for something, within the first twenty days that count; until it is paid nothing is counted (第四十二条)."""
        may = self.on_desk("handling") and not self.paper.fee and yuan and legal_day(self.soon) <= self.paper.due(PAID)
        if self.do("ask_fee", may, self.under("fee_notice"), self.under("fee_payment"), scheme="by_item", units=11, yuan=yuan,
                   text="", number=self.number(), by="o", **self.clock):
            self.paper.state = "awaiting_fee"
            self.paper.fee = Fee(self.today, self.today, self.paper.later(self.today, PAID))
            self.paper.letters.append("fee")

    @rule()
    def accept_fee(self) -> None:
        """The time to pay counts from the day on which the applicant confirms the notice, once."""
        fee = self.paper.fee
        may = self.on_desk("awaiting_fee") and fee and not fee.accepted
        if self.do("accept_fee", may, self.under("fee_payment"), **self.clock) and fee:
            fee.accepted, fee.counts, fee.until = True, self.today, self.paper.later(self.today, PAID)

    @rule()
    @precondition(lambda self: self.paper.fee)
    def pay(self) -> None:
        """In time; it goes on."""
        if self.do("pay", self.on_desk("awaiting_fee"), **self.clock) and self.paper.fee:
            self.paper.state, self.paper.fee.paid = "handling", self.today

    def number(self) -> str:
        """Of a letter, never given twice."""
        return f"公复{next(self.numbers)}号"

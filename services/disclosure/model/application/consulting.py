"""Third parties, other makers, extension, fees: what stops or lengthens the clock (第三十二至三十五、四十二条)."""
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.disclosure.errors.applications import (
    ConsultationNotFound,
    FeeTooLate,
    FeeTwice,
    NothingToOverride,
    NothingToPay,
    ReasonNeeded,
)
from services.disclosure.model.application.parts import REPLY_LABELS, Consultation, Fee, Party, Reply
from services.disclosure.model.application.receiving import FEE, Receiving
from services.disclosure.model.application.waits import Wait
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.clocks import reckon
from shared.law.rules import Rule
from shared.law.terms import Term
from shared.sealed import Sealed

GROUNDS = {Party.THIRD_PARTY: "征求第三方意见", Party.CO_MAKER: "征求共同制作机关意见"}
SILENCE = {Party.THIRD_PARTY: Reply.SILENT, Party.CO_MAKER: Reply.DEEMED_AGREED}


@dataclass(kw_only=True)
class Consulting(Receiving):
    """The steps of handling that need somebody else."""

    def consultation(self, id_: str) -> Consultation:
        """The consultation with this id; raises ``ConsultationNotFound``."""
        found = next((each for each in self.consultations if each.id == id_), None)
        if found is None:
            raise ConsultationNotFound()
        return found

    def next_consultation(self) -> str:
        """The id that the next consultation will have."""
        return f"c{len(self.consultations) + 1}"

    def extend(self, *, total: Term, ground: str, number: str, by: str, approved_by: str, now: datetime,
               calendar: Calendar) -> None:
        """The head of the office grants more time, before the term is over; the applicant is told (第三十三条)."""
        self.step("extend")
        duty = self.answer_duty
        assert duty is not None
        self.tell(duty.extend(total=total, ground=ground, approved_by=approved_by, now=now, calendar=calendar))
        self._write("extension", number, on=legal_day(now), by=by, facts={"ground": ground, "due_on": duty.due_on.isoformat()})
        self.changed_at = now
        self.note("extended", ground=ground, number=number)

    def consult(self, party: Party, rule: Rule, *, number: str, notice: str, sealed: dict[str, Sealed], now: datetime, by: str,
                calendar: Calendar) -> Consultation:
        """Ask somebody in writing; what they have to answer is not counted (第三十三条第三款). Several may run at once."""
        self.step("consult")
        today, id_ = legal_day(now), self.next_consultation()
        wait = Wait.begin(id_, rule, on=today, now=now, calendar=calendar)
        self._stand_still(GROUNDS[party], wait, on=today, now=now, calendar=calendar)
        made = Consultation(id=id_, party=party, sent_on=today, reply_by=wait.due_on)
        self.consultations.append(made)
        self.sealed |= sealed
        reply_by = wait.due_on.isoformat()
        self._write(party.value, number, on=today, by=by, to=id_, facts={"reply_by": reply_by})
        self._write("consultation_notice", notice, on=today, by=by, facts={"reply_by": reply_by, "grounds": GROUNDS[party]})
        self.changed_at = now
        self.note("consulted", consultation=id_, party=party.value, reply_by=reply_by)
        return made

    def note_reply(self, id_: str, reply: Reply, *, sealed: dict[str, Sealed], now: datetime, calendar: Calendar) -> None:
        """The party answered in time; a refusal says why. With the last answer the clock runs on."""
        consultation = self.consultation(id_)
        self.step("note_reply")
        if not consultation.open:
            raise ConsultationNotFound()
        self._expect_running(id_, now)
        if reply is Reply.REFUSED and not sealed:
            raise ReasonNeeded()
        self.sealed |= sealed
        consultation.has_reason = bool(sealed)
        self._answered(consultation, reply, legal_day(now), now=now, calendar=calendar)

    def pass_over(self, wait: Wait, *, now: datetime, calendar: Calendar) -> None:
        """The party let its term pass: a third party leaves it to the agency, a co-maker agreed."""
        consultation = self.consultation(wait.name)
        self.step("note_reply")
        self._answered(consultation, SILENCE[consultation.party], wait.due_on, now=now, calendar=calendar)

    def override(self, id_: str, *, reason: str, number: str, now: datetime, by: str) -> None:
        """Public interest outweighs a third party's refusal, and it is told in writing (第三十二条)."""
        consultation = self.consultation(id_)
        self.step("override")
        if consultation.party is not Party.THIRD_PARTY or consultation.reply is not Reply.REFUSED or consultation.overridden_on:
            raise NothingToOverride()
        consultation.overridden_on, self.changed_at = legal_day(now), now
        self._write("third_party_override", number, on=legal_day(now), by=by, to=id_, facts={"reason": reason})
        self.note("overridden", consultation=id_, number=number)

    def ask_reasons(self, *, number: str, now: datetime, by: str) -> None:
        """Numbers clearly beyond reason: the applicant is asked why (第三十五条); the clock runs on."""
        self.step("ask_reasons")
        self.reasons_asked_on, self.changed_at = legal_day(now), now
        self._write("reasons", number, on=legal_day(now), by=by, facts={})
        self.note("reasons_asked", number=number)

    def ask_fee(self, notice: Rule, payment: Rule, *, scheme: str, units: int, yuan: int, text: str, number: str, now: datetime,
                by: str, calendar: Calendar) -> None:
        """Charge for processing, once and in time; from the notice to the payment nothing is counted (第四十二条)."""
        if self.fee:
            raise FeeTwice()
        if yuan <= 0:
            raise NothingToPay()
        self.step("ask_fee")
        duty = self.answer_duty
        assert duty is not None
        last = reckon(replace(duty.clock, term=notice.clock, extension=None), calendar)
        if now >= last.due_at:
            raise FeeTooLate(due=last.due_on.isoformat())
        today = legal_day(now)
        wait = Wait.begin(FEE, payment, on=today, now=now, calendar=calendar)
        self._stand_still("等待申请人缴纳信息处理费", wait, on=today, now=now, calendar=calendar)
        self.fee = Fee(scheme=scheme, units=units, yuan=yuan, noticed_on=today, pay_by=wait.due_on)
        self._write("fee", number, on=today, by=by, facts={"scheme": scheme, "units": units, "yuan": yuan, "text": text,
                                                           "pay_by": wait.due_on.isoformat()})
        self.changed_at = now
        self.note("fee_asked", yuan=yuan, number=number)

    def accept_fee(self, payment: Rule, *, now: datetime, calendar: Calendar) -> None:
        """The applicant confirms that the notice arrived: the time to pay counts from that day."""
        self.step("accept_fee")
        self._expect_running(FEE, now)
        assert self.fee is not None
        if self.fee.accepted_on:
            raise FeeTwice()
        wait = Wait.begin(FEE, payment, on=legal_day(now), now=now, calendar=calendar)
        self.waits = [wait if each.name == FEE else each for each in self.waits]
        self.fee.accepted_on, self.fee.pay_by, self.changed_at = legal_day(now), wait.due_on, now
        self._reset(self._paused_until(), why="pause", now=now, calendar=calendar)
        self.note("fee_accepted", pay_by=wait.due_on.isoformat())

    def pay(self, *, now: datetime, calendar: Calendar) -> None:
        """The fee came in; the clock runs on."""
        self.step("pay")
        self._expect_running(FEE, now)
        assert self.fee is not None
        self._go_on(on=legal_day(now), now=now, calendar=calendar)
        self._drop(FEE)
        self.fee.paid_on, self.changed_at = legal_day(now), now
        self.note("fee_paid")

    def _answered(self, consultation: Consultation, reply: Reply, on: date, *, now: datetime, calendar: Calendar) -> None:
        consultation.reply, consultation.replied_on, self.changed_at = reply, on, now
        last = not any(each.open for each in self.consultations)
        if last:
            self._go_on(on=on, now=now, calendar=calendar)
        self._drop(consultation.id)
        if last:
            self.step("resume")
        else:
            self._reset(self._paused_until(), why="pause", now=now, calendar=calendar)
        self.note("replied", consultation=consultation.id, reply=reply.value, words=REPLY_LABELS[reply])

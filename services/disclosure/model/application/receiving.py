"""An application comes in: received, registered, examined, corrected, given up, withdrawn (第二十九至三十一条)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.disclosure.errors.applications import (
    AlreadyConfirmed,
    CorrectedBefore,
    CorrectionTooLate,
    TermNotOver,
    TermOver,
)
from services.disclosure.events.applications import ApplicationClosed, ApplicationRegistered
from services.disclosure.model.application.case import ANSWER, EXAMINATION, Case
from services.disclosure.model.application.parts import Correction
from services.disclosure.model.application.waits import Wait
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.duties import Duty
from shared.law.rules import Rule
from shared.retelling import Told
from shared.sealed import Sealed

CORRECTION, FEE, RETENTION = "correction", "fee", "retention"
"""Names of waits."""
BOTH = ("applicant", "unit")
"""Whose confirmation makes the day of receipt where nobody signed for it."""


@dataclass(kw_only=True)
class Receiving(Case):
    """The steps up to the acceptance, and those that end an application without an answer."""

    def confirm(self, side: str, *, now: datetime) -> bool:
        """One side confirms; True once both have. The day on which the second one does is the day of receipt (第三十一条)."""
        self.step("confirm")
        name = f"confirmed_by_{side}_on"
        if getattr(self, name):
            raise AlreadyConfirmed()
        setattr(self, name, legal_day(now))
        self.changed_at = now
        self.note("confirmed", side=side)
        return all(getattr(self, f"confirmed_by_{each}_on") for each in BOTH)

    def register(self, rules: Mapping[str, Rule], *, received_on: date, now: datetime, by: str, calendar: Calendar) -> None:
        """It counts as received on ``received_on``: the clocks of the answer and of the examination run from that day."""
        self.step("register")
        self._drop(RETENTION)
        self.received_on, self.registered_at, self.changed_at = received_on, now, now
        answer = self._owe(rules[ANSWER], on=received_on, now=now, calendar=calendar)
        self._owe(rules[EXAMINATION], on=received_on, now=now, calendar=calendar)
        self._write("receipt", "", on=legal_day(now), by=by, facts={
            "received_on": received_on.isoformat(), "due_on": answer.due_on.isoformat()})
        self.note("registered", received_on=received_on.isoformat(), channel=self.channel)
        self._tell_registered(received_on, answer)

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: what is not answered is owed, whatever others were told since."""
        answer = self.answer_duty
        if self.received_on and answer and not self.ended:
            self._tell_registered(self.received_on, answer)
        self.tell_duties_anew(told)

    def claim(self, by: str, *, now: datetime) -> None:
        """Somebody takes it in hand (认领)."""
        self.handler, self.changed_at = by, now
        self.note("claimed")

    def accept(self, *, now: datetime, calendar: Calendar) -> None:
        """It is clear what is asked: it can be handled."""
        self.step("accept")
        self._done(EXAMINATION, now, calendar)
        self.changed_at = now
        self.note("accepted")

    def ask_correction(self, rule: Rule, *, missing: str, number: str, now: datetime, by: str, calendar: Calendar) -> None:
        """Tell the applicant, once and in time, what is missing and until when it can be given (第三十条)."""
        if self.correction:
            raise CorrectedBefore()
        self.step("ask_correction")
        examination = next(duty for duty in self.duties if duty.kind == EXAMINATION)
        if now >= examination.due_at:
            raise CorrectionTooLate(due=examination.due_on.isoformat())
        today = legal_day(now)
        wait = Wait.begin(CORRECTION, rule, on=today, now=now, calendar=calendar)
        self._done(EXAMINATION, now, calendar)
        self._stand_still("等待申请人补正", wait, on=today, now=now, calendar=calendar)
        self.correction = Correction(missing=missing, asked_on=today, correct_by=wait.due_on)
        self._write("correction", number, on=today, by=by, facts={"missing": missing, "correct_by": wait.due_on.isoformat()})
        self.changed_at = now
        self.note("correction_asked", number=number, correct_by=wait.due_on.isoformat())

    def correct(self, *, sealed: Mapping[str, Sealed], topic_key: str, document_number: str, form: str, now: datetime,
                calendar: Calendar) -> None:
        """The corrected application came in: the clock of the answer begins anew on that day (第三十条)."""
        self.step("correct")
        self._expect_running(CORRECTION, now)
        self._drop(CORRECTION)
        assert self.correction is not None
        today = legal_day(now)
        self.correction.corrected_on, self.changed_at = today, now
        self.sealed |= sealed
        self.topic_key, self.document_number, self.form = topic_key, document_number or self.document_number, form or self.form
        if duty := self._open_duty(ANSWER):
            self._reset(duty.clock.restart(on=today, ground="收到补正后的申请"), why="restart", now=now, calendar=calendar)
        self.note("corrected")

    def abandon(self, wait: Wait, outcome: str, label: str, *, number: str, retention: Rule, now: datetime, by: str,
                calendar: Calendar) -> None:
        """The applicant let a term pass without reason: deemed abandoned (视为放弃) from that moment on, whenever it is seen,
        with the row of table 3 that says so."""
        if now < wait.due_at:
            raise TermNotOver(due=wait.due_on.isoformat())
        self.step("abandon")
        self._drop(wait.name)
        letter = self._write("otherwise", number, on=legal_day(now), by=by, facts={"outcome": outcome, "outcome_label": label})
        self._done(ANSWER, now, calendar, at=wait.due_at, outcome=outcome, letter=letter.number)
        self._end(outcome, reason="abandoned", on=legal_day(wait.due_at), retention=retention, now=now, calendar=calendar)

    def withdraw(self, outcome: str, *, retention: Rule, now: datetime, calendar: Calendar) -> None:
        """The applicant takes it back; what was never received enters no statistics."""
        self.step("withdraw")
        for duty in self.open_duties:
            self.tell(duty.void("withdrawn", now=now, calendar=calendar))
        self.waits.clear()
        self._end(outcome if self.received_on else "", reason="withdrawn", on=legal_day(now), retention=retention, now=now,
                  calendar=calendar)

    def archive(self, *, now: datetime) -> None:
        """Put it on file (归档)."""
        self.step("archive")
        self.changed_at = now
        self.note("archived")

    def _end(self, outcome: str, *, reason: str, on: date, retention: Rule, now: datetime, calendar: Calendar) -> None:
        self.outcome, self.ended_on, self.changed_at = outcome, on, now
        self.waits.append(Wait.begin(RETENTION, retention, on=on, now=now, calendar=calendar))
        self.note(reason, outcome=outcome)
        self.record(ApplicationClosed(**self._told(), outcome=outcome, reason=reason, closed_on=on.isoformat()))

    def _tell_registered(self, received_on: date, answer: Duty) -> None:
        self.record(ApplicationRegistered(**self._told(), channel=self.channel, received_on=received_on.isoformat(),
                                          category=self.category, due_on=answer.due_on.isoformat()))

    def _drop(self, name: str) -> None:
        self.waits = [each for each in self.waits if each.name != name]

    def _expect_running(self, name: str, now: datetime) -> Wait:
        """The wait, if its term is not over; raises ``TermOver``."""
        wait = self.wait(name)
        assert wait is not None, "the state says that it is waited for"
        if now >= wait.due_at:
            raise TermOver(due=wait.due_on.isoformat())
        return wait

    @classmethod
    def submit(cls, *, retention: Rule, now: datetime, calendar: Calendar, **fields: Any) -> Any:
        """A new application, not received yet; if it never is, its personal data are kept no longer than others'."""
        application = cls(submitted_at=now, changed_at=now, **fields)
        application.waits.append(Wait.begin(RETENTION, retention, on=legal_day(now), now=now, calendar=calendar))
        application.note("submitted", channel=application.channel, form=application.form)
        return application

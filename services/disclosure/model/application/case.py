"""What an application is made of, and what its clocks do when nobody acts; its steps stand in the modules beside this one."""
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from services.disclosure.errors.applications import ApplicationTransition
from services.disclosure.model.application.parts import Answer, Consultation, Correction, Fee, Rating, Remedy
from services.disclosure.model.application.states import LABELS, OPEN, TRANSITIONS, State
from services.disclosure.model.application.waits import Wait
from services.disclosure.model.letter import Letter
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, midnight
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.sealed import Sealed

SERVICE = "disclosure"
ANSWER, EXAMINATION, REVIEW = "application.answer", "application.correction", "application.internal_review"
"""Keys of the rules behind the unit's own duties."""


@dataclass(kw_only=True)
class Case(Obliged):
    """One application. Everything personal is in ``sealed``, the rest may be seen by whoever sees the document."""

    unit: str
    """The unit that was asked."""
    responsible: str
    """The unit that answers for it: the one asked, or its successor."""
    unit_name: str
    channel: str
    applicant_kind: str
    """``citizen``, ``legal_person`` or ``other_organisation``."""
    category: str
    """Its column of table 3: a code of ``application.applicants``."""
    document_number: str = ""
    form: str
    receipt: str
    submitted_at: datetime
    changed_at: datetime
    entered_by: str
    """Id of the account that entered it; ``anonymous`` for applications over the internet."""
    applicant_key: str
    """A keyed hash of the identity number within the unit; tells one applicant's applications apart, and nothing else."""
    topic_key: str
    """A keyed hash of what is asked, normalised."""
    request: str = ""
    """A keyed digest of the submission: a repeat of the same one gets the same receipt."""
    sealed: dict[str, Sealed] = field(default_factory=dict)
    state: State = State.SUBMITTED
    confirmed_by_applicant_on: date | None = None
    confirmed_by_unit_on: date | None = None
    received_on: date | None = None
    registered_at: datetime | None = None
    handler: str = ""
    waits: list[Wait] = field(default_factory=list)
    correction: Correction | None = None
    reasons_asked_on: date | None = None
    consultations: list[Consultation] = field(default_factory=list)
    fee: Fee | None = None
    answer: Answer | None = None
    outcome: str = ""
    """Code of the row of table 3; empty until the application is done with."""
    letters: list[Letter] = field(default_factory=list)
    rating: Rating | None = None
    remedies: list[Remedy] = field(default_factory=list)
    ended_on: date | None = None
    erased_on: date | None = None
    matter_id: str = ""

    # -- reading

    @property
    def ended(self) -> bool:
        """True once it is answered, abandoned or withdrawn."""
        return self.state not in OPEN

    @property
    def answer_duty(self) -> Duty | None:
        """The duty to answer; ``None`` until the application counts as received."""
        return next((duty for duty in self.duties if duty.kind == ANSWER), None)

    @property
    def sweep_at(self) -> datetime | None:
        """When a duty, a wait or the responsible unit changes next."""
        moments = [each.due_at for each in self.waits]
        if self.succession and self.responsible != self.succession.unit and self.erased_on is None:
            moments.append(midnight(self.succession.on))
        moments += [duty.next_at for duty in self.open_duties if duty.next_at]
        return min(moments, default=None)

    @property
    def reckoned_with(self) -> int | None:
        """The oldest calendar behind an open duty or a wait."""
        versions = [duty.reckoned_with for duty in self.open_duties if duty.reckoned_with is not None]
        return min([*versions, *(each.reckoned_with for each in self.waits)], default=None)

    def wait(self, name: str) -> Wait | None:
        """The wait of this name, while it runs."""
        return next((each for each in self.waits if each.name == name), None)

    def over(self, now: datetime) -> list[Wait]:
        """The waits that are over by ``now``, in order of time."""
        return sorted((each for each in self.waits if each.due_at <= now), key=lambda each: (each.due_at, each.name))

    # -- writing

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring duties, waits and the responsible unit up to ``now`` and to ``calendar``."""
        before = self.reckoned_with, self.responsible
        moved = [each for each in self.waits if each.refresh(calendar)]
        for wait in moved:
            self._redate(wait)
        if moved:
            self._reset(self._paused_until(), why="calendar", now=now, calendar=calendar)
        super().tend(now, calendar)
        if self.succession and self.succession.on <= legal_day(now) and not self.erased_on:
            self.responsible = self.succession.unit
        if before != (self.reckoned_with, self.responsible) and not self.changed:
            self.note("waits_reckoned")

    def note(self, action: str, *, authority: str = "", **details: Any) -> None:
        """Describe the change; what happened in the same save before it is told in ``after``."""
        earlier = self._noted
        after = [*earlier.details.get("after", ()), earlier.action] if earlier else []
        super().note(action, authority=authority, **(details | ({"after": after} if after else {})))

    def step(self, name: str) -> None:
        """Take a step of the table; raises ``ApplicationTransition``."""
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise ApplicationTransition(step=name, state=LABELS[self.state],
                                        allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to

    def _redate(self, wait: Wait) -> None:
        """The calendar moved the end of a wait: whoever looks sees the new day; the letter keeps the one that it named."""
        for each in self.consultations:
            if each.id == wait.name:
                each.reply_by = wait.due_on
        if self.correction and wait.name == "correction":
            self.correction.correct_by = wait.due_on
        if self.fee and wait.name == "fee":
            self.fee.pay_by = wait.due_on

    def _owe(self, rule: Rule, *, on: date, now: datetime, calendar: Calendar) -> Duty:
        number = len(self.duties) + 1
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.{number}", rule=rule, unit=self.responsible, subject=self.id,
                               started=on, now=now, calendar=calendar)
        self.duties.append(duty)
        self.tell(told)
        return duty

    def _open_duty(self, kind: str) -> Duty | None:
        return next((duty for duty in self.open_duties if duty.kind == kind), None)

    def _done(self, kind: str, now: datetime, calendar: Calendar, *, at: datetime | None = None, **evidence: Any) -> None:
        if duty := self._open_duty(kind):
            self.tell(duty.meet(at or now, now=now, calendar=calendar, evidence=evidence))

    def _reset(self, clock: Clock | None, *, why: str, now: datetime, calendar: Calendar) -> None:
        duty = self._open_duty(ANSWER)
        if duty and clock and clock != duty.clock:
            self.tell(duty.reset(clock, why=why, now=now, calendar=calendar))

    def _stand_still(self, ground: str, wait: Wait, *, on: date, now: datetime, calendar: Calendar) -> None:
        """The answer's clock stands still from ``on`` until the last wait is over; waits that overlap share one pause."""
        self.waits.append(wait)
        duty = self._open_duty(ANSWER)
        assert duty is not None, "whoever waits has an answer to give"
        clock = duty.clock
        if clock.pauses and on <= clock.pauses[-1].last:  # ended earlier on the same day: it goes on
            last = clock.pauses[-1]
            grounds = last.ground if ground in last.ground else f"{last.ground}、{ground}"
            clock = replace(clock, pauses=(*clock.pauses[:-1], replace(last, ground=grounds, until=wait.due_on, ended_on=None)))
        else:
            clock = clock.pause(ground=ground, on=on, until=wait.due_on)
        self._reset(self._paused_until(clock), why="pause", now=now, calendar=calendar)

    def _go_on(self, *, on: date, now: datetime, calendar: Calendar) -> None:
        """The answer's clock runs again on the day after ``on``."""
        if duty := self._open_duty(ANSWER):
            self._reset(duty.clock.resume(on=on), why="resume", now=now, calendar=calendar)

    def _paused_until(self, clock: Clock | None = None) -> Clock | None:
        """The answer's clock with its running pause lasting as long as the longest wait does."""
        duty = self._open_duty(ANSWER)
        clock = clock or (duty.clock if duty else None)
        if clock is None or not clock.pauses or clock.pauses[-1].ended_on is not None or not self.waits:
            return clock
        last = replace(clock.pauses[-1], until=max(each.due_on for each in self.waits))
        return replace(clock, pauses=(*clock.pauses[:-1], last))

    def _write(self, kind: str, number: str, *, on: date, by: str, facts: Mapping[str, Any], to: str = "applicant") -> Letter:
        letter = Letter(id=f"{self.id}.{len(self.letters) + 1}", kind=kind, number=number, issued_on=on, issued_by=by,
                        addressee=to, facts={"unit_name": self.unit_name, "receipt": self.receipt, **facts})
        self.letters.append(letter)
        return letter

    def _told(self) -> dict[str, Any]:
        return {"unit": self.responsible, "application_id": self.id}

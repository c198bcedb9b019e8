"""What a review consists of, who has it, and what its clocks do; its steps stand in the modules beside this one."""
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.secrecy.errors import ClaimedByOther, IllegalTransition, SamePerson
from services.secrecy.errors.levels import SameReviewer
from services.secrecy.model.finding import SEVERITIES, Finding, Scan
from services.secrecy.model.levels import EMERGENCY_TERM, LEVELS, term_of
from services.secrecy.model.parts import Clearance, Consent, Decision, Opinion, Quarantine, Referral
from services.secrecy.model.states import LABELS, PENDING, TRANSITIONS, State
from shared.claims import Claim
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.law.terms import TermUnit

SERVICE = "secrecy"
REFERRAL_TERM, CONSENT_TERM, REPORT_TERM = "secrecy.review.authority", "secrecy.review.consent", "secrecy.quarantine.report"
"""Keys of the rules behind the duties of those who are asked, and of reporting."""
_LEVEL_TERMS = {EMERGENCY_TERM, *(term_of(level, "normal") for level in LEVELS)}


@dataclass(kw_only=True)
class Case(Obliged):
    """One review, as it is kept: no word of the text."""

    unit: str
    service: str
    """The service that asked."""
    subject: str
    """What it asked about; an id of its own."""
    digest: str
    sequence: int
    """Version of the subject when its service asked; of two requests the one with the higher is the newer."""
    fetch: str
    """The operation that returns the text."""
    urgency: str
    involved: tuple[str, ...]
    """Accounts that may not clear it: authors, submitter, approver."""
    opened_at: datetime
    changed_at: datetime
    scan: Scan
    levels: tuple[str, ...] = ("second",)
    """The levels that it goes through, settled when it was opened; the authority may add the last one."""
    opinions: list[Opinion] = field(default_factory=list)
    """One for each level that is through with it, in their order."""
    findings: list[Finding] = field(default_factory=list)
    state: State = State.OPEN
    claim: Claim | None = None
    referrals: list[Referral] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    decision: Decision | None = None
    clearance: Clearance | None = None
    quarantine: Quarantine | None = None
    duties_lost: int = 0
    """The highest number of a duty that a restore of an older backup took away; it is not given again."""

    # -- reading

    @property
    def weight(self) -> int:
        """The weight of the severest finding that is not on trial; 0 if there is none."""
        return max((finding.weight for finding in self.findings), default=0)

    @property
    def severity(self) -> str | None:
        """The severest finding's severity; ``None`` if nothing was found."""
        return next((word for word, weight in SEVERITIES.items() if weight == self.weight), None)

    @property
    def level(self) -> str:
        """The level that has it now; empty once it is decided."""
        return self.levels[len(self.opinions)] if self.state in PENDING else ""

    @property
    def referral(self) -> Referral | None:
        """The question that the authority has not answered yet."""
        return next((each for each in self.referrals if each.open), None) if self.state is State.UNCLEAR else None

    @property
    def open_consents(self) -> list[Consent]:
        """The questions to other units that are not answered yet."""
        return [each for each in self.consents if each.open] if self.state in PENDING else []

    @property
    def waits(self) -> list[dict[str, str]]:
        """What is waited for, and of which unit: a level, ``authority``, ``consent``, ``report``."""
        found = [{"what": self.level, "unit": self.unit}] if self.state is State.OPEN else []
        found += [{"what": "authority", "unit": self.referral.authority}] if self.referral else []
        found += [{"what": "consent", "unit": each.unit} for each in self.open_consents]
        return found + ([{"what": "report", "unit": self.unit}] if self.quarantine and not self.quarantine.report else [])

    # -- what the steps have in common

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring duties up to ``now`` and to ``calendar``; a level stands still as long as those who are asked have time."""
        super().tend(now, calendar)
        last = self._pause(now)
        if last and (until := self._asked_until) and until != last.until:
            self._reset(until=until, why="calendar", now=now, calendar=calendar)
            self.note("duties_advanced", stages={duty.id: duty.stage.value for duty in self.open_duties})

    def _expect_step(self, name: str, by: str, at: datetime, *, claimed: bool = True) -> None:
        """Raise unless the step may be taken now, by somebody who does not disturb whoever has it in hand."""
        allowed, _ = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        if claimed and self.claim and self.claim.keeps_out(by, at):
            raise ClaimedByOther(until=self.claim.until.isoformat())

    def _step(self, name: str, at: datetime) -> None:
        self.state, self.changed_at = TRANSITIONS[name][1], at

    def _expect_other(self, by: str) -> None:
        """Whoever is involved in the text, or gave an earlier level's opinion, has no say in it."""
        if by in self.involved:
            raise SamePerson()
        for opinion in self.opinions:
            if opinion.by == by:
                raise SameReviewer(level=LEVELS[opinion.level])

    def _told(self) -> dict[str, str]:
        return {"unit": self.unit, "review_id": self.id, "service": self.service, "subject": self.subject,
                "digest": self.digest}

    # -- clocks

    def _owe(self, rule: Rule, *, unit: str, now: datetime, calendar: Calendar) -> Duty:
        number = max([self.duties_lost, *(number_of(duty.id) for duty in self.duties)]) + 1
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.{number}", rule=rule, unit=unit, subject=self.id, started=now,
                               now=now, calendar=calendar)
        self.duties.append(duty)
        self.tell(told)
        return duty

    def _owe_level(self, rule: Rule, *, now: datetime, calendar: Calendar) -> None:
        self._owe(rule, unit=self.unit, now=now, calendar=calendar)
        self._stand_still("征求其他机关意见", now=now, calendar=calendar)

    @property
    def _level_duty(self) -> Duty | None:
        return next((duty for duty in self.open_duties if duty.kind in _LEVEL_TERMS), None)

    @property
    def _asked(self) -> list[Duty]:
        """The open duties of those who were asked."""
        return [duty for duty in self.open_duties if duty.kind in (REFERRAL_TERM, CONSENT_TERM)]

    @property
    def _asked_until(self) -> Any:
        return max((duty.due_on for duty in self._asked), default=None)

    def _stand_still(self, ground: str, *, now: datetime, calendar: Calendar) -> None:
        """The level's clock stands still until the last of those who are asked has to answer; one in hours never does."""
        duty, today, until = self._level_duty, legal_day(now), self._asked_until
        if duty and until and until >= today and duty.clock.total.unit is not TermUnit.HOURS:
            clock = duty.clock.stand_still(ground=ground, on=today, until=until)
            self.tell(duty.reset(clock, why="pause", now=now, calendar=calendar))

    def _go_on(self, *, now: datetime, calendar: Calendar) -> None:
        """Somebody answered: the level's clock waits for the others who have time left, or runs again."""
        if self._pause(now) is None:
            return
        duty = self._level_duty
        assert duty is not None
        until = self._asked_until
        if until and until >= legal_day(now):
            self._reset(until=until, why="pause", now=now, calendar=calendar)
        else:
            self.tell(duty.reset(duty.clock.resume(on=legal_day(now)), why="resume", now=now, calendar=calendar))

    def _pause(self, now: datetime) -> Any:
        """The pause that the level's clock is in, if nothing has ended it."""
        duty = self._level_duty
        last = duty.clock.pauses[-1] if duty and duty.clock.pauses else None
        return last if last and last.ended_on is None and last.starts_on <= legal_day(now) <= last.until else None

    def _reset(self, *, until: Any, why: str, now: datetime, calendar: Calendar) -> None:
        duty = self._level_duty
        assert duty is not None
        pauses = duty.clock.pauses
        clock = replace(duty.clock, pauses=(*pauses[:-1], replace(pauses[-1], until=until)))
        if clock != duty.clock:
            self.tell(duty.reset(clock, why=why, now=now, calendar=calendar))

    def _met(self, duty: Duty | None, *, now: datetime, calendar: Calendar, **evidence: str) -> None:
        if duty and not duty.closed:
            self.tell(duty.meet(now, now=now, calendar=calendar, evidence=evidence))

    def _duty(self, id_: str) -> Duty | None:
        return next((each for each in self.duties if each.id == id_), None)

    def _over(self, *, now: datetime, calendar: Calendar, **evidence: str) -> None:
        """The review is decided: the level did its part, and nobody is asked any more. Without evidence all is void."""
        self.claim = None
        if evidence:
            self._met(self._level_duty, now=now, calendar=calendar, **evidence)
        for duty in self.open_duties:
            self.tell(duty.void(self.state.value, now=now, calendar=calendar))

    def _decide(self, by: str, at: datetime, reason: str, *, level: str, **details: object) -> None:
        self.decision = Decision(by, at, self.state.value, reason, level)
        self.note(self.state.value, digest=self.digest, reason=reason, **details)


def number_of(duty: str) -> int:
    """The number at the end of a duty's id."""
    return int(duty.rpartition(".")[2])

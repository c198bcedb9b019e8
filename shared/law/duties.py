"""Duties (义务): what a unit owes under an article, its clock, what became of it, and the events that tell of it.

A duty is embedded in the aggregate that creates it and is the same everywhere. ``due_on`` and ``stage`` are what was last
announced; the truth is always reckoned from the clock. Every stage is announced once, in its order, also when nobody
looked for a while.
"""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from shared.aggregate import Aggregate
from shared.clock import legal_day
from shared.events import Event
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, Reckoning, Stage, midnight, reckon
from shared.law.duty_events import DutyEvent, duty_events, ends_duty, voided
from shared.law.errors import DutyClosed
from shared.law.rules import Rule
from shared.law.terms import Term, TermUnit
from shared.retelling import RESTORED_FROM_BACKUP, Told


class Outcome(StrEnum):
    """What became of a duty."""

    MET = "met"
    """履行."""
    VOIDED = "voided"
    """终止: exempted, superseded, or the thing that it was about is no more."""


@dataclass(kw_only=True)
class Duty:
    """One duty of one unit."""

    id: str
    service: str
    article: str
    kind: str
    """Key of the rule."""
    label: str
    unit: str
    subject: str
    pack: str
    pack_version: str
    clock: Clock
    limit: Term | None
    """The whole term after the longest extension that the rule allows."""
    opened_at: datetime
    due_on: date
    due_at: datetime
    provisional: bool
    stage: Stage = Stage.OPEN
    evidence: dict[str, Any] = field(default_factory=dict)
    reckoned_with: int | None
    """Version of the calendar behind ``due_on``; ``None`` once closed."""
    next_at: datetime | None
    """When its stage changes next; ``None`` when it never will."""
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    late_days: int = 0
    reason: str = ""
    """Why it was voided."""

    @classmethod
    def open(cls, *, service: str, id: str, rule: Rule, unit: str, subject: str, started: date | datetime, now: datetime,
             calendar: Calendar, evidence: Mapping[str, Any] | None = None) -> "tuple[Duty, list[Event]]":
        """A duty under ``rule`` from ``started`` on, with the event that tells so and those of stages passed already.

        Raises ``StartInFuture`` and ``DayUnknown``.
        """
        clock = Clock.start(rule, started, now=now)
        found = reckon(clock, calendar)
        duty = cls(id=id, service=service, article=rule.article, kind=rule.key, label=rule.label, unit=unit, subject=subject,
                   pack=rule.pack, pack_version=rule.version, clock=clock, limit=rule.extended, opened_at=now,
                   due_on=found.due_on, due_at=found.due_at, provisional=found.provisional, evidence=dict(evidence or {}),
                   reckoned_with=calendar.version, next_at=None)
        opened = duty._event("opened")
        return duty, [opened, *duty._announce(found, now)]

    # -- reading

    @property
    def closed(self) -> bool:
        """True once it was met or voided."""
        return self.outcome is not None

    @property
    def met_late(self) -> bool:
        """True if it was met after its term (逾期履行)."""
        return self.outcome is Outcome.MET and self.closed_at is not None and self.closed_at >= self.due_at

    def stage_at(self, now: datetime, calendar: Calendar) -> Stage:
        """The true stage, whatever was announced."""
        return reckon(self.clock, calendar).stage(now)

    def present(self) -> Event:
        """The event that says how it stands: met, voided, or the stage that was announced last."""
        if self.outcome is Outcome.MET:
            assert self.closed_at is not None
            return self._event("met", met_at=self.closed_at.isoformat(), late=self.met_late, late_days=self.late_days)
        if self.outcome is Outcome.VOIDED:
            return self._event("voided", reason=self.reason)
        return self._event("opened" if self.stage is Stage.OPEN else self.stage.value)

    # -- writing

    def advance(self, now: datetime, calendar: Calendar) -> list[Event]:
        """Take in a changed calendar and announce the stages that have begun by ``now``; the same again says nothing.

        A process with an older calendar than the duty was reckoned with leaves it alone.
        """
        if self.closed or self.reckoned_with is None or calendar.version < self.reckoned_with:
            return []
        found = reckon(self.clock, calendar)
        moved = [] if calendar.version == self.reckoned_with else self._move(found, now, "calendar")
        self.reckoned_with = calendar.version
        return [*moved, *self._announce(found, now)]

    def reset(self, clock: Clock, *, why: str, now: datetime, calendar: Calendar) -> list[Event]:
        """Let ``clock`` be its clock from now on, paused, resumed, extended or begun anew. Raises ``DutyClosed``."""
        self._expect_open()
        told = self.advance(now, calendar)
        self.clock, self.reckoned_with = clock, calendar.version  # an older calendar is corrected by the next to look
        found = reckon(clock, calendar)
        return [*told, *self._move(found, now, why), *self._announce(found, now)]

    def extend(self, *, total: Term, ground: str, approved_by: str, now: datetime, calendar: Calendar) -> list[Event]:
        """Grant a longer term. Raises ``DutyClosed``, ``NotExtendable``, ``ExtensionTooLate``."""
        self._expect_open()
        clock = self.clock.extend(total=total, limit=self.limit, ground=ground, approved_by=approved_by, on=legal_day(now),
                                  calendar=calendar)
        return self.reset(clock, why="extension", now=now, calendar=calendar)

    def meet(self, at: datetime, *, now: datetime, calendar: Calendar, evidence: Mapping[str, Any]) -> list[Event]:
        """What it asked for was done at ``at``, which may lie before ``now``. Raises ``DutyClosed``."""
        self._expect_open()
        told = self.advance(min(at, now), calendar)
        self.evidence |= evidence
        self.late_days = self._late(at, calendar)
        self._close(Outcome.MET, at)
        return [*told, self.present()]

    def void(self, reason: str, *, now: datetime, calendar: Calendar) -> list[Event]:
        """It is no more. Raises ``DutyClosed``."""
        self._expect_open()
        told = self.advance(now, calendar)
        self.reason = reason
        self._close(Outcome.VOIDED, now)
        return [*told, self.present()]

    def pass_to(self, unit: str) -> list[Event]:
        """It is the successor's from its first day on; the clock goes on (Art. 5 第五条 谁承诺谁办理)."""
        self._expect_open()
        if unit == self.unit:
            return []
        before, self.unit = self.unit, unit
        return [self._event("passed", unit_before=before)]

    def _move(self, found: Reckoning, now: datetime, why: str) -> list[Event]:
        before, was_provisional, stage = self.due_on, self.provisional, found.stage(now)
        moved = found.due_at != self.due_at
        self.due_on, self.due_at, self.provisional = found.due_on, found.due_at, found.provisional
        if (moved or why != "calendar") and stage.rank < self.stage.rank:
            self.stage = stage
        if not moved and was_provisional == found.provisional and why == "calendar":
            return []
        return [self._event("moved", due_before=before.isoformat(), why=why if moved or why != "calendar" else "settled")]

    def _announce(self, found: Reckoning, now: datetime) -> list[Event]:
        told: list[Event] = []
        for stage, at in found.boundaries():
            if at <= now and stage.rank > self.stage.rank:
                self.stage = stage
                told.append(self._event(stage.value))
        self.next_at = next((at for _, at in found.boundaries() if at > now), None)
        return told

    def _late(self, at: datetime, calendar: Calendar) -> int:
        if at < self.due_at:
            return 0
        day = legal_day(at)
        return calendar.workdays(self.due_on, day) if self.clock.total.unit is TermUnit.WORKDAYS else (day - self.due_on).days

    def _close(self, outcome: Outcome, at: datetime) -> None:
        self.outcome, self.closed_at, self.next_at, self.reckoned_with = outcome, at, None, None

    def _expect_open(self) -> None:
        if self.closed:
            raise DutyClosed()

    def _event(self, name: str, **more: Any) -> Event:
        made: Event = getattr(duty_events(self.service), name)(
            unit=self.unit, duty=self.id, article=self.article, kind=self.kind, label=self.label, subject=self.subject,
            pack=self.pack, pack_version=self.pack_version, started_on=self.clock.started_on.isoformat(),
            due_on=self.due_on.isoformat(), due_at=self.due_at.astimezone(UTC).isoformat(), stage=self.stage.value,
            provisional=self.provisional, evidence=dict(self.evidence), **more)
        return made


@dataclass(frozen=True)
class Succession:
    """The unit is dissolved, and ``unit`` has its open duties from ``on`` (Art. 3 第三条)."""

    unit: str
    on: date


@dataclass(kw_only=True)
class Obliged(Aggregate):
    """An aggregate with duties: the sweep finds it by the earliest moment at which one of them changes its stage."""

    duties: list[Duty] = field(default_factory=list)
    succession: Succession | None = None

    @property
    def open_duties(self) -> list[Duty]:
        """Those that are neither met nor voided."""
        return [duty for duty in self.duties if not duty.closed]

    @property
    def sweep_at(self) -> datetime | None:
        """When a duty changes its stage or its unit next."""
        moments = [duty.next_at for duty in self.open_duties if duty.next_at]
        if self.succession and any(duty.unit != self.succession.unit for duty in self.open_duties):
            moments.append(midnight(self.succession.on))
        return min(moments, default=None)

    @property
    def reckoned_with(self) -> int | None:
        """The oldest calendar behind an open duty."""
        return min((duty.reckoned_with for duty in self.open_duties if duty.reckoned_with is not None), default=None)

    def tell(self, events: list[Event]) -> None:
        """Publish what a duty's step said with the next save."""
        for event in events:
            self.record(event)

    def settle_as_told(self, told: Told, *, calendar: Calendar) -> None:
        """Let its duties be met and voided as others were told, before a restore of an older state took that away."""
        for duty in self.open_duties:
            heard = told.duties.get(duty.id)
            ended = heard.type.split(".")[2] if heard else ""
            if heard and ended == "met":
                self.tell(duty.meet(datetime.fromisoformat(heard.data["met_at"]), now=heard.at, calendar=calendar,
                                    evidence=heard.data["evidence"]))
            elif heard and ended == "voided":
                self.tell(duty.void(heard.data["reason"], now=heard.at, calendar=calendar))

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        self.tell_duties_anew(told)

    def tell_duties_anew(self, told: Told) -> None:
        """Say how its duties stand, unless that was just said: those that are open, and those of which others were ``told``
        otherwise; one that a restore took away is void."""
        said = {event.duty for event in self._events if isinstance(event, DutyEvent)}
        for duty in self.duties:
            if duty.id not in said and (not duty.closed or duty.id in told.duties):
                self.record(duty.present())
        known = {duty.id for duty in self.duties}
        for id_, heard in told.duties.items():
            if id_ not in known and not ends_duty(heard.type):
                self.record(voided(heard.type.split(".")[0], heard.data, RESTORED_FROM_BACKUP))

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring all duties up to ``now`` and to ``calendar``."""
        before = self.sweep_at, self.reckoned_with
        for duty in self.open_duties:
            self.tell(duty.advance(now, calendar))
            if self.succession and self.succession.on <= legal_day(now):
                self.tell(duty.pass_to(self.succession.unit))
        if self.changed or before != (self.sweep_at, self.reckoned_with):
            self.note("duties_advanced", stages={duty.id: duty.stage.value for duty in self.open_duties})

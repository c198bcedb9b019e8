"""A matter to disclose (公开事项): something formed, changed or kept on a day, and the duty that it opens (Art. 7 第七条)."""
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from services.disclosure.errors import IllegalTransition
from services.disclosure.events import MatterExempted, MatterFulfilled, MatterReexamined, MatterRegistered, MatterSuperseded
from shared.clock import legal_day
from shared.digests import digest
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, reckon
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.law.terms import Term, TermUnit
from shared.retelling import Told

SERVICE = "disclosure"
_IDS = UUID("0b8f2e0e-6a54-4c0e-9a54-2f1d6c0f7a02")
BASES = {"formed": "形成", "changed": "变更", "kept": "保存"}
"""What happened to the information on its day."""


class State(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    """待公开: its clock runs."""
    FULFILLED = "fulfilled"
    """已公开, in time or late."""
    EXEMPTED = "exempted"
    """不予公开: withheld on a legal ground, to be examined again."""
    SUPERSEDED = "superseded"
    """已被替代: another matter stands for it."""


LABELS = {State.OPEN: "待公开", State.FULFILLED: "已公开", State.EXEMPTED: "不予公开", State.SUPERSEDED: "已被替代"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "extend": ((State.OPEN,), State.OPEN),
    "fulfil": ((State.OPEN,), State.FULFILLED),
    "exempt": ((State.OPEN,), State.EXEMPTED),
    "withhold_again": ((State.EXEMPTED,), State.EXEMPTED),
    "reopen": ((State.EXEMPTED,), State.OPEN),
    "supersede": ((State.OPEN,), State.SUPERSEDED),
    "yield_to": ((State.FULFILLED,), State.SUPERSEDED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class Fulfilment:
    """The public item that carries the matter, and the moment when it went public."""

    article_id: str
    title: str
    path: str
    index_number: str
    at: datetime


@dataclass(frozen=True)
class Exemption:
    """Why it is withheld (不予公开理由), who decided, and when that is examined again."""

    reason: str
    explanation: str
    by: str
    at: datetime
    re_examine_on: date
    """The last day for that (政府信息公开条例 Art. 18 第十八条)."""


@dataclass(frozen=True)
class Reexamination:
    """What an examination of a withheld matter came to (定期评估审查)."""

    outcome: str
    """``still_withheld`` or ``now_open``."""
    explanation: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Withholding:
    """What content said last of an article that it withholds: in which version of the article, why, and until when."""

    sequence: int
    reason: str
    re_examine_on: date


def derived_id(*parts: object) -> str:
    """The id of the matter that an import's line or an item opens: the same each time, so that none is opened twice."""
    return str(uuid5(_IDS, "/".join(str(each) for each in parts)))


def fingerprint(unit: str, class_name: str, title: str, happened_on: date) -> str:
    """What tells one matter from another; spaces in a title do not."""
    return digest([unit, class_name, "".join(title.split()), happened_on])


@dataclass(kw_only=True)
class Matter(Obliged):
    """One matter of one unit. ``classes`` are all that fit, the most specific first: that one's clock runs."""

    unit: str
    title: str
    classes: tuple[str, ...]
    basis: str
    happened_on: date
    document_number: str = ""
    origin: str = "manual"
    """``manual``, ``import``, ``event`` or ``item`` (a public item that carries no registered matter, or a withheld one)."""
    origin_ref: str = ""
    """The import, event or article that it came by."""
    registered_by: str
    registered_at: datetime
    changed_at: datetime
    state: State = State.OPEN
    extended_by: str = ""
    """Who granted more time."""
    fulfilment: Fulfilment | None = None
    exemption: Exemption | None = None
    withholding: Withholding | None = None
    """What content said of its article, if this is one that was withheld there."""
    reexaminations: list[Reexamination] = field(default_factory=list)
    superseded_by: str = ""

    # -- reading

    @property
    def duty(self) -> Duty:
        """The duty that it has, or had last: to disclose it, or, while it is withheld, to examine that again."""
        return self.duties[-1]

    @property
    def responsible(self) -> str:
        """The unit that answers for it today: its own, or the successor's after a dissolution."""
        return self.duty.unit

    @property
    def fingerprint(self) -> str:
        """Equal for two registrations of the same matter."""
        return fingerprint(self.unit, self.classes[0], self.title, self.happened_on)

    # -- writing

    @classmethod
    def register(cls, *, id: str, rule: Rule, now: datetime, calendar: Calendar, **fields: Any) -> "Matter":
        """A new matter; its clock runs from the day on which it happened. Raises ``StartInFuture``, ``DayUnknown``."""
        matter = cls(id=id, registered_at=now, changed_at=now, **fields)
        matter._tell_registered()
        matter._open_duty(rule, matter.happened_on, now, calendar)
        matter.note("registered", title=matter.title, class_name=matter.classes[0], happened_on=matter.happened_on.isoformat())
        return matter

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now, unless it
        was just said."""
        if any(isinstance(each, MatterRegistered | MatterFulfilled | MatterSuperseded) for each in self._events):
            pass
        elif self.state is State.OPEN:
            self._tell_registered()
        elif self.state is State.FULFILLED:
            self._tell_fulfilled()
        elif self.state is State.EXEMPTED and self.exemption:
            self._tell_exempted(self.exemption)
        elif self.state is State.SUPERSEDED:
            self._tell_superseded()
        self.tell_duties_anew(told)

    def extend(self, *, total: Term, ground: str, approver: str, by: str, now: datetime, calendar: Calendar) -> None:
        """Grant more time before the term is over, from the same start; ``approver`` is what is shown, ``by`` the account.

        Raises ``NotExtendable`` or ``ExtensionTooLate``.
        """
        self._step("extend")
        self.tell(self.duty.extend(total=total, ground=ground, approved_by=approver, now=now, calendar=calendar))
        self.extended_by, self.changed_at = by, now
        self.note("extended", total=str(total), ground=ground, approved_by=by)

    def fulfil(self, fulfilment: Fulfilment, *, now: datetime, calendar: Calendar) -> None:
        """The public item carries it; whether in time is told by the moment when it went public."""
        self._step("fulfil")
        evidence = {"article_id": fulfilment.article_id, "index_number": fulfilment.index_number}
        self.tell(self.duty.meet(fulfilment.at, now=now, calendar=calendar, evidence=evidence))
        self.fulfilment, self.changed_at = fulfilment, now
        self.note("fulfilled", article_id=fulfilment.article_id, late=self.duty.met_late)
        self._tell_fulfilled()

    def exempt(self, exemption: Exemption, *, review: Rule, now: datetime, calendar: Calendar) -> None:
        """Withhold it on a legal ground; to examine that again is a duty from now on, under ``review``."""
        self._step("exempt")
        self.tell(self.duty.void(f"exempted: {exemption.reason}", now=now, calendar=calendar))
        self._withhold(exemption, review, now, calendar)
        self.note("exempted", reason=exemption.reason, re_examine_on=self.duty.due_on.isoformat())
        self._tell_exempted(exemption)

    def withhold_again(self, exemption: Exemption, *, review: Rule, now: datetime, calendar: Calendar) -> None:
        """It was examined and stays withheld; the next examination is a duty in its turn."""
        self._step("withhold_again")
        self._examined("still_withheld", exemption.explanation, exemption.by, now, calendar)
        self._withhold(exemption, review, now, calendar)
        self.note("withheld_again", reason=exemption.reason, re_examine_on=self.duty.due_on.isoformat())
        self.record(MatterReexamined(**self._told(), outcome="still_withheld", re_examine_on=self.duty.due_on.isoformat()))

    def hear(self, told: Withholding) -> bool:
        """Content says that its article is withheld. ``True`` if that is newer and not what it said before."""
        before = self.withholding
        if before and told.sequence <= before.sequence:
            return False
        self.withholding = told
        self.note("withholding_heard", sequence=told.sequence)
        return before is None or (told.reason, told.re_examine_on) != (before.reason, before.re_examine_on)

    def reopen(self, *, rule: Rule, explanation: str, by: str, now: datetime, calendar: Calendar) -> None:
        """It was examined and is to be disclosed; a new clock runs from today, the day of that decision."""
        self._step("reopen")
        self._examined("now_open", explanation, by, now, calendar)
        self.exemption, self.changed_at = None, now
        self._open_duty(rule, legal_day(now), now, calendar)
        self.note("reopened")
        self.record(MatterReexamined(**self._told(), outcome="now_open", re_examine_on=None))

    def supersede(self, by: str, *, now: datetime, calendar: Calendar) -> None:
        """Another matter stands for it."""
        self._step("supersede")
        self.tell(self.duty.void("superseded", now=now, calendar=calendar))
        self._stand_back(by, now)

    def yield_to(self, by: str, *, now: datetime) -> None:
        """The public item that this is itself carries a registered matter after all: that one counts; the duty stays met."""
        self._step("yield_to")
        self._stand_back(by, now)

    def _stand_back(self, by: str, now: datetime) -> None:
        self.superseded_by, self.changed_at = by, now
        self.note("superseded", by=by)
        self._tell_superseded()

    def _tell_registered(self) -> None:
        self.record(MatterRegistered(unit=self.unit, matter_id=self.id, class_name=self.classes[0],
                                     happened_on=self.happened_on.isoformat(), origin=self.origin))

    def _tell_fulfilled(self) -> None:
        met = self.fulfilment
        assert met is not None
        self.record(MatterFulfilled(**self._told(), article_id=met.article_id, published_at=met.at.isoformat(),
                                    late=self.duty.met_late))

    def _tell_exempted(self, exemption: Exemption) -> None:
        self.record(MatterExempted(**self._told(), reason=exemption.reason, re_examine_on=self.duty.due_on.isoformat()))

    def _tell_superseded(self) -> None:
        self.record(MatterSuperseded(**self._told(), by=self.superseded_by))

    def _withhold(self, exemption: Exemption, review: Rule, now: datetime, calendar: Calendar) -> None:
        """By the date given or when the rule wants it, whichever is earlier."""
        today = legal_day(now)
        latest = reckon(Clock.start(review, today, now=now), calendar).due_on
        if exemption.re_examine_on < latest:
            review = replace(review, term=Term((exemption.re_examine_on - today).days, TermUnit.DAYS), extended=None)
        self._open_duty(review, today, now, calendar)
        self.exemption, self.changed_at = replace(exemption, re_examine_on=self.duty.due_on), now

    def _examined(self, outcome: str, explanation: str, by: str, now: datetime, calendar: Calendar) -> None:
        self.tell(self.duty.meet(now, now=now, calendar=calendar, evidence={"outcome": outcome}))
        self.reexaminations.append(Reexamination(outcome, explanation, by, now))

    def _open_duty(self, rule: Rule, started: date, now: datetime, calendar: Calendar) -> None:
        unit = self.responsible if self.duties else self.unit
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.{len(self.duties) + 1}", rule=rule, unit=unit, subject=self.id,
                               started=started, now=now, calendar=calendar)
        self.duties.append(duty)
        self.tell(told)

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to

    def _told(self) -> Mapping[str, Any]:
        return {"unit": self.responsible, "matter_id": self.id, "class_name": self.classes[0],
                "happened_on": self.happened_on.isoformat()}

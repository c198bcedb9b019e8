"""A matter to disclose (公开事项): something formed, changed or kept on a day, and the duty that it opens (Art. 7 第七条)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.disclosure.errors import IllegalTransition
from services.disclosure.events import MatterExempted, MatterFulfilled, MatterRegistered
from shared.digests import digest
from shared.law.calendar import Calendar
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.law.terms import Term

SERVICE = "disclosure"
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
    "supersede": ((State.OPEN,), State.SUPERSEDED),
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
    """``manual``, ``import`` or ``event``."""
    origin_ref: str = ""
    """The import, or the event, that it came by."""
    registered_by: str
    registered_at: datetime
    changed_at: datetime
    state: State = State.OPEN
    fulfilment: Fulfilment | None = None
    exemption: Exemption | None = None
    superseded_by: str = ""

    # -- reading

    @property
    def duty(self) -> Duty:
        """The duty to disclose it."""
        return self.duties[-1]

    @property
    def responsible(self) -> str:
        """The unit that answers for it today: its own, or the successor's after a dissolution."""
        return self.duty.unit

    @property
    def fingerprint(self) -> str:
        """Equal for two registrations of the same matter."""
        return digest([self.unit, self.classes[0], "".join(self.title.split()), self.happened_on])

    # -- writing

    @classmethod
    def register(cls, *, id: str, rule: Rule, now: datetime, calendar: Calendar, **fields: Any) -> "Matter":
        """A new matter; its clock runs from the day on which it happened. Raises ``StartInFuture``, ``DayUnknown``."""
        matter = cls(id=id, registered_at=now, changed_at=now, **fields)
        duty, told = Duty.open(service=SERVICE, id=f"{id}.1", rule=rule, unit=matter.unit, subject=id,
                               started=matter.happened_on, now=now, calendar=calendar)
        matter.duties.append(duty)
        matter.note("registered", title=matter.title, class_name=matter.classes[0], happened_on=matter.happened_on.isoformat())
        matter.record(MatterRegistered(**matter._told(), origin=matter.origin))
        matter.tell(told)
        return matter

    def extend(self, *, total: Term, ground: str, by: str, now: datetime, calendar: Calendar) -> None:
        """Grant more time before the term is over, from the same start. Raises ``NotExtendable``, ``ExtensionTooLate``."""
        self._step("extend")
        self.tell(self.duty.extend(total=total, ground=ground, approved_by=by, now=now, calendar=calendar))
        self.changed_at = now
        self.note("extended", total=str(total), ground=ground)

    def fulfil(self, fulfilment: Fulfilment, *, now: datetime, calendar: Calendar) -> None:
        """The public item carries it; whether in time is told by the moment when it went public."""
        self._step("fulfil")
        evidence = {"article_id": fulfilment.article_id, "index_number": fulfilment.index_number}
        self.tell(self.duty.meet(fulfilment.at, now=now, calendar=calendar, evidence=evidence))
        self.fulfilment, self.changed_at = fulfilment, now
        self.note("fulfilled", article_id=fulfilment.article_id, late=self.duty.met_late)
        self.record(MatterFulfilled(**self._told(), article_id=fulfilment.article_id,
                                    published_at=fulfilment.at.isoformat(), late=self.duty.met_late))

    def exempt(self, exemption: Exemption, *, now: datetime, calendar: Calendar) -> None:
        """Withhold it on a legal ground."""
        self._step("exempt")
        self.tell(self.duty.void(f"exempted: {exemption.reason}", now=now, calendar=calendar))
        self.exemption, self.changed_at = exemption, now
        self.note("exempted", reason=exemption.reason, re_examine_on=exemption.re_examine_on.isoformat())
        self.record(MatterExempted(**self._told(), reason=exemption.reason,
                                   re_examine_on=exemption.re_examine_on.isoformat()))

    def supersede(self, by: str, *, now: datetime, calendar: Calendar) -> None:
        """Another matter stands for it."""
        self._step("supersede")
        self.tell(self.duty.void("superseded", now=now, calendar=calendar))
        self.superseded_by, self.changed_at = by, now
        self.note("superseded", by=by)

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to

    def _told(self) -> Mapping[str, Any]:
        return {"unit": self.responsible, "matter_id": self.id, "class_name": self.classes[0],
                "happened_on": self.happened_on.isoformat()}

"""A filing (备案): what is to become of a column, proposed by its unit, decided by the e-government office (Art. 9 第九条)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.content.errors import FilingDecided, InvalidFiling, OwnFiling, SystemFiling
from services.content.events import FilingAccepted, FilingProposed, FilingRefused, FilingWithdrawn
from services.content.model.column import SERVICE, Plan
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.retelling import Told

RULE = "column.filing"
"""Key of the rule that says how long the office has."""
KINDS = {"open": "开设栏目", "close": "关闭栏目", "merge": "归并栏目", "rename": "栏目更名"}
SYSTEM = "system"
"""Origin of what the suite itself proposes; its proposer's id."""


class State(StrEnum):
    """Where a filing stands."""

    PROPOSED = "proposed"
    """待审核."""
    ACCEPTED = "accepted"
    """已备案: it took effect."""
    REFUSED = "refused"
    """不予备案, with a reason."""
    WITHDRAWN = "withdrawn"
    """已撤回 by the unit."""


LABELS = {State.PROPOSED: "待审核", State.ACCEPTED: "已备案", State.REFUSED: "不予备案", State.WITHDRAWN: "已撤回"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "accept": ((State.PROPOSED,), State.ACCEPTED),
    "refuse": ((State.PROPOSED,), State.REFUSED),
    "withdraw": ((State.PROPOSED,), State.WITHDRAWN),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""
_DECIDED = {State.ACCEPTED: FilingAccepted, State.REFUSED: FilingRefused, State.WITHDRAWN: FilingWithdrawn}


@dataclass(frozen=True)
class Decision:
    """What became of it, by whom and why."""

    by: str
    at: datetime
    office: str
    reason: str = ""


@dataclass(kw_only=True)
class Filing(Obliged):
    """One filing about one column. The office's decision has its clock."""

    kind: str
    """What takes effect: a code of ``KINDS``."""
    site: str
    column: str
    """The column's id, as it is or is to be."""
    unit: str
    """The unit that proposes it."""
    reason: str
    plan: Plan | None = None
    """For ``open``: what the column is to be."""
    name: str = ""
    """For ``rename``: the new name."""
    into: str = ""
    """For ``merge``: the column that it goes over into."""
    origin: str = "unit"
    proposed_by: str
    proposed_at: datetime
    changed_at: datetime
    state: State = State.PROPOSED
    decision: Decision | None = None

    # -- reading

    @property
    def duty(self) -> Duty:
        """The office's duty to decide."""
        return self.duties[-1]

    @property
    def office(self) -> str:
        """The e-government office that decides: the one that it was sent to, or that one's successor."""
        return self.duty.unit

    @property
    def pending(self) -> str | None:
        """The column's id while a decision is awaited: there is one such filing a column at the most."""
        return self.column if self.state is State.PROPOSED else None

    # -- writing

    @classmethod
    def propose(cls, *, id: str, rule: Rule, office: str, now: datetime, calendar: Calendar, **fields: Any) -> "Filing":
        """A new filing; the office's clock runs from today."""
        filing = cls(id=id, proposed_at=now, changed_at=now, **fields)
        duty, told = Duty.open(service=SERVICE, id=f"{id}.1", rule=rule, unit=office, subject=id, started=legal_day(now),
                               now=now, calendar=calendar)
        filing.duties.append(duty)
        filing.note("proposed", kind=filing.kind, column=filing.column, reason=filing.reason, origin=filing.origin)
        filing._tell()
        filing.tell(told)
        return filing

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        self._tell()
        self.tell_duties_anew(told)

    def expect_decidable(self, step: str, *, by: str) -> None:
        """Raise ``FilingDecided`` where nothing is to be decided, ``OwnFiling`` for who proposed it."""
        if self.state not in TRANSITIONS[step][0]:
            raise FilingDecided(state=LABELS[self.state], step=step)
        if by == self.proposed_by:
            raise OwnFiling()

    def divert(self, into: str) -> None:
        """Let what the suite proposed as a closing be a merge into another column. Raises ``InvalidFiling``."""
        if self.origin != SYSTEM or self.kind != "close":
            raise InvalidFiling(fields={"into": ["只有系统提出的归并或者关闭建议，才能在审核时指定并入的栏目。"]})
        self.kind, self.into = "merge", into

    def accept(self, *, by: str, now: datetime, calendar: Calendar) -> None:
        """Let it take effect."""
        self.expect_decidable("accept", by=by)
        self._decide("accept", by=by, reason="", now=now, calendar=calendar)
        self.note("accepted", kind=self.kind, column=self.column, into=self.into)
        self._tell()

    def refuse(self, *, by: str, reason: str, now: datetime, calendar: Calendar) -> None:
        """Let it come to nothing, for a reason."""
        self.expect_decidable("refuse", by=by)
        self._decide("refuse", by=by, reason=reason, now=now, calendar=calendar)
        self.note("refused", reason=reason)
        self._tell()

    def withdraw(self, *, by: str, now: datetime, calendar: Calendar) -> None:
        """Take it back. Raises ``SystemFiling`` for what the suite itself proposed."""
        if self.state is not State.PROPOSED:
            raise FilingDecided(state=LABELS[self.state], step="withdraw")
        if self.origin == SYSTEM:
            raise SystemFiling()
        self.state, self.changed_at = TRANSITIONS["withdraw"][1], now
        self.tell(self.duty.void("withdrawn", now=now, calendar=calendar))
        self.note("withdrawn")
        self._tell()

    def _decide(self, step: str, *, by: str, reason: str, now: datetime, calendar: Calendar) -> None:
        self.state, self.changed_at = TRANSITIONS[step][1], now
        self.decision = Decision(by, now, self.office, reason)
        evidence = {"filing_id": self.id, "decision": self.state.value}
        self.tell(self.duty.meet(now, now=now, calendar=calendar, evidence=evidence))

    def _tell(self) -> None:
        if self.state is State.PROPOSED:
            self.record(FilingProposed(**self._told(), origin=self.origin))
        else:
            self.record(_DECIDED[self.state](**self._told()))

    def _told(self) -> Mapping[str, Any]:
        return {"unit": self.unit, "filing_id": self.id, "kind": self.kind, "site": self.site, "column": self.column,
                "into": self.into, "office": self.office}

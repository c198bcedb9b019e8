"""A column (栏目): filed, opened by its first item that counts, kept fresh by a duty, closed or merged (Art. 8 第八条, 9)."""
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from services.content import events
from services.content.errors import ColumnClosed, ColumnEnded
from services.content.model.review_steps import FINAL_ONLY
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, Stage, midnight, reckon
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule
from shared.law.terms import Term
from shared.retelling import Told

SERVICE = "content"
DUTIES_KEPT = 12
"""Closed duties that stay in the document; the events have told of all."""
BREACHES_KEPT = 50
LAST_LOOK = timedelta(minutes=1)
"""After the last batch of an errand: longer than any call lasts that may still have seen the column as it was."""


class State(StrEnum):
    """Where a column stands."""

    PREPARED = "prepared"
    """已备案: articles may be drafted for it and be published into it; it is not yet shown."""
    OPEN = "open"
    """已开通, by its first counted public item: a blank column cannot be."""
    CLOSED = "closed"
    """已关闭; its articles stay readable."""
    MERGED = "merged"
    """已归并 into another column, with its articles."""


LABELS = {State.PREPARED: "已备案", State.OPEN: "已开通", State.CLOSED: "已关闭", State.MERGED: "已归并"}
ALIVE = (State.PREPARED, State.OPEN)

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "open": ((State.PREPARED,), State.OPEN),
    "close": (ALIVE, State.CLOSED),
    "merge": (ALIVE, State.MERGED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a column is to be, as it was filed."""

    code: str
    unit: str
    name: str
    kind: str
    type: str
    description: str
    keywords: tuple[str, ...] = ()
    review_steps: tuple[str, ...] = FINAL_ONLY


@dataclass(frozen=True)
class Counted:
    """A public item that counts as an update, and the moment when it went public."""

    article_id: str
    at: datetime


@dataclass(frozen=True)
class FormerName:
    """A name that the column had, and the last day on which it had it."""

    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How the column came to its end; ``reason`` is public."""

    at: datetime
    reason: str
    filing_id: str
    into: str = ""


@dataclass(frozen=True)
class Breach:
    """A cadence that was not kept."""

    duty: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What is still to be done to the column's articles, in batches: moving after a merge, relabelling after a renaming."""

    due_at: datetime
    after: str = ""
    """Id of the last article that was relabelled; moved ones are gone from the column by themselves."""
    last: bool = False
    """True for the look that finds what was under way during all others."""


@dataclass(kw_only=True)
class Column(Obliged):
    """A column of a site; ``id`` is ``<site>.<code>`` and ``code`` its part of a page's path. Neither is ever used again."""

    site: str
    code: str
    unit: str
    """Who answers for it today."""
    name: str
    kind: str
    type: str
    """ColumnType of the page labels."""
    description: str
    keywords: tuple[str, ...] = ()
    review_steps: tuple[str, ...] = FINAL_ONLY
    """The steps of the editorial review that its articles need, unless their kind needs more."""
    state: State = State.PREPARED
    filings: list[str] = field(default_factory=list)
    """Ids of the filings that took effect here."""
    prepared_at: datetime
    opened_at: datetime | None = None
    newest: Counted | None = None
    terms: int = 0
    """How many cadence duties there have been."""
    former_names: list[FormerName] = field(default_factory=list)
    ending: Ending | None = None
    breaches: list[Breach] = field(default_factory=list)
    errand: Errand | None = None

    # -- reading

    @property
    def alive(self) -> bool:
        """True unless it was closed or merged."""
        return self.state in ALIVE

    @property
    def duty(self) -> Duty | None:
        """The duty to update it, while it is open."""
        return next(iter(self.open_duties), None)

    @property
    def cadence(self) -> str:
        """Key of the rule that says how often it must be updated."""
        return f"column.cadence.{self.kind}"

    @property
    def sweep_at(self) -> datetime | None:
        """When a duty changes its stage, the column its unit, or an errand is due."""
        moments = [super().sweep_at, self.errand.due_at if self.errand else None]
        if self.succession and self.unit != self.succession.unit and self.alive:
            moments.append(midnight(self.succession.on))
        return min((each for each in moments if each), default=None)

    def expect_open(self) -> None:
        """Raise ``ColumnClosed`` unless items may be put here: it is filed (备案), and neither closed nor merged."""
        if not self.alive:
            raise ColumnClosed(column=self.name, state=LABELS[self.state])

    def expect_alive(self) -> None:
        """Raise ``ColumnEnded`` where it was closed or merged."""
        if not self.alive:
            raise ColumnEnded(column=self.name, state=LABELS[self.state])

    def labels(self) -> dict[str, str]:
        """The page labels of the column (国办发〔2017〕47号)."""
        return {"ColumnName": self.name, "ColumnDescription": self.description,
                "ColumnKeywords": ",".join(self.keywords), "ColumnType": self.type}

    def breaches_within(self, term: Term, today: date, calendar: Calendar) -> list[Breach]:
        """The breaches that lie no longer back than ``term``."""
        return [each for each in self.breaches
                if reckon(Clock(term=term, started_on=each.due_on), calendar).due_on >= today]

    # -- writing

    @classmethod
    def prepare(cls, plan: Plan, *, site: str, filing_id: str, at: datetime) -> "Column":
        """A column as it was filed; it opens with its first counted public item."""
        column = cls(id=f"{site}.{plan.code}", site=site, code=plan.code, unit=plan.unit, name=plan.name, kind=plan.kind,
                     type=plan.type, description=plan.description, keywords=plan.keywords,
                     review_steps=plan.review_steps, filings=[filing_id], prepared_at=at)
        column.note("prepared", name=column.name, filing_id=filing_id)
        column.record(events.ColumnPrepared(**column._told(), name=column.name, kind=column.kind, filing_id=filing_id))
        return column

    def count(self, item: Counted, *, rule: Rule, now: datetime, calendar: Calendar) -> None:
        """An item that counts went public. The first one opens the column; one of a later day than the newest meets the
        duty and opens the next; anything else, and anything after the end, changes nothing."""
        day = min(legal_day(item.at), legal_day(now))
        if not self.alive or (self.newest and day <= legal_day(self.newest.at)):
            return
        if self.state is State.PREPARED:
            self._step("open")
            self.opened_at = item.at
            self.record(events.ColumnOpened(**self._told(), name=self.name, kind=self.kind))
        if duty := self.duty:
            self.tell(duty.meet(item.at, now=now, calendar=calendar, evidence={"article_id": item.article_id}))
            self._weigh(duty, breached=duty.met_late)
        self.newest = item
        self._owe(day, rule=rule, now=now, calendar=calendar)
        self.note("updated", article_id=item.article_id, day=day.isoformat())
        self.record(events.ColumnUpdated(**self._told(), article_id=item.article_id, day=day.isoformat()))

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now, and
        gateways let go of what they keep of it."""
        if self.ending is None:
            self.record(events.ColumnRelabelled(**self._told(), pages=0))
        if self.state is State.PREPARED:
            self.record(events.ColumnPrepared(**self._told(), name=self.name, kind=self.kind, filing_id=self.filings[0]))
        elif self.state is State.OPEN:
            self.record(events.ColumnOpened(**self._told(), name=self.name, kind=self.kind))
        elif self.ending:
            self._tell_ended(self.ending)
        self.tell_duties_anew(told)

    def rename(self, name: str, *, filing_id: str, at: datetime) -> None:
        """Have another name from today on; the labels of its public pages follow. Raises ``ColumnEnded``."""
        self.expect_alive()
        before, self.name = self.name, name
        self.former_names.append(FormerName(before, legal_day(at)))
        self.filings.append(filing_id)
        self.errand = Errand(due_at=at)
        self.note("renamed", name=name, name_before=before, filing_id=filing_id)
        self.record(events.ColumnRenamed(**self._told(), name=name, name_before=before))

    def have_reviewed(self, steps: tuple[str, ...]) -> None:
        """Have articles reviewed in ``steps`` from now on; what is handed in keeps its own. Raises ``ColumnEnded``."""
        self.expect_alive()
        if steps != self.review_steps:
            before, self.review_steps = self.review_steps, steps
            self.note("review_steps_set", steps=list(steps), steps_before=list(before))

    def close(self, *, reason: str, filing_id: str, now: datetime, calendar: Calendar) -> None:
        """Come to an end; articles stay where they are. Raises ``ColumnEnded``."""
        self._end("close", Ending(at=now, reason=reason, filing_id=filing_id), calendar)
        self.note("closed", reason=reason, filing_id=filing_id)

    def merge(self, into: str, *, reason: str, filing_id: str, now: datetime, calendar: Calendar) -> None:
        """Go over into another column of the site, with all articles. Raises ``ColumnEnded``."""
        self._end("merge", Ending(at=now, reason=reason, filing_id=filing_id, into=into), calendar)
        self.errand = Errand(due_at=now)
        self.note("merged", into=into, reason=reason, filing_id=filing_id)

    def tend(self, now: datetime, calendar: Calendar) -> None:
        """Bring the duty up to ``now`` and the column to the unit that answers for it."""
        super().tend(now, calendar)
        if (duty := self.duty) and duty.stage is Stage.OVERDUE:
            self._weigh(duty, breached=True)
        if self.alive and self.succession and self.succession.on <= legal_day(now) and self.unit != self.succession.unit:
            before, self.unit = self.unit, self.succession.unit
            self.note("passed", unit=self.unit, unit_before=before)

    def went_on(self, *, done: int, after: str, more: bool, now: datetime) -> None:
        """A batch of the errand was done; ``more`` says that another may follow at once."""
        assert self.errand is not None
        if more:
            self.errand = replace(self.errand, after=after, due_at=now)
        else:
            self.errand = None if self.errand.last else Errand(due_at=now + LAST_LOOK, last=True)
        self.note("errand_went_on" if self.errand else "errand_ended", done=done)
        if done and self.state is not State.MERGED:
            self.record(events.ColumnRelabelled(**self._told(), pages=done))

    def errand_waits(self, *, now: datetime) -> None:
        """The errand cannot end yet: columns that were merged into this one are still on their way."""
        self.errand = Errand(due_at=now + LAST_LOOK, last=True)
        self.note("errand_waits")

    def _owe(self, day: date, *, rule: Rule, now: datetime, calendar: Calendar) -> None:
        self.terms += 1
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.{self.terms}", rule=rule, unit=self.unit, subject=self.id,
                               started=day, now=now, calendar=calendar)
        closed = [each for each in self.duties if each.closed]
        self.duties = [*closed[-DUTIES_KEPT:], duty]
        self.tell(told)
        if duty.stage is Stage.OVERDUE:
            self._weigh(duty, breached=True)

    def _weigh(self, duty: Duty, *, breached: bool) -> None:
        """Remember that a duty was breached, or that it was not after all: its item was public in time, its event late."""
        others = [each for each in self.breaches if each.duty != duty.id]
        self.breaches = [*others, Breach(duty.id, duty.due_on)][-BREACHES_KEPT:] if breached else others

    def _end(self, step: str, ending: Ending, calendar: Calendar) -> None:
        self.expect_alive()
        self._step(step)
        self.ending = ending
        self.filings.append(ending.filing_id)
        for duty in self.open_duties:
            self.tell(duty.void(self.state.value, now=ending.at, calendar=calendar))
        self._tell_ended(ending)

    def _tell_ended(self, ending: Ending) -> None:
        if self.state is State.MERGED:
            self.record(events.ColumnMerged(**self._told(), into=ending.into, reason=ending.reason))
        else:
            self.record(events.ColumnClosed(**self._told(), reason=ending.reason))

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise ColumnEnded(column=self.name, state=LABELS[self.state])
        self.state = leads_to

    def _told(self) -> Mapping[str, Any]:
        return {"unit": self.unit, "site": self.site, "column": self.id}

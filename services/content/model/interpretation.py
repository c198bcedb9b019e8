"""What Art. 10 第十条 asks of an article: a main policy document and its interpretation (解读) go public in one act.

The publication of the policy opens a duty of the lead drafting unit, the interpretation's publication meets it. So an act
that was cut in two by a failure is seen by everybody who watches duties, as is a waiver (暂缓解读) that nobody made good.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.content.errors import NoWaiver, WaiverTooLate
from services.content.model.edition import WORKING, Edition
from services.content.model.ties import Link
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.duties import Duty, Obliged
from shared.law.rules import Rule

SERVICE = "content"
DOCUMENTS, TERM, WAIVER = "interpretation.documents", "interpretation.term", "interpretation.waiver"
"""Keys of the rules: which classes of documents must be interpreted, how long at the most an interpretation may be late,
and how long after a waiver."""


@dataclass(frozen=True)
class Waiver:
    """An approver lets a policy go public without its interpretation, for a reason; the clock runs from the publication."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Act:
    """What else goes public on the authority of whoever published the policy: exactly these texts and no others."""

    by: str
    at: datetime
    texts: Mapping[str, str]
    """Id of an interpretation → digest of the text; what is done or can never be done is taken out."""


@dataclass(kw_only=True)
class Interpreted(Obliged):
    """The part of an article that knows of interpretations."""

    main_policy: bool = False
    """True once it was public as a main policy document; no later mark undoes that."""
    waiver: Waiver | None = None
    act: Act | None = None
    interpreted: Link | None = None
    """The policy that this interprets, as far as the public sees both."""
    interpretations: list[Link] = field(default_factory=list)
    """Its interpretations that are public."""

    # -- reading

    @property
    def interpretation_duty(self) -> Duty | None:
        """The open duty to interpret it, if any."""
        return next((duty for duty in self.open_duties if duty.kind in (TERM, WAIVER)), None)

    def waived_for(self, edition: Edition) -> Waiver | None:
        """The waiver, if whoever granted it has no hand in the text of ``edition``."""
        waiver = self.waiver
        return None if waiver is None or waiver.by in (*edition.authors, edition.submitted_by) else waiver

    # -- writing

    def waive(self, edition: Edition, *, by: str, at: datetime, reason: str) -> None:
        """Grant a waiver for ``edition`` before it is public. Raises ``WaiverTooLate``."""
        if edition.state not in WORKING:
            raise WaiverTooLate()
        self.waiver = Waiver(by, at, reason)
        self.note("waiver_granted", edition=edition.number, reason=reason)

    def unwaive(self, edition: Edition, *, reason: str) -> None:
        """Take a waiver back before it was used. Raises ``NoWaiver``, ``WaiverTooLate``."""
        if self.waiver is None:
            raise NoWaiver()
        if edition.state not in WORKING or self.interpretation_duty:
            raise WaiverTooLate()
        self.waiver = None
        self.note("waiver_withdrawn", edition=edition.number, reason=reason)

    def owe(self, rule: Rule, *, unit: str, since: datetime, now: datetime, calendar: Calendar) -> None:
        """Open the duty of the lead drafting ``unit`` to interpret this; one at a time."""
        if self.interpretation_duty:
            return
        evidence: dict[str, Any] = {}
        if rule.key == WAIVER and self.waiver:
            evidence = {"waived_on": legal_day(self.waiver.at).isoformat(), "waived_by": self.waiver.by}
        duty, told = Duty.open(service=SERVICE, id=f"{self.id}.interpretation.{len(self.duties) + 1}", rule=rule, unit=unit,
                               subject=self.id, started=min(since, now), now=now, calendar=calendar, evidence=evidence)
        self.duties.append(duty)
        self.tell(told)

    def interpreted_by(self, interpretation: str, *, at: datetime, now: datetime, calendar: Calendar) -> None:
        """An interpretation of the lead unit is public since ``at``: the duty is met, in time or late."""
        if duty := self.interpretation_duty:
            evidence = {"interpretation": interpretation}
            self.tell(duty.meet(max(at, duty.opened_at), now=now, calendar=calendar, evidence=evidence))

    def excuse(self, why: str, *, now: datetime, calendar: Calendar) -> None:
        """It is no longer public: nothing is owed any more, and a waiver does not outlast it."""
        self.waiver = self.act = None
        if duty := self.interpretation_duty:
            self.tell(duty.void(why, now=now, calendar=calendar))

    def begin_act(self, texts: Mapping[str, str], *, by: str, at: datetime) -> None:
        """Note which texts go public with this one."""
        self.act = Act(by, at, dict(texts)) if texts else None

    def strike(self, *, done: Sequence[str], given_up: Mapping[str, str]) -> None:
        """Take out of the act what is done, and what can never be done: its id → the code of what kept it back."""
        texts = self.act.texts if self.act else {}
        left = {id_: text for id_, text in texts.items() if id_ not in done and id_ not in given_up}
        if self.act and left != texts:
            self.act = Act(self.act.by, self.act.at, left) if left else None
            self.note("act_advanced", done=[id_ for id_ in done if id_ in texts], given_up=dict(given_up), left=sorted(left))

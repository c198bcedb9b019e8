"""After a restore of an older backup: decisions that were told count again, as far as what was told goes (Art. 12 第十二条).

An officer's conclusion is not undone because a disk broke: others hold it, and it may be public on its strength. What was
told of it says who decided what under which versions, and nothing of why; so what is unknown now (a reason, a dismissal, an
opinion's words) says that it is.
"""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.secrecy.events import ReviewCleared, ReviewOpened, ReviewRefused, ReviewReturned
from services.secrecy.events.levels import QuarantineReported, ReviewClarified, ReviewQuarantined, ReviewUnclear
from services.secrecy.model.casework import number_of
from services.secrecy.model.finding import Dismissal, Finding, Versions
from services.secrecy.model.isolating import AUTHORITY as BY_AUTHORITY
from services.secrecy.model.isolating import AUTOMATIC, OFFICER, SAME_TEXT, Isolating
from services.secrecy.model.parts import AUTHORITY, Clearance, Opinion
from services.secrecy.model.states import PENDING, State
from shared.caller import SYSTEM
from shared.law.calendar import Calendar
from shared.law.rules import Rule
from shared.retelling import Heard, Told

UNKNOWN = "（系统恢复：原文字记录已随数据丢失，结论依据系统事件记录恢复）"
"""Stands where words were that nobody has any more."""
DECISIONS = (ReviewCleared.TYPE, ReviewRefused.TYPE, ReviewReturned.TYPE)
LOST = "lost"
"""What is told of a question to the authority that a restore took away."""


def as_concluded(findings: Sequence[Finding], scanned: Versions, heard: Heard) -> list[Finding]:
    """What a conclusion had held for false positives: all that blocks, if it was found under the conclusion's versions."""
    if scanned != Versions(heard.data["dictionary"], heard.data["rules"]):
        return list(findings)
    dismissal = Dismissal(heard.data["officer"], heard.at, UNKNOWN)
    return [replace(each, dismissal=each.dismissal or dismissal) if each.blocks else each for each in findings]


@dataclass(kw_only=True)
class Restorable(Isolating):
    """The way back to what was told."""

    def tell_anew(self, told: Told, *, report: Rule, ended: bool, calendar: Calendar) -> None:
        """Take over what was decided since the backup, and say how it stands: others may have fallen back too. Safe to repeat.

        ``report`` is the clock of the report of a quarantine; a clearance that an upheld recall has ``ended`` is not told.
        """
        before, isolated, decided = self.state, told.last(ReviewQuarantined.TYPE), told.last(*DECISIONS)
        self.duties_lost = max([self.duties_lost, *map(number_of, told.duties)])
        if decided and self.state in PENDING:
            self.settle_as_told(told, calendar=calendar)
            self._decide_as_told(decided, calendar)
        if isolated and self.state is not State.QUARANTINED:
            self._isolate_as_told(isolated, report, calendar)
        elif (isolated or decided) and not (ended and self.state is State.CLEARED):
            self._tell_decided()
        if (reported := told.last(QuarantineReported.TYPE)) and self.quarantine and not self.quarantine.report:
            self.report(number=reported.data["number"], on=date.fromisoformat(reported.data["reported_on"]), to=UNKNOWN,
                        by=SYSTEM.id, at=reported.at, calendar=calendar)
        if self.state in PENDING:
            self._tell_pending(told)
        self.tell_duties_anew(told)
        self.note("told_anew", told=sorted(told), state=self.state.value, state_before=before.value)

    def _tell_pending(self, told: Told) -> None:
        self.record(ReviewOpened(**self._told(), urgency=self.urgency, blocking=self.scan.blocking,
                                 findings=self.scan.findings, sequence=self.sequence, involved=list(self.involved)))
        if referral := self.referral:
            self.record(ReviewUnclear(**self._told(), authority=referral.authority))
        elif ReviewUnclear.TYPE in told:
            self.record(ReviewClarified(**self._told(), answer=LOST))

    def _tell_decided(self) -> None:
        if self.state is State.QUARANTINED and self.quarantine:
            self.record(ReviewQuarantined(**self._told(), circumstances=list(self.quarantine.circumstances)))
        elif self.state is State.CLEARED and (given := self.clearance):
            self.record(ReviewCleared(
                **self._told(), clearance=given.id, officer=given.by, dictionary=given.dictionary, rules=given.rules,
                opinions=[{"level": each.level, "officer": each.by} for each in given.opinions]))
        elif self.state in (State.REFUSED, State.RETURNED) and self.decision:
            kind = ReviewRefused if self.state is State.REFUSED else ReviewReturned
            self.record(kind(**self._told(), officer=self.decision.by, reason=self.decision.reason))

    def _decide_as_told(self, heard: Heard, calendar: Calendar) -> None:
        data, at = heard.data, heard.at
        if heard.type == ReviewCleared.TYPE:
            self._clear_as_told(heard, calendar)
            return
        self._step("refuse" if heard.type == ReviewRefused.TYPE else "return", at)
        self._over(now=at, calendar=calendar, outcome=self.state.value)
        self._decide(data["officer"], at, data["reason"], level="")

    def _clear_as_told(self, heard: Heard, calendar: Calendar) -> None:
        data, at = heard.data, heard.at
        if self.state is State.UNCLEAR:
            self._step("answer", at)
        self._step("clear", at)
        opinions = [Opinion(each["level"], each["officer"], at, UNKNOWN) for each in data.get("opinions", ())]
        self.opinions = [each for each in opinions if each.level != AUTHORITY] or [
            Opinion(self.levels[-1], data["officer"], at, UNKNOWN)]
        self.levels = tuple(each.level for each in self.opinions)
        self.findings = as_concluded(self.findings, self.scan.versions, heard)
        self._over(now=at, calendar=calendar, level=self.levels[-1], outcome=self.state.value)
        self.clearance = Clearance(data["clearance"], data["officer"], at, self.digest, data["dictionary"], data["rules"],
                                   tuple(opinions))
        self._decide(data["officer"], at, UNKNOWN, level=self.levels[-1])

    def _isolate_as_told(self, heard: Heard, report: Rule, calendar: Calendar) -> None:
        """A secret stays one, and its report is due when it was: whoever holds the text is told once more to let go of it."""
        circumstances = tuple(heard.data["circumstances"])
        because = next((each for each in (OFFICER, BY_AUTHORITY, AUTOMATIC, SAME_TEXT) if each in circumstances), OFFICER)
        self.isolate(report, because=because, reason=UNKNOWN, by=SYSTEM.id, at=heard.at, calendar=calendar)
        if self.quarantine:
            self.quarantine = replace(self.quarantine, circumstances=circumstances)

"""Quarantine of suspected state secrets: the text goes, its digest and the circumstances stay (保密法 Art. 31, 34)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.secrecy.errors.levels import NotQuarantined, ReportedBefore, ReportInFuture
from services.secrecy.events.levels import AlertRaised, QuarantineReported, ReviewQuarantined
from services.secrecy.model.casework import REPORT_TERM
from services.secrecy.model.consulting import Consulting
from services.secrecy.model.finding import SEVERITIES
from services.secrecy.model.parts import Quarantine, Report
from services.secrecy.model.reasons import given
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.rules import Rule

OFFICER, AUTHORITY, AUTOMATIC, SAME_TEXT = "officer", "authority", "automatic", "same_text"
"""Who or what took a text for a secret; codes of circumstances beside the kinds of findings."""


@dataclass(kw_only=True)
class Isolating(Consulting):
    """The steps around a quarantine."""

    def suspected(self, kinds: Sequence[Mapping[str, Any]]) -> bool:
        """True if a finding that nobody dismissed is of one of ``kinds``: names ``kind`` and the least ``severity``."""
        return any(finding.dismissal is None and not finding.trial and finding.kind == each["kind"]
                   and finding.weight >= SEVERITIES[each.get("severity", "high")]
                   for finding in self.findings for each in kinds)

    def isolate(self, rule: Rule, *, because: str, reason: str, by: str, at: datetime, calendar: Calendar) -> None:
        """Take the text for a suspected state secret, whatever was decided before; whoever holds it must let go of it.

        ``because`` is one of this module's codes; ``rule`` is the clock of the report. No claim stands in the way.
        """
        self._expect_step("quarantine", by, at, claimed=False)
        given(reason)
        before, level = self.state, self.level
        suspicious = [each for each in self.findings if each.blocks and each.dismissal is None and each.end]  # read, and found
        circumstances = tuple(sorted({each.kind for each in suspicious} | {because}))
        self._step("quarantine", at)
        self._over(now=at, calendar=calendar, outcome=self.state.value)
        self.quarantine = Quarantine(
            by=by, at=at, automatic=because == AUTOMATIC, reason=reason, circumstances=circumstances,
            places=tuple(each.place for each in suspicious), state_before=before.value)
        self._owe(rule, unit=self.unit, now=at, calendar=calendar)
        self._decide(by, at, reason, level=level, circumstances=list(circumstances), before=before.value)
        self.record(ReviewQuarantined(**self._told(), circumstances=list(circumstances)))
        self.record(AlertRaised(unit=self.unit, kind="quarantine", review_id=self.id))

    def note_removal(self, *, copies: int, at: datetime) -> None:
        """The service that asked holds the text no more; a repeat changes nothing."""
        if self.quarantine and self.quarantine.removed_at is None:
            self.quarantine = replace(self.quarantine, removed_at=at, removed=copies)
            self._step("note_removal", at)
            self.note("removal_noted", digest=self.digest, copies=copies)

    def report(self, *, number: str, on: date, to: str, by: str, at: datetime, calendar: Calendar) -> None:
        """It was reported to 保密行政管理部门 under a number, on a day; once."""
        if self.quarantine is None:
            raise NotQuarantined()
        if before := self.quarantine.report:
            raise ReportedBefore(on=before.reported_on.isoformat(), number=before.number)
        if on > legal_day(at):
            raise ReportInFuture(day=on.isoformat(), fields={"reported_on": ["不得晚于今日。"]})
        self._step("report", at)
        self.quarantine = replace(self.quarantine, report=Report(number, on, to, by, at))
        duty = next((each for each in self.open_duties if each.kind == REPORT_TERM), None)
        self._met(duty, now=at, calendar=calendar, number=number, reported_on=on.isoformat())
        self.note("reported", number=number, reported_on=on.isoformat(), to=to)
        self.record(QuarantineReported(unit=self.unit, review_id=self.id, number=number, reported_on=on.isoformat()))

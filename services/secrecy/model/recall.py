"""A recall (撤回复核): something live has findings that its clearance did not know of; hidden until an officer decides."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.secrecy.errors import ClaimedByOther, SamePerson
from services.secrecy.errors.recalls import IllegalRecallStep
from services.secrecy.events.recalls import RecallLifted, RecallOpened, RecallSuperseded, RecallUpheld
from services.secrecy.model.dismissing import carried_over, dismissed, expect_clean, expect_fresh
from services.secrecy.model.finding import Finding, Scan, Versions, kept
from services.secrecy.model.parts import Clearance
from services.secrecy.model.reasons import given
from services.secrecy.model.restoring import UNKNOWN, as_concluded
from services.secrecy.model.shown import Shown
from shared.aggregate import Aggregate
from shared.claims import Claim
from shared.digests import digest
from shared.retelling import Heard, Told


class RecallState(StrEnum):
    """Where a recall stands."""

    OPEN = "open"
    """待复核: hidden from the public, waits for an officer."""
    UPHELD = "upheld"
    """维持撤回: stays away; only another text can become public."""
    LIFTED = "lifted"
    """恢复公开: cleared anew, public as it was."""
    SUPERSEDED = "superseded"
    """已被替代: another text is live."""


LABELS = {RecallState.OPEN: "待复核", RecallState.UPHELD: "维持撤回", RecallState.LIFTED: "恢复公开",
          RecallState.SUPERSEDED: "已被替代"}

TRANSITIONS: dict[str, tuple[tuple[RecallState, ...], RecallState]] = {
    "claim": ((RecallState.OPEN,), RecallState.OPEN),
    "release": ((RecallState.OPEN,), RecallState.OPEN),
    "scan": ((RecallState.OPEN,), RecallState.OPEN),
    "uphold": ((RecallState.OPEN,), RecallState.UPHELD),
    "lift": ((RecallState.OPEN,), RecallState.LIFTED),
    "supersede": ((RecallState.OPEN,), RecallState.SUPERSEDED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class RecallDecision:
    """What was decided, by whom, when and why; final."""

    by: str
    at: datetime
    reason: str


@dataclass(kw_only=True)
class Recall(Aggregate):
    """One recall of exactly one digest."""

    unit: str
    service: str
    subject: str
    digest: str
    fetch: str
    involved: tuple[str, ...]
    """Accounts that may not decide it."""
    former: str
    """Id of the clearance under which it was shown; empty if there was none."""
    reexamination: str
    """Id of the run that found it; empty if it was found when it was shown."""
    opened_at: datetime
    changed_at: datetime
    scan: Scan
    findings: list[Finding] = field(default_factory=list)
    state: RecallState = RecallState.OPEN
    claim: Claim | None = None
    decision: RecallDecision | None = None
    clearance: Clearance | None = None
    restored: bool = False
    """True if a restore had taken it away, and it is known from what others were told."""

    @classmethod
    def open(cls, shown: Shown, *, id: str, reexamination: str, findings: Sequence[Finding], versions: Versions, at: datetime
             ) -> "Recall":
        """Something live has ``findings`` that nobody has dismissed."""
        recall = cls(id=id, unit=shown.unit, service=shown.service, subject=shown.subject, digest=shown.digest,
                     fetch=shown.fetch, involved=shown.involved, former=shown.clearance, reexamination=reexamination,
                     opened_at=at, changed_at=at, findings=kept(findings), scan=Scan.of(findings, versions, at))
        told = {"dictionary": versions.dictionary, "rules": versions.rules, "blocking": recall.scan.blocking}
        recall.note("opened", digest=shown.digest, **told)
        recall.record(RecallOpened(**recall._names, **told))
        return recall

    def take(self, *, by: str, at: datetime) -> None:
        """Claim it."""
        self._step("claim", by, at)
        self.claim = Claim.begin(by, at)
        self.note("claimed")

    def let_go(self, *, by: str, at: datetime) -> None:
        """Give up a claim."""
        self._expect("release", by, at)
        if self.claim:
            self._step("release", by, at)
            self.claim = None
            self.note("released")

    def scan_again(self, findings: Sequence[Finding], versions: Versions, *, by: str, at: datetime) -> None:
        """Take the findings of a new scan of the same text; a dismissal holds on for the same text at the same place."""
        self._step("scan", by, at)
        self.findings = carried_over(self.findings, kept(findings))
        self.scan = Scan.of(findings, versions, at)
        self.note("scanned", dictionary=versions.dictionary, rules=versions.rules, blocking=self.scan.blocking)

    def uphold(self, *, by: str, at: datetime, reason: str) -> None:
        """It stays away from the public."""
        self._expect_other(by)
        self._step("uphold", by, at)
        self.decision, self.claim = RecallDecision(by, at, given(reason)), None
        self.note("upheld", digest=self.digest, reason=reason)
        self.record(RecallUpheld(**self._names, officer=by, reason=reason))

    def lift(self, *, by: str, at: datetime, clearance_id: str, dismissals: Mapping[str, str], opinion: str, present: Versions
             ) -> None:
        """Clear exactly this text anew; ``dismissals`` maps each blocking finding to why it is a false positive.

        ``present`` are today's versions. Raises ``ScanStale``, ``FindingsOpen``, ``UnknownFinding``, ``SamePerson``.
        """
        self._expect_other(by)
        self._step("lift", by, at)
        expect_fresh(self.scan, present)
        self.findings = dismissed(self.findings, dismissals, by=by, at=at)
        expect_clean(self.scan, self.findings)
        self.clearance = Clearance(clearance_id, by, at, self.digest, present.dictionary, present.rules)
        self.decision, self.claim = RecallDecision(by, at, opinion), None
        told = {"dictionary": present.dictionary, "rules": present.rules, "clearance": clearance_id}
        self.note("lifted", digest=self.digest, dismissed=sorted(dismissals), reason=opinion, **told)
        self.record(RecallLifted(**self._names, officer=by, **told))

    def supersede(self, *, at: datetime) -> None:
        """Another text is live; what is decided stays so."""
        if self.state is RecallState.OPEN:
            self.state, self.changed_at, self.claim = RecallState.SUPERSEDED, at, None
            self.note("superseded", digest=self.digest)
            self.record(RecallSuperseded(**self._names))

    @classmethod
    def as_told(cls, id: str, told: Told, *, fetch: str, involved: tuple[str, ...], former: str) -> "Recall | None":
        """One that a restore took away, as others know it. Without findings: it must be scanned again before it is lifted."""
        opened = told.last(RecallOpened.TYPE)
        if opened is None:
            return None
        data = opened.data
        return cls(id=id, unit=data["unit"], service=data["service"], subject=data["subject"], digest=data["digest"],
                   fetch=f"{data['service']}.{fetch}", involved=involved, former=former, reexamination="", restored=True,
                   opened_at=opened.at, changed_at=opened.at, scan=Scan.of([], Versions("", ""), opened.at))

    def tell_anew(self, told: Told) -> None:
        """Take over what was decided since the backup, and say how it stands: others may have fallen back too."""
        before, heard = self.state, told.last(RecallUpheld.TYPE, RecallLifted.TYPE, RecallSuperseded.TYPE)
        if heard and self.state is RecallState.OPEN:
            self._decide_as_told(heard)
        self._tell()
        self.note("told_anew", told=sorted(told), state=self.state.value, state_before=before.value)

    def _tell(self) -> None:
        if self.state is RecallState.OPEN:
            self.record(RecallOpened(**self._names, dictionary=self.scan.dictionary, rules=self.scan.rules,
                                     blocking=self.scan.blocking))
        elif self.state is RecallState.SUPERSEDED:
            self.record(RecallSuperseded(**self._names))
        elif self.state is RecallState.UPHELD and self.decision:
            self.record(RecallUpheld(**self._names, officer=self.decision.by, reason=self.decision.reason))
        elif self.clearance:
            self.record(RecallLifted(**self._names, officer=self.clearance.by, clearance=self.clearance.id,
                                     dictionary=self.clearance.dictionary, rules=self.clearance.rules))

    def _decide_as_told(self, heard: Heard) -> None:
        data, self.claim, self.changed_at = heard.data, None, heard.at
        if heard.type == RecallSuperseded.TYPE:
            self.state = RecallState.SUPERSEDED
        elif heard.type == RecallUpheld.TYPE:
            self.state, self.decision = RecallState.UPHELD, RecallDecision(data["officer"], heard.at, data["reason"])
        else:
            self.state, self.decision = RecallState.LIFTED, RecallDecision(data["officer"], heard.at, UNKNOWN)
            self.findings = as_concluded(self.findings, self.scan.versions, heard)
            self.clearance = Clearance(data["clearance"], data["officer"], heard.at, self.digest, data["dictionary"],
                                       data["rules"])

    @property
    def _names(self) -> dict[str, str]:
        return {"unit": self.unit, "recall_id": self.id, "service": self.service, "subject": self.subject,
                "digest": self.digest}

    def _expect_other(self, by: str) -> None:
        if by in self.involved:
            raise SamePerson()

    def _step(self, name: str, by: str, at: datetime) -> None:
        self._expect(name, by, at)
        self.state, self.changed_at = TRANSITIONS[name][1], at

    def _expect(self, name: str, by: str, at: datetime) -> None:
        allowed, _ = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalRecallStep(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        if self.claim and self.claim.keeps_out(by, at):
            raise ClaimedByOther(until=self.claim.until.isoformat())


def recall_id(shown: Shown, versions: Versions) -> str:
    """The same for the same text under the same versions, however often it is found."""
    return digest(["recall", shown.id, shown.digest, shown.sequence, versions.dictionary, versions.rules])[:32]

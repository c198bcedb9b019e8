"""A secrecy review (审查单): one text of exactly one digest, what was found in it, and what was decided."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.secrecy.errors import (
    ClaimedByOther,
    FindingsOpen,
    IllegalTransition,
    ReasonMissing,
    SamePerson,
    ScanStale,
    UnknownFinding,
)
from services.secrecy.events import ReviewCleared, ReviewOpened, ReviewRefused, ReviewReturned
from services.secrecy.model.finding import SEVERITIES, Dismissal, Finding, Scan, Versions, kept
from shared.aggregate import Aggregate

CLAIM_TIME = timedelta(minutes=30)
"""How long a claimed review is kept for whoever claimed it."""
NAMED_MOST = 5
"""Places that a refusal to clear names one by one."""


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    """待审查: waits for an officer."""
    CLEARED = "cleared"
    """审查通过: exactly this text may become public."""
    REFUSED = "refused"
    """不得公开: not to be published as it is."""
    RETURNED = "returned"
    """退回修改: given back to be changed."""
    SUPERSEDED = "superseded"
    """已被替代: the text changed, or was handed in anew, before anybody decided."""


LABELS = {State.OPEN: "待审查", State.CLEARED: "审查通过", State.REFUSED: "不得公开", State.RETURNED: "退回修改",
          State.SUPERSEDED: "已被替代"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "claim": ((State.OPEN,), State.OPEN),
    "release": ((State.OPEN,), State.OPEN),
    "scan": ((State.OPEN,), State.OPEN),
    "clear": ((State.OPEN,), State.CLEARED),
    "refuse": ((State.OPEN,), State.REFUSED),
    "return": ((State.OPEN,), State.RETURNED),
    "supersede": ((State.OPEN,), State.SUPERSEDED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class Claim:
    """An officer has the review in hand (认领) until then."""

    by: str
    until: datetime


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom, when and why; final."""

    by: str
    at: datetime
    outcome: str
    """``cleared``, ``refused`` or ``returned``."""
    reason: str


@dataclass(frozen=True)
class Clearance:
    """A secrecy clearance (保密审查结论) for exactly one digest, with the dictionary and rules that it was given under."""

    id: str
    by: str
    at: datetime
    digest: str
    dictionary: str
    rules: str


@dataclass(kw_only=True)
class Review(Aggregate):
    """One review."""

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
    findings: list[Finding] = field(default_factory=list)
    state: State = State.OPEN
    claim: Claim | None = None
    decision: Decision | None = None
    clearance: Clearance | None = None

    # -- reading

    @property
    def weight(self) -> int:
        """The weight of the severest finding that is not on trial; 0 if there is none."""
        return max((finding.weight for finding in self.findings), default=0)

    @property
    def severity(self) -> str | None:
        """The severest finding's severity; ``None`` if nothing was found."""
        return next((word for word, weight in SEVERITIES.items() if weight == self.weight), None)

    # -- writing

    @classmethod
    def open(cls, *, id: str, unit: str, service: str, subject: str, digest: str, sequence: int, fetch: str, urgency: str,
             involved: Sequence[str], findings: Sequence[Finding], versions: Versions, at: datetime) -> "Review":
        """A new review of a text that was just scanned."""
        scan = Scan.of(findings, versions, at)
        review = cls(id=id, unit=unit, service=service, subject=subject, digest=digest, sequence=sequence, fetch=fetch,
                     urgency=urgency, involved=tuple(dict.fromkeys(involved)), opened_at=at, changed_at=at,
                     findings=kept(findings), scan=scan)
        review._note_scan("opened")
        review.record(ReviewOpened(unit=unit, review_id=id, service=service, subject=subject, digest=digest, urgency=urgency,
                                   blocking=scan.blocking, findings=scan.findings))
        return review

    def take(self, *, by: str, at: datetime) -> None:
        """Claim the review."""
        self._move("claim", by, at)
        self.claim = Claim(by, at + CLAIM_TIME)
        self.note("claimed")

    def let_go(self, *, by: str, at: datetime) -> None:
        """Give up a claim."""
        self._move("release", by, at)
        if self.claim:
            self.claim = None
            self.note("released")

    def scan_again(self, findings: Sequence[Finding], versions: Versions, *, by: str, at: datetime) -> None:
        """Take the findings of a new scan of the same text; a dismissal holds on for the same text at the same place."""
        self._move("scan", by, at)
        dismissed = {each.identity: each.dismissal for each in self.findings}
        self.scan = Scan.of(findings, versions, at)
        self.findings = [replace(each, dismissal=dismissed.get(each.identity)) for each in kept(findings)]
        self._note_scan("scanned")

    def clear(self, *, by: str, at: datetime, clearance_id: str, dismissals: Mapping[str, str], opinion: str,
              present: Versions) -> None:
        """Conclude that exactly this text may become public.

        ``dismissals`` maps ids of findings to the reason why each is a false positive; ``present`` are today's versions.
        """
        if by in self.involved:
            raise SamePerson()
        self._move("clear", by, at)
        if self.scan.versions != present:
            raise ScanStale(scanned=f"{self.scan.dictionary}/{self.scan.rules}",
                            present=f"{present.dictionary}/{present.rules}")
        self._dismiss(dismissals, by, at)
        self._expect_nothing_blocks()
        self.clearance = Clearance(clearance_id, by, at, self.digest, present.dictionary, present.rules)
        self._decide(by, at, opinion, clearance=clearance_id, dismissed=sorted(dismissals), dictionary=present.dictionary,
                     rules=present.rules)
        self.record(ReviewCleared(
            unit=self.unit, review_id=self.id, service=self.service, subject=self.subject, digest=self.digest,
            clearance=clearance_id, officer=by, dictionary=present.dictionary, rules=present.rules))

    def refuse(self, *, by: str, at: datetime, reason: str) -> None:
        """Conclude that this text must not become public."""
        self._move("refuse", by, at)
        self._decide(by, at, _given(reason))
        self.record(ReviewRefused(unit=self.unit, review_id=self.id, service=self.service, subject=self.subject,
                                  digest=self.digest, officer=by, reason=reason))

    def give_back(self, *, by: str, at: datetime, reason: str) -> None:
        """Give the text back to be changed."""
        self._move("return", by, at)
        self._decide(by, at, _given(reason))
        self.record(ReviewReturned(unit=self.unit, review_id=self.id, service=self.service, subject=self.subject,
                                   digest=self.digest, officer=by, reason=reason))

    def supersede(self, *, at: datetime) -> None:
        """The text is no longer the present one; a review that is decided or superseded already stays as it is."""
        if self.state is State.OPEN:
            self.state, self.changed_at, self.claim = TRANSITIONS["supersede"][1], at, None
            self.note("superseded", digest=self.digest)

    def _move(self, name: str, by: str, at: datetime) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        if self.claim and self.claim.by != by and self.claim.until > at:
            raise ClaimedByOther(until=self.claim.until.isoformat())
        self.state, self.changed_at = leads_to, at

    def _dismiss(self, dismissals: Mapping[str, str], by: str, at: datetime) -> None:
        if unknown := sorted(set(dismissals) - {finding.id for finding in self.findings}):
            raise UnknownFinding(findings=unknown)
        self.findings = [replace(each, dismissal=Dismissal(by, at, _given(dismissals[each.id])))
                         if each.id in dismissals else each for each in self.findings]

    def _expect_nothing_blocks(self) -> None:
        blocking = [finding for finding in self.findings if finding.blocks]
        remaining = [finding.place for finding in blocking if finding.dismissal is None]
        count = len(remaining) + self.scan.blocking - len(blocking)
        if count:
            named = remaining[:NAMED_MOST]
            raise FindingsOpen(count=count, where="；".join(named) + ("等" if count > len(named) else ""), places=named)

    def _decide(self, by: str, at: datetime, reason: str, **details: object) -> None:
        self.claim, self.decision = None, Decision(by, at, self.state.value, reason)
        self.note(self.state.value, digest=self.digest, reason=reason, **details)

    def _note_scan(self, action: str) -> None:
        self.note(action, digest=self.digest, dictionary=self.scan.dictionary, rules=self.scan.rules,
                  findings=self.scan.findings, blocking=self.scan.blocking)


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(fields={"reason": ["必填。"]})
    return reason

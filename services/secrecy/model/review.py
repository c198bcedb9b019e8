"""A secrecy review (审查单): one text of exactly one digest, what was found in it, and what was decided."""
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.secrecy.errors import UnknownFinding
from services.secrecy.errors.levels import LastLevel, NotLastLevel
from services.secrecy.events import ReviewCleared, ReviewOpened, ReviewRefused, ReviewReturned
from services.secrecy.events.levels import ReviewPassed, ReviewQuarantined
from services.secrecy.model.dismissing import carried_over, dismissed, expect_clean, expect_fresh
from services.secrecy.model.finding import Finding, Scan, Versions, kept
from services.secrecy.model.levels import LEVELS
from services.secrecy.model.parts import AUTHORITY, Clearance, Opinion
from services.secrecy.model.reasons import given
from services.secrecy.model.restoring import DECISIONS, Restorable
from services.secrecy.model.states import PENDING
from shared.claims import Claim
from shared.law.calendar import Calendar
from shared.law.rules import Rule
from shared.retelling import Told


@dataclass(kw_only=True)
class Review(Restorable):
    """One review, from its opening to its decision."""

    @classmethod
    def open(cls, *, id: str, unit: str, service: str, subject: str, digest: str, sequence: int, fetch: str, urgency: str,
             involved: Sequence[str], levels: Sequence[str], findings: Sequence[Finding], versions: Versions, rule: Rule,
             at: datetime, calendar: Calendar) -> "Review":
        """A new review of a text that was just scanned; ``rule`` is the clock of its first level."""
        scan = Scan.of(findings, versions, at)
        review = cls(id=id, unit=unit, service=service, subject=subject, digest=digest, sequence=sequence, fetch=fetch,
                     urgency=urgency, involved=tuple(dict.fromkeys(involved)), opened_at=at, changed_at=at,
                     levels=tuple(levels), findings=kept(findings), scan=scan)
        review._note_scan("opened")
        review.record(ReviewOpened(unit=unit, review_id=id, service=service, subject=subject, digest=digest, urgency=urgency,
                                   blocking=scan.blocking, findings=scan.findings, sequence=sequence,
                                   involved=list(review.involved)))
        review._owe_level(rule, now=at, calendar=calendar)
        return review

    @classmethod
    def as_told(cls, id: str, told: Told, *, fetch: str) -> "Review | None":
        """One that a restore took away, as others know it: without its findings; ``None`` unless it was decided.

        What nobody decided is asked for again, by the request that is brought again.
        """
        opened, decided = told.last(ReviewOpened.TYPE), told.last(*DECISIONS, ReviewQuarantined.TYPE)
        if opened is None or decided is None:
            return None
        data = opened.data
        return cls(id=id, unit=data["unit"], service=data["service"], subject=data["subject"], digest=data["digest"],
                   sequence=data.get("sequence", 0), fetch=f"{data['service']}.{fetch}", urgency=data["urgency"],
                   involved=tuple(data.get("involved", ())), opened_at=opened.at, changed_at=decided.at,
                   scan=Scan.of([], Versions("", ""), opened.at))

    def take(self, *, by: str, at: datetime) -> None:
        """Claim the review."""
        self._expect_step("claim", by, at)
        self._step("claim", at)
        self.claim = Claim.begin(by, at)
        self.note("claimed")

    def let_go(self, *, by: str, at: datetime) -> None:
        """Give up a claim."""
        self._expect_step("release", by, at)
        if self.claim:
            self._step("release", at)
            self.claim = None
            self.note("released")

    def scan_again(self, findings: Sequence[Finding], versions: Versions, *, by: str, at: datetime) -> None:
        """Take the findings of a new scan of the same text; a dismissal holds on for the same text at the same place."""
        self._expect_step("scan", by, at)
        self._step("scan", at)
        self.scan = Scan.of(findings, versions, at)
        self.findings = carried_over(self.findings, kept(findings))
        self._note_scan("scanned")

    def dismiss(self, reasons: Mapping[str, str], *, by: str, at: datetime) -> None:
        """Hold findings for false positives (误报): id → reason. Whoever is involved in the text may not."""
        self._expect_step("dismiss", by, at)
        self._expect_other(by)
        if not reasons:
            raise UnknownFinding()
        self.findings = dismissed(self.findings, reasons, by=by, at=at)
        self._step("dismiss", at)
        self.note("dismissed", digest=self.digest, findings=sorted(reasons), reasons=sorted(set(reasons.values())))

    def dismiss_kind(self, kind: str, *, reason: str, by: str, at: datetime) -> None:
        """Hold all findings of a kind that nobody has dismissed yet for false positives, for one reason."""
        self.dismiss({each.id: reason for each in self.findings if each.kind == kind and each.dismissal is None}, by=by, at=at)

    def restore(self, finding_id: str, *, by: str, at: datetime) -> None:
        """Take a dismissal back."""
        self._expect_step("restore", by, at)
        self._expect_other(by)
        if finding_id not in {each.id for each in self.findings if each.dismissal}:
            raise UnknownFinding()
        self.findings = [replace(each, dismissal=None) if each.id == finding_id else each for each in self.findings]
        self._step("restore", at)
        self.note("restored", digest=self.digest, findings=[finding_id])

    def pass_on(self, rule_of: Callable[[str], Rule], *, by: str, at: datetime, opinion: str, present: Versions,
                calendar: Calendar) -> None:
        """Give the opinion of a level that is not the last one: it may become public. The next level has it now.

        ``rule_of`` gives the clock of a level. Raises ``LastLevel``.
        """
        self._expect_step("pass", by, at)
        self._expect_other(by)
        level = self.level
        if level == self.levels[-1]:
            raise LastLevel(level=LEVELS[level])
        expect_fresh(self.scan, present)
        expect_clean(self.scan, self.findings)
        given(opinion)
        self._step("pass", at)
        self.claim = None
        self._met(self._level_duty, now=at, calendar=calendar, level=level, outcome="passed")
        self.opinions.append(Opinion(level, by, at, opinion))
        self._owe_level(rule_of(self.level), now=at, calendar=calendar)
        self.note("passed", digest=self.digest, level=level, reason=opinion)
        self.record(ReviewPassed(**self._told(), level=level, next=self.level, officer=by))

    def clear(self, *, by: str, at: datetime, clearance_id: str, dismissals: Mapping[str, str], opinion: str,
              present: Versions, calendar: Calendar) -> None:
        """Conclude at the last level that exactly this text may become public.

        ``dismissals`` maps ids of findings to the reason why each is a false positive; ``present`` are today's versions.
        """
        self._expect_step("clear", by, at)
        self._expect_other(by)
        level = self.level
        if level != self.levels[-1]:
            after = self.levels[len(self.opinions) + 1:]
            raise NotLastLevel(level=LEVELS[level], next="、".join(LEVELS[each] for each in after))
        self._expect_consents()
        findings = dismissed(self.findings, dismissals, by=by, at=at)
        expect_fresh(self.scan, present)
        expect_clean(self.scan, findings)
        self._step("clear", at)
        self.findings = findings
        self.opinions.append(Opinion(level, by, at, opinion))
        self._over(now=at, calendar=calendar, level=level, outcome=self.state.value)
        self.clearance = Clearance(clearance_id, by, at, self.digest, present.dictionary, present.rules,
                                   (*self.opinions, *self._authority()))
        self._decide(by, at, opinion, level=level, clearance=clearance_id, dismissed=sorted(dismissals),
                     dictionary=present.dictionary, rules=present.rules)
        self.record(ReviewCleared(
            **self._told(), clearance=clearance_id, officer=by, dictionary=present.dictionary, rules=present.rules,
            opinions=[{"level": each.level, "officer": each.by} for each in self.clearance.opinions]))

    def refuse(self, *, by: str, at: datetime, reason: str, calendar: Calendar) -> None:
        """Conclude at any level that this text must not become public."""
        self._expect_step("refuse", by, at)
        level = self.level
        given(reason)
        self._step("refuse", at)
        self._over(now=at, calendar=calendar, level=level, outcome=self.state.value)
        self._decide(by, at, reason, level=level)
        self.record(ReviewRefused(**self._told(), officer=by, reason=reason))

    def give_back(self, *, by: str, at: datetime, reason: str, calendar: Calendar) -> None:
        """Give the text back to be changed, at any level."""
        self._expect_step("return", by, at)
        level = self.level
        given(reason)
        self._step("return", at)
        self._over(now=at, calendar=calendar, level=level, outcome=self.state.value)
        self._decide(by, at, reason, level=level)
        self.record(ReviewReturned(**self._told(), officer=by, reason=reason))

    def supersede(self, *, at: datetime, calendar: Calendar) -> None:
        """The text is no longer the present one; a review that is decided or superseded already stays as it is."""
        if self.state in PENDING:
            self._step("supersede", at)
            self._over(now=at, calendar=calendar)
            self.note("superseded", digest=self.digest)

    def _authority(self) -> list[Opinion]:
        """The answers of the authority that let it become public."""
        return [Opinion(AUTHORITY, each.answered_by, each.answered_at, each.grounds) for each in self.referrals
                if each.answered_at]

    def _note_scan(self, action: str) -> None:
        self.note(action, digest=self.digest, dictionary=self.scan.dictionary, rules=self.scan.rules,
                  findings=self.scan.findings, blocking=self.scan.blocking)

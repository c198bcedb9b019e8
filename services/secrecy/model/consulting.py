"""Asking others: the competent authority where nobody can tell, and the units whose information it is (条例 Art. 11, 17)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.secrecy.errors.levels import (
    ConsentNotFound,
    ConsentRefused,
    ConsentsOpen,
    ConsentUnfit,
    LevelPassed,
    NotReferred,
)
from services.secrecy.events import ReviewRefused
from services.secrecy.events.levels import ConsentAnswered, ConsentAsked, ReviewClarified, ReviewUnclear
from services.secrecy.model.casework import Case
from services.secrecy.model.parts import AUTHORITY, Consent, Referral
from services.secrecy.model.reasons import given
from shared.law.calendar import Calendar
from shared.law.rules import Rule

FINAL = "final"


@dataclass(kw_only=True)
class Consulting(Case):
    """The steps that need somebody else."""

    def consent(self, id_: str) -> Consent:
        """The question that is still open under this id; raises ``ConsentNotFound``."""
        found = next((each for each in self.open_consents if each.id == id_), None)
        if found is None:
            raise ConsentNotFound()
        return found

    def refer(self, rule: Rule, *, authority: str, question: str, reason: str, by: str, at: datetime, calendar: Calendar
              ) -> None:
        """Put to the authority whether this may become public (送审); the level's clock stands still meanwhile."""
        self._expect_step("refer", by, at)
        self._expect_other(by)
        asked = {"question": given(question), "reason": given(reason)}
        self._step("refer", at)
        self.claim = None
        duty = self._owe(rule, unit=authority, now=at, calendar=calendar)
        self.referrals.append(Referral(id=f"r{len(self.referrals) + 1}", duty=duty.id, authority=authority, by=by, at=at,
                                       **asked))
        self._stand_still("送审", now=at, calendar=calendar)
        self.note("referred", digest=self.digest, authority=authority, **asked)
        self.record(ReviewUnclear(**self._told(), authority=authority))

    def take_answer(self, answer: str, *, grounds: str, by: str, at: datetime, calendar: Calendar) -> Referral:
        """The authority says ``clear``, ``not_public`` or ``needs_level``; raises ``NotReferred``, ``LevelPassed``.

        ``state_secret`` is noted here like ``not_public``; whoever calls quarantines the text instead of refusing it.
        """
        referral = self.referral
        if referral is None:
            raise NotReferred()
        if answer == "needs_level" and FINAL in self.levels:
            raise LevelPassed()
        referral.grounds, referral.answer = given(grounds), answer
        referral.answered_by, referral.answered_at = by, at
        self._met(self._duty(referral.duty), now=at, calendar=calendar, answer=answer)
        if answer == "not_public":
            self._step("forbid", at)
            self._over(now=at, calendar=calendar, outcome=self.state.value, level=AUTHORITY)
            self._decide(by, at, grounds, level=AUTHORITY)
            self.record(ReviewRefused(**self._told(), officer=by, reason=grounds))
        elif answer != "state_secret":
            self._step("answer", at)
            self._go_on(now=at, calendar=calendar)
            self.levels = (*self.levels, FINAL) if answer == "needs_level" else self.levels
            self.note("clarified", digest=self.digest, answer=answer, reason=grounds)
            self.record(ReviewClarified(**self._told(), answer=answer))
        return referral

    def ask_consent(self, rule: Rule, *, units: Sequence[str], question: str, by: str, at: datetime, calendar: Calendar
                    ) -> None:
        """Ask the units whose information the text holds; it cannot be cleared before all of them have consented."""
        self._expect_step("ask_consent", by, at)
        self._expect_other(by)
        unfit = [unit for unit in units if unit == self.unit or unit in [each.unit for each in self.open_consents]]
        if unfit or len(set(units)) < len(units):
            raise ConsentUnfit(units="、".join(unfit or units), fields={"units": ["请只列其他单位，且不重复。"]})
        given(question)
        self._step("ask_consent", at)
        for unit in units:
            duty = self._owe(rule, unit=unit, now=at, calendar=calendar)
            made = Consent(id=f"c{len(self.consents) + 1}", duty=duty.id, unit=unit, question=question, by=by, at=at)
            self.consents.append(made)
            self.record(ConsentAsked(**self._told() | {"unit": unit}, consent=made.id, asked_by=self.unit))
        self._stand_still("征求其他机关意见", now=at, calendar=calendar)
        self.note("consent_asked", digest=self.digest, units=list(units), question=question)

    def take_consent(self, id_: str, answer: str, *, reason: str, by: str, at: datetime, calendar: Calendar) -> None:
        """The unit grants or refuses it; a refusal says why. With the last answer the level's clock runs on."""
        consent, step = self.consent(id_), "answer_consent_meanwhile" if self.referral else "answer_consent"
        self._expect_step(step, by, at, claimed=False)
        if answer == "refused":
            given(reason)
        self._step(step, at)
        consent.answer, consent.reason, consent.answered_by, consent.answered_at = answer, reason, by, at
        self._met(self._duty(consent.duty), now=at, calendar=calendar, answer=answer)
        self._go_on(now=at, calendar=calendar)
        self.note("consent_answered", consent=id_, by_unit=consent.unit, answer=answer, reason=reason)
        self.record(ConsentAnswered(**self._told(), consent=id_, by_unit=consent.unit, answer=answer))

    def _expect_consents(self) -> None:
        """Raise unless every unit that was asked has consented; the latest answer of each counts."""
        latest = {each.unit: each for each in self.consents}
        waiting = [unit for unit, each in latest.items() if each.open]
        if waiting:
            raise ConsentsOpen(units="、".join(waiting), waiting=waiting)
        against = [unit for unit, each in latest.items() if each.answer == "refused"]
        if against:
            raise ConsentRefused(units="、".join(against), against=against)

"""The answer: drafted, examined by somebody else, issued, rated, objected to; and what stays (第三十六条以下)."""
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.disclosure.errors.applications import (
    NotErasable,
    OutcomeUnfit,
    RatedBefore,
    RefusalStands,
    RemedyNotFound,
    RemedyUnfit,
    SamePerson,
)
from services.disclosure.events.applications import ApplicationAnswered, ApplicationErased
from services.disclosure.model.application.case import ANSWER, REVIEW
from services.disclosure.model.application.consulting import Consulting
from services.disclosure.model.application.parts import PARTY_LABELS, Answer, Rating, Remedy, Reply
from services.disclosure.model.application.receiving import RETENTION
from services.disclosure.model.application.waits import Wait
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.rules import Rule
from shared.sealed import Sealed

DISCLOSED, PARTLY = "disclosed", "partly"
"""Letters of outcomes that give something away."""
BY_TIME = ("3.6.1", "3.6.2")
"""Rows of table 3 that only a term that is over brings about, never a draft."""
AFTER_CORRECTION = "3.4.3"
"""The row that needs a correction that did not help."""
WITHDRAWN = "3.6.3"
ORIGINAL, RELEASED = "release_original", "release_masked"
"""Names of the sealed texts of a release."""


@dataclass(kw_only=True)
class Application(Consulting):
    """An application for disclosure (依申请公开申请), from its submission to its archive (Art. 11 第十一条)."""

    def draft_answer(self, answer: Answer, review: Rule, *, sealed: dict[str, Sealed], now: datetime,
                     calendar: Calendar) -> None:
        """Propose an outcome; exactly one, and fit for what happened."""
        self._expect_fit(answer)
        self.step("draft_answer")
        self.answer, self.changed_at = answer, now
        self.sealed = {name: value for name, value in self.sealed.items() if name not in (ORIGINAL, RELEASED)} | sealed
        self._owe(review, on=legal_day(now), now=now, calendar=calendar)
        self.note("answer_drafted", outcome=answer.outcome.code, masked=len(answer.masks))

    def return_answer(self, *, reason: str, now: datetime, by: str, calendar: Calendar) -> None:
        """The internal review wants it otherwise."""
        self._expect_other(by)
        self.step("return_answer")
        self._done(REVIEW, now, calendar, result="returned")
        self.changed_at = now
        self.note("answer_returned", reason=reason)

    def issue_answer(self, *, number: str, retention: Rule, now: datetime, by: str, calendar: Calendar) -> None:
        """Somebody else than the drafter lets it go: the letter is issued and the duty to answer is met."""
        self._expect_other(by)
        self.step("issue_answer")
        assert self.answer is not None
        self.answer = answer = replace(self.answer, issued_by=by)
        outcome, today = answer.outcome, legal_day(now)
        self._done(REVIEW, now, calendar, result="issued")
        self._write(outcome.letter, number, on=today, by=by, facts={
            "outcome": outcome.code, "outcome_label": outcome.label, "group": outcome.group, "law": outcome.article,
            "explanation": answer.explanation, "provided": answer.provided, "masked": len(answer.masks),
            "remedy": answer.remedy, "review_body": answer.review_body, "court": answer.court})
        self._done(ANSWER, now, calendar, outcome=outcome.code, letter=number)
        self.outcome, self.ended_on, self.changed_at = outcome.code, today, now
        self.waits.append(Wait.begin(RETENTION, retention, on=today, now=now, calendar=calendar))
        self.note("answered", outcome=outcome.code, number=number)
        duty = self.answer_duty
        assert duty is not None
        self.record(ApplicationAnswered(**self._told(), outcome=outcome.code, answered_on=today.isoformat(),
                                        late=duty.met_late, late_days=duty.late_days))

    def rate(self, level: str, *, now: datetime) -> None:
        """How satisfied the applicant is; once."""
        self.step("rate")
        if self.rating:
            raise RatedBefore()
        self.rating, self.changed_at = Rating(level, legal_day(now)), now
        self.note("rated", level=level)

    def file_remedy(self, kind: str, filed_on: date, *, now: datetime) -> Remedy:
        """A reconsideration or suit was filed against what was done."""
        if not self.ended or not self.received_on or not self.received_on <= filed_on <= legal_day(now):
            raise RemedyUnfit()
        made = Remedy(id=f"r{len(self.remedies) + 1}", kind=kind, filed_on=filed_on)
        self.remedies.append(made)
        self.changed_at = now
        self.note("remedy_filed", remedy=made.id, kind=kind)
        return made

    def conclude_remedy(self, id_: str, result: str, decided_on: date, *, now: datetime) -> None:
        """It came to a result."""
        remedy = next((each for each in self.remedies if each.id == id_), None)
        if remedy is None:
            raise RemedyNotFound()
        if remedy.decided_on or not remedy.filed_on <= decided_on <= legal_day(now):
            raise RemedyUnfit()
        remedy.result, remedy.decided_on, self.changed_at = result, decided_on, now
        self.note("remedy_concluded", remedy=id_, result=result)

    def link_matter(self, matter_id: str, *, now: datetime) -> None:
        """Many ask for it: it became a matter to disclose to all (第四十四条)."""
        self.matter_id, self.changed_at = matter_id, now
        self.note("matter_opened", matter=matter_id)

    def erase(self, *, now: datetime) -> None:
        """The retention is over: everything personal goes, the statistics stay. Raises ``NotErasable``."""
        wait = self.wait(RETENTION)
        if wait is None or now < wait.due_at:
            raise NotErasable()
        self.step("erase")
        self._drop(RETENTION)
        self.sealed, self.applicant_key, self.topic_key, self.request = {}, "", "", ""
        self.erased_on, self.changed_at = legal_day(now), now
        self.note("erased")
        self.record(ApplicationErased(**self._told(), erased_on=legal_day(now).isoformat()))

    def _expect_other(self, by: str) -> None:
        if self.answer and by == self.answer.drafted_by:
            raise SamePerson()

    def _expect_fit(self, answer: Answer) -> None:
        code, letter = answer.outcome.code, answer.outcome.letter
        problems: dict[str, list[str]] = {}
        if code in BY_TIME:
            problems["outcome"] = ["该结果只能因申请人逾期而产生。"]
        if code == AFTER_CORRECTION and not (self.correction and self.correction.corrected_on):
            problems["outcome"] = ["该结果须以申请人已经补正为前提。"]
        if letter == PARTLY and not answer.masks:
            problems["masks"] = ["部分公开须附文本并标明不公开的部分。"]
        if letter != PARTLY and answer.masks:
            problems["masks"] = ["只有部分公开可以遮盖。"]
        if letter == DISCLOSED and not (answer.attached or answer.provided):
            problems["provided"] = ["请附文本，或者写明提供的方式、途径和时间。"]
        if letter not in (DISCLOSED, PARTLY) and answer.attached:
            problems["text"] = ["该结果不提供信息，不能附文本。"]
        if letter not in (DISCLOSED, PARTLY) and not answer.explanation.strip():
            problems["explanation"] = ["请说明理由。"]
        if problems:
            raise OutcomeUnfit(outcome=code, fields=problems)
        if letter == DISCLOSED and any(each.reply is Reply.REFUSED and not each.overridden_on for each in self.consultations):
            raise RefusalStands(party="、".join(sorted({PARTY_LABELS[each.party] for each in self.consultations
                                                      if each.reply is Reply.REFUSED and not each.overridden_on})))

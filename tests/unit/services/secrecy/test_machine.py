"""Whatever people do to a review in whatever order: it goes where a plain model of the rules says, and nowhere else."""
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.secrecy.model import Review
from services.secrecy.model.casework import CONSENT_TERM, REFERRAL_TERM, REPORT_TERM
from services.secrecy.model.levels import LEVELS, term_of
from shared.claims import CLAIM_TIME
from shared.clock import legal_day
from shared.errors import Fault
from tests.unit.services.secrecy.suite import CALENDAR, LAW, NOW
from tests.unit.services.secrecy.test_model import PRESENT, finding

PEOPLE = st.sampled_from(["ann", "ben", "cid", "dan", "author"])
UNITS = st.sampled_from(["433101", "433122"])
RARELY = st.integers(0, 11).map(lambda number: number == 7)
"""What ends a review or keeps it from others is tried seldom, or none would get far."""
PENDING, BLOCKING = ("open", "unclear"), ("f1", "f2")


@dataclass
class Plain:
    """The rules in a few words: what a clerk with a pencil would keep."""

    levels: list[str]
    state: str = "open"
    given: list[str] = field(default_factory=list)
    """Who gave the opinions, in order."""
    answers: dict[str, str] = field(default_factory=dict)
    """Unit → its latest answer; empty while it is waited for."""
    dismissed: set[str] = field(default_factory=set)
    claim: tuple[str, datetime] | None = None

    def may(self, by: str, now: datetime, *, fresh: bool = True) -> bool:
        """True if somebody may have a say now."""
        free = self.claim is None or self.claim[0] == by or self.claim[1] <= now
        return free and self.state == "open" and not (fresh and (by == "author" or by in self.given))

    @property
    def last(self) -> bool:
        """True at the last level."""
        return len(self.given) == len(self.levels) - 1

    @property
    def asked(self) -> bool:
        """True while somebody else has the word."""
        return self.state == "unclear" or "" in self.answers.values()


class Desk(RuleBasedStateMachine):
    """A review with two blocking findings; minutes and days pass in between."""

    @initialize(levels=st.sampled_from([["second"], ["initial", "final"], list(LEVELS)]), clean=st.booleans())
    def open(self, levels: list[str], clean: bool) -> None:
        self.now, self.plain, self.decisions = NOW, Plain(list(levels)), 0
        self.review = Review.open(
            id="r", unit="433100", service="content", subject="a", digest="d", sequence=1, fetch="content.get_review_text",
            urgency="normal", involved=["author"], levels=levels, findings=[finding(1), finding(2)], versions=PRESENT,
            rule=self.law(term_of(levels[0], "normal")), at=NOW, calendar=CALENDAR)
        if clean:
            self.review.dismiss(dict.fromkeys(BLOCKING, "误报"), by="before", at=NOW)
            self.plain.dismissed = set(BLOCKING)

    def law(self, key: str) -> Any:
        return LAW.rule(key, legal_day(self.now))

    def attempt(self, expected: bool, step: str, *arguments: Any, **fields: Any) -> bool:
        """Do it on a copy; what is refused leaves nothing behind, as in the store."""
        tried = deepcopy(self.review)
        try:
            getattr(tried, step)(*arguments, **fields)
        except Fault as fault:
            assert not expected, f"{step} was refused: {fault.code}"
            return False
        assert expected, f"{step} was not refused in {self.plain}"
        self.review = tried
        return True

    @rule(hours=st.sampled_from([0.2, 1, 30, 24 * 15]))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)
        self.review.tend(self.now, CALENDAR)

    @rule(by=PEOPLE, really=RARELY)
    def claim(self, by: str, really: bool) -> None:
        if not really:
            return
        if self.attempt(self.plain.may(by, self.now, fresh=False), "take", by=by, at=self.now):
            self.plain.claim = by, self.now + CLAIM_TIME

    @rule(by=PEOPLE, which=st.sampled_from(BLOCKING))
    def dismiss(self, by: str, which: str) -> None:
        if self.attempt(self.plain.may(by, self.now), "dismiss", {which: "误报"}, by=by, at=self.now):
            self.plain.dismissed.add(which)

    @rule(by=PEOPLE)
    def dismiss_all(self, by: str) -> None:
        left = self.plain.dismissed < set(BLOCKING)
        if self.attempt(self.plain.may(by, self.now) and left, "dismiss_kind", "id_card", reason="误报", by=by, at=self.now):
            self.plain.dismissed = set(BLOCKING)

    @rule(by=PEOPLE, which=st.sampled_from(BLOCKING), really=RARELY)
    def restore(self, by: str, which: str, really: bool) -> None:
        if not really:
            return
        if self.attempt(self.plain.may(by, self.now) and which in self.plain.dismissed, "restore", which, by=by, at=self.now):
            self.plain.dismissed.remove(which)

    @rule(by=PEOPLE, really=RARELY)
    def scan(self, by: str, really: bool) -> None:
        if not really:
            return
        self.attempt(self.plain.may(by, self.now, fresh=False), "scan_again", [finding(1), finding(2)], PRESENT, by=by,
                     at=self.now)

    @rule(by=PEOPLE)
    def pass_on(self, by: str) -> None:
        clean = self.plain.dismissed == set(BLOCKING)
        if self.attempt(self.plain.may(by, self.now) and clean and not self.plain.last, "pass_on",
                        lambda level: self.law(term_of(level, "normal")), by=by, at=self.now, opinion="同意", present=PRESENT,
                        calendar=CALENDAR):
            self.plain.given.append(by)
            self.plain.claim = None

    @rule(by=PEOPLE)
    def clear(self, by: str) -> None:
        plain = self.plain
        fit = plain.dismissed == set(BLOCKING) and set(plain.answers.values()) <= {"granted"}
        if self.attempt(plain.may(by, self.now) and plain.last and fit, "clear", by=by, at=self.now, clearance_id="c",
                        dismissals={}, opinion="", present=PRESENT, calendar=CALENDAR):
            plain.given.append(by)
            self.decided("cleared")

    @rule(by=PEOPLE, step=st.sampled_from([("refuse", "refused"), ("give_back", "returned")]), really=RARELY)
    def end(self, by: str, step: tuple[str, str], really: bool) -> None:
        if not really:
            return
        free = self.plain.claim is None or self.plain.claim[0] == by or self.plain.claim[1] <= self.now
        if self.attempt(self.plain.state in PENDING and free, step[0], by=by, at=self.now, reason="理由", calendar=CALENDAR):
            self.decided(step[1])

    @rule(by=PEOPLE)
    def refer(self, by: str) -> None:
        if self.attempt(self.plain.may(by, self.now), "refer", self.law(REFERRAL_TERM), authority="433100", question="能否公开",
                        reason="不能确定", by=by, at=self.now, calendar=CALENDAR):
            self.plain.state, self.plain.claim = "unclear", None

    @rule(answer=st.sampled_from(["clear", "clear", "needs_level", "not_public"]))
    def authority(self, answer: str) -> None:
        fit = self.plain.state == "unclear" and not (answer == "needs_level" and "final" in self.plain.levels)
        if self.attempt(fit, "take_answer", answer, grounds="经核", by="authority", at=self.now, calendar=CALENDAR):
            self.plain.state = "open"
            self.plain.levels += ["final"] if answer == "needs_level" else []
            if answer == "not_public":
                self.decided("refused")

    @rule(by=PEOPLE, unit=UNITS)
    def ask(self, by: str, unit: str) -> None:
        fit = self.plain.may(by, self.now) and self.plain.answers.get(unit) != ""
        if self.attempt(fit, "ask_consent", self.law(CONSENT_TERM), units=[unit], question="能否公开", by=by, at=self.now,
                        calendar=CALENDAR):
            self.plain.answers[unit] = ""

    @rule(unit=UNITS, answer=st.sampled_from(["granted", "refused"]))
    def consent(self, unit: str, answer: str) -> None:
        fit = self.plain.state in PENDING and self.plain.answers.get(unit) == ""
        id_ = next((each.id for each in reversed(self.review.consents) if each.unit == unit), "c0")
        if self.attempt(fit, "take_consent", id_, answer, reason="理由", by="theirs", at=self.now, calendar=CALENDAR):
            self.plain.answers[unit] = answer

    @rule(really=RARELY)
    def supersede(self, really: bool) -> None:
        if not really:
            return
        self.review.supersede(at=self.now, calendar=CALENDAR)  # never refused: what is decided stays
        if self.plain.state in PENDING:
            self.decided("superseded")

    @rule(by=PEOPLE, really=RARELY)
    def quarantine(self, by: str, really: bool) -> None:
        if not really:
            return
        if self.attempt(self.plain.state != "quarantined", "isolate", self.law(REPORT_TERM), because="officer",
                        reason="疑似涉密", by=by, at=self.now, calendar=CALENDAR):
            self.plain.state = "quarantined"

    def decided(self, state: str) -> None:
        self.plain.state, self.plain.claim = state, None
        self.decisions += 1

    @invariant()
    def it_stands_where_the_plain_model_says(self) -> None:
        review, plain = self.review, self.plain
        pending = plain.state in PENDING
        assert (review.state, list(review.levels)) == (plain.state, plain.levels)
        assert [each.by for each in review.opinions] == plain.given
        assert review.level == (plain.levels[len(plain.given)] if pending else "")
        assert {each.id for each in review.findings if each.dismissal} == plain.dismissed
        assert self.decisions <= 1

    @invariant()
    def nobody_clears_alone_or_against_others(self) -> None:
        if self.review.clearance:
            persons = [each.by for each in self.review.opinions]
            assert len(set(persons)) == len(persons) == len(self.review.levels) and "author" not in persons
            assert set(self.plain.answers.values()) <= {"granted"} and self.plain.dismissed == set(BLOCKING)

    @invariant()
    def its_clocks_run_exactly_as_long_as_somebody_has_something_to_do(self) -> None:
        review, plain = self.review, self.plain
        kinds = sorted(duty.kind for duty in review.open_duties)
        waiting = [REFERRAL_TERM] * (plain.state == "unclear") + [CONSENT_TERM] * list(plain.answers.values()).count("")
        if plain.state in PENDING:
            assert kinds == sorted([term_of(review.level, "normal"), *waiting])
        else:
            assert kinds == [REPORT_TERM] * (plain.state == "quarantined")
        (level,) = [duty for duty in review.open_duties if duty.kind == term_of(review.level, "normal")] or [None]
        if level:
            running = [each for each in level.clock.pauses if each.ended_on is None and each.until >= legal_day(self.now)]
            in_time = any(duty.due_on >= legal_day(self.now) for duty in review.open_duties
                          if duty.kind in (REFERRAL_TERM, CONSENT_TERM))
            assert bool(running) == (plain.asked and in_time)


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

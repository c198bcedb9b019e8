"""Whatever people do to a review in whatever order: it goes where a plain model of the rules says, and nowhere else."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.secrecy.model import Review
from services.secrecy.model.casework import CONSENT_TERM, REFERRAL_TERM, REPORT_TERM
from services.secrecy.model.levels import LEVELS, term_of
from shared.claims import CLAIM_TIME
from shared.clock import legal_day
from tests.fuzz.machine import Machine
from tests.unit.services.secrecy.suite import CALENDAR, LAW
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
    def level(self) -> str:
        """The one that has it, if it is pending."""
        return self.levels[len(self.given)] if self.state in PENDING else ""

    @property
    def asked(self) -> bool:
        """True while somebody else has the word."""
        return self.state == "unclear" or "" in self.answers.values()


class Desk(Machine):
    """A review with two blocking findings; minutes and days pass in between."""

    aggregate = Review
    examples, steps = 70, 40

    @initialize(levels=st.sampled_from([["second"], ["initial", "final"], list(LEVELS)]), clean=st.booleans())
    def open(self, levels: list[str], clean: bool) -> None:
        """Somebody handed a text in; perhaps somebody has dismissed everything in it."""
        self.plain, self.decisions, self.removed, self.reported = Plain(list(levels)), 0, False, False
        review = Review.open(
            id="r", unit="433100", service="content", subject="a", digest="d", sequence=1, fetch="content.get_review_text",
            urgency="normal", involved=["author"], levels=levels, findings=[finding(1), finding(2)], versions=PRESENT,
            rule=self.law(term_of(levels[0], "normal")), at=self.now, calendar=CALENDAR)
        if clean:
            review.dismiss(dict.fromkeys(BLOCKING, "误报"), by="before", at=self.now)
            self.plain.dismissed = set(BLOCKING)
        self.keep(review)

    def law(self, key: str) -> Any:
        """Today's rule."""
        return LAW.rule(key, legal_day(self.soon))

    def may(self, by: str, *, fresh: bool = True) -> bool:
        """True if somebody may have a say in a minute."""
        return self.plain.may(by, self.soon, fresh=fresh)

    def told_once(self, *words: str) -> None:
        """What the last step said, in order, but for the duties."""
        assert self.words == [f"secrecy.{word}.v1" for word in words]

    @rule()
    def as_told(self) -> None:
        """A restore takes it away: what others were told is enough to know what was concluded, and by whom."""
        again = Review.as_told("r", self.others_know, fetch="get_review_text")
        assert (again is not None) == (self.plain.state not in (*PENDING, "superseded"))
        if again:
            again.tell_anew(self.others_know, report=self.law(REPORT_TERM), ended=False, calendar=CALENDAR)
            kept = self.kept
            assert (again.state, again.digest, again.involved) == (kept.state, kept.digest, kept.involved)
            assert [each and each.id for each in (again.clearance, kept.clearance)] in ([None, None], ["c", "c"])
            assert kept.state == "quarantined" or again.decision.by == kept.decision.by
            assert [each.kind for each in again.open_duties] == [each.kind for each in kept.open_duties]
            assert (again.quarantine and again.quarantine.circumstances) == (kept.quarantine and kept.quarantine.circumstances)

    @rule(hours=st.sampled_from([0.2, 1, 30, 24 * 15]))
    def tend(self, hours: float) -> None:
        """Time passes; the sweep looks twice."""
        self.now += timedelta(hours=hours)
        self.tend_twice(CALENDAR)

    @rule(by=PEOPLE, really=RARELY)
    def take(self, by: str, really: bool) -> None:
        """For half an hour."""
        if really and self.attempt("take", self.may(by, fresh=False), by=by, at=self.soon):
            self.plain.claim = by, self.now + CLAIM_TIME

    @rule(by=PEOPLE)
    def let_go(self, by: str) -> None:
        """Nobody else's."""
        if self.attempt("let_go", self.may(by, fresh=False), quiet=self.plain.claim is None, by=by, at=self.soon):
            self.plain.claim = None

    @rule(by=PEOPLE, which=st.sampled_from([*BLOCKING, "f9"]), reason=st.sampled_from(["误报", "误报", " "]))
    def dismiss(self, by: str, which: str, reason: str) -> None:
        """What is there, with a reason."""
        if self.attempt("dismiss", self.may(by) and which != "f9" and reason != " ", {which: reason}, by=by, at=self.soon):
            self.plain.dismissed.add(which)

    @rule(by=PEOPLE)
    def dismiss_kind(self, by: str) -> None:
        """All that nobody has dismissed."""
        left = self.plain.dismissed < set(BLOCKING)
        if self.attempt("dismiss_kind", self.may(by) and left, "id_card", reason="误报", by=by, at=self.soon):
            self.plain.dismissed = set(BLOCKING)

    @rule(by=PEOPLE, which=st.sampled_from(BLOCKING), really=RARELY)
    def restore(self, by: str, which: str, really: bool) -> None:
        """A dismissal is taken back."""
        if really and self.attempt("restore", self.may(by) and which in self.plain.dismissed, which, by=by, at=self.soon):
            self.plain.dismissed.remove(which)

    @rule(by=PEOPLE, really=RARELY)
    def scan_again(self, by: str, really: bool) -> None:
        """The same text: dismissals hold on."""
        if really:
            self.attempt("scan_again", self.may(by, fresh=False), [finding(1), finding(2)], PRESENT, by=by, at=self.soon)

    @rule(by=PEOPLE, opinion=st.sampled_from(["同意", "同意", "同意", " "]))
    def pass_on(self, by: str, opinion: str) -> None:
        """At any level but the last."""
        clean, level = self.plain.dismissed == set(BLOCKING), self.plain.level
        if self.attempt("pass_on", self.may(by) and clean and not self.plain.last and opinion != " ",
                        lambda level: self.law(term_of(level, "normal")), by=by, at=self.soon, opinion=opinion, present=PRESENT,
                        calendar=CALENDAR):
            self.plain.given.append(by)
            self.plain.claim = None
            self.told_once("review.passed")
            assert (self.fresh[-1].level, self.fresh[-1].next) == (level, self.plain.level)  # type: ignore[attr-defined]

    @rule(by=PEOPLE)
    def clear(self, by: str) -> None:
        """At the last one, with nothing open."""
        plain = self.plain
        fit = plain.dismissed == set(BLOCKING) and set(plain.answers.values()) <= {"granted"}
        if self.attempt("clear", self.may(by) and plain.last and fit, by=by, at=self.soon, clearance_id="c", dismissals={},
                        opinion="", present=PRESENT, calendar=CALENDAR):
            plain.given.append(by)
            self.decided("cleared")
            self.told_once("review.cleared")

    @rule(by=PEOPLE, step=st.sampled_from([("refuse", "refused"), ("give_back", "returned")]), really=RARELY)
    def end(self, by: str, step: tuple[str, str], really: bool) -> None:
        """At any level, while nobody else has it in hand."""
        claim = self.plain.claim
        free = claim is None or claim[0] == by or claim[1] <= self.soon
        if really and self.attempt(step[0], self.plain.state in PENDING and free, by=by, at=self.soon, reason="理由",
                                   calendar=CALENDAR):
            self.decided(step[1])
            self.told_once(f"review.{step[1]}")

    @rule(by=PEOPLE)
    def refer(self, by: str) -> None:
        """Nobody here can tell."""
        if self.attempt("refer", self.may(by), self.law(REFERRAL_TERM), authority="433100", question="能否公开",
                        reason="不能确定", by=by, at=self.soon, calendar=CALENDAR):
            self.plain.state, self.plain.claim = "unclear", None
            self.told_once("review.unclear")

    @rule(answer=st.sampled_from(["clear", "clear", "needs_level", "not_public"]))
    def take_answer(self, answer: str) -> None:
        """The authority's word."""
        fit = self.plain.state == "unclear" and not (answer == "needs_level" and "final" in self.plain.levels)
        if self.attempt("take_answer", fit, answer, grounds="经核", by="authority", at=self.soon, calendar=CALENDAR):
            self.plain.state = "open"
            self.plain.levels += ["final"] if answer == "needs_level" else []
            if answer == "not_public":
                self.decided("refused")
            self.told_once("review.refused" if answer == "not_public" else "review.clarified")

    @rule(by=PEOPLE, units=st.lists(st.sampled_from(["433100", "433101", "433122", "433123"]), min_size=1, max_size=2))
    def ask_consent(self, by: str, units: list[str]) -> None:
        """Other units than its own, each once, and none that has not answered yet."""
        fit = "433100" not in units and len(set(units)) == len(units) and all(self.plain.answers.get(u) != "" for u in units)
        if self.attempt("ask_consent", self.may(by) and fit, self.law(CONSENT_TERM), units=units, question="能否公开", by=by,
                        at=self.soon, calendar=CALENDAR):
            self.plain.answers |= dict.fromkeys(units, "")
            self.told_once(*["consent.asked"] * len(units))

    @rule(unit=UNITS, answer=st.sampled_from(["granted", "granted", "refused"]), reason=st.sampled_from(["理由", ""]))
    def take_consent(self, unit: str, answer: str, reason: str) -> None:
        """What was asked for, once; a refusal says why."""
        fit = self.plain.state in PENDING and self.plain.answers.get(unit) == "" and (answer == "granted" or reason != "")
        id_ = next((each.id for each in reversed(self.kept.consents) if each.unit == unit), "c0")
        if self.attempt("take_consent", fit, id_, answer, reason=reason, by="theirs", at=self.soon, calendar=CALENDAR):
            self.plain.answers[unit] = answer
            self.told_once("consent.answered")

    @rule(really=RARELY)
    def supersede(self, really: bool) -> None:
        """Never refused: what is decided stays."""
        pending = self.plain.state in PENDING
        if really and self.attempt("supersede", True, quiet=not pending, at=self.soon, calendar=CALENDAR):
            self.decided("superseded")
            self.told_once()

    @rule(by=PEOPLE, really=RARELY)
    def isolate(self, by: str, really: bool) -> None:
        """Whatever was decided before; no claim stands in the way."""
        if really and self.attempt("isolate", self.plain.state != "quarantined", self.law(REPORT_TERM), because="officer",
                                   reason="疑似涉密", by=by, at=self.soon, calendar=CALENDAR):
            self.plain.state, self.plain.claim = "quarantined", None
            self.told_once("review.quarantined", "alert.raised")

    @rule(copies=st.integers(0, 3))
    def note_removal(self, copies: int) -> None:
        """Whoever held it lets go of it: noted once."""
        done = self.plain.state != "quarantined" or self.removed
        if self.attempt("note_removal", True, quiet=done, copies=copies, at=self.soon):
            self.removed = True

    @rule(days=st.integers(-1, 3))
    def report(self, days: int) -> None:
        """Once, and not in advance; it ends the clock."""
        may = self.plain.state == "quarantined" and not self.reported and days >= 0
        if self.attempt("report", may, number="〔2026〕1", on=legal_day(self.soon) - timedelta(days=days), to="某局", by="ann",
                        at=self.soon, calendar=CALENDAR):
            self.reported = True
            self.told_once("quarantine.reported")

    @rule(steps=st.integers(1, 4), by=st.sampled_from(["eli", "fay", "author"]))
    def onward(self, steps: int, by: str) -> None:
        """The next steps of the way, mostly by people who may, so that the end of it is often reached."""
        for number in range(steps):
            by = by if number == 0 else f"{by}{number}"
            if self.plain.state == "unclear":
                self.take_answer("clear")
            elif self.plain.dismissed != set(BLOCKING):
                self.dismiss_kind(by)
            else:
                self.clear(by) if self.plain.last else self.pass_on(by, "同意")

    def decided(self, state: str) -> None:
        """For good."""
        self.plain.state, self.plain.claim = state, None
        self.decisions += 1

    @invariant()
    def it_stands_where_the_plain_model_says(self) -> None:
        """In every respect."""
        review, plain = self.kept, self.plain
        pending = plain.state in PENDING
        assert (review.state, list(review.levels)) == (plain.state, plain.levels)
        assert [each.by for each in review.opinions] == plain.given
        assert review.level == (plain.levels[len(plain.given)] if pending else "")
        assert {each.id for each in review.findings if each.dismissal} == plain.dismissed
        assert self.decisions <= 1
        suspected = review.suspected([{"kind": "id_card", "severity": "high"}])
        assert suspected == (plain.dismissed != set(BLOCKING)) and not review.suspected([{"kind": "passport"}])

    @invariant()
    def nobody_clears_alone_or_against_others(self) -> None:
        """The heart of it."""
        if self.kept.clearance:
            persons = [each.by for each in self.kept.opinions]
            assert len(set(persons)) == len(persons) == len(self.kept.levels) and "author" not in persons
            assert set(self.plain.answers.values()) <= {"granted"} and self.plain.dismissed == set(BLOCKING)

    @invariant()
    def its_clocks_run_exactly_as_long_as_somebody_has_something_to_do(self) -> None:
        """And stand still while others are asked."""
        review, plain = self.kept, self.plain
        kinds = sorted(duty.kind for duty in review.open_duties)
        waiting = [REFERRAL_TERM] * (plain.state == "unclear") + [CONSENT_TERM] * list(plain.answers.values()).count("")
        if plain.state in PENDING:
            assert kinds == sorted([term_of(review.level, "normal"), *waiting])
        else:
            assert kinds == [REPORT_TERM] * (plain.state == "quarantined" and not self.reported)
        (level,) = [duty for duty in review.open_duties if duty.kind == term_of(review.level, "normal")] or [None]
        if level:
            running = [each for each in level.clock.pauses if each.ended_on is None and each.until >= legal_day(self.now)]
            in_time = any(duty.due_on >= legal_day(self.now) for duty in review.open_duties
                          if duty.kind in (REFERRAL_TERM, CONSENT_TERM))
            assert bool(running) == (plain.asked and in_time)


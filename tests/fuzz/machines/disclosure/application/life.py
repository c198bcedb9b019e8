"""Whatever happens to an application in whatever order, it stands as the clerk's paper says (Art. 11 第十一条)."""
import copy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.disclosure.model.application import Answer, Application, Mask, Outcome
from shared.clock import legal_day
from shared.law.clocks import midnight
from shared.sealed import Sealed
from tests.fuzz.machines.disclosure.application.desk import PERSONAL, SELDOM, Desk
from tests.fuzz.machines.disclosure.application.paper import KEPT, OPEN
from tests.unit.services.disclosure.applications.town import law

HEADS = st.sampled_from(["ann", "bo", "di"])
ROWS = {each["code"]: Outcome(**each) for each in law().value("application.outcomes", date(2026, 1, 1))}
GIVEN, PART, REFUSED, UNCLEAR, TIMED = "3.1", "3.2", "3.3.5", "3.4.3", "3.6.1"
CODES = st.sampled_from([GIVEN, GIVEN, PART, REFUSED, UNCLEAR, TIMED])
MOVES = ["confirm", "accept", "accept", "correct", "neglect", "silent", "agreed", "refused", "co-maker", "pay", "accept fee",
         "fee", "override", "extend", "wait", "notice", "refuse", GIVEN, PART, REFUSED, UNCLEAR, "issue", "issue", "return",
         "object", "archive"]
SPAN = (Mask(0, 2, "隐私"),)


class Life(Desk):
    """It is answered, objected to, archived and in the end forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.glance: tuple[Any, Any] = None, None
        self.drafted: tuple[str, dict[str, Any]] = "", {}

    # -- all of it

    @initialize(start=st.dates(date(2025, 9, 1), date(2026, 9, 1)), online=st.integers(0, 3), ago=st.integers(0, 3),
                handled=st.booleans(), moves=st.lists(st.sampled_from(MOVES), min_size=1, max_size=12))
    def begin_somewhere(self, start: date, online: int, ago: int, handled: bool, moves: list[str]) -> None:
        """On its way already."""
        self.begin(start, online == 3, ago)
        self.onward(["accept", *moves] if handled else moves)

    @rule(moves=st.lists(st.sampled_from(MOVES), min_size=2, max_size=7))
    def onward(self, moves: list[str]) -> None:
        """Several steps of the way as it is meant, so that every place on it is often reached; the rules try the rest there."""
        for each in moves:
            self.move(each)

    def move(self, how: str) -> None:
        """One of them."""
        match how:
            case "correct" | "neglect":
                self.ask_correction()
                self.abandon()
                self.time_goes_by(3 if how == "correct" else 30)
                self.correct()
            case "silent" | "agreed" | "refused" | "co-maker":
                self.consult("co_maker" if how == "co-maker" else "third_party")
                if how in ("silent", "co-maker"):
                    self.time_goes_by(30 if how == "silent" else 7)
                self.note_reply(f"c{max(len(self.paper.asked), 1)}", "agreed" if how == "agreed" else "refused", True)
            case "pay" | "accept fee" | "fee":
                self.ask_fee(100)
                self.abandon()
                if how != "pay":
                    self.time_goes_by(3 if how == "accept fee" else 35)
                    self.accept_fee()
                elif self.paper.fee:
                    self.pay()
            case "override":
                for name in ("c1", "c1", "c2"):
                    self.override(name)
            case "refuse":
                self.move(REFUSED)
                self.move("issue")
            case "issue" | "return":
                for by in ("ann", "bo"):
                    getattr(self, f"{how}_answer")(by)
            case "object":
                self.rate()
                self.file_remedy(0)
                self.conclude_remedy(1, 0)
            case "confirm":
                for side in ("applicant", "applicant", "unit"):
                    self.confirm(side)
            case "wait":
                self.time_goes_by(14)
            case "notice":
                self.a_notice_comes(True)
            case "accept" | "extend":
                getattr(self, how)()
            case "archive":
                self.archive(True)
            case _:
                self.draft_answer(how, (True, True, True, True), "ann", True)

    # -- the answer

    @rule(code=CODES, flags=st.tuples(*[st.booleans()] * 4), by=HEADS, fit=st.booleans())
    def draft_answer(self, code: str, flags: tuple[bool, ...], by: str, fit: bool) -> None:
        """Exactly one outcome, fit for what happened; half of them are written as they should be."""
        text, masked, words, way = flags
        if fit:
            text, masked, words = code in (GIVEN, PART), code == PART, code not in (GIVEN, PART)
        masked = masked and text
        gives = code in (GIVEN, PART)
        fits = {GIVEN: (text or way) and not self.refusal_stands, PART: masked, TIMED: False,
                UNCLEAR: self.paper.corrected, REFUSED: True}[code]
        fits = fits and (masked is (code == PART)) and (gives or (words and not text))
        answer = Answer(outcome=ROWS[code], explanation="由" if words else "", provided="邮寄" if way else "",
                        masks=SPAN if masked else (), attached=text, remedy="", review_body="", court="", drafted_by=by,
                        drafted_at=self.soon)
        sealed = {"release_original": PERSONAL, "release_masked": Sealed(b"z")} if text else {}
        may = self.on_desk("handling") and fits
        if self.do("draft_answer", may, answer, self.under("internal_review"), sealed=sealed, **self.clock):
            self.paper.state, self.paper.drafter, self.drafted = "in_review", by, (code, sealed)
            assert {name: self.kept.sealed.get(name) for name in ("release_original", "release_masked") if text} == sealed

    @property
    def refusal_stands(self) -> bool:
        """As of the next step."""
        self.on_desk()
        return self.paper.refusal_stands

    @rule(by=HEADS)
    def return_answer(self, by: str) -> None:
        """By another than the drafter; no clock stands still for it."""
        if self.do("return_answer", self.on_desk("in_review") and by != self.paper.drafter, reason="再核", by=by, **self.clock):
            self.paper.state = "handling"

    @rule(by=HEADS)
    def issue_answer(self, by: str) -> None:
        """Likewise; it is in time or late by this day."""
        may = self.on_desk("in_review") and by != self.paper.drafter
        if self.do("issue_answer", may, number=self.number(), retention=self.under("retention"), by=by, **self.clock):
            paper = self.paper
            paper.late, paper.state = self.today > paper.due(), "answered"
            paper.ended, paper.outcome = self.today, self.drafted[0]
            paper.letters.append(ROWS[paper.outcome].letter)
            news: Any = self.fresh[-1]
            assert self.words[-1] == "disclosure.application.answered.v1" and news.late is paper.late

    # -- after it

    @rule()
    def rate(self) -> None:
        """Once."""
        if self.do("rate", self.on_desk("answered") and not self.paper.rated, "good", now=self.soon):
            self.paper.rated = True

    @rule(ago=st.integers(-1, 20))
    def file_remedy(self, ago: int) -> None:
        """Against what was done with something that was received; on a day between then and today."""
        over = not self.on_desk(*OPEN)
        day = self.on_day - timedelta(days=ago)
        may = over and self.paper.received and self.paper.received <= day <= self.on_day
        if len(self.paper.remedies) < 3 and self.do("file_remedy", may, "reconsideration", day, now=self.soon):
            self.paper.remedies.append([day])

    @property
    def on_day(self) -> date:
        """Of the next step, in China."""
        return legal_day(self.soon)

    @rule(which=st.integers(1, 3), ago=st.integers(-1, 20))
    def conclude_remedy(self, which: int, ago: int) -> None:
        """Once, not before it was filed and not before today."""
        remedies = self.paper.remedies
        day = self.on_day - timedelta(days=ago)
        may = which <= len(remedies) and len(remedies[which - 1]) == 1 and remedies[which - 1][0] <= day <= self.on_day
        if self.do("conclude_remedy", may, f"r{which}", "upheld", day, now=self.soon):
            remedies[which - 1].append(day)

    @rule(really=SELDOM)
    def link_matter(self, really: bool) -> None:
        """Many ask for it."""
        if really:
            self.do("link_matter", True, "m", now=self.soon)
            assert self.kept.matter_id == "m"

    @rule(really=st.booleans())
    def archive(self, really: bool) -> None:
        """What is done with."""
        may = self.on_desk("answered", "closed")
        if (really or not may) and self.do("archive", may, now=self.soon):
            self.paper.state = "archived"

    @rule()
    def erase(self) -> None:
        """By time alone, and once."""
        self.do("erase", False, now=self.soon)

    @rule(days=st.sampled_from([365 * KEPT - 1, 365 * KEPT + 2]))
    @precondition(lambda self: self.paper.state not in OPEN[1:] and not self.paper.erased)
    def years_go_by(self, days: int) -> None:
        """Until it may be kept no longer."""
        self.now += timedelta(days=days)

    # -- what must always be so

    @property
    def looked(self) -> Application:
        """As whoever looks now sees it."""
        moment = self.saves, self.now, self.town.calendar.version
        if moment != self.glance[0]:
            found = copy.deepcopy(self.kept)
            self.brought_up(found)
            self.glance = moment, found
            self.paper.lapse(self.today)
        return self.glance[1]

    @invariant()
    def it_stands_as_the_paper_says(self) -> None:
        """State, outcome, letters, and what others said."""
        seen, paper = self.looked, self.paper
        assert (seen.state, seen.outcome, seen.received_on) == (paper.state, paper.outcome, paper.received)
        assert seen.ended_on == paper.ended and (seen.erased_on is not None) is paper.erased
        assert [each.kind for each in seen.letters] == paper.letters
        numbers = [each.number for each in seen.letters if each.kind != "receipt"]
        assert len({*numbers}) == len(numbers) and all(numbers)
        assert [(each.party.value, each.reply.value if each.reply else "", each.overridden_on is not None)
                for each in seen.consultations] == [(each.party, each.reply, each.overridden) for each in paper.asked]
        assert [[each.filed_on, *([each.decided_on] if each.decided_on else [])] for each in seen.remedies] == paper.remedies
        fee = seen.fee
        assert (fee.noticed_on, fee.pay_by, fee.paid_on) == (
            paper.fee.since, paper.fee.until, paper.fee.paid) if fee and paper.fee else fee is paper.fee
        assert (seen.correction is not None) == bool(paper.missing_since or paper.corrected)
        assert (seen.rating is not None) is paper.rated

    @invariant()
    def it_is_due_when_a_plain_count_says(self) -> None:
        """The heart of it."""
        seen, paper = self.looked, self.paper
        assert {each.kind for each in seen.open_duties} == paper.owed and len(seen.open_duties) == len(paper.owed)
        duty = seen.answer_duty
        if paper.owed and duty:
            assert duty.due_on == paper.due()
        if duty and paper.state in ("closed", "answered"):
            assert duty.closed and duty.met_late is paper.late, "who was given up was not answered late"

    @invariant()
    def time_has_nothing_left_to_do(self) -> None:
        """After a look the next one is later; and while somebody has a term, it comes at the end of that."""
        seen, paper = self.looked, self.paper
        assert seen.sweep_at is None or seen.sweep_at > self.now
        waited = [paper.correct_by] if paper.state == "correction" else []
        waited += [each.until for each in paper.asked if not each.reply and paper.state == "consulting"]
        waited += [paper.fee.until] if paper.state == "awaiting_fee" and paper.fee else []
        named = {each.name: each.due_on for each in seen.waits}
        assert sorted(day for name, day in named.items() if name != "retention") == sorted(waited)
        assert all(seen.sweep_at <= midnight(day + timedelta(days=1)) for day in named.values())
        assert ("retention" in named) is (not paper.erased and (paper.state == "submitted" or paper.ended is not None))

    @invariant()
    def whose_it_is_and_what_is_left_of_it(self) -> None:
        """The successor's from its first day on; nothing personal stays longer than it may."""
        seen, paper = self.looked, self.paper
        succeeded = paper.leaves is not None and paper.leaves <= self.today
        assert paper.erased or seen.responsible == ("v" if succeeded else "u")
        assert all(each.unit == seen.responsible for each in seen.open_duties)
        assert bool(seen.sealed) is not paper.erased and (not paper.erased or not (seen.applicant_key + seen.topic_key))

"""How an article is written and reviewed, on paper and in fact; what becomes of it afterwards is in ``gate``."""
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from services.content.model import Article
from services.content.model.forced import DUTY
from shared.claims import CLAIM_TIME
from shared.clearance import Clearance, Referred
from tests.fuzz.machine import Machine
from tests.fuzz.machines.content.article.paper import FILE, TEXTS, WORKING, Plain, item
from tests.unit.services.content.town import CALENDAR, LAW

PEOPLE = st.sampled_from(["ann", "bo", "cy", "di", "eve", "flo"])
ORDERS = st.sampled_from([("final",), ("first", "final"), ("second", "final"), ("first", "second", "final")])
TEXT, RECALLS = st.sampled_from(TEXTS), st.sampled_from(["r1", "r2"])
MOSTLY = st.sampled_from(["", "", "", *TEXTS])
"""Empty for the text that it is about now."""
RARELY = st.integers(0, 5).map(lambda number: number == 3)
REFUSED, RETURNED = "refused", "draft"


class Desk(Machine):
    """One article, people who try everything, and a plain record of what was approved and cleared by whom."""

    aggregate = Article
    examples, steps = 90, 40

    def __init__(self) -> None:
        super().__init__()
        self.editions = [Plain(1, "一", {"ann"})]
        self.live: Plain | None = None
        self.away = ""
        """How it was taken from the public: gone, redirect, archive, recalled."""
        self.hidden: tuple[str, Plain, str] | None = None
        self.settled = set[str]()
        self.claim: tuple[str, datetime] = ("", self.now)
        self.remarks: list[int] = []
        self.word: tuple[str, str, int, bool] | None = None
        self.keep(Article.draft(id="a", unit="u", column="c", site="s", item=item("一"), by="ann", at=self.now))

    # -- what the paper says

    @property
    def now_on(self) -> Plain:
        """The newest edition."""
        return self.editions[-1]

    @property
    def flagged(self) -> Plain | None:
        """The one that was forced and waits for a second person."""
        return next((each for each in self.editions if each.flagged), None)

    def free(self, by: str) -> bool:
        """True if nobody else has it in hand."""
        return self.claim[0] in ("", by) or self.claim[1] <= self.soon

    def work(self, *states: str) -> bool:
        """True if the newest edition is being worked on, in one of the states."""
        return self.now_on.state in (states or WORKING)

    def ended(self, schedule: bool) -> list[str]:
        """What is said of a schedule that ends."""
        return ["content.article.unscheduled.v1"] if schedule else []

    @property
    def waits(self) -> bool:
        """True if it has a schedule that did not fail."""
        return self.now_on.schedule is not None and not self.now_on.failed

    # -- writing

    @rule(text=TEXT, by=PEOPLE)
    def edit(self, text: str, by: str) -> None:
        """A real change makes all earlier approvals worthless, and the schedule with them; the same text none."""
        waits, same, files = self.waits, text == self.now_on.text, self.files
        if self.attempt("edit", self.work(), quiet=same, item=item(text), by=by, at=self.soon):
            self.now_on.text = text
            self.now_on.writers.add(by)
            self.now_on.void()
            self.claim = ("", self.now)
            assert self.words == self.ended(waits) + self.attached(files)

    @rule(by=PEOPLE, really=RARELY)
    def mask(self, by: str, really: bool) -> None:
        """What is masked is another text; only what is worked on can be."""
        if really and self.work():
            waits, same, files = self.waits, self.now_on.text == "□", self.files
            self.attempt("mask", True, item=item("□"), by=by, at=self.soon, places=1, reason="因", original="o")
            if not same:
                self.now_on.text = "□"
                self.now_on.writers.add(by)
                self.now_on.void()
            self.claim = ("", self.now)
            assert self.kept.masked_before == self.now_on.number
            assert self.words == self.attached(files) + self.ended(waits)

    @rule(by=PEOPLE, steps=ORDERS)
    def submit(self, by: str, steps: tuple[str, ...]) -> None:
        """Whoever hands it in counts as one who wrote it; the steps are fixed with it."""
        if self.attempt("submit", self.work("draft"), by=by, at=self.soon, steps=steps):
            self.now_on.state, self.now_on.submitter, self.now_on.steps = "submitted", by, steps
            assert self.words == ["content.article.submitted.v1"]

    @rule(by=PEOPLE)
    def recall(self, by: str) -> None:
        """Take back what was handed in."""
        if self.attempt("recall", self.work("submitted"), by=by, at=self.soon):
            self.now_on.void()
            self.claim = ("", self.now)
            assert not self.words

    @rule(by=PEOPLE)
    def revise(self, by: str) -> None:
        """A new edition starts without any approval, from what is public or else from the newest text."""
        source = self.live or self.now_on
        if self.attempt("revise", not self.work() and source.state != "quarantined", by=by, at=self.soon):
            self.editions.append(Plain(len(self.editions) + 1, source.text, {by}))

    @rule(by=PEOPLE, really=RARELY)
    def discard(self, by: str, really: bool) -> None:
        """Given up for good."""
        waits = self.waits
        if really and self.attempt("discard", self.work(), by=by, at=self.soon, reason="因"):
            self.now_on.becomes("discarded")
            self.claim = ("", self.now)
            assert self.words == self.ended(waits)

    @rule(by=PEOPLE, really=RARELY)
    def comment(self, by: str, really: bool) -> None:
        """At any time."""
        if not really:
            return
        self.attempt("comment", True, by=by, at=self.soon, text="注")
        self.remarks.append(self.now_on.number)

    # -- reviewing

    @rule(by=PEOPLE, really=RARELY)
    def take(self, by: str, really: bool) -> None:
        """For half an hour."""
        if really and self.attempt("take", self.free(by), by=by, at=self.soon):
            self.claim = by, self.now + CLAIM_TIME

    @rule(by=PEOPLE)
    def let_go(self, by: str) -> None:
        """Nobody else's while it counts."""
        if self.attempt("let_go", self.free(by), quiet=not self.claim[0], by=by, at=self.soon):
            self.claim = "", self.now

    @rule(by=PEOPLE)
    def approve(self, by: str) -> None:
        """Each step in its turn, by somebody else than the writers and those of the other steps."""
        on, due = self.now_on, self.now_on.due
        if self.attempt("approve", self.work("submitted") and self.free(by) and on.others(by), by=by, at=self.soon):
            on.given[due] = by
            self.claim = "", self.now
            if due == "final":
                on.state = "approved"
                assert self.words == ["content.article.approved.v1", "content.review.requested.v1"]
                assert set(self.fresh[-1].involved) == on.hands | set(on.given.values())  # type: ignore[attr-defined]
            else:
                assert self.words == ["content.article.reviewed.v1"]

    @rule(by=PEOPLE)
    def force(self, by: str) -> None:
        """The final step without the earlier ones; never where none is missing or another waits for its second person."""
        on = self.now_on
        may = self.work("submitted") and on.others(by) and on.due != "final" and not self.flagged

        def forced(article: Article, **how: Any) -> None:
            article.force(**how)
            article.owe_confirmation(LAW.rule(DUTY, self.now.date()), now=self.now, calendar=CALENDAR)
        if self.attempt_by(forced, may, by=by, at=self.soon, reason="急"):
            on.given["final"], on.forced, on.state = by, by, "approved"
            self.claim = "", self.now
            assert self.words == ["content.article.forced.v1", "content.review.requested.v1"]

    @rule(by=PEOPLE)
    def confirm(self, by: str) -> None:
        """By somebody who had no hand in it, after the clearance."""
        one = self.flagged
        may = one is not None and bool(one.officer) and one.others(by) and by != one.officer
        if self.attempt("confirm", may, by=by, at=self.soon, calendar=CALENDAR):
            assert one and self.words == ["content.article.confirmed.v1"]
            one.confirmed = True

    @rule(by=PEOPLE)
    def reject(self, by: str) -> None:
        """What is public goes, what is not goes back."""
        one, waits = self.flagged, self.waits
        may = one is not None and one.others(by) and (one is self.live or self.free(by))
        if self.attempt("reject", may, by=by, at=self.soon, reason="否", calendar=CALENDAR):
            assert one
            if one is self.live:
                self.goes("gone")
                assert self.words == ["content.display.changed.v1", "content.article.withdrawn.v1"]
            else:
                one.void()
                self.claim = "", self.now
                assert self.words == ["content.article.returned.v1", *self.ended(waits)]

    @rule(by=PEOPLE)
    def give_back(self, by: str) -> None:
        """With a reason; a claim keeps others out."""
        waits = self.waits
        if self.attempt("give_back", self.work("submitted", "approved", "cleared") and self.free(by), by=by, at=self.soon,
                        reason="因"):
            self.now_on.void()
            self.claim = "", self.now
            assert self.words == ["content.article.returned.v1", *self.ended(waits)]

    @rule(by=PEOPLE, text=MOSTLY)
    def clear(self, by: str, text: str) -> None:
        """The review's word about some text; perhaps late, perhaps about another one."""
        text = text or self.now_on.text
        on = self.now_on
        meant = on.state == "approved" and on.text == text
        may = not meant or by not in on.hands | set(on.given.values())
        if self.attempt("note_clearance", may, quiet=not meant, clearance=self.clearance(text, by)):
            on.officer, on.state = by, "cleared"
            assert not self.words

    @rule(final=st.booleans(), text=MOSTLY)
    def refuse(self, final: bool, text: str) -> None:
        """The review's other word."""
        text = text or self.now_on.text
        meant = self.now_on.state == "approved" and self.now_on.text == text
        if self.attempt("note_refusal", True, quiet=not meant, digest=item(text).digest, by="di", at=self.soon, reason="密",
                        final=final):
            self.now_on.void(REFUSED if final else RETURNED)
            self.claim = "", self.now
            assert self.words == ["content.article.returned.v1"]

    @rule(review=st.sampled_from(["v", "w"]), sequence=st.integers(1, 4), text=TEXT, still=st.booleans())
    def refer(self, review: str, sequence: int, text: str, still: bool) -> None:
        """The authority has the word, or had it; older news of the same review say nothing."""
        older = self.word is not None and self.word[0] == review and self.word[2] >= sequence
        if self.attempt("note_referral", True, quiet=text != self.now_on.text or older,
                        referred=Referred(review, sequence, item(text).digest, still)):
            self.word = review, text, sequence, still

    # -- small words

    def goes(self, mode: str) -> None:
        """What is public is so no more, or only as the archive."""
        self.away = mode
        if mode != "archive" and self.live:
            self.live.state, self.live = "withdrawn", None

    def is_live(self, text: str) -> bool:
        """True if this is what the public sees."""
        return self.live is not None and self.live.text == text

    @property
    def files(self) -> list[str]:
        """Those of all editions."""
        return [FILE] if any(each.text == "三" and each.state != "quarantined" for each in self.editions) else []

    def attached(self, before: list[str]) -> list[str]:
        """What is said if the files are others than before."""
        return [] if self.files == before else ["content.attachments.changed.v1"]

    def clearance(self, text: str, by: str) -> Clearance:
        """The review's."""
        return Clearance(id="c", by=by, at=self.soon, digest=item(text).digest, dictionary="d", rules="r")

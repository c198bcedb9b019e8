"""A ruling against plain variables: what is public was cleared, exactly so, by somebody who did not write it (Art. 4, 12)."""
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.law.model import Ruling
from shared.clearance import Clearance, Referred
from shared.clock import legal_day
from shared.digests import digest
from tests.fuzz.machine import Machine

PEOPLE, TEXTS, RECALLS = st.sampled_from(["ann", "bo", "cy"]), st.sampled_from("一二"), st.sampled_from(["r1", "r2"])
WORKING = ("under_review", "cleared", "returned", "refused")


class Note(Machine):
    """One ruling, people who try everything, and news of its review and its recalls in any order."""

    aggregate = Ruling
    examples = 70

    def __init__(self) -> None:
        super().__init__()
        self.state, self.text, self.writers = "under_review", "一", {"ann"}
        self.officer, self.recall, self.settled = "", "", set[str]()
        self.anew = 0
        self.asked, self.on, self.referred = 1, date(2026, 11, 20), (0, "", False)
        self.keep(Ruling.draft(id="r", article=7, on=date(2026, 11, 20), office="办", text="一", unit="433100", by="ann",
                               at=self.now))

    def digest_of(self, text: str) -> str:
        """Of the ruling with ``text``, given on its day."""
        return digest({"article": 7, "on": self.on, "office": "办", "text": text})

    @rule(text=TEXTS, by=PEOPLE)
    def edit(self, text: str, by: str) -> None:
        """The same again changes nothing; another asks for a new review and voids what was said."""
        same = text == self.text and self.state != "quarantined"
        if self.attempt("edit", same or self.state in WORKING, quiet=same, changes={"text": text}, by=by, at=self.soon):
            self.state, self.text, self.officer, self.asked = "under_review", text, "", self.asked + 1
            self.writers.add(by)

    @rule(text=TEXTS, by=PEOPLE)
    def clear(self, text: str, by: str) -> None:
        """Counts for exactly the text under review."""
        meant = self.state == "under_review" and text == self.text
        if self.attempt("note_clearance", not meant or by not in self.writers, quiet=not meant, clearance=self.word(text, by)):
            self.state, self.officer = "cleared", by

    @rule(text=TEXTS, final=st.booleans())
    def refuse(self, text: str, final: bool) -> None:
        """Likewise."""
        meant = self.state == "under_review" and text == self.text
        if self.attempt("note_refusal", True, quiet=not meant, digest=self.digest_of(text), by="cy", at=self.soon, reason="密",
                        final=final):
            self.state = "refused" if final else "returned"

    @rule(by=PEOPLE)
    def publish(self, by: str) -> None:
        """With the clearance only."""
        if self.attempt("publish", self.state == "cleared", by=by, at=self.soon):
            self.state = "public"

    @rule(by=PEOPLE)
    def onward(self, by: str) -> None:
        """So that the end is often reached."""
        if self.state in ("returned", "refused"):
            self.edit("二" if self.text == "一" else "一", by)
        self.clear(self.text, by) if self.state == "under_review" else self.publish(by)

    @rule(text=TEXTS, recall=RECALLS)
    def hide(self, text: str, recall: str) -> None:
        """At once, unless the recall was decided before."""
        meant = self.state == "public" and text == self.text and recall not in self.settled
        if self.attempt("note_recall", True, quiet=not meant, recall=recall, digest=self.digest_of(text), at=self.soon):
            self.state, self.recall = "recalled", recall

    @rule(text=TEXTS, recall=RECALLS)
    def uphold(self, text: str, recall: str) -> None:
        """Away for good, also if its opening was not heard of."""
        hides = self.state == "public" and text == self.text and recall not in self.settled
        ends = hides or (self.state == "recalled" and self.recall == recall)
        quiet = recall in self.settled and not ends
        if self.attempt("note_recall_upheld", True, quiet=quiet, recall=recall, digest=self.digest_of(text), by="u",
                        at=self.soon, reason="由"):
            self.settled.add(recall)
            self.state, self.recall = ("withdrawn", recall) if ends else (self.state, self.recall)

    @rule(recall=RECALLS, by=PEOPLE)
    def lift(self, recall: str, by: str) -> None:
        """As it was, with another clearance."""
        ends = self.state == "recalled" and self.recall == recall
        quiet = recall in self.settled and not ends
        if self.attempt("note_recall_lifted", True, quiet=quiet, recall=recall, clearance=self.word(self.text, "di")):
            self.settled.add(recall)
            if ends:
                self.state, self.recall, self.officer = "public", "", "di"

    @rule(text=TEXTS)
    def isolate(self, text: str) -> None:
        """Its text goes, in whatever state; another text's does not take it along."""
        meant = text == self.text
        if self.attempt("isolate", True, quiet=self.state == "quarantined", review="v", digest=self.digest_of(text),
                        circumstances=["x"], at=self.soon) and meant:
            self.state = "quarantined"

    @rule(day=st.integers(-2, 1))
    def redate(self, day: int) -> None:
        """Its day is a part of its text, and never ahead."""
        on = legal_day(self.soon) + timedelta(days=day)
        same = on == self.kept.on
        if self.attempt("edit", same or (self.state in WORKING and day <= 0), quiet=same, changes={"on": on}, by="ann",
                        at=self.soon):
            self.state, self.officer, self.on, self.asked = "under_review", "", on, self.asked + 1
            self.writers.add("ann")

    @rule(sequence=st.integers(1, 4), text=TEXTS, still=st.booleans())
    def refer(self, sequence: int, text: str, still: bool) -> None:
        """The authority has the word, or had it; older news say nothing."""
        mark, older = self.digest_of(text), sequence <= self.referred[0]
        meant = mark == self.kept.digest
        if self.attempt("note_referral", True, Referred("v", sequence, mark, still), quiet=older or not meant):
            self.referred = sequence, mark, still

    @rule(asked=st.booleans())
    def tell_anew(self, asked: bool) -> None:
        """After a restore: everything that others may believe otherwise."""
        self.attempt("tell_anew", True, ["law.review.requested.v1"] if asked else [])
        again = asked and self.state == "under_review"
        self.asked, self.anew = self.asked + again, self.anew + 1
        shown = ["law.display.changed.v1", "law.ruling.published.v1" if self.state == "public" else "law.ruling.withdrawn.v1"]
        assert self.words == [*shown, *["law.review.requested.v1"] * again]

    def word(self, text: str, by: str) -> Clearance:
        """The review's."""
        return Clearance(id="c", by=by, at=self.soon, digest=self.digest_of(text), dictionary="d", rules="r")

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """State, text, who wrote and who cleared."""
        held: Any = self.kept
        assert held.state == self.state and set(held.authors) == self.writers and held.digest == self.digest_of(self.text)
        assert held.text == ("" if self.state == "quarantined" else self.text)
        if self.state == "public":
            assert held.clearance.digest == self.digest_of(self.text) and held.clearance.by == self.officer not in self.writers

    @invariant()
    def what_others_were_told_is_what_is(self) -> None:
        """The last that was said of the display names the public text, or none; every new text was put to a review."""
        shown = [each.digest for each in self.said if each.TYPE == "law.display.changed.v1"]
        assert (shown or [""])[-1] == (self.digest_of(self.text) if self.state == "public" else "")
        assert [each.TYPE for each in self.said].count("law.review.requested.v1") == self.asked
        here = [each.TYPE for each in self.said if each.TYPE in ("law.ruling.published.v1", "law.ruling.withdrawn.v1")]
        assert (here[-1:] == ["law.ruling.published.v1"]) == (self.state == "public")
        assert sum(one == other for one, other in zip(here, here[1:], strict=False)) <= self.anew

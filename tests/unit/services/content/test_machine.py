"""Whatever is done to an article in whatever order, nothing unreviewed is ever public (Art. 4 第四条)."""
import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.content.errors import IllegalTransition
from services.content.model import Article, Item
from services.content.model.edition import WORKING
from shared.clearance import Clearance
from shared.errors import Fault

PEOPLE = st.sampled_from(["ann", "bo", "cy", "di"])
TEXTS = st.sampled_from(["一", "二", "三"])


class Life(RuleBasedStateMachine):
    """One article, four people who try everything, and a plain record of what was approved and cleared by whom."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, tzinfo=UTC)
        self.article = Article.draft(id="a", unit="u", column="c", site="s", item=self.item("一"), by="ann", at=self.now)
        self.approvals: dict[int, tuple[str, str]] = {}
        self.clearances: dict[int, tuple[str, str]] = {}
        self.writers: dict[int, set[str]] = {1: {"ann"}}
        self.public: str | None = None

    @staticmethod
    def item(text: str) -> Item:
        """An item with ``text``."""
        return Item(title="题", body=text)

    def attempt(self, step: str, **arguments: Any) -> bool:
        """Do it to a copy, as a call does: what is refused leaves nothing behind."""
        self.now += timedelta(minutes=1)
        tried = copy.deepcopy(self.article)
        try:
            getattr(tried, step)(**arguments)
        except Fault:
            return False
        self.article = tried
        return True

    @property
    def number(self) -> int:
        """The newest edition."""
        return self.article.current.number

    @rule(text=TEXTS, by=PEOPLE)
    def edit(self, text: str, by: str) -> None:
        """A real change makes all earlier approvals worthless; the same text none."""
        same = self.article.current.item == self.item(text)
        before = copy.deepcopy(self.article.current)
        if self.attempt("edit", item=self.item(text), by=by, at=self.now):
            if same:
                assert self.article.current == before
            else:
                self.approvals.pop(self.number, None)
                self.clearances.pop(self.number, None)
                self.writers[self.number].add(by)

    @rule(by=PEOPLE)
    def submit(self, by: str) -> None:
        """Whoever hands it in counts as one who wrote it."""
        if self.attempt("submit", by=by, at=self.now):
            self.writers[self.number] = self.writers[self.number] & set(self.article.current.authors) | {by}

    @rule(by=PEOPLE)
    def approve(self, by: str) -> None:
        """By somebody else than the writers."""
        if self.attempt("approve", by=by, at=self.now):
            assert by not in self.writers[self.number]
            self.approvals[self.number] = (by, self.article.current.digest)

    @rule(by=PEOPLE, text=TEXTS)
    def clear(self, by: str, text: str) -> None:
        """The review's word about some text; perhaps late, perhaps about another one."""
        was = self.article.current.clearance
        clearance = Clearance(id="c", by=by, at=self.now, digest=self.item(text).digest, dictionary="d", rules="r")
        if self.attempt("note_clearance", clearance=clearance) and self.article.current.clearance != was:
            assert by not in self.writers[self.number] | {self.approvals[self.number][0]}
            self.clearances[self.number] = (by, clearance.digest)

    @rule(final=st.booleans(), text=TEXTS)
    def refuse(self, final: bool, text: str) -> None:
        """The review's other word."""
        self.attempt("note_refusal", digest=self.item(text).digest, by="di", at=self.now, reason="密", final=final)

    @rule(by=PEOPLE)
    def publish(self, by: str) -> None:
        """Goes public only with both."""
        if self.attempt("publish", by=by, at=self.now, unit_name="u", labels={}, index_number="i", path="p"):
            self.public = self.article.current.digest
            assert self.approvals[self.number][1] == self.clearances[self.number][1] == self.public

    @rule(mode=st.sampled_from(["gone", "redirect", "archive"]))
    def withdraw(self, mode: str) -> None:
        """Takes it from the public, but for the archive."""
        if self.attempt("withdraw", by="di", at=self.now, reason="误", mode=mode) and mode != "archive":
            self.public = None

    @rule(by=PEOPLE)
    def revise(self, by: str) -> None:
        """A new edition starts without any approval."""
        if self.attempt("revise", by=by, at=self.now):
            self.writers[self.number] = {by}
            assert self.article.current.approval is None and self.article.current.clearance is None

    @rule(step=st.sampled_from(["recall", "take", "let_go"]), by=PEOPLE)
    def other(self, step: str, by: str) -> None:
        """Steps that change nothing of what is public."""
        self.attempt(step, by=by, at=self.now)

    @rule(step=st.sampled_from(["give_back", "discard"]), by=PEOPLE)
    def explained(self, step: str, by: str) -> None:
        """Steps with a reason."""
        self.attempt(step, by=by, at=self.now, reason="因")

    @invariant()
    def the_public_sees_what_was_let_through_and_nothing_else(self) -> None:
        """The heart of it."""
        edition = self.article.public_edition
        assert (edition.digest if edition else None) == self.public
        if edition:
            assert edition.item is not None and edition.approval is not None and edition.clearance is not None
            assert edition.item.digest == edition.digest == edition.approval.digest == edition.clearance.digest
            involved = {*edition.authors, edition.submitted_by}
            assert edition.approval.by not in involved
            assert edition.clearance.by not in involved | {edition.approval.by}

    @invariant()
    def at_most_one_edition_is_worked_on_and_at_most_one_is_public(self) -> None:
        """It is the newest that is worked on."""
        states = [edition.state for edition in self.article.editions]
        assert not [state for state in states[:-1] if state in WORKING]
        assert states.count("live") == (1 if self.public else 0)
        assert self.article.status  # there is always a word for how it stands

    @invariant()
    def no_step_outside_the_table_is_possible(self) -> None:
        """A superseded, withdrawn or discarded edition is never taken up again."""
        for edition in self.article.editions:
            if edition.state in ("superseded", "withdrawn", "discarded"):
                for step in ("submit", "approve", "publish"):
                    try:
                        copy.deepcopy(edition).step(step)
                    except IllegalTransition:
                        continue
                    raise AssertionError(f"{step} from {edition.state}")


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)

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
from tests.unit.services.content.town import CALENDAR

PEOPLE = st.sampled_from(["ann", "bo", "cy", "di", "eve", "flo"])
ORDERS = st.sampled_from([("final",), ("first", "final"), ("second", "final"), ("first", "second", "final")])
TEXTS = st.sampled_from(["一", "二", "三"])


class Life(RuleBasedStateMachine):
    """One article, four people who try everything, and a plain record of what was approved and cleared by whom."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, tzinfo=UTC)
        self.article = Article.draft(id="a", unit="u", column="c", site="s", item=self.item("一"), by="ann", at=self.now)
        self.steps: dict[int, tuple[str, ...]] = {}
        self.given: dict[int, dict[str, tuple[str, str]]] = {}
        """Edition → step → who took it, for which text; ``forced`` and ``confirmed`` count as steps."""
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

    def void(self) -> None:
        """Nothing that was said of the newest edition holds any more."""
        self.given.pop(self.number, None)
        self.clearances.pop(self.number, None)
        edition = self.article.current
        assert not edition.earlier and not edition.schedule and not edition.provisional
        assert edition.approval is edition.clearance is edition.forced is None

    def people(self) -> set[str]:
        """All who wrote, handed in or reviewed the newest edition."""
        return self.writers[self.number] | {who for who, _ in self.given.get(self.number, {}).values()}

    @rule(text=TEXTS, by=PEOPLE)
    def edit(self, text: str, by: str) -> None:
        """A real change makes all earlier approvals worthless, and the schedule with them; the same text none."""
        same = self.article.current.item == self.item(text)
        before = copy.deepcopy(self.article.current)
        if self.attempt("edit", item=self.item(text), by=by, at=self.now):
            if same:
                assert self.article.current == before
            else:
                self.void()
                self.writers[self.number].add(by)

    @rule(by=PEOPLE, steps=ORDERS)
    def submit(self, by: str, steps: tuple[str, ...]) -> None:
        """Whoever hands it in counts as one who wrote it; the steps are fixed with it."""
        if self.attempt("submit", by=by, at=self.now, steps=steps):
            self.writers[self.number] = self.writers[self.number] & set(self.article.current.authors) | {by}
            self.steps[self.number] = steps

    @rule(by=PEOPLE)
    def approve(self, by: str) -> None:
        """Each step in its turn, by somebody else than the writers and those of the other steps."""
        due, asked = self.article.current.due_step, self.people()
        if self.attempt("approve", by=by, at=self.now):
            taken = self.given.setdefault(self.number, {})
            assert by not in asked and due == [step for step in self.steps[self.number] if step not in taken][0]
            taken[due] = (by, self.article.current.digest)
            assert (self.article.current.state == "approved") == (due == "final")

    @rule(by=PEOPLE)
    def force(self, by: str) -> None:
        """The final step without the earlier ones, by somebody else too; never where none is missing."""
        asked, taken = self.people(), self.given.get(self.number, {})
        missing = set(self.steps.get(self.number, ())) - set(taken) - {"final"}
        if self.attempt("force", by=by, at=self.now, reason="急"):
            assert by not in asked and missing
            self.given.setdefault(self.number, {})["final"] = (by, self.article.current.digest)
            self.given[self.number]["forced"] = (by, self.article.current.digest)

    @rule(by=PEOPLE)
    def confirm(self, by: str) -> None:
        """By somebody who had no hand in it, after the clearance."""
        flagged = self.article.provisional
        if self.attempt("confirm", by=by, at=self.now, calendar=CALENDAR):
            assert flagged is not None
            given = self.given[flagged.number]
            assert by not in self.writers[flagged.number] | {who for who, _ in given.values()}
            assert by != self.clearances[flagged.number][0] and "confirmed" not in given
            given["confirmed"] = (by, flagged.digest)

    @rule(by=PEOPLE)
    def reject(self, by: str) -> None:
        """What is public goes, what is not goes back."""
        flagged = self.article.provisional
        if self.attempt("reject", by=by, at=self.now, reason="否", calendar=CALENDAR):
            assert flagged is not None and by != self.given[flagged.number]["forced"][0]
            if flagged.state == "live":
                self.public = None
            else:
                self.void()
            assert self.article.provisional is None

    @rule(by=PEOPLE, text=TEXTS)
    def clear(self, by: str, text: str) -> None:
        """The review's word about some text; perhaps late, perhaps about another one."""
        was = self.article.current.clearance
        clearance = Clearance(id="c", by=by, at=self.now, digest=self.item(text).digest, dictionary="d", rules="r")
        if self.attempt("note_clearance", clearance=clearance) and self.article.current.clearance != was:
            assert by not in self.people()
            self.clearances[self.number] = (by, clearance.digest)

    @rule(by=PEOPLE, steps=ORDERS, forced=st.booleans())
    def onward(self, by: str, steps: tuple[str, ...], forced: bool) -> None:
        """The next step of the way, so that the end of it is often reached."""
        edition = self.article.current
        if edition.state == "draft":
            self.submit(by, steps)
        elif edition.state == "submitted":
            self.force(by) if forced else self.approve(by)
        elif edition.state == "approved":
            assert edition.item is not None
            self.clear(by, edition.item.body)
        elif edition.state == "cleared":
            self.confirm(by) if edition.provisional and forced else self.schedule(30) if forced else self.publish(by)
        elif edition.state == "live":
            self.confirm(by) if edition.provisional else self.revise(by)
        else:
            self.revise(by)

    @rule(data=st.data())
    def far(self, data: st.DataObject) -> None:
        """Several steps of the way at once."""
        for _ in range(6):
            self.onward(data.draw(PEOPLE), data.draw(ORDERS), data.draw(st.booleans()))

    @rule(minutes=st.integers(min_value=-5, max_value=600_000))
    def schedule(self, minutes: int) -> None:
        """Only what may go public now may go public later, and not later than in a year."""
        ready = self.article.current.state == "cleared"
        if self.attempt("schedule", by="eve", at=self.now, publish_at=self.now + timedelta(minutes=minutes)):
            assert ready and 0 < minutes <= 366 * 24 * 60
            assert self.article.status == "scheduled" and self.article.sweep_at is not None

    @rule()
    def unschedule(self) -> None:
        """It waits for a publisher again."""
        if self.attempt("unschedule", by="eve", at=self.now):
            assert self.article.status == "cleared"

    @rule(final=st.booleans(), text=TEXTS)
    def refuse(self, final: bool, text: str) -> None:
        """The review's other word."""
        was = self.article.current.state
        told = {"digest": self.item(text).digest, "by": "di", "at": self.now, "reason": "密", "final": final}
        if self.attempt("note_refusal", **told) and self.article.current.state != was:
            self.void()

    @rule(by=PEOPLE)
    def publish(self, by: str) -> None:
        """Goes public only with both."""
        if self.attempt("publish", by=by, at=self.now, unit_name="u", labels={}, index_number="i", path="p"):
            self.public = self.article.current.digest
            given = self.given[self.number]
            wanted = {"final"} if "forced" in given else set(self.steps[self.number])
            assert wanted <= set(given) and {text for _, text in given.values()} == {self.public}
            assert self.clearances[self.number][1] == self.public and self.article.current.schedule is None

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
        if self.attempt(step, by=by, at=self.now) and step == "recall":
            self.void()

    @rule(step=st.sampled_from(["give_back", "discard"]), by=PEOPLE)
    def explained(self, step: str, by: str) -> None:
        """Steps with a reason."""
        if self.attempt(step, by=by, at=self.now, reason="因") and step == "give_back":
            self.void()

    @invariant()
    def the_public_sees_what_was_let_through_and_nothing_else(self) -> None:
        """The heart of it."""
        edition = self.article.public_edition
        assert (edition.digest if edition else None) == self.public
        if edition:
            assert edition.item is not None and edition.approval is not None and edition.clearance is not None
            assert edition.item.digest == edition.digest == edition.approval.digest == edition.clearance.digest
            involved = {*edition.authors, edition.submitted_by}
            reviewers = [*(each.by for each in edition.earlier.values()), edition.approval.by]
            assert len({*reviewers}) == len(reviewers) and not involved & {*reviewers}
            assert edition.clearance.by not in involved | {*reviewers}

    @invariant()
    def what_was_forced_is_flagged_until_a_second_person_confirms_it(self) -> None:
        """Wherever it stands, and nothing else is."""
        flagged = [each.number for each in self.article.editions if each.provisional]
        forced = [number for number, given in self.given.items() if "forced" in given and "confirmed" not in given
                  and self.article.edition(number).state in ("approved", "cleared", "live")]
        assert flagged == forced and len(flagged) < 2

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
TestLife.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)

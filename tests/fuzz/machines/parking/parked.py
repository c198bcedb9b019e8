"""A parked event and a batch against plain variables: decided once, put back once a round, never lost."""
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.parking.model import Batch, Filter, ParkedEvent
from services.parking.model.batch import Action
from services.parking.model.facts import Facts, Reason
from services.parking.model.parked_event import GONE, REASONS_MOST
from tests.fuzz.machine import Machine


class Parked(Machine):
    """One message: people decide, the sweep sends, and it comes back late, twice or not at all."""

    aggregate = ParkedEvent

    def __init__(self) -> None:
        super().__init__()
        self.state, self.round, self.tries, self.sent_once = "parked", 0, 1, False
        self.reasons = ["E0"]
        self.keep(ParkedEvent.park(self.facts(0, "E0"), at=self.now))

    def facts(self, round_: int, kind: str) -> Facts:
        """The message, as it lies in the parking queue."""
        return Facts(id="e", queue="content.on_x", message_id="m", type="t", subject="s", unit="u", happened_at=None,
                     correlation="", causation="", traceparent="", content_type="application/json", body=b"{}",
                     reason=Reason(at=self.now, kind=kind, round=round_))

    @rule(round_=st.integers(0, 6))
    def arrive(self, round_: int) -> None:
        """Only what comes back from the last round counts; the rest are copies."""
        counts = self.state in ("retrying", "returned") and round_ == self.round
        if self.attempt("arrive", True, self.facts(round_, f"E{self.saves}"), quiet=not counts, at=self.soon):
            self.parked_again(f"E{self.saves - 1}", 1)

    def parked_again(self, kind: str, tries: int) -> None:
        """It waits for a decision."""
        self.state, self.tries = "parked", self.tries + tries
        self.reasons.append(kind)

    @rule()
    def retry(self) -> None:
        """Only what waits."""
        if self.attempt("retry", self.state == "parked", by="o", at=self.soon):
            self.state, self.round, self.sent_once = "retrying", self.round + 1, False

    @rule(really=st.sampled_from([False, False, False, True]))
    def drop(self, really: bool) -> None:
        """For good."""
        if really and self.attempt("drop", self.state == "parked", by="o", reason="由", at=self.soon):
            self.state = "dropped"

    @rule()
    def sent(self) -> None:
        """The broker has it."""
        if self.attempt("sent", self.state == "retrying", at=self.soon, patience=timedelta(minutes=1)):
            self.sent_once = True
            assert self.kept.tend_at == self.now + timedelta(minutes=1)

    @rule()
    def miss_queue(self) -> None:
        """Nobody is there to take it."""
        if self.attempt("miss_queue", self.state in ("retrying", "returned"), at=self.soon):
            self.parked_again(GONE, 0)

    @rule()
    def give_back(self) -> None:
        """It did not come back."""
        if self.attempt("give_back", self.state == "retrying", at=self.soon):
            self.state = "returned"

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """State, round, tries, its first and its newest reasons, and when somebody looks."""
        kept = self.kept
        assert (kept.state, kept.rounds, kept.tries) == (self.state, self.round, self.tries) and kept.body == b"{}"
        assert (kept.tend_at is not None) == (self.state == "retrying")
        assert self.state != "retrying" or (kept.sent_at is not None) == self.sent_once
        newest = self.reasons[1:][-(REASONS_MOST - 1):]
        assert [each.kind for each in kept.reasons] == [self.reasons[0], *newest]


class Many(Machine):
    """A batch in steps, of which others decide some."""

    aggregate = Batch
    steps = 15

    def __init__(self) -> None:
        super().__init__()
        self.taken, self.done, self.over, self.last = 0, 0, False, ""
        self.keep(Batch.begin(id="b", action=Action.RETRY, which=replace(Filter(), queue="q"), reason="", by="o", most=12,
                              found=30, at=self.now))
        assert (self.kept.total, self.kept.left, self.kept.state) == (12, 12, "running")

    @rule(size=st.integers(0, 5), lost=st.integers(0, 2))
    def advance(self, size: int, lost: int) -> None:
        """As the sweep goes on: without a next step it is over."""
        if self.over:
            return
        self.done = max(self.taken - lost, self.done)
        step = [f"e{self.taken + number:03}" for number in range(min(size, self.kept.left))]
        self.attempt("advance", True, done=self.done, step=step, at=self.soon)
        self.taken, self.over, self.last = self.taken + len(step), not step, step[-1] if step else self.last

    @invariant()
    def it_never_takes_more_than_it_may(self) -> None:
        """And says what others took."""
        kept = self.kept
        assert kept.taken == self.taken <= kept.most and kept.over == self.over == (kept.tend_at is None)
        assert kept.after == self.last and kept.skipped == (self.taken - self.done if self.over else 0)



"""A parked event and what is decided about it (Art. 5 第五条: who did what stays on record)."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.parking.errors import IllegalTransition
from services.parking.model.facts import Facts, Reason, readable
from services.parking.model.states import LABELS, TRANSITIONS, State
from shared.aggregate import Aggregate

REASONS_MOST = 20
"""Reasons that are kept: the first, and the newest. The record names all."""
GONE = "QueueGone"


@dataclass(kw_only=True)
class ParkedEvent(Aggregate):
    """One message that nobody could handle; times UTC. ``body`` is exactly what was sent."""

    queue: str
    """The consumer's queue that it came from and goes back to."""
    message_id: str
    type: str
    subject: str
    unit: str
    happened_at: datetime | None
    correlation: str
    causation: str
    traceparent: str
    content_type: str
    headers: list[tuple[str, str]]
    parked_at: datetime
    """For the first time."""
    waiting_since: datetime
    """When it was last parked."""
    state: State = State.PARKED
    reasons: list[Reason] = field(default_factory=list)
    tries: int = 0
    """Of all rounds together."""
    rounds: int = 0
    """How often it was put back."""
    decided_by: str = ""
    decided_at: datetime | None = None
    decision_reason: str = ""
    batch: str = ""
    """The batch that the last decision belonged to, if any."""
    sent_at: datetime | None = None
    """When the broker had it again; ``None`` while it is still to be sent."""
    patient_until: datetime | None = None
    """From then on it counts as handled, unless it comes back."""
    returned_at: datetime | None = None
    body: bytes = b""

    @classmethod
    def park(cls, facts: Facts, *, at: datetime) -> "ParkedEvent":
        """A message that was never here before."""
        event = cls(id=facts.id, queue=facts.queue, message_id=facts.message_id, type=facts.type, subject=facts.subject,
                    unit=facts.unit, happened_at=facts.happened_at, correlation=facts.correlation, causation=facts.causation,
                    traceparent=facts.traceparent, content_type=facts.content_type, headers=facts.headers, body=facts.body,
                    parked_at=at, waiting_since=at, rounds=facts.reason.round)
        event._blame(facts.reason)
        event.note("parked", queue=facts.queue, type=facts.type, tries=facts.reason.tries, reason=event.why)
        return event

    @property
    def why(self) -> str:
        """The newest reason in one line."""
        reason = self.reasons[-1]
        return f"{reason.kind}: {reason.message}" if reason.message else reason.kind

    @property
    def content(self) -> object:
        """The JSON in its body, ``None`` if there is none that can be shown."""
        return readable(self.body)

    @property
    def tend_at(self) -> datetime | None:
        """When the sweep is to look at it: at once to send it, later to see that it did not come back."""
        if self.state is not State.RETRYING:
            return None
        return self.decided_at if self.sent_at is None else self.patient_until

    def arrive(self, facts: Facts, *, at: datetime) -> None:
        """It lay in the parking queue again. Only what comes back from its last round counts; others are copies."""
        if self.state in TRANSITIONS["park_again"][0] and facts.reason.round == self.rounds:
            self._park_again(facts.reason, at)

    def retry(self, *, by: str, at: datetime, batch: str = "") -> None:
        """Let it be put back into its queue, as if it were new to it; raises ``IllegalTransition``."""
        self._step("retry")
        self._decide(by, at, "", batch)
        self.rounds, self.sent_at, self.patient_until, self.returned_at = self.rounds + 1, None, None, None
        self.note("retried", round=self.rounds, by=by, **({"batch": batch} if batch else {}))

    def drop(self, *, by: str, reason: str, at: datetime, batch: str = "") -> None:
        """Nobody is to handle it, for this reason; it stays here. Raises ``IllegalTransition``."""
        self._step("drop")
        self._decide(by, at, reason, batch)
        self.note("dropped", reason=reason, by=by, **({"batch": batch} if batch else {}))

    def sent(self, *, at: datetime, patience: timedelta) -> None:
        """The broker has it again."""
        self._step("send")
        self.sent_at, self.patient_until = at, at + patience
        self.note("sent", round=self.rounds)

    def miss_queue(self, *, at: datetime) -> None:
        """There is no queue to put it into."""
        self._park_again(Reason(at=at, kind=GONE, message=f"there is no queue {self.queue}", tries=0, round=self.rounds), at)

    def give_back(self, *, at: datetime) -> None:
        """It did not come back in time: it counts as handled until it should."""
        self._step("give_back")
        self.returned_at = at
        self.note("returned", round=self.rounds)

    def _park_again(self, reason: Reason, at: datetime) -> None:
        self._step("park_again")
        self.waiting_since, self.returned_at, self.patient_until = at, None, None
        self._blame(reason)
        self.note("parked_again", tries=reason.tries, round=reason.round, reason=self.why)

    def _blame(self, reason: Reason) -> None:
        self.tries += reason.tries
        self.reasons = [*self.reasons[:1], *self.reasons[1:][-(REASONS_MOST - 2):], reason]

    def _decide(self, by: str, at: datetime, reason: str, batch: str) -> None:
        self.decided_by, self.decided_at, self.decision_reason, self.batch = by, at, reason, batch

    def _step(self, step: str) -> None:
        allowed, to = TRANSITIONS[step]
        if self.state not in allowed:
            raise IllegalTransition(state=LABELS[self.state], step=step, allowed="、".join(LABELS[each] for each in allowed))
        self.state = to

"""What the state machines of all aggregates share: one kept as the store keeps it, and tried as a call does."""
import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import bson
from hypothesis.stateful import RuleBasedStateMachine, invariant

from shared.aggregate import Aggregate
from shared.digests import digest
from shared.errors import Fault
from shared.events import Event
from shared.history import GENESIS, entry, flaws
from shared.law.calendar import Calendar
from shared.law.duties import Duty
from shared.retelling import Heard, Told
from shared.runtime.mapping import from_document, to_document


class Machine(RuleBasedStateMachine):
    """One aggregate through the store's mapping, its history chained as the store chains it, and a clock that only we move."""

    aggregate: ClassVar[type[Aggregate]]
    """What it is a machine of."""
    examples: ClassVar[int] = 60
    steps: ClassVar[int] = 25
    """How many lives a turn has, and how many steps a life has at the most."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
        self.kept: Any = None
        self.document: dict[str, Any] = {}
        self.chain: list[dict[str, Any]] = []
        self.said: list[Event] = []
        self.fresh: list[Event] = []
        """What the last save said."""
        self.saves = 0
        self.code = ""
        """Of the last refusal."""

    @property
    def soon(self) -> datetime:
        """When the next step is tried."""
        return self.now + timedelta(minutes=1)

    @property
    def action(self) -> str:
        """What the history calls the last save."""
        return str(self.chain[-1]["action"])

    def keep(self, made: Aggregate) -> None:
        """Save what was made or changed: version, history and events; then load it anew from the bytes of the database."""
        assert made.changed and isinstance(made, self.aggregate)
        events, step = made.drain()
        assert step is not None, f"a change without a word for the history: {events}"
        made.version += 1
        state = to_document(made)
        stored = bson.decode(bson.encode(state))
        loaded = from_document(stored, type(made))
        assert to_document(loaded) == state, "what is loaded is not what was saved"
        self.chain.append(entry(sequence=made.version, previous=self.chain[-1]["hash"] if self.chain else GENESIS,
                                state=digest(state), at=self.now.isoformat(), action=step.action, by="p", authority="u",
                                details=step.details, correlation=""))
        self.kept, self.document, self.fresh = loaded, state, events
        self.said += events
        self.saves += 1

    def attempt(self, step: str, allowed: bool, /, *given: Any, quiet: bool | None = False, **arguments: Any) -> bool:
        """Take ``step`` a minute later exactly if ``allowed``; ``quiet`` = it is allowed and changes nothing, ``None`` = it may
        or may not. True if something was saved."""
        return self.attempt_by(getattr(self.aggregate, step), allowed, *given, quiet=quiet, **arguments)

    def attempt_by(self, step: Callable[..., Any], allowed: bool, /, *given: Any, quiet: bool | None = False, **arguments: Any
                   ) -> bool:
        """The same with what a use case does in one save."""
        self.now, self.code, name = self.soon, "", step.__name__
        tried = copy.deepcopy(self.kept)
        before = bson.encode(to_document(tried))
        try:
            step(tried, *given, **arguments)
        except Fault as fault:
            self.code = fault.code
            assert not allowed, f"{name} was refused ({fault.code}) in {self.document}"
            return False
        assert allowed, f"{name} was possible in {self.document}"
        if quiet is not None:
            assert tried.changed is not quiet, f"{name} {'changed something' if quiet else 'says nothing'} in {self.document}"
        if not tried.changed:
            assert bson.encode(to_document(tried)) == before, f"{name} changed something and does not say so"
            return False
        self.keep(tried)
        return True

    def told(self, *types: str) -> int:
        """How often events of these types were said, all in all."""
        return sum(each.TYPE in types for each in self.said)

    @property
    def others_know(self) -> Told:
        """What others know of it, as a restore would find it in their events."""
        return Told(Heard(each.TYPE, number, self.now, each.data()) for number, each in enumerate(self.said, 1))

    @property
    def words(self) -> list[str]:
        """The types of what the last save said, without what its duties said."""
        return [each.TYPE for each in self.fresh if ".duty." not in each.TYPE]

    def tend_twice(self, calendar: Calendar) -> None:
        """The sweep looks, and looks again: then nothing is left to do."""
        self.attempt("tend", True, self.soon, calendar, quiet=None)
        self.attempt("tend", True, self.now, calendar, quiet=True)

    @invariant()
    def the_record_is_whole(self) -> None:
        """One version and one entry a save, and the chain holds."""
        if not self.saves:
            return
        assert self.kept.version == len(self.chain) == self.saves
        assert not flaws(self.kept.id, self.chain, state=digest(to_document(self.kept)), version=self.kept.version,
                         head=self.chain[-1]["hash"])

    @invariant()
    def every_duty_is_told_from_its_opening_to_its_end(self) -> None:
        """Opened once and first, ended once and last, and each stage in between."""
        duties: list[Duty] = getattr(self.kept, "duties", [])
        for duty in duties:
            told = [each.TYPE.split(".")[2] for each in self.said if getattr(each, "duty", "") == duty.id]
            assert told[0] == "opened" and told.count("opened") == 1
            ends = [each for each in told if each in ("met", "voided")]
            assert len(ends) == duty.closed and (not ends or told[-1] == ends[0])
        assert len({duty.id for duty in duties}) == len(duties)

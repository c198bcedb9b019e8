"""What the state machines of all aggregates share: one kept as the store keeps it, and tried as a call does."""
import copy
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import bson
from hypothesis.stateful import RuleBasedStateMachine, invariant

from shared.aggregate import Aggregate
from shared.digests import digest
from shared.errors import Fault
from shared.events import Event
from shared.history import GENESIS, entry, flaws
from shared.runtime.mapping import from_document, to_document


class Machine(RuleBasedStateMachine):
    """One aggregate through the store's mapping, its history chained as the store chains it, and a clock that only we move."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
        self.kept: Aggregate
        self.document: dict[str, Any] = {}
        self.chain: list[dict[str, Any]] = []
        self.said: list[Event] = []
        self.saves = 0

    def keep(self, made: Aggregate) -> None:
        """Save what was made or changed: version, history and events; then load it anew from the bytes of the database."""
        assert made.changed
        events, step = made.drain()
        assert step is not None, "a change without a word for the history"
        made.version += 1
        state = to_document(made)
        stored = bson.decode(bson.encode(state))
        loaded = from_document(stored, type(made))
        assert to_document(loaded) == state, "what is loaded is not what was saved"
        self.chain.append(entry(sequence=made.version, previous=self.chain[-1]["hash"] if self.chain else GENESIS,
                                state=digest(state), at=self.now.isoformat(), action=step.action, by="p", authority="u",
                                details=step.details, correlation=""))
        self.kept, self.document = loaded, state
        self.said += events
        self.saves += 1

    def attempt(self, step: str, allowed: bool, *, quiet: bool = False, **arguments: Any) -> bool:
        """Take ``step`` exactly if ``allowed``; ``quiet`` = it is allowed and says nothing. True if something was saved."""
        self.now += timedelta(minutes=1)
        tried = copy.deepcopy(self.kept)
        before = pickle.dumps(to_document(tried))
        try:
            getattr(tried, step)(**arguments)
        except Fault as fault:
            assert not allowed, f"{step} was refused ({fault.code}) in {self.document}"
            assert pickle.dumps(to_document(tried)) == before and not tried.changed, f"{step} was refused and left something"
            return False
        assert allowed, f"{step} was possible in {self.document}"
        assert tried.changed is not quiet, f"{step} {'changed something' if quiet else 'says nothing'}"
        if quiet:
            assert pickle.dumps(to_document(tried)) == before
            return False
        self.keep(tried)
        return True

    @invariant()
    def the_record_is_whole(self) -> None:
        """One version and one entry a save, and the chain holds."""
        if not self.saves:
            return
        assert self.kept.version == len(self.chain) == self.saves
        assert not flaws(self.kept.id, self.chain, state=digest(to_document(self.kept)), version=self.kept.version,
                         head=self.chain[-1]["hash"])

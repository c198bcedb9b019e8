"""Room: so much of something at a time. What does not fit is refused at once, before anything falls over."""
from collections.abc import Iterator
from contextlib import contextmanager

from gateway import metrics
from shared.errors import Busy


class Room:
    """Holds ``most`` of something; ``reason`` is what a refusal is counted under."""

    def __init__(self, most: int, reason: str) -> None:
        self.most, self.inside, self._reason = most, 0, reason

    def enter(self, amount: int = 1) -> None:
        """Take ``amount``, to be given back by ``leave``; raises ``Busy``."""
        if self.inside + amount > self.most:
            metrics.refused(self._reason).inc()
            raise Busy()
        self.inside += amount

    def leave(self, amount: int = 1) -> None:
        """Give it back."""
        self.inside -= amount

    @contextmanager
    def taken(self, amount: int = 1) -> Iterator[None]:
        """Within the block it is taken; raises ``Busy``."""
        self.enter(amount)
        try:
            yield
        finally:
            self.leave(amount)

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """A part that may grow within the block, and is given back whole."""
        share = Share(self)
        try:
            yield share
        finally:
            self.leave(share.amount)


class Share:
    """What somebody has taken of a room so far."""

    def __init__(self, room: Room) -> None:
        self._room, self.amount = room, 0

    def grow(self, amount: int) -> None:
        """Take so much more; raises ``Busy``."""
        self._room.enter(amount)
        self.amount += amount

"""The base of everything that is stored: an identity, a version, and what happened since it was loaded."""
from dataclasses import dataclass, field
from typing import Any

from shared.errors import StaleVersion
from shared.events import Event


@dataclass
class Step:
    """What a change was, for the history: an action in the past tense and the facts that belong to it."""

    action: str
    details: dict[str, Any] = field(default_factory=dict)
    authority: str = ""


@dataclass(kw_only=True)
class Aggregate:
    """One document: changed by its own methods only, saved whole under a version check, events and history with it."""

    id: str
    version: int = 0
    """0 until it was saved for the first time; each save adds one."""

    def __post_init__(self) -> None:
        self._events: list[Event] = []
        self._noted: Step | None = None
        self.forgets = False

    def expect(self, version: int) -> None:
        """Raise ``StaleVersion`` unless the caller saw the present version."""
        if version != self.version:
            raise StaleVersion(current=self.version, seen=version)

    def record(self, event: Event) -> None:
        """Publish ``event`` with the next save."""
        self._events.append(event)

    def note(self, action: str, *, authority: str = "", **details: Any) -> None:
        """Describe the change for the history; one entry a save."""
        self._noted = Step(action, details, authority)

    def forget(self) -> None:
        """Let the next save also blank the answers that are kept for repeated requests: they may hold what must be gone."""
        self.forgets = True

    @property
    def changed(self) -> bool:
        """True if something was noted or recorded since the last save."""
        return self._noted is not None or bool(self._events)

    def drain(self) -> tuple[list[Event], Step | None]:
        """Take what is to be saved with the state; leaves nothing behind."""
        events, step = self._events, self._noted
        self._events, self._noted = [], None
        return events, step

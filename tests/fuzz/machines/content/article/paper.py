"""What a clerk with a pencil would keep of an article's editions."""
from dataclasses import dataclass, field
from datetime import datetime

from services.content.model import Item
from services.content.model.attachment import Attachment

WORKING = ("draft", "submitted", "approved", "refused", "cleared")
TEXTS = ("一", "二", "三")
FILE = "f" * 64
"""The file of the third text."""


def item(text: str) -> Item:
    """An item with ``text``."""
    files = (Attachment(file=FILE, name="表.xlsx"),) if text == "三" else ()
    return Item(title="题", body=text, attachments=files)


@dataclass
class Plain:
    """One edition."""

    number: int
    text: str
    writers: set[str]
    state: str = "draft"
    submitter: str = ""
    steps: tuple[str, ...] = ("final",)
    given: dict[str, str] = field(default_factory=dict)
    """Step → who took it."""
    forced: str = ""
    confirmed: bool = False
    officer: str = ""
    schedule: datetime | None = None
    failed: bool = False
    gone: bool = False
    """Its text was removed, and that was told."""

    @property
    def hands(self) -> set[str]:
        """Who wrote it or handed it in."""
        return self.writers | ({self.submitter} - {""})

    @property
    def flagged(self) -> bool:
        """Forced, and nobody has confirmed it."""
        return bool(self.forced) and not self.confirmed and self.state in ("approved", "cleared", "live")

    @property
    def due(self) -> str:
        """The step that is to be taken."""
        return next((each for each in self.steps if each not in self.given), "")

    def others(self, by: str) -> bool:
        """True if ``by`` had no hand in it."""
        taken = {who for step, who in self.given.items() if step != "final"} | ({self.forced} if self.flagged else set())
        return by not in self.hands | taken

    def void(self, state: str = "draft") -> None:
        """Nothing that was said of it holds any more."""
        self.given, self.forced, self.confirmed, self.officer = {}, "", False, ""
        self.becomes(state)

    def becomes(self, state: str) -> None:
        """The next state; a schedule ends with the clearance."""
        self.state = state
        if state != "cleared":
            self.schedule, self.failed = None, False

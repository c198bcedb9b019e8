"""The one gate to the public (Art. 4 第四条), as every service that publishes keeps it."""
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Referred:
    """What a secrecy review last said of a text being with the competent authority (送审); ``open`` while it is."""

    review: str
    sequence: int
    """Of the review's own events; of two of one review the one with the higher is the newer."""
    digest: str
    open: bool

    def after(self, before: "Referred | None") -> "Referred | None":
        """What is known after hearing this: nothing new where something later of the same review is known."""
        late = before and before.review == self.review and before.sequence >= self.sequence
        return before if late else self


@dataclass(frozen=True)
class Clearance:
    """A secrecy clearance (保密审查结论) for exactly one digest, with the dictionary and rules that it was given under."""

    id: str
    by: str
    at: datetime
    digest: str
    dictionary: str
    rules: str

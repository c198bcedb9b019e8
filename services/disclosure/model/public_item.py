"""What disclosure knows to be public, from content's events: the public catalogue's entries (信息公开目录)."""
from dataclasses import dataclass
from datetime import date, datetime

from shared.aggregate import Aggregate


@dataclass(kw_only=True)
class PublicItem(Aggregate):
    """A public item of a unit; ``id`` is the article's."""

    unit: str
    site: str
    column: str
    path: str
    index_number: str
    title: str
    kind: str
    subject: str
    made_on: date | None
    first_published_at: datetime
    published_at: datetime
    withdrawn: bool = False
    seen: int = 0
    """The newest version of the article that was told."""

    def hear(self, *, sequence: int, **told: object) -> None:
        """Take in what an event says, unless something newer is known."""
        if sequence <= self.seen:
            return
        for name, value in told.items():
            setattr(self, name, value)
        self.seen = sequence
        self.note("heard", sequence=sequence)

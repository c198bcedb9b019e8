"""What was told of an item before its publication was: events of two kinds come by two queues, in whatever order."""
from dataclasses import dataclass

from services.disclosure.model.public_item import PublicItem, Removal
from shared.aggregate import Aggregate


@dataclass(frozen=True)
class Place:
    """Where an item stands since its column was merged; as ``PublicItem.move`` takes it."""

    column: str
    path: str
    column_type: str


@dataclass(kw_only=True)
class EarlyNews(Aggregate):
    """The newest removal and the newest move of an article that is not known yet; ``id`` is the article's."""

    removed: int = 0
    """The version of the article that told the removal; 0 = none."""
    removal: Removal | None = None
    moved: int = 0
    """The version that told the move; 0 = none."""
    place: Place | None = None

    def hear_removal(self, sequence: int, removal: Removal) -> None:
        """It was withdrawn; old news changes nothing."""
        if sequence > self.removed:
            self.removed, self.removal = sequence, removal
            self.note("removal_heard", sequence=sequence)

    def hear_move(self, sequence: int, place: Place) -> None:
        """It stands elsewhere; old news changes nothing."""
        if sequence > self.moved:
            self.moved, self.place = sequence, place
            self.note("move_heard", sequence=sequence)

    def tell(self, item: PublicItem, part: str) -> None:
        """Let the item know, now that there is one; ``part`` is that of the catalogue for the place. Old news is ignored."""
        if self.place:
            item.move(sequence=self.moved, column=self.place.column, path=self.place.path,
                      column_type=self.place.column_type or item.column_type, part=part)
        if self.removal:
            item.remove(sequence=self.removed, removal=self.removal)

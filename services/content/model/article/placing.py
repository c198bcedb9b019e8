"""How an article comes to be shown in further columns and sites, and how those places follow what becomes of the columns."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.content.errors import PlacementNotFound, PlacementUnapproved
from services.content.events import ArticlePlaced
from services.content.model.article.publishing import Publishable
from services.content.model.edition import Edition
from services.content.model.placement import Placement


@dataclass(kw_only=True)
class Placeable(Publishable):
    """What is done about an article's further places."""

    def publish(self, **how: Any) -> None:
        """Go public; the places that show it no longer are told too."""
        before = self.shown_in
        super().publish(**how)
        if {each.column for each in before} - {each.column for each in self.shown_in}:
            self.tell_placed(before)

    @property
    def asked_places(self) -> list[Placement]:
        """The places that wait for their unit's answer."""
        return self.asked_by(self.current, self.public_edition)

    def expect_ripe(self, column: str) -> Placement:
        """The place in ``column`` if its unit may know of it: the text is public or cleared, or it was decided already.

        Raises ``PlacementNotFound``.
        """
        found = self.placement(column)
        if not found.decided_by and found not in self.asked_places:
            raise PlacementNotFound(column=column)
        return found

    def decide_place(self, column: str, step: str, *, by: str, unit: str, at: datetime, reason: str = "") -> None:
        """Accept or refuse it for the unit of the column. Raises ``PlacementDecided``."""
        place = self.expect_ripe(column)
        place.decide(step, by=by, at=at, reason=reason)
        self.changed_at = at
        self.note(f"placement_{place.state.value}", authority=unit, column=column, reason=reason)

    def change_places(self, wanted: Sequence[str], *, at: datetime, reason: str) -> None:
        """Show what is public in other places from now on; the publisher answers for it, and the record says so.

        What is not public may only be taken out of places: new ones go through the approval, with an edit. What a recall
        hides and the newest edition follow, and keep their approvals. Raises ``PlacementUnapproved``.
        """
        public_edition, current = self.public_edition, self.current
        standing = self.standing or current
        before = standing.ties.placements
        added, removed = [each for each in wanted if each not in before], [each for each in before if each not in wanted]
        if added and public_edition is None:
            raise PlacementUnapproved(fields={"placements": [f"{'、'.join(added)} 未经审核。"]})
        for edition in {edition.number: edition for edition in (standing, current)}.values():
            _rewrite(edition, dict.fromkeys([*(each for each in edition.ties.placements if each not in removed), *added]))
        self.changed_at = at
        self.note("placements_changed", added=added, removed=removed, reason=reason)

    def tell_placed(self, before: Sequence[Placement]) -> None:
        """Say where it is shown now, if that is not as it was ``before`` and the public sees it."""
        now = self.shown_in
        gone = [each.told for each in before if each.column not in {place.column for place in now}]
        if self.live and (gone or len(now) > len(before)):
            self.record(ArticlePlaced(unit=self.unit, article_id=self.id, site=self.site, column=self.column, path=self.path,
                                      placements=[each.told for each in now], removed=gone))

    def move_place(self, before: str, column: str) -> None:
        """Follow a further column that was merged into ``column`` (Art. 9 第九条); its address there stays as it is, and so
        does the unit's consent."""
        shown, place = self.shown_in, self.placement(before)
        for edition in self.editions:
            if before in edition.ties.placements:
                named = [column if each == before else each for each in edition.ties.placements]
                _rewrite(edition, [each for each in dict.fromkeys(named) if each != self.column])
        rival = next((each for each in self.placements if each.column == column), None)
        if column == self.column or rival and not place.outranks(rival):
            self.placements = [each for each in self.placements if each is not place]
        else:
            moved = replace(place, column=column)
            self.placements = [moved if each is place else each for each in self.placements if each is not rival]
        self.note("placement_moved", column=column, column_before=before)
        self.tell_placed(shown)

    def drop_home(self) -> None:
        """After the article itself moved: a further place in its own column is none."""
        shown = self.shown_in
        self.placements = [each for each in self.placements if each.column != self.column]
        for edition in self.editions:
            if self.column in edition.ties.placements:
                _rewrite(edition, [each for each in edition.ties.placements if each != self.column])
        self.tell_placed(shown)


def _rewrite(edition: Edition, placements: Iterable[str]) -> None:
    edition.ties = replace(edition.ties, placements=tuple(placements))

"""A further place of an article (栏目共享): a column beside its own that shows it, with the consent of whoever answers for it.

An article has one home column and one canonical address. A column of its own unit takes it without being asked; a column of
another unit only when a publisher there accepts it: the consent is to the item, whatever edition of it is public later.
"""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.content.errors import PlacementDecided, PlacementNotFound
from services.content.model.edition import Edition
from services.content.model.edition import State as EditionState
from shared.law.duties import Obliged

MOST = 10
"""Further places of one article."""


class State(StrEnum):
    """Where a further place stands."""

    ASKED = "asked"
    """待同意: the column's unit has not said anything yet."""
    ACCEPTED = "accepted"
    """已同意: shown there while the article is public."""
    REFUSED = "refused"
    """未同意, or the consent was taken back."""


LABELS = {State.ASKED: "待同意", State.ACCEPTED: "已同意", State.REFUSED: "未同意"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "accept": ((State.ASKED, State.REFUSED), State.ACCEPTED),
    "refuse": ((State.ASKED, State.ACCEPTED), State.REFUSED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(kw_only=True)
class Placement:
    """One further place."""

    column: str
    site: str
    state: State = State.ASKED
    asked_at: datetime
    decided_by: str = ""
    """Empty where the column is of the article's own unit."""
    decided_at: datetime | None = None
    reason: str = ""
    path: str = ""
    """Its address on another site than the article's own; given when it is first shown there, never changed."""

    def decide(self, step: str, *, by: str, at: datetime, reason: str = "") -> None:
        """Take the step; raises ``PlacementDecided`` where the table has none."""
        allowed, leads_to = TRANSITIONS[step]
        if self.state not in allowed:
            raise PlacementDecided(column=self.column, state=LABELS[self.state])
        self.state, self.decided_by, self.decided_at, self.reason = leads_to, by, at, reason

    @property
    def told(self) -> dict[str, str]:
        """As events and pages name it."""
        return {"site": self.site, "column": self.column, "path": self.path}


@dataclass(kw_only=True)
class Placed(Obliged):
    """The part of an article that knows of further places."""

    placements: list[Placement] = field(default_factory=list)
    """Every place that the newest or the public edition names, or the one that a recall hides."""

    def placement(self, column: str) -> Placement:
        """The further place in ``column``; raises ``PlacementNotFound``."""
        for each in self.placements:
            if each.column == column:
                return each
        raise PlacementNotFound(column=column)

    def shown_by(self, edition: Edition | None) -> list[Placement]:
        """The places where the public finds ``edition`` while it is live."""
        named = edition.ties.placements if edition else ()
        return [each for each in self.placements if each.state is State.ACCEPTED and each.column in named]

    def asked_by(self, *editions: Edition | None) -> list[Placement]:
        """The places that wait for an answer: asked for by what is public, or by what may go public at any moment. Nobody
        elsewhere is shown a text that the secrecy review has not cleared."""
        ripe = (EditionState.CLEARED, EditionState.LIVE)
        named = {column for each in editions if each and each.state in ripe for column in each.ties.placements}
        return [each for each in self.placements if each.state is State.ASKED and each.column in named]

    def want_places(self, wanted: Iterable[str], *, sites: Mapping[str, str], own: Iterable[str], at: datetime) -> None:
        """Ask for those of ``wanted`` that were not asked for yet, and forget what nobody wants any more.

        ``sites`` names the site of each; those in ``own`` are the unit's own columns, and need no answer.
        """
        columns, known = list(dict.fromkeys(wanted)), {each.column: each for each in self.placements}
        self.placements = [known.get(each) or Placement(column=each, site=sites[each], asked_at=at) for each in columns]
        for each in self.placements:
            if each.state is State.ASKED and each.column in set(own):
                each.decide("accept", by="", at=at)

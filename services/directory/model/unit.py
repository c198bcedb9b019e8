"""A unit: its names, its place in the tree, its posts, its end and its successors, each with the day from which it holds.

Days are calendar days in China. What was so on a day stays so: later changes are added, nothing is overwritten.
"""
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from services.directory.errors import (
    DayOutOfOrder,
    InvalidSuccessor,
    PostNotFound,
    PostTaken,
    UnitNotInForce,
)
from services.directory.events import PostAppointed, PostEnded, UnitChanged, UnitRegistered
from services.directory.model import posts as duty
from services.directory.model.posts import Gap, Post
from services.directory.model.tree import Node, Placement
from shared.aggregate import Aggregate

KINDS = {"oversight": "主管部门", "e_government": "电子政务主管部门", "county": "县市", "zone": "开发区", "department": "部门"}
"""What a unit is in the scheme of Art. 3 第三条."""


@dataclass(frozen=True)
class UnitName:
    """What the unit is called from this day on."""

    name: str
    short_name: str
    from_: date


@dataclass(frozen=True)
class Successor:
    """Who takes over, from its first day on (Art. 5 第五条 谁承诺谁办理)."""

    code: str
    on: date


@dataclass(frozen=True, kw_only=True)
class UnitOn:
    """A unit as it was on one day."""

    id: str
    version: int
    name: str
    short_name: str
    kind: str
    parent: str | None
    valid_from: date
    dissolved_on: date | None
    successors: list[Successor]


@dataclass(kw_only=True)
class Unit(Aggregate):
    """A unit that answers for information; ``id`` is its code."""

    kind: str
    """A code of ``KINDS``."""
    names: list[UnitName]
    parents: list[Placement]
    valid_from: date
    dissolved_on: date | None = None
    """The first day on which it is no more."""
    successors: list[Successor] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    # -- reading

    @property
    def name(self) -> str:
        """Its newest name."""
        return self.names[-1].name

    @property
    def short_name(self) -> str:
        """Its newest short name."""
        return self.names[-1].short_name

    @property
    def parent(self) -> str | None:
        """The unit above it, by the newest placement."""
        return self.parents[-1].parent

    @property
    def node(self) -> Node:
        """What the tree needs of it."""
        return Node(self.id, tuple(self.parents), self.valid_from, self.dissolved_on)

    def name_on(self, day: date) -> UnitName:
        """What it was called on ``day``; before its first day, its first name."""
        return next((each for each in reversed(self.names) if each.from_ <= day), self.names[0])

    def on(self, day: date) -> UnitOn:
        """The unit as it was on ``day``."""
        called = self.name_on(day)
        return UnitOn(id=self.id, version=self.version, name=called.name, short_name=called.short_name, kind=self.kind,
                      parent=self.node.parent(day), valid_from=self.valid_from, dissolved_on=self.dissolved_on,
                      successors=list(self.successors))

    def expect_in_force(self, day: date) -> None:
        """Raise ``UnitNotInForce`` unless the unit exists on ``day``."""
        if not self.node.in_force(day):
            raise UnitNotInForce(unit=self.id, day=day.isoformat())

    def gaps(self, on: date) -> list[Gap]:
        """The posts that nobody holds on ``on``, each with its first day; none when the unit does not exist (Art. 6 第六条)."""
        return duty.gaps(self.posts, valid_from=self.valid_from, on=on) if self.node.in_force(on) else []

    # -- writing

    @classmethod
    def register(cls, *, code: str, name: str, short_name: str, kind: str, parent: str | None, valid_from: date) -> "Unit":
        """A new unit, which exists from ``valid_from`` on."""
        unit = cls(id=code, kind=kind, names=[UnitName(name, short_name, valid_from)],
                   parents=[Placement(parent, valid_from)], valid_from=valid_from)
        unit.note("registered", name=name, parent=parent)
        unit.record(UnitRegistered(**unit._told()))
        return unit

    def rename(self, *, name: str, short_name: str, on: date) -> None:
        """Be called otherwise from ``on``; what was done before keeps the old name."""
        self._expect_next(on, self.names[-1].from_)
        self.names.append(UnitName(name, short_name, on))
        self.note("renamed", name=name, on=on.isoformat())
        self.record(UnitChanged(**self._told(), change="renamed"))

    def move(self, *, parent: str | None, on: date) -> None:
        """Be below another unit from ``on``; whether that makes a ring is for the use case to see."""
        self._expect_next(on, self.parents[-1].from_)
        self.parents.append(Placement(parent, on))
        self.note("moved", parent=parent, on=on.isoformat())
        self.record(UnitChanged(**self._told(), change="moved"))

    def dissolve(self, *, on: date, successors: list[str]) -> None:
        """Be no more from ``on``, the first day of the successors."""
        self._expect_next(on, max(self.names[-1].from_, self.parents[-1].from_))
        if self.dissolved_on:
            raise UnitNotInForce(unit=self.id, day=self.dissolved_on.isoformat())
        if not successors or self.id in successors or len(set(successors)) != len(successors):
            raise InvalidSuccessor()
        self.dissolved_on, self.successors = on, [Successor(code, on) for code in successors]
        self.note("dissolved", on=on.isoformat(), successors=successors)
        self.record(UnitChanged(**self._told(), change="dissolved"))

    def tell_anew(self, told: Collection[str] = ()) -> None:
        """After a restore put it back to an older state: others hear what is true now."""
        self.note("told_anew", told=sorted(told))
        self.record(UnitChanged(**self._told(), change="restored"))

    def appoint(self, post: Post) -> None:
        """Name somebody. A new leader or body takes over from the one before on the same day, so that no gap opens."""
        self.expect_in_force(post.from_)
        if post.kind in duty.SINGLE:
            for held in [each for each in self.posts if each.kind == post.kind and not _over(each, post.from_)]:
                if held.from_ >= post.from_:
                    raise PostTaken(since=held.from_.isoformat())
                self._end(held, post.from_)
        self.posts.append(post)
        self.note("post_appointed", post=post.id, kind=post.kind, on=post.from_.isoformat())
        self.record(PostAppointed(unit=self.id, post=post.id, kind=post.kind, starts_on=post.from_.isoformat()))

    def end_post(self, post_id: str, *, on: date) -> None:
        """Nobody holds the post from ``on``; an end that is set can only be brought forward."""
        post = next((each for each in self.posts if each.id == post_id), None)
        if post is None:
            raise PostNotFound(post_id=post_id)
        if on <= post.from_ or _over(post, on):
            raise DayOutOfOrder(day=on.isoformat(), after=(post.until if _over(post, on) else post.from_))
        self._end(post, on)
        self.note("post_ended", post=post.id, kind=post.kind, on=on.isoformat())

    def _end(self, post: Post, on: date) -> None:
        post.until = on
        self.record(PostEnded(unit=self.id, post=post.id, kind=post.kind, ends_on=on.isoformat()))

    def _expect_next(self, on: date, last: date) -> None:
        self.expect_in_force(on)
        if on <= last:
            raise DayOutOfOrder(day=on.isoformat(), after=last)

    def _told(self) -> dict[str, object]:
        return {"unit": self.id, "code": self.id, "name": self.name, "short_name": self.short_name, "kind": self.kind,
                "parent": self.parent, "valid_from": self.valid_from.isoformat(),
                "dissolved_on": self.dissolved_on.isoformat() if self.dissolved_on else None,
                "successors": [each.code for each in self.successors]}


def _over(post: Post, day: date) -> bool:
    return post.until is not None and post.until <= day

"""A unit and its posts against plain days (Art. 3 第三条, 6 第六条), and the series of signing keys."""
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.directory.model.posts import KINDS, SINGLE, Post
from services.directory.model.session import TOKENS_LIVE
from services.directory.model.signing_key import ANNOUNCED, SigningKey, shown, signer
from services.directory.model.unit import Unit
from tests.fuzz.machine import Machine

FIRST = date(2026, 1, 10)
DAYS = st.integers(-3, 60).map(lambda number: FIRST + timedelta(days=number))
LATER = st.integers(0, 9)
"""Mostly a little after the last."""


class Department(Machine):
    """One unit: lists of names, parents and posts, with days; nothing that was is overwritten."""

    aggregate = Unit

    def __init__(self) -> None:
        super().__init__()
        self.names, self.parents = [("甲", FIRST)], [("p0", FIRST)]
        self.dissolved: date | None = None
        self.posts: dict[str, tuple[str, date, date | None]] = {}
        self.keep(Unit.register(code="u", name="甲", short_name="甲", kind="department", parent="p0", valid_from=FIRST))
        assert self.words == ["directory.unit.registered.v1"]

    def there(self, day: date) -> bool:
        """By the plain record."""
        return day >= FIRST and (self.dissolved is None or day < self.dissolved)

    @rule(on=DAYS, name=st.sampled_from(["乙", "丙"]))
    def rename(self, on: date, name: str) -> None:
        """Later than the name before, while it exists."""
        if self.attempt("rename", self.there(on) and on > self.names[-1][1], name=name, short_name=name, on=on):
            self.names.append((name, on))
            self.was("renamed")

    @rule(on=DAYS, parent=st.sampled_from(["p1", "p2"]))
    def move(self, on: date, parent: str) -> None:
        """Likewise."""
        if self.attempt("move", self.there(on) and on > self.parents[-1][1], parent=parent, on=on):
            self.parents.append((parent, on))
            self.was("moved")

    @rule(later=st.integers(0, 40), on=DAYS, near=st.booleans(), successors=st.lists(st.sampled_from("uvw"), max_size=2))
    def dissolve(self, later: int, on: date, near: bool, successors: list[str]) -> None:
        """Once, after everything that it has become, and with others to take over."""
        last = max(self.names[-1][1], self.parents[-1][1])
        on = last + timedelta(days=later) if near else on
        fit = bool(successors) and "u" not in successors and len({*successors}) == len(successors)
        if self.attempt("dissolve", self.dissolved is None and on > last and fit, on=on, successors=successors):
            self.dissolved = on
            self.was("dissolved")
            assert [(each.code, each.on) for each in self.kept.successors] == [(code, on) for code in successors]

    @rule()
    def tell_anew(self) -> None:
        """After a restore."""
        self.attempt("tell_anew", True)
        self.was("restored")

    def was(self, change: str) -> None:
        """Others hear what is true now."""
        (told,) = self.fresh
        news: Any = told
        assert (news.change, news.name, news.parent) == (change, self.names[-1][0], self.parents[-1][0])
        assert news.dissolved_on == (self.dissolved.isoformat() if self.dissolved else None)

    @rule(kind=st.sampled_from(sorted(KINDS)), on=DAYS)
    def appoint(self, kind: str, on: date) -> None:
        """A new leader or body ends the one before on the same day, unless that one begins then or later."""
        rivals = {id_: held for id_, held in self.posts.items() if held[0] == kind and (held[2] is None or held[2] > on)}
        rivals = rivals if kind in SINGLE else {}
        may = self.there(on) and all(held[1] < on for held in rivals.values())
        id_ = f"post{len(self.posts)}"
        if self.attempt("appoint", may, Post(id=id_, kind=kind, holder="某", from_=on)):
            for each, (_, begun, _) in rivals.items():
                self.posts[each] = kind, begun, on
            self.posts[id_] = kind, on, None
            assert self.words == [*["directory.post.ended.v1"] * len(rivals), "directory.post.appointed.v1"]

    @rule(number=LATER, on=DAYS)
    def end_post(self, number: int, on: date) -> None:
        """After its first day; an end can only be brought forward."""
        id_ = f"post{number}"
        kind, begun, until = self.posts.get(id_, ("", on, None))
        if self.attempt("end_post", id_ in self.posts and on > begun and (until is None or on < until), id_, on=on):
            self.posts[id_] = kind, begun, on
            assert self.words == ["directory.post.ended.v1"]

    @rule(day=DAYS)
    def look(self, day: date) -> None:
        """What was so on a day stays so."""
        self.attempt("expect_in_force", self.there(day), day, quiet=True)
        then = self.kept.on(day)
        name = next((name for name, since in reversed(self.names) if since <= day), "甲")
        assert self.kept.name_on(day).name == then.name == name and then.dissolved_on == self.dissolved
        assert then.parent == next((parent for parent, since in reversed(self.parents) if since <= day), None)
        held = {kind for kind, begun, until in self.posts.values() if begun <= day and (until is None or day < until)}
        found = self.kept.gaps(day)
        assert [each.kind for each in found] == [each for each in KINDS if each not in held and self.there(day)]
        for gap in found:
            ends = [until for kind, begun, until in self.posts.values() if kind == gap.kind and begun <= day and until]
            assert gap.since == max([FIRST, *ends]) <= day

    @invariant()
    def there_is_one_leader_and_one_body_at_a_time(self) -> None:
        """Whatever was appointed in whatever order."""
        assert {each.id: (each.kind, each.from_, each.until) for each in self.kept.posts} == self.posts
        for kind in SINGLE:
            terms = sorted((begun, until or date.max) for each, begun, until in self.posts.values() if each == kind)
            assert all(one[1] <= other[0] for one, other in zip(terms, terms[1:], strict=False))
        assert (self.kept.name, self.kept.short_name, self.kept.parent) == (
            self.names[-1][0], self.names[-1][0], self.parents[-1][0])


class Series(Machine):
    """Signing keys, one after the other: each its own document, made once; the machine keeps the newest."""

    aggregate = SigningKey

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 1, 5, 2, tzinfo=UTC)
        self.keys: list[tuple[datetime, bool]] = []
        """Of each: since when it signs, and whether those before it are worth nothing."""
        self.rows: list[SigningKey] = []
        self.make(compromised=False)

    def make(self, *, compromised: bool) -> None:
        """The next of the series, announced before it signs unless there is none that still can."""
        self.chain, self.saves = [], 0
        key = SigningKey.next(self.rows[0] if self.rows else None, public={"kid": f"k{len(self.rows)}"}, sealed="s",
                              at=self.now, compromised=compromised)
        self.keys.insert(0, (self.now if compromised or not self.rows else self.now + ANNOUNCED, compromised))
        self.keep(key)
        self.rows.insert(0, self.kept)
        assert key.number == len(self.rows) and self.words == ["directory.keys.rotated.v1"]

    @rule(compromised=st.sampled_from([False, False, True]))
    def next(self, compromised: bool) -> None:
        """By hand or by the clock."""
        self.make(compromised=compromised)

    @rule(seconds=st.sampled_from([1, 20, 30, 60, 600, 3600, 90000]))
    def time_goes_by(self, seconds: int) -> None:
        """Nobody comes."""
        self.now += timedelta(seconds=seconds)

    @invariant()
    def one_signs_and_everybody_can_check_what_is_good(self) -> None:
        """The newest that may sign; what a compromised key or an older one signed is worth nothing after it."""
        good = next((number + 1 for number, (_, voids) in enumerate(self.keys) if voids), len(self.keys))
        for now in (self.now, self.now - timedelta(seconds=10)):  # a clock may be a little behind
            at = next((number for number, (since, _) in enumerate(self.keys[:good]) if since <= now), good - 1)
            assert signer(self.rows, now) == self.rows[at]
            seen = shown(self.rows, now)
            assert self.rows[at] in seen and len(seen) <= good
            for number in range(1, good):
                assert (self.rows[number] in seen) == (self.keys[number - 1][0] + TOKENS_LIVE > now)

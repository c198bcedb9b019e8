"""One article in several columns and sites: who was asked, who agreed, where the public finds it (Art. 5 第五条, 9 第九条)."""
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.content.model import Article
from services.content.model.column import Column, Plan
from services.content.model.ties import Ties
from services.content.use_cases import placing
from shared.caller import Caller
from tests.fuzz.machines.content.article.way import Way
from tests.unit.services.content.town import AT

UNITS = {"s.c": "u", "s.c2": "u", "s.c3": "v", "t.d": "u", "t.e": "v", "t.f": "u"}
"""Column → who answers for it; the article is ``u``'s, at home on the site ``s``."""
FURTHER = sorted({*UNITS} - {"s.c"})
COLUMNS = st.sampled_from(FURTHER)
MOVES = ["accept", "accept", "refuse", "publish", "publish", "write", "change", "withdraw", "archive", "hide", "lift", "drop",
         "merge", "merge", "merge home"]
THEIRS = Caller("vic", unit="v", grants={"publisher": ("v",)})
OURS = Caller("bo", unit="u", grants={"publisher": ("u",)})


def column(id_: str) -> Column:
    """One of them, as content stores it."""
    site, code = id_.split(".")
    return Column.prepare(Plan(code=code, unit=UNITS[id_], name="名", kind="other", type="其他", description="述"), site=site,
                          filing_id="f", at=AT)


SHELF = {id_: column(id_) for id_ in UNITS}


@dataclass
class Place:
    """One further place on paper."""

    state: str = "asked"
    decided: bool = False
    path: str = ""


class Placing(Way):
    """An article, its further places, and the units that are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Place] = {}
        self.serials = itertools.count(1)
        self.merged: dict[str, str] = {}
        """Column → the one that it was merged into."""

    def ties(self, names: list[str], flag: bool) -> Ties:
        """The places that are wanted; its own column is none."""
        return Ties(placements=tuple(dict.fromkeys(self.today(each) for each in names if self.today(each) != self.home)))

    def today(self, name: str) -> str:
        """Where a column's articles are today."""
        while name in self.merged:
            name = self.merged[name]
        return name

    # -- the use cases' own ports, around the copy that is tried

    def ports(self, article: Article) -> Any:
        """The shelf holds nothing but this article; whether it is saved is the base's business."""
        return SimpleNamespace(articles=SimpleNamespace(get=lambda _: article, save=lambda _: None),
                               columns=SimpleNamespace(get=SHELF.__getitem__),
                               sites=SimpleNamespace(get=lambda site: SimpleNamespace(organisation_code=site)),
                               next_serial=lambda _: next(self.serials))

    def wrote(self, article: Article) -> None:
        """What is new is asked for."""
        placing.want_places(self.ports(article), article, self.now)

    def opens(self, article: Article) -> None:
        """Whoever publishes for ``u`` has no word for ``v``."""
        placing.expect_places(self.ports(article), article, caller=OURS, now=self.now)

    def call(self, use_case: Any, caller: Caller, allowed: bool, **fields: Any) -> bool:
        """An operation on the article as it is."""
        def call(article: Article) -> None:
            use_case(self.ports(article), caller=caller, now=self.now, article_id="a", version=article.version, **fields)
        return self.attempt_by(call, allowed)

    # -- what the paper says

    @property
    def named(self) -> list[str]:
        """By what the newest edition, what the public sees, or what a recall hides wants."""
        public = self.live or self.hidden_still
        return list(dict.fromkeys([*(public.ties.placements if public else ()), *self.now_on.ties.placements]))

    def asked_anew(self) -> None:
        """Of what was asked for before, the answer holds; a column of the own unit needs none."""
        self.places = {name: self.places.get(name) or Place() for name in self.named}
        for name, place in self.places.items():
            if place.state == "asked" and UNITS[name] == "u":
                place.state = "accepted"

    def shown(self, sheet: Any) -> list[str]:
        """Where it is found while ``sheet`` is public."""
        return [name for name, place in self.places.items()
                if sheet and place.state == "accepted" and name in sheet.ties.placements]

    def addressed(self, names: Iterable[str]) -> None:
        """On another site it has an address of its own, for good."""
        for name in names:
            if name.startswith("t.") and not self.places[name].path:
                self.places[name].path = self.kept.placement(name).path
                assert self.places[name].path.startswith(f"/{name.split('.')[1]}/"), (name, self.kept.placements)

    def ripe(self, name: str) -> bool:
        """True if the unit of the column may know of it: it is public or cleared, or that unit has said something."""
        place = self.places.get(name)
        wanted = any(each and each.state in ("cleared", "live") and name in each.ties.placements
                     for each in (self.now_on, self.live))
        return place is not None and (place.decided or (place.state == "asked" and wanted))

    # -- the steps

    @initialize(names=st.lists(COLUMNS, min_size=1, max_size=3, unique=True), name=COLUMNS,
                moves=st.lists(st.sampled_from(MOVES), max_size=9))
    def begin(self, names: list[str], moves: list[str], name: str) -> None:
        """On its way already, and wanted in several places."""
        self.write("一", names, False)
        self.onward(moves, name, names[1:])

    @rule(text=st.sampled_from(["一", "二"]), names=st.lists(COLUMNS, max_size=3, unique=True), flag=st.booleans())
    def write(self, text: str, names: list[str], flag: bool) -> None:
        """Places are asked for with the text."""
        saves = self.saves
        super().write(text, names, flag)
        if self.saves > saves and self.action == "edited":
            self.asked_anew()

    @rule()
    def publish(self) -> None:
        """It is found where it is named and welcome."""
        saves = self.saves
        if self.worked_on("cleared"):
            self.asked_anew()
        super().publish()
        if self.saves > saves:
            self.addressed(self.shown(self.live))

    @rule(name=COLUMNS, which=st.integers(0, 3), step=st.sampled_from(["accept", "refuse"]))
    def answer(self, name: str, which: int, step: str) -> None:
        """By the unit of the column, mostly of one that is asked; it may change its mind, and sees nothing uncleared."""
        name = ([*self.places] * 4)[which] if self.places and which else self.today(name)
        caller = THEIRS if UNITS[name] == "v" else OURS
        place, ripe = self.places.get(name), self.ripe(name)
        self.attempt("expect_ripe", ripe, name, quiet=True)
        self.attempt("placement", place is not None, name, quiet=True)
        may = bool(place and ripe and place.state in (("asked", "refused") if step == "accept" else ("asked", "accepted")))
        wording = {"reason": "否"} if step == "refuse" else {}
        use_case = placing.accept_placement if step == "accept" else placing.refuse_placement
        before = self.shown(self.live)
        if self.call(use_case, caller, may, column=name, **wording):
            assert place
            place.state, place.decided = ("accepted" if step == "accept" else "refused"), True
            self.told_of(before)
            assert self.action == f"placement_{place.state}"
        elif not may:
            self.attempt("decide_place", False, name, step, by="vic", unit="v", at=self.soon)

    @rule(names=st.lists(COLUMNS, max_size=3, unique=True))
    def change_places(self, names: list[str]) -> None:
        """By the publisher, without a new review; what is not public may only lose places."""
        wanted, hidden = self.ties(names, False).placements, self.hidden_still
        before, had = self.shown(self.live), (self.live or hidden or self.now_on).ties.placements
        added, removed = [each for each in wanted if each not in had], [each for each in had if each not in wanted]
        if self.call(placing.change_placements, OURS, not added or self.live is not None, reason="由",
                     placements=[{"column": each} for each in wanted]):
            for sheet in dict.fromkeys([self.live or hidden, self.now_on]):
                if sheet:
                    left = [each for each in sheet.ties.placements if each not in removed]
                    sheet.ties = replace(sheet.ties, placements=tuple(dict.fromkeys([*left, *added])))
            self.asked_anew()
            self.told_of(before)

    def told_of(self, before: list[str]) -> None:
        """Of other places than before, once, and only while it is public."""
        now = self.shown(self.live)
        assert self.words == (["content.article.placed.v1"] if {*now} != {*before} else [])
        self.addressed(self.shown(self.live or self.hidden_still))

    @rule(moves=st.lists(st.sampled_from(MOVES), min_size=2, max_size=7), name=COLUMNS, names=st.lists(COLUMNS, max_size=3,
          unique=True))
    def onward(self, moves: list[str], name: str, names: list[str]) -> None:
        """Several steps of the way as it is meant, so that every place on it is often reached."""
        for each in moves:
            match each:
                case "accept" | "refuse":
                    for which in range(1, 4):
                        self.answer(name, which, each)
                case "publish":
                    self.hurry()
                case "write":
                    self.write("二", names, False)
                case "change":
                    self.change_places(names)
                case "withdraw" | "archive":
                    self.withdraw("gone" if each == "withdraw" else each)
                case "hide" if self.live:
                    self.hide("r2")
                case "lift" if self.hidden:
                    self.lift()
                case "drop":
                    self.write("一", names[1:], False)
                    self.hurry()
                case "merge" | "merge home":
                    self.merge(self.home if each != "merge" else next(iter(self.places), name), True)

    # -- columns end, and have other names

    @rule(name=st.sampled_from(sorted(UNITS)), which=st.booleans())
    def merge(self, name: str, which: bool) -> None:
        """A column is merged into another of its site and unit: what is at home there moves, further places follow, and where
        both become one, one is left."""
        others = [each for each, unit in UNITS.items()
                  if each not in (name, *self.merged) and (each[0], unit) == (name[0], UNITS[name])]
        if name in self.merged or not others:
            return
        into = others[-which]
        before = self.shown(self.live)
        self.merged[name] = into
        if self.home == name:
            self.move_home(into, before)
        elif name in self.places:
            self.attempt("move_place", True, name, into)
            place = self.places[name]
            kept = into not in (*self.places, self.home)
            self.places = {into if each == name and kept else each: known for each, known in self.places.items()
                           if each != name or kept}
            self.renamed(name, into)
            assert self.action == "placement_moved" and (not kept or self.places[into] is place)
            self.told_of(before)
            self.attempt_by(lambda article: article.tell_placed(article.shown_in), True, quiet=True)

    @rule(name=st.sampled_from(["s.c", "s.c2"]))
    def move(self, name: str) -> None:
        """An editor's own step, into a column that does not show it as a further one; its address there is a new one, and the
        old one keeps answering."""
        if name not in self.places and name not in self.merged:
            self.move_home(name, self.shown(self.live))

    def move_home(self, name: str, before: list[str]) -> None:
        """As the sweep and the editor do it."""
        old, labels = self.path, {"ColumnName": f"名{name}"}

        def move(article: Article) -> None:
            article.move(column=name, code=name.split(".")[1], labels=labels)
            article.drop_home()
        if self.attempt_by(move, True, quiet=self.home == name):
            self.home = name
            self.path = f"/{name.split('.')[1]}/{old.split('/')[2]}" if old else ""
            self.places.pop(name, None)
            self.renamed(name, name)
            placed = ["content.article.placed.v1"] if name in before else []
            assert self.words == (["content.article.moved.v1", *placed] if old else [])
            assert not old or (self.kept.former_paths[-1] == old and self.kept.place_labels["ColumnName"] == f"名{name}")

    def renamed(self, name: str, into: str) -> None:
        """In every edition; its own column is no further one."""
        for sheet in self.sheets:
            named = [into if each == name else each for each in sheet.ties.placements]
            sheet.ties = replace(sheet.ties, placements=tuple(each for each in dict.fromkeys(named) if each != self.home))

    @rule(name=st.sampled_from(["名", "新名"]))
    def relabel(self, name: str) -> None:
        """The page carries its column's present name; the same again is nothing."""
        labels = {**self.kept.place_labels, "ColumnName": name}
        if self.attempt("relabel", True, {"ColumnName": name}, quiet=self.kept.place_labels == labels):
            assert self.kept.place_labels == labels and not self.words

    # -- what must always be so

    @invariant()
    def it_is_found_where_it_is_wanted_and_welcome(self) -> None:
        """Exactly there, and whoever listens knows it."""
        assert {each.column: (each.state.value, each.path) for each in self.kept.placements} == {
            name: (place.state, place.path) for name, place in self.places.items()}
        for edition, sheet in zip(self.kept.editions, self.sheets, strict=True):
            assert edition.ties.placements == sheet.ties.placements and self.home not in edition.ties.placements
            assert {each.column for each in self.kept.shown_by(edition)} == {*self.shown(sheet)}
        assert {each.column for each in self.kept.asked_by(*self.kept.editions[-1:], self.kept.public_edition)} == {
            name for name, place in self.places.items() if place.state == "asked" and self.ripe(name)}
        if self.live:
            assert self.listener.places == {name: self.places[name].path for name in self.shown(self.live)}

"""A policy, what interprets it, what is owed of it, and what its page names (Art. 10 第十条)."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.content.model import Article
from services.content.model.interpretation import TERM, WAIVER
from services.content.model.known_file import FileFacts
from services.content.model.ties import Link, Ties
from shared.clock import legal_day
from shared.law.duties import Outcome
from tests.fuzz.machines.content.article.paper import FILE, item
from tests.fuzz.machines.content.article.way import Way, clearance
from tests.unit.services.content.town import AT, CALENDAR, LAW

DAYS = 3
"""Working days of both terms, written here once more."""
MOVES = ["main", "interprets", "waive", "term", "waiver", "alone", "withdraw", "archive", "hide", "lift", "uphold", "isolate",
         "owe", "met", "late"]
PEOPLE = st.sampled_from(["ann", "bo", "di"])
OTHERS = [Link(f"i{number}", f"解读{number}", "s", f"/c/{number}") for number in range(3)]
LINKS = st.lists(st.sampled_from(OTHERS), max_size=2, unique=True)
FACTS = {FILE: FileFacts(9, "text/csv"), "e" * 64: FileFacts(1, "text/csv")}


def interpretation(id_: str, text: str) -> Article:
    """Another article, public as an interpretation of this one."""
    made = Article.draft(id=id_, unit="u", column="s.c", site="s", item=item(text), by="ann", at=AT, ties=Ties(interprets="a"))
    made.submit(by="ann", at=AT)
    made.approve(by="bo", at=AT)
    made.note_clearance(clearance(text, AT))
    made.publish(by="bo", at=AT, unit_name="u", labels={}, index_number="i", path="/c/9")
    return made


PUBLIC = {(id_, text): interpretation(id_, text) for id_ in ("i0", "i1") for text in ("一", "二")}
SOME = st.lists(st.sampled_from(["i0", "i1"]), max_size=1)
ACTS = st.dictionaries(st.sampled_from(["i0", "i1"]), st.sampled_from(["一", "二"]))


def later(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, counted on the fingers."""
    while count:
        day += timedelta(days=1)
        count -= CALENDAR.is_workday(day)
    return day


@dataclass
class Owed:
    """One duty on paper."""

    kind: str
    due: date
    end: str = ""
    """met, late, voided."""


class Linking(Way):
    """One article that is interpreted, interprets, and is related."""

    def __init__(self) -> None:
        super().__init__()
        self.waiver, self.main = "", False
        """Who granted the waiver."""
        self.act: dict[str, str] = {}
        self.owed: list[Owed] = []
        self.page: tuple[Link | None, list[Link], list[Link]] = None, [], []
        """What its page names: what it interprets, what interprets it, what is related."""
        self.binds: tuple[str, dict[str, str]] = "", {}

    def ties(self, names: list[str], flag: bool) -> Ties:
        """Mostly of its own; sometimes an interpretation of something else."""
        return Ties(interprets="p") if flag else Ties(main_policy=bool(names))

    @property
    def open(self) -> Owed | None:
        """What is owed now."""
        return next((each for each in self.owed if not each.end), None)

    def ends(self, how: str) -> None:
        """Nothing is owed any more."""
        if self.open:
            self.open.end = how

    @initialize(moves=st.lists(st.sampled_from(MOVES), max_size=9))
    def begin(self, moves: list[str]) -> None:
        """On its way already."""
        self.onward(moves)

    @rule(moves=st.lists(st.sampled_from(MOVES), min_size=2, max_size=7))
    def onward(self, moves: list[str]) -> None:
        """Several steps of the way as it is meant, so that every place on it is often reached."""
        for each in moves:
            match each:
                case "main" | "interprets":
                    self.write("二" if each == "main" else "一", ["s.c2"] if each == "main" else [], each == "interprets")
                case "waive":
                    self.waive("di")
                case "term" | "waiver" | "alone":
                    self.approve()
                    self.clear()
                    self.publish_as({"term": TERM, "waiver": WAIVER, "alone": ""}[each], {"i0": "一", "i1": "二"})
                case "withdraw" | "archive":
                    self.withdraw("gone" if each == "withdraw" else each)
                case "hide" if self.live:
                    self.hide("r1")
                case "lift" | "uphold" if self.hidden:
                    self.lift() if each == "lift" else self.uphold(True)
                case "isolate":
                    self.isolate(True)
                case "owe" if self.live:
                    self.owe(TERM, 30)
                case "met" | "late":
                    self.sweep(1 if each == "met" else 120)
                    self.interpreted_by(30)

    # -- waivers

    @rule(by=PEOPLE)
    def waive(self, by: str) -> None:
        """Before it is public."""
        if self.attempt_by(lambda article: article.waive(article.current, by=by, at=self.now, reason="由"), self.worked_on()):
            self.waiver = by

    @rule()
    def unwaive(self) -> None:
        """Before it was used."""
        may = bool(self.waiver) and self.worked_on() and self.open is None
        if self.attempt_by(lambda article: article.unwaive(article.current, reason="由"), may):
            self.waiver = ""

    # -- the act, and what is owed

    def wrote(self, article: Article) -> None:
        """What is known of its files, and of no others."""
        article.know_files(FACTS)
        assert article.file_facts == {file: FACTS[file] for file in article.files}

    @rule(kind=st.sampled_from(["", TERM, WAIVER]), texts=ACTS)
    def publish_as(self, kind: str, texts: dict[str, str]) -> None:
        """With the texts that go with it, and what is owed from then on."""
        self.binds = kind, {id_: item(text).digest for id_, text in texts.items()}
        saves = self.saves
        self.publish()
        if self.saves > saves:
            self.main = self.main or bool(kind)
            self.act = self.binds[1]
            if kind and not self.open:
                self.owed.append(Owed(kind, later(legal_day(self.now), DAYS)))
            self.page = self.now_on_interprets, *self.page[1:]
        self.binds = "", {}

    @property
    def now_on_interprets(self) -> Link | None:
        """The policy that it goes public with."""
        return OTHERS[2] if self.now_on.ties.interprets else None

    @rule()
    def publish(self) -> None:
        """Alone, if nothing is said."""
        kind, saves = self.binds[0], self.saves
        super().publish()
        if self.saves > saves and not kind:
            self.act = self.binds[1]
            self.page = self.now_on_interprets, *self.page[1:]

    def publishing(self) -> dict[str, Any]:
        """How it is published."""
        return {"main_policy": bool(self.binds[0]), "interpreted": self.now_on_interprets}

    def opened(self, article: Article) -> None:
        """The act is noted and the duty opened in the same save."""
        kind, texts = self.binds
        article.begin_act(texts, by="bo", at=self.now)
        if kind:
            article.owe(LAW.rule(kind, legal_day(self.now)), unit="u", since=self.now, now=self.now, calendar=CALENDAR)

    @rule(kind=st.sampled_from([TERM, WAIVER]), ago=st.integers(0, 60))
    @precondition(lambda self: self.live)
    def owe(self, kind: str, ago: int) -> None:
        """Again, since the last interpretation went; one at a time."""
        since = self.soon - timedelta(hours=ago)
        if self.settle("owe", self.open is not None, LAW.rule(kind, legal_day(since)), unit="w", since=since):
            self.owed.append(Owed(kind, later(legal_day(since), DAYS)))
            duty = self.kept.interpretation_duty
            assert duty.unit == "w" and (not self.waiver or kind == TERM or duty.evidence["waived_by"] == self.waiver)

    @rule(ago=st.integers(0, 60))
    def interpreted_by(self, ago: int) -> None:
        """In time by the day on which the interpretation went public, however late it is heard of; never before it was owed."""
        duty, owed = self.kept.interpretation_duty, self.open
        at = self.soon - timedelta(hours=ago)
        self.settle("interpreted_by", duty is None, "i0", at=at)
        if owed:
            owed.end = "late" if legal_day(max(at, duty.opened_at)) > owed.due else "met"

    def settle(self, step: str, quiet: bool, *given: Any, **arguments: Any) -> bool:
        """A step without a word of its own: in the record it is whatever brought it about."""
        def settle(article: Article) -> None:
            getattr(article, step)(*given, now=self.now, calendar=CALENDAR, **arguments)
            if article.changed:
                article.note("settled")
        return self.attempt_by(settle, True, quiet=quiet)

    def gone(self, article: Article) -> None:
        """Nothing is owed of what is not public, and no waiver outlasts it."""
        article.excuse("withdrawn", now=self.now, calendar=CALENDAR)

    def goes(self, mode: str) -> None:
        """On paper."""
        super().goes(mode)
        if mode == "gone":
            self.waiver, self.act = "", {}
            self.ends("voided")

    @rule(really=st.booleans())
    @precondition(lambda self: self.hidden)
    def uphold(self, really: bool) -> None:
        """Nor of what a recall took for good; the sweep sees to it at once."""
        super().uphold(really)
        self.swept()

    @rule(really=st.booleans())
    def isolate(self, really: bool) -> None:
        """Nor of a suspected state secret."""
        live = self.live
        super().isolate(really)
        if live and live.state == "quarantined":
            self.waiver, self.act = "", {}
            self.ends("voided")
        self.swept()

    def swept(self) -> None:
        """What is owed of nothing ends."""
        left = self.open is not None and not self.live and not self.hidden_still
        assert not left or self.kept.sweep_at <= self.now
        self.tend_twice(CALENDAR)
        if left:
            self.waiver, self.act = "", {}
            self.ends("voided")

    @rule(hours=st.integers(1, 50))
    def sweep(self, hours: int) -> None:
        """Time goes by."""
        self.now += timedelta(hours=hours)
        self.swept()

    @rule(done=SOME, given_up=SOME)
    def strike(self, done: list[str], given_up: list[str]) -> None:
        """What is done, and what can never be, is no more to be done."""
        left = {id_: digest for id_, digest in self.act.items() if id_ not in (*done, *given_up)}
        self.attempt("strike", True, quiet=left == self.act, done=done, given_up=dict.fromkeys(given_up, "x"))
        self.act = left

    # -- what its page names

    @rule(interpreted=st.sampled_from([None, OTHERS[2]]), interpretations=LINKS)
    def show_links(self, interpreted: Link | None, interpretations: list[Link]) -> None:
        """The same again is nothing."""
        self.names((interpreted, interpretations, self.page[2]), lambda quiet: self.attempt(
            "show_links", True, quiet=quiet, interpreted=interpreted, interpretations=interpretations))

    @rule(related=LINKS)
    def show_related(self, related: list[Link]) -> None:
        """Likewise."""
        self.names((*self.page[:2], related), lambda quiet: self.attempt("show_related", True, related, quiet=quiet))

    @rule(other=st.sampled_from(OTHERS))
    def unlink(self, other: Link) -> None:
        """What is gone is named nowhere any more, nor in answers kept for repeats; who has the page is told."""
        def unlink(article: Article) -> None:
            article.unlink(other.id)
            assert article.forgets
        interpreted, interpretations, related = self.page
        self.names((None if interpreted == other else interpreted, [each for each in interpretations if each != other],
                    [each for each in related if each != other]), lambda quiet: self.attempt_by(unlink, True))
        assert other.title not in repr(self.document)

    def names(self, page: tuple[Link | None, list[Link], list[Link]], step: Callable[[bool], bool]) -> None:
        """Its page names these from now on."""
        same = page == self.page
        step(same)
        told = "content.article.linked.v1" in self.words
        assert same or told is (self.live is not None), "who has the page is told that it is another one"
        self.page = page

    # -- what must always be so

    @invariant()
    def what_is_owed_is_what_the_days_say(self) -> None:
        """One at a time, each with its end."""
        assert len(self.kept.duties) == len(self.owed) and len(self.kept.open_duties) == (self.open is not None)
        assert (self.kept.interpretation_duty is None) == (self.open is None)
        for duty, owed in zip(self.kept.duties, self.owed, strict=True):
            assert (duty.kind, duty.due_on) == (owed.kind, owed.due)
            end = "late" if duty.met_late else "met" if duty.outcome is Outcome.MET else "voided" if duty.closed else ""
            assert end == owed.end

    @invariant()
    def it_is_as_the_page_says(self) -> None:
        """Waiver, act, links, files, and what others ask of it."""
        kept = self.kept
        assert (kept.waiver.by if kept.waiver else "") == self.waiver and (dict(kept.act.texts) if kept.act else {}) == self.act
        assert (kept.waived_for(kept.current) is not None) == (self.waiver not in ("", "ann")), "ann wrote it"
        assert (kept.interpreted, kept.interpretations, kept.related) == self.page
        assert kept.main_policy is self.main
        assert kept.shown_with("p") is bool(self.live and self.live.ties.interprets) and not kept.shown_with("q")
        for (id_, text), other in PUBLIC.items():
            assert kept.awaits(other) is (self.act.get(id_) == item(text).digest) and other.shown_with("a")
        if self.live and self.listener.links is not None:
            interpreted, interpretations, related = self.page
            assert self.listener.links == (interpreted.id if interpreted else None, [each.id for each in interpretations],
                                           [each.id for each in related])

    @rule()
    def working(self) -> None:
        """Only what is worked on is handed out to be worked on; each edition by its number."""
        self.attempt("working", self.worked_on(), quiet=True)
        self.attempt("edition", True, len(self.sheets), quiet=True)
        self.attempt("edition", False, len(self.sheets) + 1)

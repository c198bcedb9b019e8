"""The short way of an article to the public and back, for the machines of what hangs on it: places, links, acts, restores.

Who may do what on the way is the business of ``desk`` and ``gate``; here everybody on it may.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from services.content.model import Article
from services.content.model.isolation import Quarantined
from services.content.model.ties import UNTIED, Ties
from shared.aggregate import Aggregate
from shared.clearance import Clearance
from shared.events import Event
from tests.fuzz.machine import Machine
from tests.fuzz.machines.content.article.paper import TEXTS, item

WORKED_ON = ("draft", "approved", "cleared")
RECALLS = st.sampled_from(["r1", "r2"])
RARELY = st.integers(0, 5).map(lambda number: number == 3)


@dataclass(eq=False)
class Sheet:
    """One edition on paper."""

    text: str
    ties: Ties = UNTIED
    state: str = "draft"


def clearance(text: str, at: datetime) -> Clearance:
    """The review's word for a text."""
    return Clearance(id="c", by="zoe", at=at, digest=item(text).digest, dictionary="d", rules="r")


class Listener:
    """Somebody who knows of the article only what its events say, as a gateway or a department does."""

    def __init__(self) -> None:
        self.public = self.archived = False
        self.digest, self.home = "", ("", "")
        self.places: dict[str, str] = {}
        """Further column → address there."""
        self.left = set[str]()
        """Places of the edition before that the one which went public in the same save has no more."""
        self.links: tuple[Any, ...] | None = None
        """What the page that was fetched last names, if it was told since."""
        self.files: list[str] = []
        self.review = ""
        self.trusts = True
        """False while a restore is told: what was heard before may be of a state that is no more."""

    def hear(self, event: Any) -> None:
        """By the words of the event alone."""
        match event.TYPE.removeprefix("content."):
            case "article.published.v1":
                self.public, self.archived, self.home = True, False, (event.column, event.path)
                self.left = {*self.places} - {*self.told(event.placements)}
                self.places, self.links = self.told(event.placements), None
            case "article.withdrawn.v1":
                if self.public and self.trusts:
                    assert self.told(event.placements) == self.places, "it goes from every place that showed it"
                self.home = event.column, event.path
                self.public = self.archived = event.mode == "archive"
                self.places = self.places if self.archived else {}
            case "article.placed.v1":
                before, self.left = self.left | {*self.places}, set()
                self.places = self.told(event.placements)
                assert {each["column"] for each in event.removed} == before - {*self.places}
            case "article.moved.v1":
                assert (event.column_before, event.path_before) == self.home
                self.home = event.column, event.path
            case "article.linked.v1":
                self.links = event.interprets, event.interpretations, event.related
            case "display.changed.v1":
                self.digest = event.digest
            case "attachments.changed.v1":
                self.files = event.files
            case "review.requested.v1":
                self.review = event.digest

    def told(self, places: Iterable[dict[str, str]]) -> dict[str, str]:
        """By column."""
        return {each["column"]: each["path"] for each in places}


class Way(Machine):
    """One article that is written, let out, taken back and recalled; ``listener`` hears of it."""

    aggregate = Article
    examples, steps = 30, 30

    def __init__(self) -> None:
        super().__init__()
        self.listener = Listener()
        self.sheets = [Sheet("一")]
        self.live: Sheet | None = None
        self.mode = ""
        """How it was taken from the public."""
        self.hidden: tuple[str, Sheet, str] | None = None
        """By which recall, what, and ``mode`` before."""
        self.settled = set[str]()
        self.home, self.path = "s.c", ""
        self.keep(Article.draft(id="a", unit="u", column="s.c", site="s", item=item("一"), by="ann", at=self.now))

    def keep(self, made: Aggregate) -> None:
        """Save, and somebody hears of it."""
        super().keep(made)
        for each in self.fresh:
            self.hear(each)

    def hear(self, event: Event) -> None:
        """One event arrives."""
        self.listener.hear(event)

    @property
    def now_on(self) -> Sheet:
        """The newest edition."""
        return self.sheets[-1]

    @property
    def hidden_still(self) -> Sheet | None:
        """What a recall keeps from the public and may give back."""
        return self.hidden[1] if self.hidden and self.hidden[1].state == "withdrawn" else None

    def worked_on(self, *states: str) -> bool:
        """True if the newest edition is being worked on."""
        return self.now_on.state in (states or WORKED_ON)

    # -- what the machines built on this one do in the same save

    def wrote(self, article: Article) -> None:
        """After text or ties were changed."""

    def publishing(self) -> dict[str, Any]:
        """With what else it goes public."""
        return {}

    def opens(self, article: Article) -> None:
        """Before it goes public."""

    def opened(self, article: Article) -> None:
        """After it went public."""

    def gone(self, article: Article) -> None:
        """After it was taken from the public."""

    # -- the way

    def ties(self, names: list[str], flag: bool) -> Ties:
        """What is drawn, as the ties that the machine is about."""
        return UNTIED

    @rule(text=st.sampled_from(TEXTS), names=st.lists(st.sampled_from(["s.c2", "s.c3", "t.d", "t.e"]), max_size=3, unique=True),
          flag=st.booleans())
    def write(self, text: str, names: list[str], flag: bool) -> None:
        """Text and ties; a revision first where nothing is being worked on. A change takes it back to a draft."""
        ties = self.ties(names, flag)
        if not self.worked_on():
            self.revise()
        same = (text, ties) == (self.now_on.text, self.now_on.ties)

        def write(article: Article) -> None:
            article.edit(item(text), by="ann", at=self.now, ties=ties)
            if article.changed:
                self.wrote(article)
        if self.attempt_by(write, self.worked_on(), quiet=same):
            self.now_on.text, self.now_on.ties, self.now_on.state = text, ties, "draft"

    def revise(self) -> None:
        """With the text and ties of what is public, or else of the newest."""
        source = self.live or self.now_on
        if self.attempt("revise", source.state != "quarantined", by="ann", at=self.soon):
            self.sheets.append(Sheet(source.text, source.ties))

    @rule()
    def approve(self) -> None:
        """Handed in, and let through by the editors."""
        def approve(article: Article) -> None:
            article.submit(by="ann", at=self.now)
            article.approve(by="bo", at=self.now)
        if self.attempt_by(approve, self.worked_on("draft")):
            self.now_on.state = "approved"

    @rule()
    def clear(self) -> None:
        """Let through by the secrecy review."""
        if self.attempt("note_clearance", True, clearance(self.now_on.text, self.soon), quiet=not self.worked_on("approved")):
            self.now_on.state = "cleared"

    @rule()
    def publish(self) -> None:
        """In the wake of everything that is asked for."""
        path = f"/{self.home.split('.')[1]}/{self.saves}"

        def publish(article: Article) -> None:
            self.opens(article)
            article.publish(by="bo", at=self.now, unit_name="u", labels={"ColumnName": "名"}, index_number="i", path=path,
                            **self.publishing())
            self.opened(article)
        before = self.live
        if self.attempt_by(publish, self.worked_on("cleared")):
            if before:
                before.state = "superseded"
            self.now_on.state = "live"
            self.live, self.mode, self.hidden, self.path = self.now_on, "", None, self.path or path

    @rule()
    def hurry(self) -> None:
        """All the way."""
        self.approve()
        self.clear()
        self.publish()

    @rule(mode=st.sampled_from(["gone", "archive"]))
    def withdraw(self, mode: str) -> None:
        """From every place."""
        def withdraw(article: Article) -> None:
            article.withdraw(by="bo", at=self.now, reason="误", mode=mode)
            if mode != "archive":
                self.gone(article)
        if self.attempt_by(withdraw, self.live is not None and not (self.mode and mode == "archive")):
            self.goes(mode)

    def goes(self, mode: str) -> None:
        """On paper."""
        self.mode = mode
        if mode != "archive" and self.live:
            self.live.state, self.live = "withdrawn", None

    @rule(recall=RECALLS)
    @precondition(lambda self: self.live)
    def hide(self, recall: str) -> None:
        """At once, while the secrecy review looks again."""
        assert self.live
        digest = item(self.live.text).digest
        if self.attempt("note_recall", True, recall, quiet=recall in self.settled, digest=digest, at=self.soon):
            self.hidden = recall, self.live, self.mode
            self.goes("recalled")

    @rule()
    @precondition(lambda self: self.hidden)
    def lift(self) -> None:
        """It is public again as it was."""
        assert self.hidden
        recall, sheet, before = self.hidden
        self.attempt("note_recall_lifted", True, recall, clearance=clearance(sheet.text, self.soon))
        self.settled.add(recall)
        self.hidden = None
        if sheet.state == "withdrawn":
            sheet.state, self.live, self.mode = "live", sheet, before

    @rule(really=RARELY)
    @precondition(lambda self: self.hidden)
    def uphold(self, really: bool) -> None:
        """It stays away."""
        assert self.hidden
        recall, sheet, _ = self.hidden
        if really and self.attempt("note_recall_upheld", True, recall, digest=item(sheet.text).digest, by="zoe", at=self.soon,
                                   reason="因"):
            self.settled.add(recall)
            self.hidden, self.mode = None, "gone"

    @rule(really=RARELY)
    def isolate(self, really: bool) -> None:
        """A text is a suspected state secret, wherever it stands."""
        text = (self.live or self.now_on).text
        held = [each for each in self.sheets if each.text == text and each.state != "quarantined"]
        if not really or not held:
            return
        assert [each.number for each in self.kept.holding(item(text).digest)] == [
            number for number, each in enumerate(self.sheets, 1) if each in held]

        def isolate(article: Article) -> None:
            was = article.live
            article.isolate(Quarantined("v", self.now, ("x",)), item(text).digest, by="system")
            if was and not article.live:
                self.gone(article)
        self.attempt_by(isolate, True)
        if self.live in held:
            self.live, self.mode = None, "gone"
        for each in held:
            each.state = "quarantined"

    # -- what must always be so

    @invariant()
    def it_is_where_the_paper_says(self) -> None:
        """Every edition, what is public, and where it is at home."""
        for each, sheet in zip(self.kept.editions, self.sheets, strict=True):
            assert each.state == sheet.state
            assert sheet.state == "quarantined" or each.digest == item(sheet.text).digest
        live = self.kept.public_edition
        assert (live.number if live else 0) == (self.sheets.index(self.live) + 1 if self.live else 0)
        assert (self.kept.withdrawal.mode if self.kept.withdrawal else "") == self.mode
        assert (self.kept.column, self.kept.path) == (self.home, self.path)

    @invariant()
    def whoever_listens_knows_what_the_public_sees(self) -> None:
        """Nothing more, nothing less."""
        knows = self.listener
        assert knows.public is (self.live is not None) and knows.digest == (item(self.live.text).digest if self.live else "")
        if self.live:
            assert knows.home == (self.home, self.path) and knows.archived is (self.mode == "archive")
        assert knows.files == self.kept.files

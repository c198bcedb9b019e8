"""Public items, news that came before them, and imports, against plain variables: the newest word of a kind wins (Art. 7)."""
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.disclosure.model.early_news import EarlyNews, Place
from services.disclosure.model.matter_import import MatterImport, Outcome
from services.disclosure.model.public_item import PublicItem, Removal
from shared.clock import legal_day
from tests.fuzz.machine import Machine

T0 = datetime(2026, 1, 5, 2, tzinfo=UTC)
SEQUENCE = st.integers(1, 40)


def edition(sequence: int) -> dict[str, Any]:
    """What an event says of an edition: the same for the same version."""
    return {"unit": "u", "unit_name": "某局", "site": "s", "column": f"c{sequence}", "column_type": "",
            "path": f"/c{sequence}/1", "index_number": "i", "title": f"题{sequence}",
            "summary": "", "document_number": "", "kind": "notice",
            "subject": "other", "made_on": None, "effective_on": None, "expires_on": None, "validity": "in_force",
            "first_published_at": T0, "published_at": T0 + timedelta(days=sequence)}


class Entry(Machine):
    """One article's events, in any order and repeated."""

    aggregate = PublicItem

    def __init__(self) -> None:
        super().__init__()
        self.shown, self.gone, self.place, self.moments = 0, 0, 0, {1}
        self.clash = ""
        made = PublicItem(id="a", **edition(1))
        made.hear(sequence=1, part="p1", **edition(1))
        self.shown = self.place = 1
        self.keep(made)

    @property
    def seen(self) -> int:
        """The newest publication or removal."""
        return max(self.shown, self.gone)

    @rule(number=SEQUENCE)
    def hear(self, number: int) -> None:
        """Published; old news only adds its moment. Odd versions are publications, so that each tells one thing."""
        sequence = number * 3 + 1
        older = sequence <= self.seen
        if self.attempt("hear", True, quiet=older and sequence in self.moments, sequence=sequence, part=f"p{sequence}",
                        **edition(sequence)):
            assert self.words == ([] if older else ["disclosure.entry.listed.v1"])
        self.moments.add(sequence)
        if not older:
            self.shown, self.place = sequence, max(self.place, sequence)

    @rule(number=SEQUENCE)
    def move(self, number: int) -> None:
        """Its column was merged; a publication that was later stands where it says."""
        sequence = number * 3 + 2
        older = sequence <= self.place
        if self.attempt("move", True, quiet=older, sequence=sequence, column=f"c{sequence}", path=f"/c{sequence}/1",
                        column_type="", part=f"p{sequence}"):
            self.place = sequence
            assert self.words == ([] if self.gone > self.shown else ["disclosure.entry.listed.v1"])

    @rule(number=SEQUENCE)
    def remove(self, number: int) -> None:
        """Withdrawn."""
        sequence = number * 3
        if self.attempt("remove", True, quiet=sequence <= self.seen, sequence=sequence, removal=Removal(self.soon, "误")):
            self.gone = sequence
            assert self.words == ["disclosure.entry.removed.v1"]

    @rule(holder=st.sampled_from(["", "", "", "b", "c"]))
    def yield_number(self, holder: str) -> None:
        """Another has it."""
        if not holder:
            return
        self.attempt("yield_number", True, holder)
        self.clash = holder
        assert self.words == ["disclosure.entry.clashed.v1"] and self.kept.number_held == ""

    @invariant()
    def it_says_what_the_newest_word_of_each_kind_says(self) -> None:
        """Whatever the order was."""
        kept = self.kept
        assert kept.title == f"题{self.shown}" and kept.withdrawn == (self.gone > self.shown)
        assert (kept.column, kept.path, kept.part) == (f"c{self.place}", f"/c{self.place}/1", f"p{self.place}")
        assert {*kept.moments} == {T0 + timedelta(days=each) for each in self.moments}
        assert len(kept.moments) == len(self.moments) and kept.clashes_with == self.clash
        day = legal_day(T0 + timedelta(days=5))
        later = [T0 + timedelta(days=each) for each in sorted(self.moments) if each >= 5]
        assert kept.disclosed_at(day) == next(iter(later), None) and kept.disclosed_at(legal_day(T0)) == T0

    def teardown(self) -> None:
        """What the days make of its validity."""
        kept = self.kept
        kept.effective_on, kept.expires_on = date(2026, 2, 1), date(2026, 3, 1)
        days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
        assert [kept.validity_on(day) for day in days] == ["not_yet", "in_force", "in_force", "expired"]
        kept.validity = "repealed"
        assert {kept.validity_on(day) for day in days} == {"repealed"}


class Early(Machine):
    """What was told of an article that is not known yet."""

    aggregate = EarlyNews

    def __init__(self) -> None:
        super().__init__()
        self.gone, self.place = 0, 0
        self.kept = EarlyNews(id="a")

    @rule(sequence=SEQUENCE)
    def hear_removal(self, sequence: int) -> None:
        """The newest counts."""
        if self.attempt("hear_removal", True, sequence, Removal(T0, f"误{sequence}"), quiet=sequence <= self.gone):
            self.gone = sequence

    @rule(sequence=SEQUENCE)
    def hear_move(self, sequence: int) -> None:
        """The newest counts."""
        place = Place(f"m{sequence}", f"/m{sequence}/1", "")
        if self.attempt("hear_move", True, sequence, place, quiet=sequence <= self.place):
            self.place = sequence

    @invariant()
    def the_item_hears_of_it_whichever_edition_it_begins_with(self) -> None:
        """Told late, it makes the item what it would be had everything come in order."""
        for published in (1, 5, 12):
            item = PublicItem(id="a", **edition(published))
            item.hear(sequence=published, part="p", **edition(published))
            self.kept.tell(item, "q")
            assert item.withdrawn == (self.gone > published)
            assert item.column == (f"m{self.place}" if self.place > published else f"c{published}")
            assert item.part == ("q" if self.place > published else "p")
        assert not self.said


class Import(Machine):
    """A file in batches, which somebody may stop."""

    aggregate = MatterImport
    steps = 15

    def __init__(self) -> None:
        super().__init__()
        self.state, self.rows, self.counts, self.batch = "reading", 0, Counter[str](), 0
        made = MatterImport(id="i", unit="u", name="事项.csv", format="csv", encoding="utf-8", dry_run=False, by="p",
                            created_at=self.now, changed_at=self.now, columns=["题名"])
        made.begin()
        self.keep(made)

    @rule(rows=st.integers(0, 30))
    def read(self, rows: int) -> None:
        """Once."""
        if self.attempt("read", self.state == "reading", rows=rows, batches=1 + rows // 10, now=self.soon):
            self.state, self.rows = "working", rows

    @rule(outcomes=st.lists(st.sampled_from(list(Outcome)), max_size=10))
    def advance(self, outcomes: list[Outcome]) -> None:
        """A batch."""
        if self.attempt("advance", self.state == "working", outcomes, now=self.soon):
            self.counts.update(each.value for each in outcomes)
            self.batch += 1

    @rule(how=st.sampled_from(["finish", "cancel", "fail", "", "", ""]))
    def end(self, how: str) -> None:
        """Once, in one of three ways."""
        may = self.state == "working" or (how != "finish" and self.state == "reading")
        given: dict[str, Any] = {"cancel": {"by": "p"}, "fail": {"problem": "坏"}}.get(how, {})
        if how and self.attempt(how, may, now=self.soon, **given):
            self.state = {"finish": "done", "cancel": "cancelled", "fail": "failed"}[how]
            (told,) = self.fresh
            good = self.counts["registered"] + self.counts["acceptable"]
            bad = sum(self.counts.values()) - good - self.counts["waiting"]
            said: Any = told
            assert (said.state, said.rows, said.registered, said.refused) == (self.state, self.rows, good, bad)

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """And is worked on until it is over."""
        kept = self.kept
        assert (kept.state, kept.rows, kept.next_batch) == (self.state, self.rows, self.batch)
        assert kept.done == sum(self.counts.values()) and kept.over == (self.state not in ("reading", "working"))
        assert (kept.sweep_at is None) == kept.over and bool(kept.problem) == (self.state == "failed")

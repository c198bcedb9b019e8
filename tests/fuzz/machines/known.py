"""What services know of others' facts, against the newest thing that was said, in whatever order it comes and however often."""
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.content.model.known_file import FileFacts, KnownFile
from services.content.model.known_matter import KnownMatter
from services.content.use_cases.hearing import note_matter_registered
from shared.clock import legal_day
from shared.events import Received
from shared.known import KnownNotice, KnownUnit, note_notice, note_unit
from shared.law.calendar import SpecialDay
from shared.law.notices import Notice
from tests.fuzz.machine import Machine

SEQUENCE = st.integers(1, 9)


class Known(Machine):
    """A copy, and the shelf that the handler finds it on and saves it to: the machine is its own ports."""

    steps = 12

    def hears(self, handler: Any, sequence: int, *, news: bool, **told: Any) -> None:
        """An event comes; it is saved exactly if it is ``news``."""
        before = self.saves
        handler(self, now=self.now, event=Received("e", "t", self.now, "s", sequence, ""), **told)
        assert (self.saves > before) is news and not self.said

    def find_one(self, query: dict[str, Any]) -> Any:
        """As a collection does, what is there."""
        return self.kept if self.kept and self.kept.id == query["_id"] else None

    def save(self, aggregate: Any) -> None:
        """Only what has changed."""
        if aggregate.changed:
            self.keep(aggregate)

    @property
    def units(self) -> Any:
        """The shelf."""
        return self

    notices = matters = units


class OfUnits(Known):
    """A unit: the newest version of it that was told."""

    aggregate = KnownUnit

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def told(self, sequence: int) -> dict[str, Any]:  # type: ignore[override]
        """What version ``sequence`` says; from the fifth on it is dissolved."""
        ends = date(2026, 11, 20) + timedelta(days=sequence) if sequence > 4 else None
        return {"name": f"局{sequence}", "kind": "department", "parent": f"p{sequence}", "dissolved_on": ends,
                "successors": ["v"] if ends else []}

    @rule(sequence=SEQUENCE)
    def hear(self, sequence: int) -> None:
        """Newer or not."""
        self.hears(note_unit, sequence, news=sequence > self.seen, code="u", **self.told(sequence))
        self.seen = max(self.seen, sequence)

    @invariant()
    def the_newest_is_known(self) -> None:
        """And whether it is there, on each day in China."""
        if not self.seen:
            return
        told = self.told(self.seen)
        assert {name: getattr(self.kept, name) for name in told} == told and self.kept.seen == self.seen
        for hours in range(-24, 24 * 12, 5):
            now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC) + timedelta(hours=hours)
            assert self.kept.exists(now) == (told["dissolved_on"] is None or legal_day(now) < told["dissolved_on"])


class OfNotices(Known):
    """A holiday notice: what was said first, for good."""

    aggregate = KnownNotice

    def __init__(self) -> None:
        super().__init__()
        self.first: Notice | None = None

    @rule(sequence=SEQUENCE, year=st.sampled_from([2026, 2027]), whole=st.booleans(), off=st.lists(st.booleans(), max_size=3))
    def hear(self, sequence: int, year: int, whole: bool, off: list[bool]) -> None:
        """Once; it is never told otherwise, and a repeat says nothing."""
        days = [{"day": date(year, 5, 1 + number), "off": each, "name": "劳动节"} for number, each in enumerate(off)]
        self.hears(note_notice, sequence, news=self.first is None, notice="n", year=year, title="通知",
                   issued_on=date(year - 1, 11, 4), whole=whole, days=days)
        self.first = self.first or Notice(id="n", year=year, title="通知", issued_on=date(year - 1, 11, 4), whole=whole,
                                          days=tuple(SpecialDay(**each, source="通知") for each in days))
        assert self.kept.notice == self.first


class OfMatters(Known):
    """A matter: whose, and of which class."""

    aggregate = KnownMatter

    def __init__(self) -> None:
        super().__init__()
        self.first = ("", "")

    @rule(sequence=SEQUENCE, unit=st.sampled_from(["u", "v"]), class_name=st.sampled_from(["meetings", "other"]))
    def hear(self, sequence: int, unit: str, class_name: str) -> None:
        """Registered once."""
        self.hears(note_matter_registered, sequence, news=not self.saves, matter_id="m", unit=unit, class_name=class_name)
        self.first = self.first if self.first[0] else (unit, class_name)
        assert (self.kept.unit, self.kept.class_name) == self.first


class OfFiles(Machine):
    """A file: stored or removed, and examined, each by its newest word."""

    aggregate = KnownFile
    steps = 15

    def __init__(self) -> None:
        super().__init__()
        self.seen = self.examined = self.size = 0
        self.stored = False
        self.kept = KnownFile(id="f" * 64)

    @initialize()
    def nothing_is_known(self) -> None:
        """Nobody has told anything."""
        assert (self.kept.facts, self.kept.stored, self.kept.outcome) == (FileFacts(0, ""), False, "")

    @rule(sequence=SEQUENCE, size=st.integers(0, 99))
    def hear_stored(self, sequence: int, size: int) -> None:
        """Newer than what was said of storing and removing."""
        if self.attempt("hear_stored", True, quiet=sequence <= self.seen, sequence=sequence, size=size, media_type="text/csv"):
            self.seen, self.stored, self.size = sequence, True, size

    @rule(sequence=SEQUENCE)
    def hear_removed(self, sequence: int) -> None:
        """Likewise."""
        if self.attempt("hear_removed", True, quiet=sequence <= self.seen, sequence=sequence):
            self.seen, self.stored = sequence, False

    @rule(sequence=SEQUENCE)
    def hear_examined(self, sequence: int) -> None:
        """On its own."""
        if self.attempt("hear_examined", True, quiet=sequence <= self.examined, sequence=sequence, outcome=f"o{sequence}"):
            self.examined = sequence

    @invariant()
    def the_newest_of_each_kind_is_known(self) -> None:
        """Whatever the order was."""
        kept = self.kept
        assert (kept.stored, kept.size, kept.seen) == (self.stored, self.size, self.seen) and not self.said
        assert kept.examined == self.examined and kept.outcome == (f"o{self.examined}" if self.examined else "")

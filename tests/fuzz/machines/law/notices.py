"""The book of holiday notices: what is in it stays, and nothing comes twice (Art. 7 第七条)."""
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.law.model.notices import BOOK, NoticeBook
from shared.errors import Fault
from shared.law import almanac
from shared.law.calendar import SpecialDay
from shared.law.notices import Notice, admit
from tests.fuzz.machine import Machine
from tests.unit.services.content.town import LAW

FIRST = date(2027, 1, 1)


class Book(Machine):
    """Notices with days off and worked days, good and bad, one after the other."""

    aggregate = NoticeBook
    examples, steps = 25, 12

    def __init__(self) -> None:
        super().__init__()
        self.kept = NoticeBook(id=BOOK)
        self.taken: list[Notice] = []

    @rule(id=st.sampled_from(["n1", "n2", "n3", "n4"]), whole=st.booleans(),
          days=st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=5, unique_by=lambda each: each[0]))
    def take(self, id: str, whole: bool, days: list[tuple[int, bool]]) -> None:
        """Once under its id, and only what the calendar has room for."""
        notice = Notice(id=id, year=2027, title=f"通知{id}", issued_on=date(2026, 11, 1), whole=whole,
                        days=tuple(SpecialDay(FIRST + timedelta(days=day), off, "元旦", f"通知{id}") for day, off in days))
        calendar = almanac.calendar(LAW, self.kept.notices)
        if self.attempt("take", id not in [each.id for each in self.taken] and self.fits(notice, calendar), notice,
                        calendar=calendar, file="", text="", by="p", unit="u", at=self.soon):
            self.taken.append(notice)
            (told,) = self.fresh
            assert (told.notice, told.number) == (id, len(self.taken))  # type: ignore[attr-defined]

    @staticmethod
    def fits(notice: Notice, calendar: object) -> bool:
        """By the calendar's own rules, which have tests of their own."""
        try:
            admit(notice, calendar)  # type: ignore[arg-type]
        except Fault:
            return False
        return True

    @invariant()
    def all_are_there_in_their_order(self) -> None:
        """And can be asked for."""
        assert self.kept.notices == self.taken
        for each in self.taken:
            assert self.kept.get(each.id).notice == each and self.kept.get(each.id).imported_by == "p"
        self.attempt("get", False, "n9")

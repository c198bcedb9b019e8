"""A dictionary against a plain count of its entries (Art. 12 第十二条)."""
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.secrecy.model.dictionary import ENTRIES_MOST, PATTERNS_MOST, Dictionary, Entry
from tests.fuzz.machine import Machine

SORTS = st.sampled_from([("word", "on"), ("word", "trial"), ("pattern", "on"), ("pattern", "trial"), ("phrase", "on")])


class Editions(Machine):
    """Changes that are made, repeated, empty and too large."""

    aggregate = Dictionary
    examples = 20

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Entry] = []
        self.made: list[str] = []
        self.chains: list[str] = []
        self.keep(Dictionary.create(code="d", unit="433100", name="词库", purpose="由", by="k", at=self.now))

    def entry(self, kind: str, state: str, number: int) -> Entry:
        """One of a sort."""
        return Entry(id=f"{self.saves}/{number}", dictionary="d", change="c", kind=kind, text="t", key=f"k{number}",
                     severity="high", state=state, reason="由", tags=(), by="k", at=self.now)

    @rule(id=st.sampled_from("abcdefgh"), added=st.lists(SORTS, max_size=4), removed=st.integers(0, 2),
          times=st.sampled_from([1, 1, 1, 60, ENTRIES_MOST // 2 + 1]))
    def change(self, id: str, added: list[tuple[str, str]], removed: int, times: int) -> None:
        """Once under its id; never empty, never beyond what fits."""
        times = min(times, 60) if len(added) > 2 else times
        new = [self.entry(*sort, number) for number, sort in enumerate(added)] * times
        gone = self.held[:removed]
        after = self.held[removed:] + new
        known = id in self.made
        fit = bool(new or gone) and len(after) <= ENTRIES_MOST and len(new) <= ENTRIES_MOST
        fit = fit and sum(each.kind == "pattern" for each in after) <= PATTERNS_MOST
        if self.attempt("change", known or fit, quiet=known, id=id, by="k", at=self.soon, note="", added=new, removed=gone):
            self.held = after
            self.made.append(id)
            self.chains.append(self.kept.chain)
            assert self.words == ["secrecy.dictionary.changed.v1"]

    @invariant()
    def it_counts_what_it_holds(self) -> None:
        """Editions, sizes, and a chain that never repeats."""
        assert self.kept.edition == len(self.made) and self.kept.size == len(self.held)
        assert self.kept.counts == {sort: n for sort in ("word.on", "word.trial", "pattern.on", "pattern.trial", "phrase")
                                    if (n := sum(each.sort == sort for each in self.held))}
        assert self.kept.editions == {id: number + 1 for number, id in enumerate(self.made)}
        assert self.kept.between(1, 3) == self.made[1:3] and len({*self.chains}) == len(self.chains)

"""Any sequence of changes, also refused and half-done ones, against a plain set of terms."""
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.secrecy.errors.dictionaries import ChangeEmpty, EntriesRefused
from services.secrecy.ports import Part
from shared.errors import StaleVersion
from tests.unit.services.secrecy.suite import KEEPER, Suite, entry

TERMS = ("云杉", "云杉计划", "银杏树", "银杏", "云杉计划书")
"""None of them overlaps another but by lying in it."""
TEXT = "云杉计划书；银杏；云杉。银杏树；云杉计划"


class DictionaryMachine(RuleBasedStateMachine):
    """``held``: term → state, or ``phrase``."""

    def __init__(self) -> None:
        super().__init__()
        self.suite, self.held, self.edition, self.chains = Suite(), dict[str, str](), 0, list[str]()
        self.suite.dictionary()

    @rule(term=st.sampled_from(TERMS), state=st.sampled_from(["on", "trial", "phrase"]), stale=st.booleans())
    def add(self, term: str, state: str, stale: bool) -> None:
        line = entry(term, kind="phrase") if state == "phrase" else entry(term, state=state)
        self._change({"add": [line]}, {term: state}, clash=term in self.held, stale=stale)

    @rule(term=st.sampled_from(TERMS), again=st.booleans())
    def remove(self, term: str, again: bool) -> None:
        (one,) = [each for each in self._entries() if each.text == term] or [None]
        if one is not None:
            added = {"add": [entry(term)]} if again else {}
            self._change({"remove": [{"entry": one.id, "reason": "停用"}], **added}, {term: "on" if again else ""})

    @rule(terms=st.sets(st.sampled_from(TERMS), min_size=1), made=st.booleans())
    def stage(self, terms: set[str], made: bool) -> None:
        """A process that is killed between the pages and the change leaves them behind."""
        content = "text,reason\n" + "".join(f"{each},虚构\n" for each in sorted(terms))
        self.suite.act("stage_entries", KEEPER, dictionary_id="projects", change=f"pages-{self.edition}", page=1, format="csv",
                       content=content)
        if made:
            self._change({"change": f"pages-{self.edition}", "pages": 1}, dict.fromkeys(terms, "on"),
                         clash=bool(terms & self.held.keys()))

    @invariant()
    def says_what_the_model_says(self) -> None:
        kept = self.suite.dictionaries.get("projects")
        assert kept.edition == self.edition and kept.size == len(self.held)
        assert {each.text for each in self._entries()} == set(self.held)
        assert len(set(self.chains)) == len(self.chains)
        for state, trial in (("on", False), ("trial", True)):
            known = {term for term, each in self.held.items() if each in (state, "phrase")}
            wanted = [(start, end) for start, end, term in _outermost(known) if self.held[term] == state]
            hits = [(each.start, each.end) for each in self.suite.ports.inspector.scan([Part("body", TEXT)])
                    if each.detector == "dictionary" and each.trial is trial]
            assert hits == wanted

    def _entries(self) -> list[Any]:
        kept = self.suite.dictionaries.get("projects")
        return list(self.suite.entries.standing("projects", kept.editions))

    def _change(self, fields: dict[str, Any], becomes: dict[str, str], clash: bool = False, stale: bool = False) -> None:
        version = self.suite.dictionaries.get("projects").version
        try:
            changed = self.suite.change(**fields, version=version + stale)
        except (StaleVersion, EntriesRefused, ChangeEmpty):
            assert stale or clash
            return
        assert not stale and not clash
        self.edition += 1
        self.chains.append(changed.chain)
        self.held = {term: state for term, state in (self.held | becomes).items() if state}


def _outermost(terms: set[str]) -> list[tuple[int, int, str]]:
    hits = [(start, start + len(term), term) for term in terms for start in range(len(TEXT)) if TEXT.startswith(term, start)]
    return sorted(hit for hit in hits if not any(other != hit and other[0] <= hit[0] and hit[1] <= other[1] for other in hits))


TestDictionaryMachine = DictionaryMachine.TestCase
TestDictionaryMachine.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)

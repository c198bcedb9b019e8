"""Any sequence of changes of a dictionary, displays and decisions: nothing that blocks stays live unexamined."""
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.secrecy import errors, use_cases
from services.secrecy.errors.recalls import IllegalRecallStep
from services.secrecy.model.recall import LABELS, TRANSITIONS, Recall, RecallState
from tests.unit.services.secrecy.suite import NOW, Suite

TERMS = ("云杉计划", "银杏工程")
TEXTS = ("正文", "云杉计划", "银杏工程", "云杉计划与银杏工程")


class RecallMachine(RuleBasedStateMachine):
    """One subject of a publishing service that obeys: a recall hides its digest, a lift shows it again.

    ``live`` is the text that is shown; ``hidden`` what a recall hid; ``accepted`` what was dismissed in which text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.suite, self.sequence = Suite(), 0
        self.suite.dictionary()
        self.terms: set[str] = set()
        self.live = self.hidden = ""
        self.accepted: set[tuple[str, str]] = set()
        self.heard = 0

    @rule(text=st.sampled_from(TEXTS))
    def publish(self, text: str) -> None:
        """A text that is reviewed under the present dictionary, everything in it dismissed."""
        self.sequence += 2
        digest = f"{text}/{self.sequence}"
        self.suite.show("a", text, digest=digest, sequence=self.sequence)
        self.live, self.hidden = digest, ""
        self.accepted |= {(digest, term) for term in self.terms if term in text}

    @rule(term=st.sampled_from(TERMS))
    def forbid(self, term: str) -> None:
        if term not in self.terms:
            self.suite.change("projects", term)
            self.terms.add(term)
            self.suite.run()
            self._obey()

    @rule(term=st.sampled_from(TERMS))
    def allow(self, term: str) -> None:
        if term in self.terms:
            made = self.suite.dictionaries.get("projects").editions
            (one,) = [each for each in self.suite.entries.standing("projects", made) if each.text == term]
            self.suite.change(remove=[{"entry": one.id, "reason": "停用"}])
            self.terms.discard(term)
            self.suite.run()
            self._obey()

    @rule(all_of_them=st.booleans())
    def lift(self, all_of_them: bool) -> None:
        for recall in self.suite.recalls.find({}):
            scanned = self._try("scan_recall", recall)
            findings = [each for each in (scanned or recall).findings if each.blocks and not each.dismissal]
            chosen = findings if all_of_them else findings[1:]
            given = [{"finding": each.id, "reason": "为展览名称"} for each in chosen]
            lifted = self._try("lift_recall", scanned or recall, dismissals=given, opinion="")
            assert (lifted is not None) == (recall.state == "open" and len(chosen) == len(findings))
            if lifted:
                self.accepted |= {(recall.digest, term) for term in self.terms if term in recall.digest}
        self._obey()

    @rule()
    def uphold(self) -> None:
        for recall in self.suite.recalls.find({}):
            upheld = self._try("uphold_recall", recall, reason="不宜公开")
            assert (upheld is not None) == (recall.state == "open")
        self._obey()

    @invariant()
    def nothing_that_blocks_is_live(self) -> None:
        assert not [term for term in self.terms if term in self.live and (self.live, term) not in self.accepted]
        assert self.suite.alarms == []
        open_ones = [each.digest for each in self.suite.recalls.find({}) if each.state is RecallState.OPEN]
        assert open_ones == ([self.hidden] if self.hidden else [])

    def _try(self, operation: str, recall: Recall, **fields: object) -> Recall | None:
        try:
            return self.suite.act(operation, recall_id=recall.id, version=recall.version, **fields)
        except (IllegalRecallStep, errors.FindingsOpen):
            return None

    def _obey(self) -> None:
        """The publishing service hears, and tells what it shows then."""
        for event in self.suite.recalls.events[self.heard:]:
            if event.TYPE == "secrecy.recall.opened.v1" and event.digest == self.live:  # type: ignore[attr-defined]
                self.live, self.hidden = "", self.live
                self._show("")
            elif event.TYPE == "secrecy.recall.lifted.v1" and event.digest == self.hidden:  # type: ignore[attr-defined]
                self.live, self.hidden = self.hidden, ""
                self._show(self.live)
            elif event.TYPE == "secrecy.recall.upheld.v1" and event.digest == self.hidden:  # type: ignore[attr-defined]
                self.hidden = ""
        self.heard = len(self.suite.recalls.events)

    def _show(self, digest: str) -> None:
        self.sequence += 2
        self.suite.hear(use_cases.note_display_changed, unit="433100", subject="a", digest=digest, sequence=self.sequence,
                        fetch="content.get_review_text")


TestRecallMachine = RecallMachine.TestCase
TestRecallMachine.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def test_the_table_is_whole() -> None:
    assert set(LABELS) == set(RecallState) == {to for _, to in TRANSITIONS.values()}
    assert NOW and all(allowed == (RecallState.OPEN,) for allowed, _ in TRANSITIONS.values()), "what is decided is final"

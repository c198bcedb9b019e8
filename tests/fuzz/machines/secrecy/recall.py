"""A recall, what is live, and the runs that look for what must not be, against a few plain variables (Art. 12 第十二条)."""
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.secrecy.model import Versions
from services.secrecy.model.finding import Finding
from services.secrecy.model.parts import Clearance
from services.secrecy.model.recall import Recall, recall_id
from services.secrecy.model.reexamination import OUTCOMES, Reexamination, run_id
from services.secrecy.model.shown import Shown
from shared.claims import CLAIM_TIME
from tests.fuzz.machine import Machine
from tests.unit.services.secrecy.test_model import PRESENT, finding

PEOPLE = st.sampled_from(["ann", "bo", "author"])
NEWER = Versions(dictionary="2026-12", rules="aaa")
VERSIONS = st.sampled_from([PRESENT, NEWER])


def findings(number: int) -> Finding:
    """The third does not block."""
    return finding(number, severity="low" if number == 3 else "high")


class Recalled(Machine):
    """One recall of one text with up to three findings; people who try everything."""

    aggregate = Recall

    def __init__(self) -> None:
        super().__init__()
        self.state, self.claim, self.scanned = "open", ("", self.now), PRESENT
        self.blocking, self.held = {"f1", "f2"}, {"f1", "f2", "f3"}
        shown = Shown(id="content/a", service="content", subject="a", unit="433100", digest="d", fetch="f", sequence=3,
                      involved=("author",), clearance="c0")
        self.keep(Recall.open(shown, id=recall_id(shown, PRESENT), reexamination="run-000001",
                              findings=[findings(each) for each in (1, 2, 3)], versions=PRESENT, at=self.now))

    def may(self, by: str) -> bool:
        """True if it is open and nobody else has it in hand."""
        return self.state == "open" and (self.claim[0] in ("", by) or self.claim[1] <= self.soon)

    @rule(by=PEOPLE)
    def take(self, by: str) -> None:
        """For half an hour."""
        if self.attempt("take", self.may(by), by=by, at=self.soon):
            self.claim = by, self.now + CLAIM_TIME

    @rule(by=PEOPLE)
    def let_go(self, by: str) -> None:
        """Nobody else's."""
        if self.attempt("let_go", self.may(by), quiet=not self.claim[0], by=by, at=self.soon):
            self.claim = "", self.now

    @rule(by=PEOPLE, versions=VERSIONS, found=st.sets(st.sampled_from([1, 2, 3, 4])))
    def scan_again(self, by: str, versions: Versions, found: set[int]) -> None:
        """What was dismissed at the same place stays so; what is not found any more is gone."""
        if self.attempt("scan_again", self.may(by), [findings(each) for each in sorted(found)], versions, by=by, at=self.soon):
            self.scanned, self.held = versions, {f"f{each}" for each in found}
            self.blocking = self.held - {"f3"}

    @rule(by=PEOPLE, reason=st.sampled_from(["不宜公开", "  "]))
    def uphold(self, by: str, reason: str) -> None:
        """By somebody who had no hand in it, with a reason."""
        if self.attempt("uphold", self.may(by) and by != "author" and reason.strip() != "", by=by, at=self.soon, reason=reason):
            self.ends("upheld")

    @rule(by=PEOPLE, present=VERSIONS,
          dismissals=st.dictionaries(st.sampled_from(["f1", "f2", "f3", "f4"]), st.sampled_from(["误报"] * 5 + [""])))
    def lift(self, by: str, dismissals: dict[str, str], present: Versions) -> None:
        """Under today's versions, with everything that blocks explained and nothing that is not there."""
        fit = self.blocking <= set(dismissals) <= self.held and all(dismissals.values())
        may = self.may(by) and by != "author" and self.scanned == present and fit
        if self.attempt("lift", may, by=by, at=self.soon, clearance_id="c1", dismissals=dismissals, opinion="",
                        present=present):
            self.ends("lifted")
            assert (self.kept.clearance.digest, self.kept.clearance.dictionary) == ("d", present.dictionary)

    @rule(by=PEOPLE, but=st.sampled_from(["", "", "f1", "f2"]), really=st.booleans())
    def explain(self, by: str, but: str, really: bool) -> None:
        """Lift it with a reason for each finding, or for all but one."""
        if really:
            self.lift(by, dict.fromkeys(self.blocking - {but}, "误报"), self.scanned)

    @rule(really=st.sampled_from([False, False, True]))
    def supersede(self, really: bool) -> None:
        """Another text is live; what is decided stays so."""
        if really and self.attempt("supersede", True, quiet=self.state != "open", at=self.soon):
            self.ends("superseded")

    @rule()
    def as_told(self) -> None:
        """A restore takes it away: it hides its text on, or is decided as it was."""
        again = Recall.as_told(self.kept.id, self.others_know, fetch="f", involved=("author",), former="c0")
        assert again and again.restored
        again.tell_anew(self.others_know)
        kept = self.kept
        assert (again.state, again.digest, again.former) == (kept.state, kept.digest, kept.former)
        assert (again.decision and again.decision.by) == (kept.decision and kept.decision.by)
        assert (again.clearance and again.clearance.id) == (kept.clearance and kept.clearance.id)

    def ends(self, state: str) -> None:
        """It is decided."""
        self.state, self.claim = state, ("", self.now)
        assert self.words == [f"secrecy.recall.{state}.v1"]

    @invariant()
    def it_is_decided_once_and_told_once(self) -> None:
        """By somebody, with everything that belongs to it."""
        told = [each.TYPE for each in self.said]
        ends = [] if self.state == "open" else [f"secrecy.recall.{self.state}.v1"]
        assert told == ["secrecy.recall.opened.v1", *ends] and self.kept.state == self.state
        assert (self.kept.claim.by if self.kept.claim else "") == self.claim[0]
        assert (self.kept.decision is not None) == (self.state in ("upheld", "lifted"))
        assert (self.kept.clearance is not None) == (self.state == "lifted")


class Live(Machine):
    """What a service shows, told in any order and repeated."""

    aggregate = Shown

    def __init__(self) -> None:
        super().__init__()
        self.newest: tuple[int, str, bool] = (0, "", False)
        self.alarms = 0
        self.kept = Shown(id="content/a", service="content", subject="a")

    @rule(sequence=st.integers(1, 9), digest=st.sampled_from(["", "d1", "d2"]), cleared=st.booleans())
    def hear(self, sequence: int, digest: str, cleared: bool) -> None:
        """The newest wins; what nobody cleared is an alarm."""
        clearance = Clearance(f"c-{digest}", "o", self.now, digest, "2026", "r") if cleared else None
        older = sequence <= self.newest[0]
        if self.attempt("hear", True, quiet=older, sequence=sequence, unit="433100", digest=digest, fetch="f",
                        clearance=clearance, involved=("author",), at=self.soon):
            self.newest = sequence, digest, cleared
            self.alarms += bool(digest) and not cleared

    @invariant()
    def the_newest_is_known(self) -> None:
        """And under what it was cleared."""
        sequence, digest, cleared = self.newest
        assert (self.kept.sequence, self.kept.digest) == (sequence, digest)
        assert self.kept.cleared_under == (Versions("2026", "r") if cleared else None)
        assert len(self.said) == self.told("secrecy.display.uncleared.v1") == self.alarms


class Run(Machine):
    """A re-examination in steps, which a newer one may end."""

    aggregate = Reexamination
    steps = 12

    def __init__(self) -> None:
        super().__init__()
        self.state, self.counts, self.last = "running", dict[str, int](), ""
        self.keep(Reexamination.open(number=7, trigger="dictionary", by="k", versions=PRESENT, total=20, at=self.now))
        assert self.kept.id == run_id(7) and self.words == ["secrecy.reexamination.opened.v1"]

    @rule(outcomes=st.lists(st.sampled_from(sorted(OUTCOMES)), min_size=1, max_size=5))
    def advance(self, outcomes: list[str]) -> None:
        """A batch, in order."""
        batch = {f"a{self.saves:03}-{number}": each for number, each in enumerate(outcomes)}
        if self.attempt("advance", self.state == "running", batch, at=self.soon):
            self.last = list(batch)[-1]
            for each in outcomes:
                self.counts[each] = self.counts.get(each, 0) + 1

    @rule(more=st.integers(0, 2), really=st.booleans())
    def finish(self, more: int, really: bool) -> None:
        """Incomplete if anything could not be examined; recalls that a killed process made count as well."""
        recalled = self.counts.get("recalled", 0) + more
        if really and self.attempt("finish", self.state == "running", recalled=recalled, at=self.soon):
            self.state = "incomplete" if self.counts.get("failed") else "done"
            self.counts |= {"recalled": recalled} if recalled else {}
            (told,) = self.fresh
            told_: Any = told
            assert (told_.state, told_.recalled, told_.failed) == (self.state, recalled, self.counts.get("failed", 0))

    @rule(really=st.sampled_from([False, False, True]))
    def supersede(self, really: bool) -> None:
        """A newer one looks at everything."""
        if really and self.attempt("supersede", self.state == "running", at=self.soon):
            self.state = "superseded"

    @invariant()
    def it_is_worked_on_until_it_is_over(self) -> None:
        """And counts what it came to."""
        over: datetime | None = self.kept.finished_at
        assert self.kept.state == self.state and self.kept.over == (self.state != "running") == (over is not None)
        assert (self.kept.sweep_at is None) == self.kept.over and self.kept.after == self.last
        assert self.kept.counts == self.counts
        assert self.told("secrecy.reexamination.finished.v1") == (self.state in ("done", "incomplete"))

"""A filing against three plain variables: who proposed it, what became of it, whether its clock runs (Art. 9 第九条)."""
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from services.content.model.filing import KINDS, RULE, SYSTEM, Filing
from tests.fuzz.machine import Machine
from tests.unit.services.content.town import CALENDAR, LAW, OFFICE, UNIT

PEOPLE = st.sampled_from(["ann", "bo", SYSTEM])


class Proposal(Machine):
    """One filing, and people who try everything."""

    aggregate = Filing
    examples, steps = 60, 8

    @initialize(kind=st.sampled_from(sorted(KINDS)), by=PEOPLE)
    def propose(self, kind: str, by: str) -> None:
        """By the unit or by the suite itself."""
        self.state, self.by, self.kind = "proposed", by, kind
        self.origin = SYSTEM if by == SYSTEM else "unit"
        self.keep(Filing.propose(id="f", rule=LAW.rule(RULE, self.now.date()), office=OFFICE, now=self.now, calendar=CALENDAR,
                                 site="xxz", column="xxz.zcwj", unit=UNIT, reason="由", kind=kind, proposed_by=by,
                                 origin=self.origin))

    def decide(self, step: str, allowed: bool, becomes: str, **arguments: Any) -> None:
        """Only what waits can be decided."""
        if self.attempt(step, allowed and self.state == "proposed", now=self.now, calendar=CALENDAR, **arguments):
            self.state = becomes

    @rule(by=PEOPLE)
    def accept(self, by: str) -> None:
        """By another than who proposed."""
        self.decide("accept", by != self.by, "accepted", by=by)

    @rule(by=PEOPLE)
    def refuse(self, by: str) -> None:
        """Likewise."""
        self.decide("refuse", by != self.by, "refused", by=by, reason="否")

    @rule(by=PEOPLE)
    def withdraw(self, by: str) -> None:
        """Never what the suite itself proposed."""
        self.decide("withdraw", self.origin != SYSTEM, "withdrawn", by=by)

    @rule()
    def divert(self) -> None:
        """What the suite would close, the office lets be merged instead."""
        def diverted(filing: Filing) -> None:
            filing.expect_decidable("accept", by="di")
            filing.divert("xxz.news")
            filing.accept(by="di", now=self.now, calendar=CALENDAR)
        may = self.origin == SYSTEM and self.kind == "close" and self.state == "proposed"
        if self.attempt_by(diverted, may):
            self.state, self.kind = "accepted", "merge"
            assert self.kept.into == "xxz.news"

    def teardown(self) -> None:
        """One decision, told once, by whoever was not its proposer; its clock stands when it is over."""
        if not self.saves:
            return
        assert (self.kept.state, self.kept.kind) == (self.state, self.kind)
        assert bool(self.kept.open_duties) == (self.state == "proposed")
        told = [each.TYPE for each in self.said if each.TYPE.startswith("content.filing.")]
        ends = [] if self.state == "proposed" else [f"content.filing.{self.state}.v1"]
        assert told == ["content.filing.proposed.v1", *ends]
        assert (self.kept.decision is None) == (self.state in ("proposed", "withdrawn"))
        assert self.kept.decision is None or self.kept.decision.by != self.by

"""A re-examination (复查): everything live is looked at under a new dictionary or new rules, in steps that anybody resumes."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.secrecy.errors.recalls import ReexaminationOver
from services.secrecy.events.recalls import NO_UNIT, ReexaminationFinished, ReexaminationOpened
from services.secrecy.model.finding import Versions
from shared.aggregate import Aggregate


class RunState(StrEnum):
    """How far a re-examination is."""

    RUNNING = "running"
    """进行中."""
    DONE = "done"
    """已完成."""
    INCOMPLETE = "incomplete"
    """部分未能检查: some texts could not be examined, and do not count as clean."""
    SUPERSEDED = "superseded"
    """已被替代: a newer one looks at everything."""


LABELS = {RunState.RUNNING: "进行中", RunState.DONE: "已完成", RunState.INCOMPLETE: "部分未能检查",
          RunState.SUPERSEDED: "已被替代"}

TRANSITIONS: dict[str, tuple[tuple[RunState, ...], RunState]] = {
    "advance": ((RunState.RUNNING,), RunState.RUNNING),
    "finish": ((RunState.RUNNING,), RunState.DONE),
    "give_up": ((RunState.RUNNING,), RunState.INCOMPLETE),
    "supersede": ((RunState.RUNNING,), RunState.SUPERSEDED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""

OUTCOMES = {"recalled": "已撤回复核", "noted": "有提示", "trial": "试用规则命中", "failed": "未能检查", "gone": "已不再公开",
            "clean": "未发现新问题"}
"""What a text's examination came to; ``noted``: findings that do not block."""


@dataclass(kw_only=True)
class Reexamination(Aggregate):
    """One run; ``id`` counts up, so that the newest is the last."""

    number: int
    trigger: str
    """``dictionary``, ``rules`` or ``request``."""
    by: str
    dictionary: str
    rules: str
    total: int
    """Texts that were live when it began."""
    started_at: datetime
    changed_at: datetime
    finished_at: datetime | None = None
    state: RunState = RunState.RUNNING
    after: str = ""
    """Id of the last text that was looked at; they are gone through in the order of their ids."""
    done: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """A key of ``OUTCOMES`` → texts."""

    @property
    def over(self) -> bool:
        """True once nothing happens to it any more."""
        return self.state is not RunState.RUNNING

    @property
    def versions(self) -> Versions:
        """Under which it looks."""
        return Versions(self.dictionary, self.rules)

    @property
    def found(self) -> int:
        """Texts with new findings that block."""
        return self.counts.get("recalled", 0)

    @property
    def failed(self) -> int:
        """Texts that could not be examined."""
        return self.counts.get("failed", 0)

    @property
    def sweep_at(self) -> datetime | None:
        """It is to be worked on at once until it is over."""
        return None if self.over else self.started_at

    @classmethod
    def open(cls, *, number: int, trigger: str, by: str, versions: Versions, total: int, at: datetime) -> "Reexamination":
        """A new run."""
        run = cls(id=run_id(number), number=number, trigger=trigger, by=by, dictionary=versions.dictionary,
                  rules=versions.rules, total=total, started_at=at, changed_at=at)
        told = {"trigger": trigger, "dictionary": versions.dictionary, "rules": versions.rules, "total": total}
        run.note("opened", **told)
        run.record(ReexaminationOpened(unit=NO_UNIT, reexamination_id=run.id, **told))
        return run

    def advance(self, outcomes: Mapping[str, str], *, at: datetime) -> None:
        """A batch was looked at: text → outcome, in order."""
        self._step("advance")
        self.after = list(outcomes)[-1]
        for each in outcomes.values():
            self.counts[each] = self.counts.get(each, 0) + 1
        self.done, self.changed_at = self.done + len(outcomes), at
        self.note("advanced", done=self.done, after=self.after)

    def finish(self, *, recalled: int, at: datetime) -> None:
        """Everything was looked at. ``recalled``: recalls of this run, also of texts that were hidden before their step was
        saved, since somebody was killed."""
        self._step("give_up" if self.failed else "finish")
        self.changed_at = self.finished_at = at
        if recalled > self.found:
            self.counts["recalled"] = recalled
        told = {"done": self.done, "recalled": self.found, "failed": self.failed}
        self.note("finished", **told)
        self.record(ReexaminationFinished(unit=NO_UNIT, reexamination_id=self.id, state=self.state.value,
                                          dictionary=self.dictionary, rules=self.rules, **told))

    def supersede(self, *, at: datetime) -> None:
        """A newer run has taken its place."""
        self._step("supersede")
        self.changed_at = self.finished_at = at
        self.note("superseded")

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise ReexaminationOver(step=name, state=LABELS[self.state])
        self.state = leads_to


def run_id(number: int) -> str:
    """``run-000007``: who begins the same number second sees that it is taken."""
    return f"run-{number:06d}"

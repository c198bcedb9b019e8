"""An import of matters (批量导入): a file that is read and worked off in batches, with a report of every row."""
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.disclosure.errors import ImportOver
from services.disclosure.events import ImportFinished
from shared.aggregate import Aggregate
from shared.retelling import Told


class ImportState(StrEnum):
    """How far an import is."""

    READING = "reading"
    """读取中: the file was taken in, its rows are being checked."""
    WORKING = "working"
    """登记中: its good rows are being registered, batch by batch."""
    DONE = "done"
    """已完成."""
    CANCELLED = "cancelled"
    """已取消: what was registered stays registered."""
    FAILED = "failed"
    """未能完成: the file, or the unit, does not allow it."""


LABELS = {ImportState.READING: "读取中", ImportState.WORKING: "登记中", ImportState.DONE: "已完成",
          ImportState.CANCELLED: "已取消", ImportState.FAILED: "未能完成"}

TRANSITIONS: dict[str, tuple[tuple[ImportState, ...], ImportState]] = {
    "read": ((ImportState.READING,), ImportState.WORKING),
    "advance": ((ImportState.WORKING,), ImportState.WORKING),
    "finish": ((ImportState.WORKING,), ImportState.DONE),
    "cancel": ((ImportState.READING, ImportState.WORKING), ImportState.CANCELLED),
    "fail": ((ImportState.READING, ImportState.WORKING), ImportState.FAILED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


class Outcome(StrEnum):
    """What became of a row."""

    WAITING = "waiting"
    """待登记."""
    REGISTERED = "registered"
    """已登记."""
    ACCEPTABLE = "acceptable"
    """可以登记: the answer of a trial run."""
    REFUSED = "refused"
    """有误，未登记."""
    REPEATED = "repeated"
    """文件内重复: an earlier row of the file says the same."""
    KNOWN = "known"
    """已登记过: the same matter was registered before."""


OUTCOMES = {Outcome.WAITING: "待登记", Outcome.REGISTERED: "已登记", Outcome.ACCEPTABLE: "可以登记",
            Outcome.REFUSED: "有误，未登记", Outcome.REPEATED: "与文件中前面的行重复", Outcome.KNOWN: "此前已经登记"}
GOOD = (Outcome.REGISTERED, Outcome.ACCEPTABLE)


@dataclass(kw_only=True)
class MatterImport(Aggregate):
    """One file for one unit. Its rows are kept beside it in batches of ``batch`` rows, numbered from 0."""

    unit: str
    name: str
    format: str
    encoding: str
    dry_run: bool
    """True if nothing is to be registered, only checked."""
    by: str
    created_at: datetime
    changed_at: datetime
    columns: list[str]
    """The columns that were understood, as the file calls them."""
    unknown_columns: list[str] = field(default_factory=list)
    """Columns that nothing is known of; they are left out."""
    state: ImportState = ImportState.READING
    rows: int = 0
    batches: int = 0
    next_batch: int = 0
    done: int = 0
    """Rows that are settled."""
    counts: dict[str, int] = field(default_factory=dict)
    """``Outcome`` → rows."""
    problem: str = ""
    """Why it failed, in Chinese."""

    @property
    def over(self) -> bool:
        """True once nothing happens to it any more."""
        return self.state not in (ImportState.READING, ImportState.WORKING)

    @property
    def sweep_at(self) -> datetime | None:
        """It is to be worked on at once until it is over."""
        return None if self.over else self.created_at

    @property
    def registered(self) -> int:
        """Rows that became matters, or would."""
        return sum(self.counts.get(each, 0) for each in GOOD)

    @property
    def refused(self) -> int:
        """Rows that became none, whatever the reason."""
        return sum(count for each, count in self.counts.items() if each not in (*GOOD, Outcome.WAITING))

    def begin(self) -> None:
        """A file was handed in."""
        self.note("begun", name=self.name, format=self.format, dry_run=self.dry_run)

    def read(self, *, rows: int, batches: int, now: datetime) -> None:
        """All rows were checked and laid down."""
        self._step("read")
        self.rows, self.batches, self.changed_at = rows, batches, now
        self.note("read", rows=rows)

    def advance(self, outcomes: list[Outcome], *, now: datetime) -> None:
        """A batch is settled."""
        self._step("advance")
        for each in outcomes:
            self.counts[each.value] = self.counts.get(each.value, 0) + 1
        self.next_batch, self.done, self.changed_at = self.next_batch + 1, self.done + len(outcomes), now
        self.note("advanced", done=self.done)

    def finish(self, *, now: datetime) -> None:
        """Every row is settled."""
        self._end("finish", now)

    def cancel(self, *, by: str, now: datetime) -> None:
        """Stop; what was registered stays."""
        self._end("cancel", now, by=by)

    def fail(self, problem: str, *, now: datetime) -> None:
        """It cannot go on."""
        self.problem = problem
        self._end("fail", now, problem=problem)

    def _end(self, step: str, now: datetime, **details: str) -> None:
        self._step(step)
        self.changed_at = now
        self.note(self.state.value, **details)
        self._tell()

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: one that is over says so; any other goes on, and will say so."""
        if self.over:
            self._tell()

    def _tell(self) -> None:
        self.record(ImportFinished(unit=self.unit, import_id=self.id, state=self.state.value, rows=self.rows,
                                   registered=0 if self.dry_run else self.registered, refused=self.refused))

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise ImportOver(state=LABELS[self.state])
        self.state = leads_to

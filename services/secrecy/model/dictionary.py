"""Dictionaries (敏感词词库): what a body has decided must not be published, each change as one numbered edition (Art. 12).

The entries are a collection of their own, only ever added to: a line puts an entry in or takes one out, and names the
change that it belongs to. A line counts from the moment when the dictionary names that change, so that a change of 100,000
lines is one save, and what a killed process left behind counts for nothing.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.secrecy.errors.dictionaries import ChangeEmpty, DictionaryFull
from services.secrecy.events.dictionaries import DictionaryChanged
from shared.aggregate import Aggregate
from shared.digests import digest
from shared.history import GENESIS
from shared.retelling import Told

ENTRIES_MOST = 100_000
"""Entries that one dictionary holds, and that one change brings."""
PATTERNS_MOST = 200
"""Expressions of one dictionary: each is searched on its own."""
KINDS = {"word": "词语", "pattern": "正则表达式", "phrase": "放行短语"}
"""``phrase`` is harmless, though a word may stand in it: the longer one wins."""
ENTRY_STATES = {"on": "启用", "trial": "试用"}
"""What is on trial is recorded where it is found, and never blocks."""
TERMS = ("word", "pattern")


@dataclass(frozen=True, kw_only=True)
class Removal:
    """An entry was taken out (停用): in which change, by whom, when and why."""

    change: str
    by: str
    at: datetime
    reason: str
    edition: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a dictionary; ``key`` is its text as it is searched for, folded."""

    id: str
    dictionary: str
    change: str
    kind: str
    text: str
    key: str
    severity: str
    state: str
    reason: str
    """A Chinese sentence for reviewers; it never repeats the text."""
    tags: tuple[str, ...]
    by: str
    at: datetime
    page: int = 0
    """The page that brought it, and there the line; 0 for what came with the change itself, in order."""
    line: int = 0
    edition: int = 0
    """The edition from which on it counts; 0 while its change is not made."""
    removal: Removal | None = None

    @property
    def sort(self) -> str:
        """What it is counted as: ``word.on``, ``pattern.trial``, ``phrase`` …"""
        return f"{self.kind}.{self.state}" if self.kind in TERMS else self.kind


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change that was made; ``digest`` is of all its lines and of the change before it."""

    id: str
    edition: int
    by: str
    at: datetime
    note: str
    added: int
    removed: int
    digest: str


@dataclass(kw_only=True)
class Dictionary(Aggregate):
    """One dictionary; its id is the code that its keeper chose."""

    unit: str
    """Whose keeper looks after it; it holds for everything that is published."""
    name: str
    purpose: str
    created_by: str
    created_at: datetime
    changed_at: datetime
    edition: int = 0
    chain: str = GENESIS
    """Digest of the last change, and through it of all."""
    counts: dict[str, int] = field(default_factory=dict)
    """``Entry.sort`` → entries that count today."""
    changes: list[Change] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Entries that count today."""
        return sum(self.counts.values())

    @property
    def editions(self) -> dict[str, int]:
        """Change → edition, of all changes that were made."""
        return {each.id: each.edition for each in self.changes}

    def between(self, before: int, after: int) -> list[str]:
        """The changes that lead from edition ``before`` to edition ``after``."""
        return [each.id for each in self.changes if before < each.edition <= after]

    @classmethod
    def create(cls, *, code: str, unit: str, name: str, purpose: str, by: str, at: datetime) -> "Dictionary":
        """A new one, without entries."""
        made = cls(id=code, unit=unit, name=name, purpose=purpose, created_by=by, created_at=at, changed_at=at)
        made.note("created", name=name)
        return made

    def change(self, *, id: str, by: str, at: datetime, note: str, added: Sequence[Entry], removed: Sequence[Entry]) -> None:
        """Let the lines of change ``id`` count; a change that was made is not made again."""
        if id in self.editions:
            return
        if not added and not removed:
            raise ChangeEmpty()
        counts = dict(self.counts)
        _count(counts, added, 1)
        _count(counts, removed, -1)
        if sum(counts.values()) > ENTRIES_MOST or len(added) > ENTRIES_MOST:
            raise DictionaryFull(size=sum(counts.values()), most=ENTRIES_MOST)
        patterns = sum(counts.get(f"pattern.{state}", 0) for state in ENTRY_STATES)
        if patterns > PATTERNS_MOST:
            raise DictionaryFull(size=patterns, most=PATTERNS_MOST)
        lines = sorted([each.kind, each.key, each.severity, each.state] for each in added)
        self.chain = digest([self.chain, id, by, lines, sorted(each.id for each in removed)])
        self.edition, self.changed_at, self.counts = self.edition + 1, at, {name: n for name, n in counts.items() if n}
        self.changes.append(Change(id=id, edition=self.edition, by=by, at=at, note=note, added=len(added),
                                   removed=len(removed), digest=self.chain))
        told = {"edition": self.edition, "added": len(added), "removed": len(removed), "chain": self.chain}
        self.note("changed", change=id, **told)
        self.record(DictionaryChanged(unit=self.unit, dictionary=self.id, **told))

    def tell_anew(self, told: Told) -> None:
        """A restore took editions away: their numbers are not given again, since clearances name them; what is there is a new
        edition, under which everything live is looked at once more. Safe to repeat."""
        self.note("told_anew", told=sorted(told))
        lost = told.get(DictionaryChanged.TYPE)
        if lost and lost["edition"] >= self.edition:
            self.edition = lost["edition"] + 1
            self.record(DictionaryChanged(unit=self.unit, dictionary=self.id, edition=self.edition, added=0, removed=0,
                                          chain=self.chain))


def _count(counts: dict[str, int], entries: Iterable[Entry], step: int) -> None:
    for each in entries:
        counts[each.sort] = counts.get(each.sort, 0) + step

"""Dictionaries in memory: entries, and the inspector that follows their editions."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.secrecy.detectors.dictionary import Term
from services.secrecy.detectors.lexicon import Lexicon, Word
from services.secrecy.inspector import Inspector
from services.secrecy.model import Finding, Versions
from services.secrecy.model.dictionary import Dictionary, Entry, Removal
from services.secrecy.ports import EntryQuery, Part
from shared.plugins.detectors import Severity
from shared.testing.memory import MemoryCollection


@dataclass
class MemoryEntries:
    """The lines of dictionaries; a page holds everything."""

    added: dict[str, Entry] = field(default_factory=dict)
    removed: dict[tuple[str, str], Removal] = field(default_factory=dict)

    def put(self, change: str, page: int, entries: Sequence[Entry]) -> list[int]:
        self.added = {id_: each for id_, each in self.added.items() if (each.change, each.page) != (change, page)}
        if repeated := [each.line for each in entries if each.id in self.added]:
            return repeated
        self.added |= {each.id: each for each in entries}
        return []

    def remove(self, change: str, entries: Sequence[tuple[str, str]], *, dictionary: str, by: str, at: datetime) -> None:
        self.removed = {key: each for key, each in self.removed.items() if each.change != change}
        self.removed |= {(change, entry): Removal(change=change, by=by, at=at, reason=reason) for entry, reason in entries}

    def forget(self, dictionary: str, *, made: Sequence[str], before: datetime) -> None:
        self.added = {id_: each for id_, each in self.added.items()
                      if each.dictionary != dictionary or each.change in made or each.at >= before}

    def of_change(self, change: str) -> list[Entry]:
        return [each for each in self.added.values() if each.change == change]

    def named(self, dictionary: str, ids: Sequence[str], made: Mapping[str, int]) -> list[Entry]:
        return [each for each in self._told(made) if each.id in ids and each.dictionary == dictionary]

    def with_keys(self, keys: Sequence[str], made: Mapping[str, Mapping[str, int]]) -> Iterable[Entry]:
        return [each for changes in made.values() for each in self._told(changes) if each.key in keys]

    def page(self, query: EntryQuery) -> tuple[list[Entry], str | None]:
        found = [each for each in self._told(query.made) if each.dictionary == query.dictionary]
        if query.between:
            before, after = query.between
            return [each for each in found if (before < each.edition <= after) is not bool(
                each.removal and before < each.removal.edition <= after)], None
        return [each for each in found if each.change in query.added
                and (query.standing == "all" or (each.removal is None) is (query.standing == "active"))
                and (query.tag is None or query.tag in each.tags) and (query.contains or "") in each.key
                and all(getattr(query, name) in (None, getattr(each, name)) for name in ("kind", "severity", "state"))], None

    def standing(self, dictionary: str, made: Mapping[str, int]) -> Iterator[Entry]:
        return iter([each for each in self._told(made) if each.removal is None])

    def _told(self, made: Mapping[str, int]) -> list[Entry]:
        told = []
        for each in sorted(self.added.values(), key=lambda each: (each.key, each.id)):
            if each.change in made:
                gone = next((replace(removal, edition=made[change]) for (change, entry), removal in self.removed.items()
                             if entry == each.id and change in made), None)
                told.append(replace(each, edition=made[each.change], removal=gone))
        return told


@dataclass
class Following:
    """The inspector with the dictionaries as they are at each question."""

    base: Inspector
    dictionaries: MemoryCollection[Dictionary]
    entries: MemoryEntries

    @property
    def present(self) -> Inspector:
        made = {each.id: each for each in self.dictionaries.find({}) if each.edition}
        if not made:
            return self.base
        every = [each for one in made.values() for each in self.entries.standing(one.id, one.editions)]
        phrases = [each.key for each in every if each.kind == "phrase"]
        on, trial = (Lexicon([Word(each.kind, each.key, Term(each.text, Severity(each.severity), each.reason))
                              for each in every if each.kind != "phrase" and each.state == state], phrases)
                     for state in ("on", "trial"))
        return self.base.with_dictionaries({code: each.edition for code, each in made.items()}, on, trial)

    @property
    def versions(self) -> Versions:
        return self.present.versions

    @property
    def detectors(self) -> Any:
        return self.present.detectors

    def scan(self, parts: Sequence[Part]) -> list[Finding]:
        return self.present.scan(parts)

"""The inspector that a process has at hand: built anew, aside, when a dictionary has a new edition."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import eventlet
from eventlet.semaphore import Semaphore
from pymongo.collection import Collection as MongoCollection

from services.secrecy.detectors.dictionary import Term
from services.secrecy.detectors.lexicon import Lexicon, Word
from services.secrecy.inspector import Inspector
from services.secrecy.model import Finding, Versions
from services.secrecy.ports import InstalledDetector, Part
from services.secrecy.store.entries import MongoEntries
from shared.plugins.detectors import Severity
from shared.runtime.aside import aside

_ON = "on"


@dataclass
class _Held:
    """One dictionary as this process knows it."""

    edition: int = 0
    entries: dict[str, tuple[Word, str]] = field(default_factory=dict)
    """Id → word, and whether it counts or is on trial."""


@dataclass
class Shelf:
    """Where the dictionaries are read."""

    dictionaries: MongoCollection[dict[str, Any]]
    entries: MongoEntries

    def editions(self) -> dict[str, int]:
        """Of every dictionary that has one: a small question, asked before each scan."""
        return {each["_id"]: each["edition"] for each in self.dictionaries.find({"edition": {"$gt": 0}}, {"edition": 1})}

    def changes(self, dictionary: str, after: int, until: int) -> list[str]:
        """The changes that lead from one edition to another."""
        found = self.dictionaries.find_one({"_id": dictionary}, {"changes.id": 1, "changes.edition": 1}) or {"changes": []}
        return [each["id"] for each in found["changes"] if after < each["edition"] <= until]


class Watch:
    """One a process. ``base``: the inspector of the detectors that are installed."""

    def __init__(self, base: Inspector) -> None:
        self._base, self._present = base, base
        self._editions: Mapping[str, int] = {}
        self._held: dict[str, _Held] = {}
        self._building = Semaphore(1)

    def present(self, shelf: Shelf) -> Inspector:
        """The inspector with the dictionaries as they are now; who comes while it is built waits for it."""
        editions = shelf.editions()
        if editions != self._editions:
            with self._building:
                editions = shelf.editions()
                if editions != self._editions:
                    self._build(shelf, editions)
        return self._present

    def _build(self, shelf: Shelf, editions: Mapping[str, int]) -> None:
        for code, edition in editions.items():
            held = self._held.setdefault(code, _Held())
            if held.edition < edition:
                _take(held, shelf.entries.lines(shelf.changes(code, held.edition, edition)))
                held.edition = edition
        every = [each for held in self._held.values() for each in held.entries.values()]
        phrases = [word.key for word, _ in every if word.kind == "phrase"]
        words, tried = (aside(Lexicon, [word for word, state in every if word.kind != "phrase" and (state == _ON) is on],
                              phrases) for on in (True, False))
        self._present, self._editions = self._base.with_dictionaries(editions, words, tried), editions


class Pinned:
    """The inspector for one call: everything that the call asks of it is answered under the same versions."""

    def __init__(self, watch: Watch, shelf: Shelf) -> None:
        self._watch, self._shelf = watch, shelf

    @cached_property
    def _inspector(self) -> Inspector:
        return self._watch.present(self._shelf)

    @property
    def versions(self) -> Versions:
        """Of the dictionaries and rules that this call works under."""
        return self._inspector.versions

    @property
    def detectors(self) -> Sequence[InstalledDetector]:
        """Those that are installed, and the dictionaries."""
        return self._inspector.detectors

    def scan(self, parts: Sequence[Part]) -> list[Finding]:
        """Everything found; other calls have their turn first."""
        eventlet.sleep(0)
        return self._inspector.scan(parts)


def _take(held: _Held, lines: Any) -> None:
    gone = []
    for line in lines:
        if line["action"] == "remove":
            gone.append(line["entry"])
            continue
        term = Term(line["text"], Severity(line["severity"]), line["reason"])
        held.entries[line["_id"]] = Word(line["kind"], line["key"], term), line["state"]
    for each in gone:
        held.entries.pop(each, None)

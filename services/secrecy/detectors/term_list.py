"""Terms of a dictionary (敏感词词库): what a body has decided must not be published (Art. 12 第十二条)."""
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from services.secrecy.detectors.dictionary import Dictionary, Term, comparable, load
from shared.plugins.detectors import Detector, Finding
from shared.plugins.terms import Terms
from shared.plugins.text import Text, View

_SHIPPED = Path(__file__).parent.parent / "dictionaries" / "default.yaml"
_EXACT, _PARTED = 1.0, 0.6
"""Confidence: inserted characters may be chance, as in ``集中（大力…`` for 中大."""


class TermList:
    """Finds the terms, however they are disguised; a longer allowed phrase around a term makes it harmless."""

    code = "term_list"
    version = 1
    label = "敏感词词库"
    reference = "《中华人民共和国保守国家秘密法》第三十五条、第三十六条"

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary_version = dictionary.version
        self._terms = dictionary.terms
        allowed = {phrase for phrase in map(comparable, dictionary.allow) if phrase}
        patterns = [*(comparable(entry.term) for entry in dictionary.terms), *sorted(allowed)]
        self._automaton = Terms(patterns) if patterns else None

    def scan(self, text: Text) -> Iterable[Finding]:
        """One pass over the stripped text; of terms within one another the longest is reported."""
        if self._automaton is None:
            return
        view = text.stripped
        words = (hit for hit in self._automaton.of(view) if _is_word(view, hit[0], hit[1]))
        for start, end, number in _outermost(words):
            if number < len(self._terms):
                yield _finding(text, start, end, self._terms[number])


def _is_word(view: View, start: int, end: int) -> bool:
    """Whether the ends do not fall inside a Latin word or a number: ``ASR`` is not in ``was red``."""
    return not (_runs_on(view, start) or _runs_on(view, end))


def _runs_on(view: View, place: int) -> bool:
    pair = view.text[max(0, place - 1) : place + 1]
    return len(pair) == 2 and pair.isascii() and pair.isalnum() and view.joined(place)


def _outermost(hits: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Those that lie in no other: so an allowed phrase hides the term in it, and a term an allowed phrase in it."""
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if hit[1] > reached:
            reached = hit[1]
            yield hit


def _finding(text: Text, start: int, end: int, entry: Term) -> Finding:
    view = text.stripped
    place = text.span(view, start, end)
    evasion = text.original[slice(*place)].casefold() != entry.term.casefold()
    is_parted = view.place_below(end - 1) - view.place_below(start) != end - 1 - start
    confidence = _PARTED if evasion and is_parted else _EXACT
    return Finding(*place, entry.severity, "term", entry.reason, confidence, evasion)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point. ``dictionary``: path of the YAML file; without it a small invented example is used."""
    path = params.get("dictionary", _SHIPPED)
    if not isinstance(path, str | Path) or not str(path):
        raise ValueError("dictionary: must be the path of a YAML file")
    return TermList(load(Path(path)))

"""The engine of all lists of terms: one pass over a text for any number of them, the longest of what lies in one another."""
from collections.abc import Iterable, Iterator, Sequence

from services.secrecy.detectors.dictionary import Term
from shared.plugins.detectors import Finding
from shared.plugins.terms import Hit, Terms
from shared.plugins.text import Text, View

_EXACT, _PARTED = 1.0, 0.6
"""Confidence: inserted characters may be chance, as in ``集中（大力…`` for 中大."""


class Matcher:
    """Finds patterns, folded and stripped, each of them different, in the stripped view of a text."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._terms = Terms(patterns) if patterns else None

    def outermost(self, view: View) -> Iterator[Hit]:
        """Whole words only, and none that lies in another: so an allowed phrase hides the term in it, and a term the phrase."""
        if self._terms is None:
            return iter(())
        return _outermost(hit for hit in self._terms.of(view) if _is_word(view, hit[0], hit[1]))


def finding(text: Text, start: int, end: int, entry: Term) -> Finding:
    """The finding of ``entry`` at a place of the stripped view."""
    view = text.stripped
    place = text.span(view, start, end)
    evasion = text.original[slice(*place)].casefold() != entry.term.casefold()
    is_parted = view.place_below(end - 1) - view.place_below(start) != end - 1 - start
    confidence = _PARTED if evasion and is_parted else _EXACT
    return Finding(*place, entry.severity, "term", entry.reason, confidence, evasion)


def _is_word(view: View, start: int, end: int) -> bool:
    """Whether the ends do not fall inside a Latin word or a number: ``ASR`` is not in ``was red``."""
    return not (_runs_on(view, start) or _runs_on(view, end))


def _runs_on(view: View, place: int) -> bool:
    pair = view.text[max(0, place - 1) : place + 1]
    return len(pair) == 2 and pair.isascii() and pair.isalnum() and view.joined(place)


def _outermost(hits: Iterable[Hit]) -> Iterator[Hit]:
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if hit[1] > reached:
            reached = hit[1]
            yield hit

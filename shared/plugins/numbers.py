"""Numbers in a text, however their digits are parted, disguised or spelled: found once, shared by all detectors.

A *group* is a row of digits that touch in the original; a *number* is one or more whole groups with nothing but what
stripping removes between them, or ends of lines. Where each group begins and ends is one pass of numpy over the text,
so a detector that asks for numbers of some lengths pays only for those there are::

    for number in text.numbers.of(11, form=MOBILE):
        number.value, number.gaps, number.span
"""
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.plugins.folding import NEWLINE, where

if TYPE_CHECKING:
    from shared.plugins.text import Text

Places = NDArray[np.intp]

NUMERALS = "〇零○◯一壹弌幺二贰弍两三叁弎参四肆五伍六陆七柒八捌九玖"
"""Chinese digits as they are folded, for numbers only: elsewhere 一 is a word, and ○ something inserted."""
_DIGITS = "0000111122223333445566778899"
_SHORTEST = 7
"""Digits of the shortest number that can be asked for: a local telephone's."""
_MOST_LINE_ENDS = 4
"""Between two pieces of a number: ``</tr>\\n<tr>`` makes three."""
_DIGIT, _LETTER, _NUMERAL = 1, 2, 4
_CALLED = str.maketrans(NUMERALS, _DIGITS)


def digitised(text: str) -> str:
    """The text with Chinese digits as ASCII ones, place by place; only for what somebody calls a number."""
    return text.translate(_CALLED)


@dataclass(frozen=True, eq=False)
class Number:
    """A candidate: whole groups of the length that was asked for."""

    text: "Text"
    value: str
    """ASCII digits and, where they were asked for, lower case letters."""
    first: int
    """Place of its first character in the folded view."""
    last: int
    gaps: tuple[str, ...]
    """What stands between each two characters, folded; newlines where it goes over lines."""
    border_before: str | None
    """What stands between it and a digit before it on its line; None where there is none or more than that."""
    border_after: str | None
    spelled: bool
    """True if it has Chinese digits."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the original."""
        return self.text.span(self.text.folded, self.first, self.last + 1)

    @property
    def is_plain(self) -> bool:
        """Whether nothing stands between its characters (tags and invisible characters are nothing)."""
        return not any(self.gaps)

    @property
    def is_wrapped(self) -> bool:
        """Whether it goes over the end of a line."""
        return any("\n" in gap for gap in self.gaps)

    @property
    def is_disguised(self) -> bool:
        """Whether the original differs from the value by more than its case."""
        return self.text.original[slice(*self.span)].lower() != self.value

    def before(self, length: int) -> str:
        """At most ``length`` characters before it, folded, also of lines above."""
        return self.text.folded.text[max(0, self.first - length) : self.first]

    def after(self, length: int) -> str:
        """At most ``length`` characters after it, folded."""
        return self.text.folded.text[self.last + 1 : self.last + 1 + length]

    def without(self, length: int) -> "Number":
        """The number without its first characters, such as a country's code."""
        first = self.first + length + sum(map(len, self.gaps[:length]))
        return replace(self, value=self.value[length:], first=first, gaps=self.gaps[length:], border_before=None)

    @property
    def letter_before(self) -> bool:
        """Whether a Latin letter touches it."""
        return self.text.folded.joined(self.first) and _is_latin(self.before(1)) and not self.before(1).isdigit()

    @property
    def letter_after(self) -> bool:
        """Whether a Latin letter or a digit touches its end."""
        return self.text.folded.joined(self.last + 1) and _is_latin(self.after(1))


class _Marks(NamedTuple):
    """Every digit, Chinese digit and Latin letter of a text: parallel arrays."""

    places: Places
    """In the folded view."""
    kinds: NDArray[np.uint8]
    begins: Places
    """In the stripped view, where a ring ○, though stripped, counts as nothing wide."""
    ends: Places


class _Chains(NamedTuple):
    """Characters that may make a number, in chains that only separators and ends of lines part."""

    chosen: Places
    """Which of the marks."""
    line: Places
    chain: Places
    """For each character the number of its line and of its chain."""


class _Stream:
    """Chains that are long enough, with the borders of their groups, lines and chains."""

    def __init__(self, text: "Text", places: Places, chains: _Chains, spelled: bool) -> None:
        self._text, self._places, self._spelled = text, places, spelled
        self._line, self._chain = chains.line, chains.chain
        folded = text.folded
        codes = folded.codes[places]
        self.values = _values()[codes].tobytes().decode("ascii")
        starts, ends = folded.sources(places)
        is_list, is_letter = _list_marks()[folded.unfolded_codes(places)], _kinds()[codes] == _LETTER
        edge = np.ones(len(places) + 1, bool)
        is_new_line, is_new_chain = (each[:-1] != each[1:] for each in (self._line, self._chain))
        edge[1:-1] = (ends[:-1] != starts[1:]) | (is_list[:-1] != is_list[1:]) | is_new_line
        begins = edge[:-1].copy()
        begins[1:] |= is_letter[:-1] & ~is_letter[1:]  # ``ID4331…``: a detector sees by ``letter_before``
        self._edge, self._begins = edge, begins.nonzero()[0]
        self._wraps = np.zeros(len(places) + 1, bool)
        self._wraps[1:-1] = is_new_line & ~is_new_chain

    def of(self, length: int, form: re.Pattern[str]) -> Iterator[Number]:
        begins = self._begins[self._begins <= len(self._places) - length]
        begins = begins[self._edge[begins + length]]
        begins = begins[self._chain[begins] == self._chain[begins + length - 1]]
        # A piece of a column of numbers is no number: over lines only what is a whole chain.
        wrapped = self._line[begins] != self._line[begins + length - 1]
        begins = begins[~(wrapped & (self._wraps[begins] | self._wraps[begins + length]))]
        for begin in begins.tolist():
            if form.fullmatch(self.values, begin, begin + length):
                yield self._number(begin, length)

    def _number(self, begin: int, length: int) -> Number:
        places = self._places[begin : begin + length].tolist()
        folded = self._text.folded.text
        if places[-1] - places[0] == length - 1:
            gaps: tuple[str, ...] = ("",) * (length - 1)
        else:
            gaps = tuple(folded[a + 1 : b] for a, b in zip(places, places[1:], strict=False))
        return Number(self._text, self.values[begin : begin + length], places[0], places[-1], gaps,
                      self._border(begin - 1), self._border(begin + length - 1), self._spelled)

    def _border(self, before: int) -> str | None:
        """The gap after a character of the stream, if the next one is on its line."""
        if not 0 <= before < len(self._places) - 1 or self._line[before] != self._line[before + 1]:
            return None
        return self._text.folded.text[self._places[before] + 1 : self._places[before + 1]]


class Numbers:
    """The numbers of one text; made once, lazily."""

    def __init__(self, text: "Text") -> None:
        self._text = text

    def of(self, *lengths: int, form: re.Pattern[str], letters: bool = False) -> Iterator[Number]:
        """Numbers of these lengths whose value matches ``form`` whole; those with Chinese digits come last.

        ``letters``: Latin letters count as digits. Numbers of different lengths may overlap.
        """
        streams = (self._written, self._spelled) if not letters else (self._lettered, self._spelled_lettered)
        for stream in streams:
            if stream is not None:
                for length in lengths:
                    yield from stream.of(length, form)

    @cached_property
    def _marks(self) -> _Marks:
        folded, solid = self._text.folded, self._text.stripped.kept
        places = where(_counted(), folded.codes)
        kinds = _kinds()[folded.codes[places]]
        if solid is None:
            return _Marks(places, kinds, places, places + 1)
        begins = np.searchsorted(solid, places)
        is_solid = solid[np.minimum(begins, len(solid) - 1)] == places if len(solid) else False
        return _Marks(places, kinds, begins, begins + is_solid)

    def _stream(self, kinds: int) -> _Stream | None:
        """Chains of these kinds of characters that are long enough to hold a number; None if there is none."""
        chosen = ((self._marks.kinds & kinds) != 0).nonzero()[0]
        if not self._may_hold(chosen, kinds):
            return None
        # With Chinese digits none goes over lines: 一 begins many a line.
        chains = _long(self._marks, self._chains(chosen, wrap=not kinds & _NUMERAL), bool(kinds & _NUMERAL))
        if not len(chains.chosen):
            return None
        return _Stream(self._text, self._marks.places[chains.chosen], chains, bool(kinds & _NUMERAL))

    def _may_hold(self, chosen: Places, kinds: int) -> bool:
        """Whether enough characters stand as near one another as a number needs; nearly all texts have none of some kind."""
        begins = self._marks.begins[chosen]
        if kinds & _LETTER:
            return len(begins) >= _SHORTEST
        reach = _SHORTEST - 1 if kinds & _NUMERAL else (_SHORTEST - 1) * (_MOST_LINE_ENDS + 1)
        return bool((begins[_SHORTEST - 1 :] - begins[: 1 - _SHORTEST] <= reach).any())

    def _chains(self, chosen: Places, wrap: bool) -> _Chains:
        """What has text between is parted; ends of lines part lines. Not ``wrap``: no chain goes over lines."""
        begins, ends = self._marks.begins[chosen], self._marks.ends[chosen]
        between = begins[1:] - ends[:-1]
        new_lines = between.nonzero()[0]
        between, ends = between[new_lines], ends[new_lines]
        goes_on = between <= (_MOST_LINE_ENDS if wrap else 0)
        codes = self._text.stripped.codes
        for step in range(_MOST_LINE_ENDS):
            some = (goes_on & (between > step)).nonzero()[0]
            if not len(some):
                break
            goes_on[some] = codes[ends[some] + step] == NEWLINE
        line, chain = np.zeros(len(chosen), np.intp), np.zeros(len(chosen), np.intp)
        line[new_lines + 1] = 1
        chain[new_lines[~goes_on] + 1] = 1
        return _Chains(chosen, np.cumsum(line), np.cumsum(chain))

    @cached_property
    def _written(self) -> _Stream | None:
        return self._stream(_DIGIT)

    @cached_property
    def _spelled(self) -> _Stream | None:
        return self._stream(_DIGIT | _NUMERAL)

    @cached_property
    def _lettered(self) -> _Stream | None:
        return self._stream(_DIGIT | _LETTER)

    @cached_property
    def _spelled_lettered(self) -> _Stream | None:
        return self._stream(_DIGIT | _NUMERAL | _LETTER)


def _long(marks: _Marks, chains: _Chains, spelled: bool) -> _Chains:
    """The chains with enough digits; of the spelled ones those with a Chinese digit, the others being known already."""
    kinds = marks.kinds[chains.chosen]
    are_long = np.bincount(chains.chain, weights=kinds != _LETTER) >= _SHORTEST
    if spelled and are_long.any():
        are_long &= np.bincount(chains.chain, weights=kinds == _NUMERAL) > 0
    kept = are_long[chains.chain].nonzero()[0]
    return _Chains(chains.chosen[kept], chains.line[kept], chains.chain[kept])


@cache
def _kinds() -> NDArray[np.uint8]:
    """What a folded character may be in a number."""
    table = np.zeros(0x110000, np.uint8)
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[ord("a") : ord("z") + 1] = _LETTER
    table[[ord(char) for char in NUMERALS]] = _NUMERAL
    return table


@cache
def _counted() -> NDArray[np.bool_]:
    return _kinds() != 0


@cache
def _values() -> NDArray[np.uint8]:
    """Its value as ASCII."""
    table = np.zeros(0x110000, np.uint8)
    table[: 0x80] = np.arange(0x80)
    for char, digit in zip(NUMERALS, _DIGITS, strict=True):
        table[ord(char)] = ord(digit)
    return table


@cache
def _list_marks() -> NDArray[np.bool_]:
    """Circled, bracketed or raised digits: ① ⑴ ⒈ ¹."""
    table = np.zeros(0x110000, bool)
    for code in (*range(0x3400), *range(0x10000, 0x20000)):
        table[code] = unicodedata.category(chr(code)) == "No"
    return table


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()

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
    values: NDArray[np.uint8]
    starts: Places
    """In the original."""
    ends: Places
    order: Places
    """In the stripped view; of what is stripped, that of what follows it."""
    is_list: NDArray[np.bool_]
    """Whether the author wrote a mark of a list, such as ①."""


class _Stream:
    """Characters that may make numbers, the rest left out, with the borders of groups, lines and chains of lines."""

    def __init__(self, text: "Text", marks: _Marks, chosen: NDArray[np.bool_], spelled: bool) -> None:
        self._text, self._spelled = text, spelled
        places, starts, ends, is_list = (each[chosen] for each in (marks.places, marks.starts, marks.ends, marks.is_list))
        line, chain = _breaks(text, places, marks.order[chosen])
        if spelled:
            kept = _long_with_numerals(chain, marks.kinds[chosen])
            chosen = np.flatnonzero(chosen)[kept]
            places, starts, ends, is_list = places[kept], starts[kept], ends[kept], is_list[kept]
            line, chain = line[kept], chain[kept]
        self.values = marks.values[chosen].tobytes().decode("ascii")
        self._places, self._line, self._chain = places, line, chain
        parted = (ends[:-1] != starts[1:]) | (is_list[:-1] != is_list[1:])
        edge = np.ones(len(places) + 1, bool)
        edge[1:-1] = parted | (line[1:] != line[:-1])
        is_letter = marks.kinds[chosen] == _LETTER
        begins = edge[:-1].copy()
        begins[1:] |= is_letter[:-1] & ~is_letter[1:]  # ``ID4331…``: a detector sees by ``letter_before``
        self._edge, self._begins = edge, np.flatnonzero(begins)
        self._wraps = np.zeros(len(places) + 1, bool)
        self._wraps[1:-1] = (line[1:] != line[:-1]) & (chain[1:] == chain[:-1])

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
        starts, ends = folded.sources(places)
        order = places if solid is None else np.searchsorted(solid, places)
        is_list = _list_marks()[folded.unfolded_codes(places)]
        codes = folded.codes[places]
        return _Marks(places, _kinds()[codes], _values()[codes], starts, ends, order, is_list)

    def _are_close(self, kinds: int) -> bool:
        """Whether as many digits as the shortest number has stand anywhere near one another; if not, there is none."""
        order = self._marks.order[(self._marks.kinds & kinds) != 0]
        return bool((order[_SHORTEST - 1 :] - order[: 1 - _SHORTEST] < _SHORTEST * (_MOST_LINE_ENDS + 1)).any())

    def _stream(self, kinds: int, spelled: bool) -> _Stream:
        return _Stream(self._text, self._marks, (self._marks.kinds & kinds) != 0, spelled)

    @cached_property
    def _has_written(self) -> bool:
        return self._are_close(_DIGIT)

    @cached_property
    def _has_spelled(self) -> bool:
        return self._are_close(_DIGIT | _NUMERAL) and bool((self._marks.kinds & _NUMERAL).any())

    @cached_property
    def _written(self) -> _Stream | None:
        return self._stream(_DIGIT, False) if self._has_written else None

    @cached_property
    def _spelled(self) -> _Stream | None:
        return self._stream(_DIGIT | _NUMERAL, True) if self._has_spelled else None

    @cached_property
    def _lettered(self) -> _Stream | None:
        return self._stream(_DIGIT | _LETTER, False) if self._has_written else None

    @cached_property
    def _spelled_lettered(self) -> _Stream | None:
        return self._stream(_DIGIT | _NUMERAL | _LETTER, True) if self._has_spelled else None


def _breaks(text: "Text", places: Places, begins: Places) -> tuple[Places, Places]:
    """For each place the number of its line and of its chain of lines: what has text between is parted."""
    solid, codes = text.stripped.kept, text.stripped.codes
    ends = begins + 1
    if solid is not None:  # a ring, though stripped, counts here
        ends = begins + (solid[np.minimum(begins, len(solid) - 1)] == places) if len(solid) else begins
    between = begins[1:] - ends[:-1]
    is_break = between != 0
    goes_on = is_break & (between <= _MOST_LINE_ENDS)
    for step in range(_MOST_LINE_ENDS):
        some = np.flatnonzero(goes_on & (between > step))
        goes_on[some] = codes[ends[some] + step] == NEWLINE
    return _numbered(is_break), _numbered(is_break & ~goes_on)


def _numbered(breaks: NDArray[np.bool_]) -> Places:
    return np.concatenate([[0], np.cumsum(breaks)])


def _long_with_numerals(chain: Places, kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which characters stand in a chain that is long enough and has a Chinese digit."""
    lengths = np.bincount(chain)
    numerals = np.bincount(chain, weights=(kinds & _NUMERAL) != 0)
    return ((lengths >= _SHORTEST) & (numerals > 0))[chain]


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

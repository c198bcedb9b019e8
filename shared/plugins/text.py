"""The text that detectors receive (Art. 12 第十二条): one named part of an item, seen plain, and traced to its source.

A detector searches a *view*, where disguises are undone, and asks the text for the *span* in the characters as their
author wrote them::

    for hit in PATTERN.finditer(text.stripped.text):
        start, end = text.span(text.stripped, *hit.span())
"""
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from shared.plugins import folding, markup
from shared.plugins.numbers import Numbers

Places = NDArray[np.intp]
_FACTORS = np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint32)


class _Source(Protocol):
    """Anything that a view is made of."""

    @property
    def codes(self) -> folding.Codes: ...

    def source(self, place: int) -> tuple[int, int]: ...

    def unfolded(self, place: int) -> str: ...

    def sources(self, places: Places) -> tuple[Places, Places]: ...

    def unfolded_codes(self, places: Places) -> folding.Codes: ...


@dataclass(frozen=True, eq=False)
class _Plain:
    """Characters that stand for themselves."""

    codes: folding.Codes

    def source(self, place: int) -> tuple[int, int]:
        return place, place + 1

    def unfolded(self, place: int) -> str:
        return chr(self.codes[place])

    def sources(self, places: Places) -> tuple[Places, Places]:
        return places, places + 1

    def unfolded_codes(self, places: Places) -> folding.Codes:
        return self.codes[places]


@dataclass(frozen=True, eq=False)
class View:
    """A text made comparable; every character knows where it comes from."""

    text: str
    codes: folding.Codes
    kept: folding.Kept
    """For each character its place in the view below; None when it is the same place."""
    below: _Source
    """What the view was made of: ``stripped`` of ``folded``, ``folded`` of the characters as they are read."""

    def place_below(self, place: int) -> int:
        """The place of a character of this view in the view below."""
        return place if self.kept is None else int(self.kept[place])

    def source(self, place: int) -> tuple[int, int]:
        """Start and end, in the original, of what one character of this view stands for."""
        return self.below.source(self.place_below(place))

    def unfolded(self, place: int) -> str:
        """The character as a reader sees it, before folding."""
        return self.below.unfolded(self.place_below(place))

    def sources(self, places: Places) -> tuple[Places, Places]:
        """``source`` of many characters at once."""
        return self.below.sources(places if self.kept is None else self.kept[places])

    def unfolded_codes(self, places: Places) -> folding.Codes:
        """``unfolded`` of many characters at once."""
        return self.below.unfolded_codes(places if self.kept is None else self.kept[places])

    @cached_property
    def pieces(self) -> NDArray[np.uint32]:
        """A hash of each three characters that follow one another, for ``shared.plugins.phrases`` and ``terms``."""
        return hashed(self.codes)

    def joined(self, place: int) -> bool:
        """Whether this character continues the one before it: nothing, not even a tag, lies between in the original.

        A list mark continues nothing and nothing continues it: ``①138…`` is a number of a list, then a number.
        """
        if not 0 < place < len(self.text) or self.source(place - 1)[1] != self.source(place)[0]:
            return False
        return _is_list_mark(self.unfolded(place - 1)) == _is_list_mark(self.unfolded(place))


@dataclass(frozen=True)
class Text:
    """One named part of an item: its title, its body, a field of its metadata. Never raises on odd input."""

    part: str
    original: str
    format: Literal["plain", "html", "table"] = "plain"
    """``html``: the original is sanitised HTML; tags are no text, but the values of their attributes are. ``table``: a line is
    a row, a tab lies between two cells."""

    @cached_property
    def folded(self) -> View:
        """Half width, lower case, simplified, all digits ASCII, nothing invisible: for words with their punctuation."""
        codes, kept = folding.fold(self._reading.codes)
        return View(folding.decode(codes), codes, kept, self._reading)

    @cached_property
    def stripped(self) -> View:
        """Folded, and without what people insert inside a number or a word; newlines and ends of sentences stay."""
        codes, kept = folding.strip(self.folded.codes)
        plain = self.folded.text if kept is None else folding.decode(codes)
        return View(plain, codes, kept, self.folded)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers that somebody may have meant, for detectors of numbers."""
        return Numbers(self)

    def gap(self, place: int) -> str:
        """What was stripped, folded, between a character of the stripped view and the one before; nothing at the end."""
        if place >= len(self.stripped.text):
            return ""
        before, after = self.stripped.place_below(place - 1), self.stripped.place_below(place)
        return self.folded.text[before + 1 : after]

    def span(self, view: View, start: int, end: int) -> tuple[int, int]:
        """Where the characters ``start`` to ``end`` of a view stand in the original."""
        if not 0 <= start < end <= len(view.text):
            raise ValueError(f"no such span in a view of {len(view.text)} characters: {start} to {end}")
        first, last = view.source(start), view.source(end - 1)
        return min(first[0], last[0]), max(first[1], last[1])  # hidden parts are read after what follows them

    @cached_property
    def _reading(self) -> _Source:
        """The characters to look at, before any folding."""
        return markup.read(self.original) if self.format == "html" else _Plain(folding.encode(self.original))


def hashed(codes: folding.Codes) -> NDArray[np.uint32]:
    """A hash of each three code points that follow one another; its upper bits are the good ones."""
    found = np.empty(max(len(codes) - 2, 0), np.uint32)
    for block in folding.blocks(len(found)):
        near = codes[block.start : block.stop + 2]
        found[block] = near[:-2] * _FACTORS[0] + near[1:-1] * _FACTORS[1] + near[2:] * _FACTORS[2]
    return found


def _is_list_mark(char: str) -> bool:
    """Circled, bracketed or raised digits: ① ⑴ ⒈ ¹."""
    return unicodedata.category(char) == "No"

"""Many terms in a text: a hundred thousand and more, found several times as fast as by an automaton.

An automaton follows every character through its own memory. Here the hashes of each three characters, which the text makes
once for all, are looked up in a table for the first three of every term; the few places left are sieved again by the next
characters, and only what is left then is compared.
"""
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shared.plugins import folding
from shared.plugins.folding import Codes
from shared.plugins.text import View, hashed

Hit = tuple[int, int, int]
"""Start and end in the view, and the number of the term."""

_PIECE = 3
_SIEVES = 3, 4, 5, 6
"""Lengths that are sieved apart; the last stands for all that are longer."""
_FIRST, _SECOND = 22, 21
"""Bits of a hash that count: half a megabyte and a quarter."""
_BYTE, _REST, _BIT = np.uint32(3), np.uint32(7), np.uint8(1)
_MIX, _PAIR = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


class Terms:
    """Finds terms, each of them different and written as the view writes."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._sieves = [_Sieve(terms, length, is_last=length == _SIEVES[-1]) for length in _SIEVES]
        self._first = _Bits(_prefixes([term for term in terms if len(term) >= _PIECE], _PIECE), _FIRST)
        pairs = [term for term in terms if len(term) == 2]
        self._pairs = _Bits(_paired(folding.encode("".join(pairs)))[::2], _SECOND) if pairs else None
        singles = [term for term in terms if len(term) == 1]
        self._singles = folding.table_of(singles) if singles else None

    def of(self, view: View) -> list[Hit]:
        """Every occurrence, also of terms within terms, in no order."""
        found = self._of_long(view)
        if self._pairs is not None:
            found += self._matches(view.text, self._pairs.where(_paired(view.codes)), [2])
        if self._singles is not None:
            found += self._matches(view.text, folding.where(self._singles, view.codes), [1])
        return found

    def _of_long(self, view: View) -> list[Hit]:
        pieces = view.pieces
        places = self._first.where(pieces)
        if not len(places):
            return []
        return [hit for sieve in self._sieves for hit in self._matches(view.text, sieve.of(pieces, places), sieve.lengths)]

    def _matches(self, text: str, places: NDArray[np.intp], lengths: Sequence[int]) -> list[Hit]:
        number_of = self._numbers.get
        listed = places.tolist()
        return [(place, place + length, number) for length in lengths for place in listed
                if (number := number_of(text[place : place + length])) is not None and place + length <= len(text)]


class _Sieve:
    """What the terms of one length, or of that and more, begin with."""

    def __init__(self, terms: Sequence[str], length: int, is_last: bool) -> None:
        mine = [term for term in terms if len(term) == length or (is_last and len(term) > length)]
        self.lengths = sorted(set(map(len, mine)))
        self._further = length - _PIECE
        first, further = _prefixes(mine, _PIECE), _prefixes([term[self._further :] for term in mine], _PIECE)
        self._known = _Bits(_mixed(first, further), _SECOND)

    def of(self, pieces: NDArray[np.uint32], places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of the places where such a term may begin."""
        if not self.lengths:
            return places[:0]
        further = np.minimum(places + self._further, len(pieces) - 1)
        return places[self._known.has(_mixed(pieces[places], pieces[further]))]


def _mixed(first: NDArray[np.uint32], further: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return first * _MIX ^ further


def _prefixes(terms: Sequence[str], length: int) -> NDArray[np.uint32]:
    """The hash of what each term begins with."""
    return hashed(folding.encode("".join(term[:length] for term in terms)))[::length]


def _paired(codes: Codes) -> NDArray[np.uint32]:
    """A hash of each two characters that follow one another."""
    return codes[:-1] * _MIX + codes[1:] * _PAIR


class _Bits:
    """A set of hashes, a bit for each of their upper bits: small enough to stay in the processor's cache."""

    def __init__(self, hashes: NDArray[np.uint32], size: int) -> None:
        self._shift = np.uint32(32 - size)
        flags = np.zeros(1 << size, bool)
        flags[hashes >> self._shift] = True
        self._bytes = np.packbits(flags, bitorder="little")

    def has(self, hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of them may be in the set."""
        places = hashes >> self._shift
        flags: NDArray[np.bool_] = (self._bytes[places >> _BYTE] >> (places & _REST).astype(np.uint8) & _BIT).view(bool)
        return flags

    def where(self, hashes: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Their places."""
        parts = [self.has(hashes[block]).nonzero()[0] + block.start for block in folding.blocks(len(hashes))]
        return np.concatenate(parts) if parts else np.zeros(0, np.intp)

"""How characters are made comparable: one table look-up each, so that a disguise of a character costs the scan nothing.

Two steps. *Folding* brings a character to its plain form or removes it when nobody can see it. *Stripping* then also
removes what people put between the characters of a number or a word. Both keep the place of every character they keep.
"""
import unicodedata
from codecs import utf_32_le_decode
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Kept = NDArray[np.intp] | None
"""Places of the characters that stayed; None when all did."""

DROPPED = 0
TAB, NEWLINE, SPACE, UNREADABLE = ord("\t"), ord("\n"), ord(" "), 0xFFFD
STOPS = frozenset("!?;,:。、‼⁇⁈⁉،؛؟।॥།༎")
"""Ends of sentences and of parts of a list, folded: never stripped, so separate numbers are not glued together."""

_SIZE = 0x110000
_BLOCK = 1 << 15
_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u180b\u180c\u180d\u180f"
_LOOKS_LIKE_X = "×✕✖хХχΧ"
"""Stand in for the X that ends one citizen number in eleven."""
_DASH_LETTERS = "ー"
_JOINED_MARKS = (
    (0x0300, 0x0370),
    (0x1AB0, 0x1B00),
    (0x1DC0, 0x1E00),
    (0x20D0, 0x2100),
    (0xFE00, 0xFE10),
    (0xFE20, 0xFE30),
    (0xE0100, 0xE01F0),
)
"""Combining marks and variation selectors: they decorate a character, they are none."""
_SEPARATOR_CATEGORIES = frozenset({"Pd", "Ps", "Pe", "Pi", "Pf", "Pc", "Po", "Zs", "Sm", "Sk", "Sc", "So", "Co", "Cn"})
"""All punctuation and symbols, spaces, and characters that no font shows."""


def encode(text: str) -> Codes:
    """The code points of a string; lone surrogates are let through."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def decode(codes: Codes) -> str:
    """The string of folded code points (which hold no surrogates)."""
    return utf_32_le_decode(codes)[0]


def fold(codes: Codes) -> tuple[Codes, Kept]:
    """Brings every character to its plain form and drops the invisible ones."""
    plain = np.empty_like(codes)
    for block in blocks(len(codes)):
        np.take(_plain_forms(), codes[block], out=plain[block], mode="clip")
    if plain.all():
        return plain, None
    return _kept(plain, plain != DROPPED)


def strip(folded: Codes) -> tuple[Codes, Kept]:
    """Drops from folded characters what people insert inside a number or a word."""
    stays = np.empty(len(folded), np.bool_)
    for block in blocks(len(folded)):
        np.take(solids(), folded[block], out=stays[block], mode="clip")
    if stays.all():
        return folded, None
    return _kept(folded, stays)


def where(table: NDArray[np.bool_], codes: Codes) -> NDArray[np.intp]:
    """The places of the characters that a table of all code points says yes to: a scan for a set of characters."""
    if len(codes) <= _BLOCK:
        found: NDArray[np.intp] = table[codes].nonzero()[0]
        return found
    return np.concatenate([table[codes[block]].nonzero()[0] + block.start for block in blocks(len(codes))])


def table_of(characters: Iterable[str]) -> NDArray[np.bool_]:
    """A table for ``where``: yes to these characters."""
    table = np.zeros(_SIZE, dtype=bool)
    table[[ord(char) for char in characters]] = True
    return table


def blocks(length: int) -> Iterator[slice]:
    """Pieces of an array that stay in the processor's cache, and whose copies need no fresh memory."""
    return (slice(start, start + _BLOCK) for start in range(0, length, _BLOCK))


def _kept(codes: Codes, stays: NDArray[np.bool_]) -> tuple[Codes, NDArray[np.intp]]:
    kept = stays.nonzero()[0]
    return codes[kept], kept


@cache
def _plain_forms() -> Codes:
    """The fold table, for every code point there is."""
    table = np.arange(_SIZE, dtype=np.uint32)
    for code in _variable_codes():
        table[code] = _plain_form(chr(code))
    for first, end in _JOINED_MARKS:
        table[first:end] = DROPPED
    table[0xD800:0xE000] = UNREADABLE
    table = _simplified_forms()[table]
    return table[table]  # what has become χ or 苧 on the way has a plain form of its own


@cache
def solids() -> NDArray[np.bool_]:
    """False for the folded characters that stripping removes."""
    table = np.zeros(_SIZE, dtype=bool)
    table[0xE000:0xF900] = True
    for code in _variable_codes():
        table[code] = unicodedata.category(chr(code)) in _SEPARATOR_CATEGORIES
    for char in STOPS:
        table[ord(char)] = False
    table[[ord(char) for char in _DASH_LETTERS + "\t"]] = True
    table[UNREADABLE] = False
    return ~table


def _variable_codes() -> Iterator[int]:
    """Code points whose form or class must be asked for: all but the large blocks where every character is plain."""
    return chain(range(0x3400), range(0xA000, 0xAC00), range(0xD7A4, 0xD800), range(0xF900, 0x20000),
                 range(0x2F800, 0x2FA20), range(0xE0000, 0xE0200))


def _plain_form(char: str) -> int:
    """One character as it is compared: half width, lower case, no accent, digits of every kind as ASCII digits."""
    if char in _LINE_ENDS:
        return NEWLINE
    if char in _LOOKS_LIKE_X:
        return ord("x")
    category = unicodedata.category(char)
    if category == "Cf" or char in _INVISIBLE_LETTERS or (category == "Cc" and char not in "\t\n"):
        return DROPPED
    if category == "Zs":
        return SPACE
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return ord("0") + digit
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)).lower()
    return ord(bare) if len(bare) == 1 else ord(char)


def _simplified_forms() -> Codes:
    """Traditional to simplified characters, by OpenCC's table of single characters."""
    table = np.arange(_SIZE, dtype=np.uint32)
    lines = (resources.files(__package__) / "traditional.txt").read_text("utf-8").splitlines()
    for pair in (line for line in lines if not line.startswith("#")):
        table[ord(pair[0])] = ord(pair[1])
    return table

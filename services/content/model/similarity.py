"""How similar two texts are: the share of their shingles that they have in common (Jaccard), found through min-hash bands.

A text is first reduced to its *essence*: what a reader sees, folded (half width, simplified, lower case), without dates,
issue and document numbers, punctuation and spaces, so that a new date or other markup makes no new text. Other figures
stay: a report whose figures changed is news. Shingles are hashes of ``LENGTH`` characters in a row; nothing can be read back.
"""
import html
import re
from functools import cache

import nh3
import numpy as np
from numpy.typing import NDArray

from shared.plugins.folding import decode, encode, fold

LENGTH = 5
"""Characters of a shingle. All constants here are part of what is stored: to change one is to make all hashes anew."""
BANDS, ROWS = 32, 4
"""Two texts with a similarity of 0.5 share a band with a probability of 0.87, of 0.6 with 0.99, of 0.7 with 0.9998."""

Shingles = NDArray[np.uint32]

_DIGITS = "[0-9〇零一二三四五六七八九十百千两廿卅]"
_FORGOTTEN = re.compile(
    rf"{_DIGITS}{{2,4}}年(?:{_DIGITS}{{1,3}}月(?:{_DIGITS}{{1,3}}[日号])?)?|{_DIGITS}{{1,3}}月{_DIGITS}{{1,3}}[日号]"
    rf"|[0-9]{{4}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}|[0-9]{{1,2}}[:时点][0-9]{{0,2}}分?"
    rf"|[〔\[(][0-9]{{4}}[〕\])]第?[0-9]+号|第{_DIGITS}+[期号批次周季]|星期[一二三四五六日天]")
"""Dates, times of day, document numbers (发文字号), numbers of issues and weeks."""
_BETWEEN = re.compile(r"[\W_]+")
_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1], np.uint32)


def essence(title: str, body: str) -> str:
    """What is compared of a text: title and body (sanitised HTML), reduced as this module says."""
    seen = html.unescape(nh3.clean(body, tags=set()))
    folded = decode(fold(encode(f"{title}\n{seen}"))[0])
    return _BETWEEN.sub("", _FORGOTTEN.sub("", "".join(folded.split())))


def shingles(text: str) -> Shingles:
    """The different shingles of an essence, in order; a text shorter than one shingle is one."""
    codes = encode(text.ljust(LENGTH, "\n"))
    windows = np.lib.stride_tricks.sliding_window_view(codes, LENGTH)
    with np.errstate(over="ignore"):
        hashes = np.zeros(len(windows), np.uint32)
        for place in range(LENGTH):
            hashes = _mixed((hashes ^ windows[:, place]) * _MULTIPLIERS[place])
    return np.unique(hashes)


def bands(found: Shingles) -> tuple[int, ...]:
    """One number a band: texts that are similar most probably have one of them in common."""
    least = np.empty(BANDS * ROWS, np.uint32)
    multipliers, addends = _permutations()
    with np.errstate(over="ignore"):
        for place in range(BANDS * ROWS):
            least[place] = _mixed(found * multipliers[place] + addends[place]).min()
    return tuple(hash_of_row(number, row) for number, row in enumerate(least.reshape(BANDS, ROWS)))


def hash_of_row(number: int, row: NDArray[np.uint32]) -> int:
    """A band as one number that fits into 63 bits, different for the same row in another band."""
    made = number + 1
    for each in row:
        made = (made * 0x100000001B3 ^ int(each)) & 0x7FFFFFFFFFFFFFFF
    return made


def of(one: bytes, other: bytes) -> float:
    """The similarity of two texts by their stored shingles, exactly: 0 for nothing in common, 1 for the same essence."""
    a, b = np.frombuffer(one, np.uint32), np.frombuffer(other, np.uint32)
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)


def _mixed(hashes: Shingles) -> Shingles:
    """Spreads every bit over all others (the finish of murmur3)."""
    hashes = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashes = (hashes ^ (hashes >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return hashes ^ (hashes >> np.uint32(16))


@cache
def _permutations() -> tuple[Shingles, Shingles]:
    """Fixed for ever: odd multipliers and addends of as many permutations as there are rows in all bands."""
    with np.errstate(over="ignore"):
        made = _mixed(np.arange(1, 2 * BANDS * ROWS + 1, dtype=np.uint32) * np.uint32(0x9E3779B1)).reshape(2, BANDS * ROWS)
    return made[0] | np.uint32(1), made[1]

"""What stands between the digits of a number: a usual grouping, a disguise, or the borders of a table's columns.

Stripping glues all digits of a line together; this says which of the glued numbers somebody may have meant.
"""
import unicodedata
from collections.abc import Collection, Sequence

from shared.plugins.text import Text

_GROUP_SIGNS = frozenset(" -‐–—.·")
_HIDING_SIGNS = frozenset("*_^@`'\"·•")
_FIRST_SHAPE, _UNITS = 0x25A0, range(0x3200, 0x3400)
"""Stars, dots and emoji are shapes; ㎡ and ㎏ are units and stand in tables for honest reasons."""


def gaps(text: Text, start: int, end: int) -> list[str]:
    """What was stripped between each two characters of a span of the stripped view."""
    return [text.gap(place) for place in range(start + 1, end)]


def are_hiding(between: Sequence[str]) -> bool:
    """Whether a sign stands there that nobody puts between numbers, such as a star or an emoji."""
    return any(_hides(char) for gap in between for char in gap)


def are_usual(between: Sequence[str], groups: Collection[tuple[int, ...]]) -> bool:
    """Whether one and the same sign parts the number into one of these groups."""
    signs = {gap for gap in between if gap}
    lengths = tuple(len(group) for group in "".join("0 " if gap else "0" for gap in [*between, ""]).split())
    return len(signs) == 1 and signs <= _GROUP_SIGNS and lengths in groups


def stands_apart(text: Text, start: int, end: int, between: Sequence[str]) -> bool:
    """Whether the digits before and after, if any, are parted from it by other signs than those inside it.

    The cells of a row are not: a window on a row of numbers has inside what it has at its borders, or cuts a fraction.
    """
    digits = text.stripped.text
    signs = {gap for gap in between if gap} | {"."}
    borders = (place for place in (start, end) if 0 < place < len(digits) and digits[place - 1 : place + 1].isdigit())
    return all(text.gap(place) not in signs for place in borders)


def _hides(char: str) -> bool:
    is_shape = ord(char) >= _FIRST_SHAPE and unicodedata.category(char) == "So" and ord(char) not in _UNITS
    return is_shape or char in _HIDING_SIGNS

"""What stands between the digits of a number: a usual grouping, a disguise, or the borders of a table's columns.

All digits of a line may be read as one number; this says which of the possible ones somebody may have meant.
"""
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from shared.plugins.numbers import Number

_GROUP_SIGNS = frozenset(" -‐–—.·")
_HIDING_SIGNS = frozenset("*_^@`'\"·•")
_FIRST_SHAPE, _UNITS = 0x25A0, range(0x3200, 0x3400)
"""Stars, dots and emoji are shapes; ㎡ and ㎏ are units and stand in tables for honest reasons."""


def is_meant(number: Number, groups: Collection[tuple[int, ...]]) -> bool:
    """Whether somebody may have meant one number; for those with a checksum, which rows of cells have once in a while."""
    return number.is_plain or is_hidden(number) or are_usual(number.gaps, groups) or stands_apart(number)


def is_hidden(number: Number) -> bool:
    """Whether its digits are parted to hide it, and it is not a piece of something longer that is hidden."""
    borders = [border for border in (number.border_before, number.border_after) if border]
    return are_hiding(number.gaps) and not are_hiding(borders)


def are_hiding(between: Sequence[str]) -> bool:
    """Whether a sign stands there that nobody puts between numbers, such as a star or an emoji."""
    return any(_hides(char) for gap in between for char in gap)


def are_usual(between: Sequence[str], groups: Collection[tuple[int, ...]]) -> bool:
    """Whether one and the same sign parts the number into one of these groups."""
    signs = {_sign(gap) for gap in between if gap}
    return len(signs) == 1 and signs <= _GROUP_SIGNS and grouping(between) in groups


def grouping(between: Sequence[str]) -> tuple[int, ...]:
    """How many digits stand together: ``(3, 4, 4)``."""
    cuts = [0, *(place for place, gap in enumerate(between, 1) if gap), len(between) + 1]
    return tuple(after - before for before, after in zip(cuts, cuts[1:], strict=False))


def stands_apart(number: Number) -> bool:
    """Whether the digits before and after, if any, are parted from it by other signs than those inside it.

    The cells of a row are not: a window on a row of numbers has inside what it has at its borders, or cuts a fraction.
    """
    signs = {_sign(gap) for gap in number.gaps if gap} | {"."}
    return not any(border is not None and _sign(border) in signs for border in (number.border_before, number.border_after))


def apart(numbers: Iterable[Number]) -> list[Number]:
    """Those that do not overlap a better one, in the order of the text: that which begins first, then the longest."""
    taken: list[Number] = []
    for number in sorted(numbers, key=lambda each: (each.first, -len(each.value))):
        if not taken or taken[-1].last < number.first:
            taken.append(number)
    return taken


def luhn(digits: str) -> bool:
    """The checksum of bank cards (ISO/IEC 7812-1 附录B): every second digit from the right is doubled."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _sign(gap: str) -> str:
    """The one sign that a gap is: what else stands in it does not count."""
    for sign in "\n\t":
        if sign in gap:
            return sign
    return gap.strip(" ") or gap[:1]


def _hides(char: str) -> bool:
    is_shape = ord(char) >= _FIRST_SHAPE and unicodedata.category(char) == "So" and ord(char) not in _UNITS
    return is_shape or char in _HIDING_SIGNS

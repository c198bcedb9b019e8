"""Marks: words that tell one text of a run from all others, made of characters in which no detector sees anything."""
import re

_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_MARK = re.compile(rf"标记[{_DIGITS}]+终")


def mark(number: int) -> str:
    """The mark with this number, e.g. ``标记乙丙终`` for 12."""
    return f"标记{''.join(_DIGITS[int(digit)] for digit in str(number))}终"


def marks_in(text: str) -> list[str]:
    """All marks in a text, in order."""
    return _MARK.findall(text)

"""Mobile telephone numbers (手机号码): personal information unless an office has made the number its own.

The form is loose (``1[3-9]`` and nine digits), since lists of prefixes age; the neighbourhood decides instead.
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors.grouping import are_hiding, are_usual, gaps, stands_apart
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text

_LENGTH = 11
_RUN = re.compile("[0-9]{11,}+")
_NUMBER = re.compile("(?=(1[3-9][0-9]{9}))")
_CALLED = re.compile("(?:(?:[+]|(?<![0-9])00)86|tel|phone|mobile)$")
"""May touch the number: a country code, or what it is."""
_COUNTRY = re.compile("(?<![0-9])(?:00)?86[ -]$")
_ITEM = re.compile(" *[0-9]{1,3}[.]")
"""Number of an item at the beginning of its line, which looks like the whole part of a decimal."""
_AMOUNT_BEFORE = re.compile("[0-9][.]$|[$¥£€] ?$")
_AMOUNT_AFTER = re.compile("[.][0-9]| ?(?:[元万亿吨米度%‰]|千[克瓦米]|平方|立方|公[斤里顷])")
_NEAR = 40
"""How far around a number the line is looked at."""
_GROUPS = frozenset({(3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (1,) * _LENGTH})
"""How people group the digits; other groups are columns of a table, years or a number with thousands set apart."""


@dataclass(frozen=True)
class Mobile:
    """Finds mobile numbers, also grouped, spaced or disguised ones; a person says whether the number may stay."""

    code = "mobile"
    version = 1
    label = "手机号码"
    reference = "《中华人民共和国个人信息保护法》第三十四条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """The span is that of the eleven digits, without the country code."""
        view = text.stripped
        for run in _RUN.finditer(view.text):
            free = run.start()
            for hit in _NUMBER.finditer(view.text, *run.span()):
                start, end = hit.span(1)
                if start >= free and _is_number(text, start, end) and _is_grouped(text, run, start, end):
                    yield _finding(text, start, end)
                    free = end


def _is_number(text: Text, start: int, end: int) -> bool:
    """Whether these eleven digits are neither a piece of a longer number or word, nor an amount."""
    view = text.stripped
    before, after = _neighbourhood(text, start, end)
    is_continued = view.joined(start) and _is_latin(before[-1:]) and not _CALLED.search(before)
    continues = view.joined(end) and _is_latin(after[:1])
    is_fraction = _AMOUNT_BEFORE.search(before) and not _ITEM.fullmatch(before)
    return not (is_continued or continues or is_fraction or _AMOUNT_AFTER.match(after))


def _is_grouped(text: Text, run: re.Match[str], start: int, end: int) -> bool:
    """Whether what stands between the digits is nothing, a usual grouping, or there to hide the number."""
    between = gaps(text, start, end)
    if not any(between) or are_hiding(between):
        return True
    is_list = (start - run.start()) % _LENGTH == 0 == (run.end() - run.start()) % _LENGTH
    has_code = _COUNTRY.search(_neighbourhood(text, start, end)[0])
    return are_usual(between, _GROUPS) and bool(is_list or has_code or stands_apart(text, start, end, between))


def _neighbourhood(text: Text, start: int, end: int) -> tuple[str, str]:
    """The line before the number, and what follows it."""
    first, last = text.stripped.place_below(start), text.stripped.place_below(end - 1)
    before = text.folded.text[max(0, first - _NEAR) : first]
    return before.rpartition("\n")[2], text.folded.text[last + 1 : last + 1 + _NEAR]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _finding(text: Text, start: int, end: int) -> Finding:
    place = text.span(text.stripped, start, end)
    evasion = text.original[slice(*place)] != text.stripped.text[start:end]
    reason = "疑似手机号码，请核对是否为公开的办公电话；个人号码应当删除或者遮盖"
    return Finding(*place, Severity.MEDIUM, "mobile", reason, 0.8, evasion)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return Mobile()

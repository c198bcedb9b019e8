"""Citizen identity numbers (公民身份号码, GB 11643), which must not be published with a person's name.

Checksum and date decide; area codes do not: tables of them are dated, and the numbers of the elderly slip through.
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from services.secrecy.detectors.grouping import are_hiding, are_usual, gaps, stands_apart
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text, View

_RUN = re.compile("[0-9]{15,}+x?")
_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_NEW = re.compile(f"(?=([1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}{_DAY}[0-9]{{3}}[0-9x]))")
_OLD = re.compile(f"(?=([1-9][0-9]{{7}}{_DAY}[0-9]{{3}}))")
_NAMED = re.compile("身份证|身份号码")
_BEFORE, _AFTER = 30, 12
"""How far from an old number, which has no checksum, its name may stand."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_NEW_LENGTH = 18
_GROUPS = frozenset(
    {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 8, 3, 1), (6, 12), (14, 4), (17, 1), (4, 4, 4, 4, 2)}
)
"""How people group the digits."""


@dataclass(frozen=True)
class IdCard:
    """Finds numbers of 18 digits by checksum and date, and the old ones of 15 digits where they are called so."""

    code = "id_card"
    version = 1
    label = "公民身份号码"
    reference = "《中华人民共和国个人信息保护法》第二十八条；GB 11643-1999"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Numbers with anything on one line between their digits; never digits of a longer number."""
        view = text.stripped
        for run in _RUN.finditer(view.text):
            new = (hit.span(1) for hit in _NEW.finditer(view.text, *run.span()) if _is_new_number(hit[1]))
            old = (hit.span(1) for hit in _OLD.finditer(view.text, *run.span()) if _is_old_number(hit))
            alone = (span for span in chain(new, old) if _stands_alone(view, *span) and _is_one(text, *span))
            for start, end in _apart(alone):
                yield _finding(text, start, end)


def _is_one(text: Text, start: int, end: int) -> bool:
    """Whether somebody may have meant one number; cells of a table, too, make a valid one, once in a few pages."""
    between = gaps(text, start, end)
    is_plain = not any(between)
    return is_plain or are_hiding(between) or are_usual(between, _GROUPS) or stands_apart(text, start, end, between)


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that do not overlap one before them in the list."""
    taken: set[int] = set()
    for start, end in spans:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _stands_alone(view: View, start: int, end: int) -> bool:
    """Whether no digit or letter touches it; a letter may stand before, as in ``ID433101…``."""
    before, after = view.text[start - 1 : start], view.text[end : end + 1]
    is_continued = view.joined(start) and before.isdigit()
    continues = view.joined(end) and after.isascii() and after.isalnum()
    return not (is_continued or continues)


def _is_new_number(number: str) -> bool:
    """GB 11643: the day of birth exists and the last place is the checksum of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17] and _exists(number[6:14])


def _is_old_number(hit: re.Match[str]) -> bool:
    """Fifteen digits prove nothing: they count where they are called an identity number."""
    start, end = hit.span(1)
    around = hit.string[max(0, start - _BEFORE) : start], hit.string[end : end + _AFTER]
    return any(map(_NAMED.search, around)) and _exists("19" + hit[1][6:12])


def _exists(day: str) -> bool:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True


def _finding(text: Text, start: int, end: int) -> Finding:
    place = text.span(text.stripped, start, end)
    evasion = text.original[slice(*place)].lower() != text.stripped.text[start:end]
    if end - start == _NEW_LENGTH:
        reason = "疑似公民身份号码（校验位正确），公开前应当删除或者遮盖"
        return Finding(*place, Severity.HIGH, "id_card", reason, 1.0, evasion)
    return Finding(*place, Severity.MEDIUM, "id_card", "疑似旧式十五位公民身份号码，请人工核对", 0.6, evasion)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return IdCard()

"""Citizen identity numbers (公民身份号码, GB 11643), which must not be published with a person's name.

Checksum and date decide; area codes do not: tables of them are dated, and the numbers of the elderly slip through.
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from services.secrecy.detectors.grouping import apart, is_meant
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_NEW = re.compile(f"[1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}{_DAY}[0-9]{{4}}")
_NEW_X = re.compile(f"[1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}{_DAY}[0-9]{{3}}x")
_OLD = re.compile(f"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{{6}}{_DAY}[0-9]{{3}}")
_NEW_LENGTH, _OLD_LENGTH = 18, 15
_NAMED = re.compile("身份证|身份号码")
_PERSON = re.compile("姓名|性别|出生|户籍|村民|居民|[，,、 \t][男女][，,、 \t]")
_OTHER = re.compile("注册|登记|税|信用|代码|编号|编码|证号|单号|流水|批号|序列|条形|项目|合同")
_BEFORE, _AFTER = 30, 12
"""How far from an old number, which has no checksum, its name may stand."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_GROUPS = frozenset(
    {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 8, 3, 1), (6, 12), (14, 4), (17, 1), (4, 4, 4, 4, 2), (6, 6, 6), (6, 6, 3)}
)
"""How people group the digits."""


@dataclass(frozen=True)
class IdCard:
    """Finds numbers of 18 digits by checksum and date, and the old ones of 15 digits by what stands around them."""

    code = "id_card"
    version = 2
    label = "公民身份号码"
    reference = "《中华人民共和国个人信息保护法》第二十八条；GB 11643-1999"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Numbers with anything between their digits, also over lines and cells; never digits of a longer number."""
        numbers = text.numbers
        new = chain(numbers.of(_NEW_LENGTH, form=_NEW), numbers.of(_NEW_LENGTH, form=_NEW_X, letters=True))
        found = apart(number for number in new if _is_new(number) and _stands_alone(number) and is_meant(number, _GROUPS))
        yield from (_finding(number, Severity.HIGH, "疑似公民身份号码（校验位正确），公开前应当删除或者遮盖",
                             0.9 if number.is_wrapped else 1.0) for number in found)
        yield from _old(text, found)


def _old(text: Text, found: list[Number]) -> Iterator[Finding]:
    """Fifteen digits prove nothing: only what is called an identity number, or stands beside a person."""
    taken = {place for number in found for place in range(number.first, number.last + 1)}
    for number in apart(text.numbers.of(_OLD_LENGTH, form=_OLD)):
        if number.first in taken or not (_exists("19" + number.value[6:12]) and _stands_alone(number)):
            continue
        if not is_meant(number, _GROUPS):
            continue
        before, after = number.before(_BEFORE), number.after(_AFTER)
        if _NAMED.search(before) or _NAMED.search(after):
            yield _finding(number, Severity.MEDIUM, "疑似旧式十五位公民身份号码，请人工核对", 0.6)
        elif number.is_plain and _PERSON.search(before) and not _OTHER.search(before):
            yield _finding(number, Severity.LOW, "个人情况旁的十五位数字，可能是旧式公民身份号码，请人工核对", 0.3)


def _stands_alone(number: Number) -> bool:
    """Whether no letter or digit follows; a letter may stand before, as in ``ID433101…``."""
    return not number.letter_after


def _is_new(number: Number) -> bool:
    """GB 11643: the day of birth exists and the last place is the checksum of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number.value, strict=False))
    return _CHECKS[total % 11] == number.value[17] and _exists(number.value[6:14])


def _exists(day: str) -> bool:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True


def _finding(number: Number, severity: Severity, reason: str, confidence: float) -> Finding:
    return Finding(*number.span, severity, "id_card", reason, confidence, number.is_disguised)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return IdCard()

"""Unified social credit codes (统一社会信用代码, GB 32100-2015): public for units, a person's for a one-man business.

A body's code stands on its door, so it is only worth knowing; that of an individual business (个体工商户) leads to its
owner, and beside a person's particulars it is looked at.
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors.grouping import apart, is_meant
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_LENGTH = 18
_ALPHABET = "0123456789abcdefghjklmnpqrtuwxy"
_FORM = re.compile(f"[1-9a-hj-np-rtuwxy][1-9a-g][0-9]{{6}}[{_ALPHABET}]{{10}}")
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_GROUPS = frozenset({(2, 6, 9, 1), (2, 6, 8, 1, 1), (8, 10), (6, 6, 6), (4, 4, 4, 4, 2), (8, 9, 1)})
_INDIVIDUAL = "92"
_PERSON = re.compile("经营者|业主|个体|姓名|自然人|身份证|户主|负责人住址")
_BEFORE, _AFTER = 40, 20


@dataclass(frozen=True)
class CreditCode:
    """Finds the codes by their checksum (modulo 31)."""

    code = "credit_code"
    version = 1
    label = "统一社会信用代码"
    reference = "GB 32100-2015；《中华人民共和国个人信息保护法》第三十四条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """A unit's: low. An individual business's, or beside a person's particulars: medium."""
        found = text.numbers.of(_LENGTH, form=_FORM, letters=True)
        for number in apart(each for each in found if _is_code(each.value) and _is_one(each)):
            around = number.before(_BEFORE) + number.after(_AFTER)
            if number.value.startswith(_INDIVIDUAL) or _PERSON.search(around):
                yield Finding(*number.span, Severity.MEDIUM, "credit_code",
                              "疑似个体经营者的统一社会信用代码，请核对能否公开", 0.8, number.is_disguised)
            else:
                yield Finding(*number.span, Severity.LOW, "credit_code", "单位的统一社会信用代码，一般可以公开", 0.9,
                              number.is_disguised)


def _is_one(number: Number) -> bool:
    return not (number.letter_before or number.letter_after) and is_meant(number, _GROUPS)


def _is_code(value: str) -> bool:
    total = sum(weight * _ALPHABET.index(char) for weight, char in zip(_WEIGHTS, value, strict=False))
    return _ALPHABET[-total % 31] == value[-1]


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return CreditCode()

"""Numbers of passports (护照号码), which have no checksum: only where a passport is spoken of."""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors.grouping import apart, is_meant
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_LENGTH = 9
_FORM = re.compile("[degkphs][0-9]{8}|[a-z]{2}[0-9]{7}|1[45][0-9]{7}")
"""Ordinary, official and diplomatic ones of every series, and those before 2012."""
_CALLED = re.compile("护照|通行证|旅行证|passport")
_GROUPS = frozenset({(1, 8), (2, 7), (3, 3, 3), (1, 4, 4), (3, 6), (1, 2, 2, 2, 2)})
_BEFORE, _AFTER = 30, 12


@dataclass(frozen=True)
class Passport:
    """Finds them by form and name."""

    code = "passport"
    version = 1
    label = "护照号码"
    reference = "《中华人民共和国个人信息保护法》第二十八条；《中华人民共和国护照法》"

    def scan(self, text: Text) -> Iterable[Finding]:
        """One letter and eight digits, two letters and seven, or nine digits of the old series."""
        for number in apart(each for each in text.numbers.of(_LENGTH, form=_FORM, letters=True) if _is_one(each)):
            yield Finding(*number.span, Severity.MEDIUM, "passport", "疑似护照号码，公开前应当删除或者遮盖", 0.8,
                          number.is_disguised)


def _is_one(number: Number) -> bool:
    is_called = _CALLED.search(number.before(_BEFORE)) or _CALLED.search(number.after(_AFTER))
    return bool(is_called) and not (number.letter_before or number.letter_after) and is_meant(number, _GROUPS)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return Passport()

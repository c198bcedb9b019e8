"""Certificates of soldiers and police officers (军官证, 士兵证, 警官证): who serves where is no public matter.

``某字第…号`` is also how papers are numbered, so the certificate must be named before the number.
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import digitised
from shared.plugins.phrases import Phrases
from shared.plugins.text import Text

_NAMED = Phrases(["军官证", "士兵证", "士官证", "警官证", "警察证", "军人证", "文职干部证", "文职人员证", "武警证", "退役证"])
_NUMBER = re.compile(
    r"[^0-9\n。;]{0,12}?(?:号码?|编号)?[:\n]{0,3}"
    r"(?:(?P<word>[一-鿿]{1,4})\n?字\n?第\n?(?P<short>[0-9](?:\n{0,4}[0-9]){3,9})\n?号?|(?P<long>[0-9](?:\n{0,4}[0-9]){5,11}))"
    r"(?![0-9]|[年月元万人名个份])"
)
_REACH = 60
"""How far from its name the number is looked for, in stripped characters."""


@dataclass(frozen=True)
class OfficerCard:
    """Finds the number that follows the name of such a certificate."""

    code = "officer_card"
    version = 1
    label = "军官证、士兵证、警官证号"
    reference = "《中华人民共和国个人信息保护法》第二十八条；《中华人民共和国保守国家秘密法》第三十六条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """The span is that of the number with the words that belong to it."""
        reached = 0
        for _, end in _NAMED.of(text):
            following = digitised(text.stripped.text[end : end + _REACH])
            hit = _NUMBER.match(following)
            if hit and end >= reached:
                first = hit.start("word") if hit["word"] else hit.start("long")
                reached = end + hit.end()
                span = text.span(text.stripped, end + first, reached)
                written = text.original[slice(*span)]
                yield Finding(*span, Severity.MEDIUM, "officer_card",
                              "疑似军官证、士兵证或者警官证号码，公开前应当删除或者遮盖", 0.8, written != hit[0][first:])


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return OfficerCard()

"""Marks of classification (密级标志, GB/T 9704-2012), which no public page may carry.

Whoever writes *about* secrecy uses the same words, so a mark counts as one only by its form: the star and the term, or
a line of its own at the head of the paper (《保守国家秘密法》第二十二条).
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.folding import table_of, where
from shared.plugins.text import Text

_HEAD = 10
"""Lines or cells with text, counted from the top, in which a mark may stand alone."""
_LONGEST_HEADLINE = 60
_LINE = re.compile("[^\\n\\t]+")
_STARS = "★☆✩✪✫✬✭✮✯✰⭐🌟⋆"
_ASTERISK = "*"
_GAP = r"(?:[^\w\n!?;,:。、]|_){0,8}+"
"""What may be inserted in a mark: anything on its line that is neither text nor the end of a sentence."""
_REACH = 50, 80
"""How far before and after its star a mark may reach."""
_TYPESETTING = re.compile(rf"[\s{_STARS}*]")
_NO_TEXT = re.compile(r"[\W_]")


def _spaced(words: str) -> str:
    """A pattern for any of the words (parted by ``|``), with gaps between their characters."""
    return "|".join(_GAP.join(word) for word in words.split("|"))


_GRADE = f"(?:{_spaced('绝密|机密|秘密')})"
_PERIOD = f"(?:[0-9](?:{_GAP}[0-9]){{0,3}}|[一二三四五六七八九十]{{1,3}}){_GAP}(?:年|个{_GAP}月|月|日|天)|{_spaced('长期')}"
_STARRED = re.compile(
    rf"{_GRADE}(?P<gap>(?:[^\w\n!?;,:。、]|_){{1,16}}+)(?:(?P<period>{_PERIOD})(?P<other>前)?|解密|[^\s,。]{{1,12}}前)"
)
_NO_STAR = re.compile(f"[^{_STARS}]*")
_ALONE = re.compile(
    f"{_GAP}(?:[0-9]{{6}})?{_GAP}({_GRADE}){_GAP}(?:特急|加急|特提|平急)?{_GAP}"
)
_WRITTEN_ABOUT = re.compile("[一-鿿]$")


@dataclass(frozen=True)
class ClassificationMark:
    """Finds marks of state secrets (high) and mere mentions of a full mark (medium)."""

    code = "classification_mark"
    version = 2
    label = "密级标志"
    reference = "《中华人民共和国保守国家秘密法》第二十二条、第三十五条；GB/T 9704-2012"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Marks by form; the words alone, as in 商业秘密 or 保密审查, are nothing."""
        for hit in _starred(text):
            yield _judged(text, hit)
        for start, end in _alone(text.folded.text):
            yield _finding(text, start, end, Severity.HIGH, "疑似单独成行的密级标志，涉密文件不得公开", 0.9)


def _starred(text: Text) -> Iterator[re.Match[str]]:
    """Marks with a star: only where there is one, not far after 密."""
    folded, reached = text.folded.text, 0
    for star in where(_stars(), text.folded.codes).tolist():
        if star >= reached and "密" in folded[max(0, star - _REACH[0]) : star]:
            hit = _STARRED.search(folded, max(reached, star - _REACH[0]), star + _REACH[1])
            if hit and _is_star(hit):
                reached = hit.end()
                yield hit


def _is_star(hit: re.Match[str]) -> bool:
    """Whether a star stands before the period, or one asterisk for it: two are bold type in Markdown."""
    signs = hit["gap"]
    if not _NO_STAR.fullmatch(signs):
        return True
    return _ASTERISK in signs and "**" not in signs and bool(hit["period"]) and not hit["other"]


def _judged(text: Text, hit: re.Match[str]) -> Finding:
    if _WRITTEN_ABOUT.search(hit.string[max(0, hit.start() - 1) : hit.start()]):
        return _finding(text, *hit.span(), Severity.MEDIUM, "文中提到密级标志，请核对是否引自涉密文件", 0.6)
    return _finding(text, *hit.span(), Severity.HIGH, "疑似密级和保密期限标志，涉密文件不得公开", 0.95)


def _alone(folded: str) -> Iterator[tuple[int, int]]:
    """Grades that are all there is on one of the first lines, as on the head of an official paper."""
    lines = (line for line in _LINE.finditer(folded) if not line[0].isspace())
    for line in islice(lines, _HEAD):
        hit = line.end() - line.start() <= _LONGEST_HEADLINE and _ALONE.fullmatch(folded, *line.span())
        if hit:
            yield hit.span(1)


def _finding(text: Text, start: int, end: int, severity: Severity, reason: str, confidence: float) -> Finding:
    place = text.span(text.folded, start, end)
    written = _TYPESETTING.sub("", text.original[slice(*place)])
    evasion = written != _NO_TEXT.sub("", text.folded.text[start:end])
    return Finding(*place, severity, "classification_mark", reason, confidence, evasion)


@cache
def _stars() -> NDArray[np.bool_]:
    return table_of(_STARS + _ASTERISK)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return ClassificationMark()

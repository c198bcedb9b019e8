"""Marks of classification (密级标志, GB/T 9704-2012) and of internal papers, which no public page may carry.

Whoever writes *about* secrecy uses the same words, so a mark counts as one only by its form: the star and the term, or
a line of its own at the head of the paper (《保守国家秘密法》第二十二条).
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text

_HEAD = 10
"""Lines with text, counted from the top, in which a mark may stand alone."""
_LONGEST_HEADLINE = 60
_LINE = re.compile("[^\\n]+")
_STARS = "★☆✩✪✫✬✭✮✯✰⭐🌟⋆"
_GAP = rf"(?:[^\w\n!?;,:。、{_STARS}]|_){{0,8}}"
"""What may be inserted in a mark: anything on its line that is neither text nor the end of a sentence."""
_TYPESETTING = re.compile(rf"[\s{_STARS}*]")
_NO_TEXT = re.compile(r"[\W_]")


def _spaced(words: str) -> str:
    """A pattern for any of the words (parted by ``|``), with gaps between their characters."""
    return "|".join(_GAP.join(word) for word in words.split("|"))


_GRADE = f"(?:{_spaced('绝密|机密|秘密')})"
_PERIOD = f"(?:[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}}){_GAP}(?:年|个?月|日|天)|{_spaced('长期')}"
_STARRED = re.compile(
    f"{_GRADE}{_GAP}(?:[{_STARS}]{_GAP}(?:{_PERIOD}|解密|[^\\s,。]{{1,12}}前)"
    rf"|(?<![*])[*](?![*]){_GAP}(?:{_PERIOD})(?!前))"  # two asterisks are bold type in Markdown
)
_ALONE = re.compile(
    f"{_GAP}(?:[0-9]{{6}})?{_GAP}({_GRADE}){_GAP}[{_STARS}]?{_GAP}(?:特急|加急|特提|平急)?{_GAP}"
)
_WRITTEN_ABOUT = re.compile("[一-鿿]$")
_HANDLING = re.compile(
    _spaced("不得外传|严禁外传|请勿外传|切勿外传|会后收回|会后退回|会后交回|阅后收回|阅后退回|传阅后退回|传阅退回")
    + f"|{_spaced('阅后即焚|阅后销毁')}"
    + f"|{_GAP.join('仅供')}[^\n。]{{0,6}}{_GAP.join('参阅')}"
)
"""Orders to the reader of a paper; nobody writes them about another paper."""
_COMMON = re.compile(_spaced("内部资料|内部文件|内部材料|内部使用|注意保存"))
"""Everyday words: a mark only when they are a whole clause, as in ``本件属内部资料，注意保存``."""
_CLAUSE_BEFORE = re.compile(
    r"(?:^|[\s!?;,:。(\[【〔《<“\"])(?:[本此该][^\s,。]{0,4}?)?(?:为|系|是|属于?|仅供|仅限|限于?|供)?$"
)
_CLAUSE_AFTER = re.compile(r"$|[\s!?;,:。)\]】〕》>”\"]")
_LEGAL = re.compile(_spaced("工作秘密|不得公开"))
"""Words of the law itself: a mark only on a line of their own, in brackets, or said of this very paper."""
_LABEL_BEFORE = re.compile(r"^[\W_]*$|[(\[【〔]\s*$|[本此](?:件|文|文件|资料|材料)(?:为|系|是|属于?)?$")
_LABEL_AFTER = re.compile(r"[\W_]*$|\s*[)\]】〕]|[\s!?;,。]")
_NEAR = 40
"""How far around such words their line is looked at."""


@dataclass(frozen=True)
class ClassificationMark:
    """Finds marks of state secrets (high) and of internal papers or mere mentions of a full mark (medium)."""

    code = "classification_mark"
    version = 1
    label = "密级标志与内部资料标志"
    reference = "《中华人民共和国保守国家秘密法》第二十二条、第三十五条；GB/T 9704-2012"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Marks by form; the words alone, as in 商业秘密 or 保密审查, are nothing."""
        folded = text.folded.text
        for hit in _STARRED.finditer(folded):
            yield _starred(text, hit)
        for start, end in _alone(folded):
            yield _finding(text, start, end, Severity.HIGH, "疑似单独成行的密级标志，涉密文件不得公开", 0.9)
        for start, end in _internal(folded):
            yield _finding(text, start, end, Severity.MEDIUM, "疑似内部管理标志，请核对能否公开", 0.7)


def _starred(text: Text, hit: re.Match[str]) -> Finding:
    if _WRITTEN_ABOUT.search(hit.string[max(0, hit.start() - 1) : hit.start()]):
        return _finding(text, *hit.span(), Severity.MEDIUM, "文中提到密级标志，请核对是否引自涉密文件", 0.6)
    return _finding(text, *hit.span(), Severity.HIGH, "疑似密级和保密期限标志，涉密文件不得公开", 0.95)


def _alone(folded: str) -> Iterator[tuple[int, int]]:
    """Grades that are all there is on one of the first lines, as on the head of an official paper."""
    lines = (line for line in _LINE.finditer(folded) if not line[0].isspace())
    for line in islice(lines, _HEAD):
        hit = len(line[0]) <= _LONGEST_HEADLINE and _ALONE.fullmatch(folded, *line.span())
        if hit:
            yield hit.span(1)


def _internal(folded: str) -> Iterator[tuple[int, int]]:
    """Marks of papers that are no state secret but are not for everyone either."""
    yield from (hit.span() for hit in _HANDLING.finditer(folded))
    for words, before, after in (_COMMON, _CLAUSE_BEFORE, _CLAUSE_AFTER), (_LEGAL, _LABEL_BEFORE, _LABEL_AFTER):
        for hit in words.finditer(folded):
            start, end = hit.span()
            line_before = folded[max(0, start - _NEAR) : start].rpartition("\n")[2]
            line_after = folded[end : end + _NEAR].partition("\n")[0]
            if before.search(line_before) and after.match(line_after):
                yield start, end


def _finding(text: Text, start: int, end: int, severity: Severity, reason: str, confidence: float) -> Finding:
    place = text.span(text.folded, start, end)
    written = _TYPESETTING.sub("", text.original[slice(*place)])
    evasion = written != _NO_TEXT.sub("", text.folded.text[start:end])
    return Finding(*place, severity, "classification_mark", reason, confidence, evasion)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return ClassificationMark()

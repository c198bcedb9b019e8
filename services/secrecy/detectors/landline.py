"""Fixed-line telephone numbers (座机): an office's is meant for the public, somebody's at home is not.

What introduces a number decides: 咨询电话, 监督电话, 传真 and their like are no finding at all, nor is a number of the
settings; 家庭电话 and its like are looked at; anything else is only worth knowing.
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors import settings
from services.secrecy.detectors.grouping import apart, are_usual, grouping, is_hidden, stands_apart
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_AREA = re.compile("0(?:10|2[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}")
_LOCAL = re.compile("[2-8][0-9]{6,7}")
_AREA_LENGTHS, _LOCAL_LENGTHS = (12, 11), (8, 7)
_GROUPS = frozenset({(4, 7), (4, 8), (3, 8), (4, 3, 4), (4, 4, 4), (3, 4, 4), *((1,) * length for length in _AREA_LENGTHS),
                     (3, 4), (4, 4), *((1,) * length for length in _LOCAL_LENGTHS)})
_GAPS = re.compile(" ?[-—–/) ] ?")
_USUAL = re.compile("[-()（） ]")
_PHONE = re.compile("电话|座机|固话|传真|tel|phone|fax|联系方式")
_OFFICE = re.compile("(?:咨询|监督|举报|投诉|服务|值班|办公|公开|预约|报名|报警|救援|业务|受理|接待|客服|查询|维权|信访|政务"
                     "|反馈|热线|办事|窗口|技术支持|采购人|代理机构|招标人|单位|机构|科室|[局委办厅院校社所站]).{0,8}?"
                     "(?:电话|号码|热线|座机)|传真|总机|热线|fax")
_HOME = re.compile("(?:家庭|住宅|家里|家中|宅|本人|个人|私人|户主|家属|监护人|家长|父亲|母亲|申请人|当事人).{0,4}?"
                   "(?:电话|座机|固话|号码)|宅电")
_NEAR = 30
_NO_PHONE = re.compile(" ?(?:[元万亿吨米度%‰年]|千[克瓦米]|平方|立方|公[斤里顷]|人次?|[号户件份个亩])")


@dataclass(frozen=True)
class Landline:
    """Finds numbers with their area code anywhere, and local ones where they are called a telephone's."""

    code = "landline"
    version = 1
    label = "固定电话号码"
    reference = "《中华人民共和国个人信息保护法》第三十四条"

    offices: frozenset[str]
    """Numbers of offices, with or without their area code."""

    def scan(self, text: Text) -> Iterable[Finding]:
        """Home numbers: medium. Introduced as an office's, or known as one: none. Others: low."""
        for number in apart(_candidates(text)):
            before = number.before(_NEAR).rpartition("\n")[2] or number.before(_NEAR)
            if any(number.value.endswith(office) for office in self.offices):
                continue
            if _HOME.search(before):
                yield _finding(number, Severity.MEDIUM, "疑似个人的固定电话，公开前应当删除或者遮盖", 0.7)
            elif not _OFFICE.search(before):
                yield _finding(number, Severity.LOW, "固定电话号码，请核对是否为公开的办公电话", 0.5)


def _candidates(text: Text) -> Iterator[Number]:
    yield from (each for each in text.numbers.of(*_AREA_LENGTHS, form=_AREA) if _is_one(each))
    for number in text.numbers.of(*_LOCAL_LENGTHS, form=_LOCAL):
        if _PHONE.search(number.before(_NEAR)) and _is_one(number) and (number.border_before or "/").strip() == "/":
            yield number


def _is_one(number: Number) -> bool:
    if number.letter_before or number.letter_after or _NO_PHONE.match(number.after(4)):
        return False
    if number.is_plain or is_hidden(number) or are_usual(number.gaps, _GROUPS):
        return True
    parts = [gap for gap in number.gaps if gap]
    if grouping(number.gaps) in _GROUPS and all(map(_GAPS.fullmatch, parts)):
        return True
    return stands_apart(number) and bool(_PHONE.search(number.before(_NEAR)))


def _finding(number: Number, severity: Severity, reason: str, confidence: float) -> Finding:
    start, end = number.span
    is_disguised = _USUAL.sub("", number.text.original[start:end]) != number.value
    return Finding(start, end, severity, "landline", reason, confidence, is_disguised)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point. ``offices``: numbers of offices (``0743-8222222`` or ``8222222``), which are no finding."""
    return Landline(settings.numbers(params, "offices"))

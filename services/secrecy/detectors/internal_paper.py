"""Marks of papers that are no state secret but not for everyone either (内部资料, 工作秘密, 会后收回 …).

Orders to the reader of a paper are marks wherever they stand; everyday words only where they are said of this very paper,
since rules and news use them too (《保守国家秘密法》第六十四条，《政府信息公开条例》第十六条).
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.phrases import Phrases
from shared.plugins.text import Text

_ORDERS = frozenset(
    f"{when}{what}" for when in ("会后", "阅后", "传阅后", "传阅", "用后") for what in ("收回", "退回", "交回", "退还")
) | {"不得外传", "严禁外传", "请勿外传", "切勿外传", "不准外传", "阅后即焚", "阅后销毁", "不得翻印", "请勿翻印", "严禁翻印"}
_EVERYDAY = frozenset({"内部资料", "内部文件", "内部材料", "内部使用", "内部刊物", "内部参考", "内部掌握", "注意保存"})
_LEGAL = frozenset({"工作秘密", "不得公开", "不予公开", "不宜公开"})
_ONLY_FOR = "仅供"
_FOR_WHOM = {_ONLY_FOR + word for word in "领州县市区省各内本有部参相主班与会干党机关工代委常"}
_PHRASES = Phrases(_ORDERS | _EVERYDAY | _LEGAL | _FOR_WHOM)
_READ = re.compile("仅供[^\n。,;!?]{0,8}?(?:参阅|传阅|阅存|内部使用)")
_BEFORE_EVERYDAY = re.compile(
    r"(?:^|[\s!?;,:。(\[【〔《<“\"])(?:[本此该][^\s,。]{0,4}?)?(?:为|系|是|属于?|仅供|仅限|限于?|供)?$"
)
_AFTER_EVERYDAY = re.compile(r"$|[\s!?;,:。)\]】〕》>”\"]")
_BEFORE_LEGAL = re.compile(r"^[\W_]*$|[(\[【〔]\s*$|[本此](?:件|文|文件|资料|材料)(?:为|系|是|属于?)?$")
_AFTER_LEGAL = re.compile(r"[\W_]*$|\s*[)\]】〕]|[\s!?;,。]")
_ABOUT = re.compile(
    "(?:不得|禁止|防止|严禁|擅自|未经|应当|必须|泄露|传播|复制|摘抄|以|按照|标有|标注|加盖|印有|注明|等|[\"“《])[^\n,。;]{0,12}$")
"""What rules say about such papers."""
_THIS = re.compile("[本此该](?:件|文|文件|资料|材料|表|稿)[^。;]{0,6}$")
_IN_A_LIST = re.compile("[、和或及与]$")
_NEAR = 40
"""How far around such words their line is looked at."""
_NO_TEXT, _TYPESETTING = re.compile(r"[\W_]"), re.compile(r"\s")


@dataclass(frozen=True)
class InternalPaper:
    """Finds marks that say of a paper that it is not to be passed on."""

    code = "internal_paper"
    version = 1
    label = "内部资料、工作秘密标志"
    reference = "《中华人民共和国保守国家秘密法》第六十四条；《中华人民共和国政府信息公开条例》第十六条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Every mark is medium: a person knows whether the paper has been released since."""
        view, reached = text.stripped, 0
        for start, end in _PHRASES.of(text):
            hit = _READ.match(view.text, start)
            if hit:
                end = hit.end()
            elif view.text.startswith(_ONLY_FOR, start) or not _is_mark(text, start, end):
                continue
            if start >= reached:
                reached = end
                yield _finding(text, start, end)


def _is_mark(text: Text, start: int, end: int) -> bool:
    """Whether the words are a mark of this very paper by what stands around them on their line."""
    word = text.stripped.text[start:end]
    first, last = text.stripped.place_below(start), text.stripped.place_below(end - 1)
    folded = text.folded.text
    before = folded[max(0, first - _NEAR) : first].rpartition("\n")[2].rpartition("\t")[2]
    after = folded[last + 1 : last + 1 + _NEAR].partition("\n")[0].partition("\t")[0]
    if word in _ORDERS:
        return bool(_THIS.search(before)) or not (_ABOUT.search(before) or _IN_A_LIST.search(before))
    if word in _EVERYDAY:
        return bool(_BEFORE_EVERYDAY.search(before) and _AFTER_EVERYDAY.match(after))
    return bool(_BEFORE_LEGAL.search(before) and _AFTER_LEGAL.match(after))


def _finding(text: Text, start: int, end: int) -> Finding:
    span = text.span(text.stripped, start, end)
    written = _TYPESETTING.sub("", text.original[slice(*span)])
    evasion = written != _NO_TEXT.sub("", text.stripped.text[start:end])
    return Finding(*span, Severity.MEDIUM, "internal_paper", "疑似内部管理标志，请核对能否公开", 0.7, evasion)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return InternalPaper()

"""Tables of people (名单、花名册): a column of names beside one of identity numbers, cards, illness, telephones, addresses.

Lists of subsidies and of students are how personal data most often get onto a government's site. The heads of the columns
tell, whatever the values look like; what is masked in every row is fit to be seen (《个人信息保护法》第二十八条、第五十一条).
"""
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.secrecy.detectors.tables import Cell, rows
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text

_ANCHORS = ("姓名", "户主")
_NAME = re.compile("(?:户主|申请人|学生|患者|残疾人|人员|本人|家长|受助人|对象|农户|考生|员工|被保险人|救助对象)?姓名"
                   "|户主")
_SENSITIVE = (
    ("身份证件号", re.compile("身份证|身份号|公民身份|证件号")),
    ("银行卡或账号", re.compile("卡号|账号|帐号|账户|存折|一卡通")),
    ("病情或残疾", re.compile("病种|病情|疾病|病名|诊断|病史|残疾|伤残|健康状况|致贫原因|护理等级")),
    ("宗教信仰", re.compile("宗教|信仰")),
)
"""Classes of sensitive personal information: high."""
_PERSONAL = (
    ("电话", re.compile("(?<!办公)(?:电话|手机)|联系方式|联系号码|微信")),
    ("住址", re.compile("住址|家庭地址|户籍|住所|^地址|详细地址|家庭所在")),
    ("出生日期", re.compile("出生")),
)
"""Other particulars of a person: medium, and low in a list of who works where."""
_OFFICIAL = re.compile("单位|职务|岗位|职称|科室|部门|处室|执法证|机构|企业|公司")
_GOES_ON = re.compile("[一-鿿]")
"""After the words in prose; a head ends with its cell."""
_LONGEST_HEAD = 20
_MOST_ROWS = 5_000
"""More are not counted."""
_PERSON = re.compile("[一-鿿㐀-䶿𠀀-𪛟·.]{2,15}|[A-Za-z .]{3,40}")
_MASKED = re.compile("[*＊×✕●█■]|某|[xX]{2}|^[-—/无]*$")


@dataclass(frozen=True)
class PersonalTable:
    """Finds a table by its heads, in HTML, tab or comma parted lines, as xlsx, docx and csv files are extracted to."""

    code = "personal_table"
    version = 1
    label = "个人信息表格"
    reference = "《中华人民共和国个人信息保护法》第二十八条、第五十一条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """One finding for a table, on the row of its heads."""
        reached = 0
        for place in _anchors(text):
            if place >= reached:
                table = _Table(text, place)
                finding = table.judged()
                reached = table.reached
                if finding:
                    yield finding


def _anchors(text: Text) -> Iterator[int]:
    """Places in the original, ascending, where the head of a column of names may stand."""
    view, found = text.stripped, []
    for anchor in _ANCHORS:
        place = view.text.find(anchor)
        while place >= 0:
            end = place + len(anchor)
            if text.gap(end) or not _GOES_ON.match(view.text, end):
                found.append(text.span(view, place, end)[0])
            place = view.text.find(anchor, place + 1)
    yield from sorted(found)


class _Table:
    """The table whose head holds a place; ``reached`` is how far it has been read, so that nothing is read twice."""

    def __init__(self, text: Text, place: int) -> None:
        self._rows = rows(text, place)
        self._head = next(self._rows, [])
        line = text.original.find("\n", place) if text.format != "html" else place
        self.reached = max(self._head[-1].end if self._head else 0, line, place + 1)

    def judged(self) -> Finding | None:
        titles = [_title(cell) for cell in self._head]
        name = next((column for column, title in enumerate(titles) if _NAME.fullmatch(title)), None)
        kinds = {column: kind for column, title in enumerate(titles) if (kind := _kind(title)) and column != name}
        if name is None or not kinds:
            return None
        shown, count = self._shown(name, kinds)
        named = [kind for kind in dict.fromkeys(kinds.values()) if shown[kind]]
        if not named:
            return None
        is_official = any(map(_OFFICIAL.search, titles))
        severity = (Severity.HIGH if set(named) & {kind for kind, _ in _SENSITIVE} else
                    Severity.LOW if is_official else Severity.MEDIUM)
        reason = f"表格在姓名之外列有{'、'.join(named)}，有{count}行未作遮盖，公开前应当去标识化"
        return Finding(self._head[0].start, self._head[-1].end, severity, "personal_table", reason, 0.9 if count > 1 else 0.7)

    def _shown(self, name: int, kinds: Mapping[int, str]) -> tuple[Counter[str], int]:
        """How often each kind is readable beside a name, and in how many rows one is; the next head ends the table."""
        shown, count = Counter[str](), 0
        for row in islice(self._rows, _MOST_ROWS):
            if name < len(row) and _NAME.fullmatch(row[name].text):
                break
            self.reached = row[-1].end
            clear = {kind for column, kind in kinds.items() if _is_clear(row, column)}
            if name < len(row) and _is_name(row[name].text) and clear:
                count += 1
                shown.update(clear)
        return shown, count


def _title(cell: Cell) -> str:
    """A head as it is compared; what is too long is none."""
    return Text("head", cell.text).stripped.text.replace("\n", "") if len(cell.text) <= _LONGEST_HEAD else ""


def _kind(title: str) -> str | None:
    return next((kind for kind, pattern in (*_SENSITIVE, *_PERSONAL) if pattern.search(title)), None)


def _is_clear(row: Sequence[Cell], column: int) -> bool:
    return column < len(row) and not _MASKED.search(row[column].text)


def _is_name(said: str) -> bool:
    name = said.replace(" ", "").replace("　", "")
    return bool(_PERSON.fullmatch(name)) and not _MASKED.search(name)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return PersonalTable()

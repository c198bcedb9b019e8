"""A row of an import, checked: what it would register, or everything that is wrong with it in words of its own columns."""
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.disclosure.model.matter import BASES
from services.disclosure.sheets.cells import Formula, words
from services.disclosure.sheets.workbook import day_of_serial

NAMES: Mapping[str, Sequence[str]] = {
    "title": ("名称", "标题", "事项", "事项名称", "信息名称", "title", "name"),
    "classes": ("信息类别", "类别", "类型", "class", "classes"),
    "happened_on": ("日期", "生成日期", "形成日期", "变更日期", "保存日期", "形成、变更或者保存之日", "happened_on", "date"),
    "basis": ("起算事由", "事由", "basis"),
    "document_number": ("文号", "发文字号", "document_number"),
}
"""Field → what its column may be called; the first is what the template calls it."""
REQUIRED = ("title", "classes", "happened_on")
TITLE_MOST, NUMBER_MOST, CLASSES_MOST, TEXT_MOST = 200, 60, 5, 300
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日"
                   r"|(\d{2})(\d{2}))(?:[ T]0{1,2}:00(?::00)?)?\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile(r"[、,，;；/|\n]+")


@dataclass(frozen=True)
class Columns:
    """Which column of a file is which field."""

    places: Mapping[str, int]
    header: Sequence[str]
    unknown: Sequence[str]

    @classmethod
    def of(cls, header: Sequence[str]) -> "Columns":
        """By name, in any order; of two columns of one name the first counts and the other is unknown."""
        known = {_plain(name): field for field, names in NAMES.items() for name in names}
        places: dict[str, int] = {}
        unknown = []
        for place, name in enumerate(header):
            field = known.get(_plain(name))
            if field is None or field in places:
                unknown += [name] if name else []
            else:
                places[field] = place
        return cls(places, header, unknown)

    @property
    def missing(self) -> list[str]:
        """The columns that there must be and are not."""
        return [NAMES[field][0] for field in REQUIRED if field not in self.places]

    def called(self, field: str) -> str:
        """What the file calls a field."""
        return self.header[self.places[field]] if field in self.places else NAMES[field][0]


class _Wrong(Exception):
    """What is wrong with one cell."""


@dataclass(frozen=True)
class Check:
    """Checks rows. ``classes_on`` gives the labels and codes of the classes of a day → code; raises ``_Wrong`` for none."""

    columns: Columns
    today: date
    classes_on: Callable[[date], Mapping[str, str]]
    serial_shift: int = 0

    def row(self, cells: Sequence[Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """What it says, and the problems: field, column, and a sentence."""
        found: dict[str, Any] = {"basis": "formed", "document_number": ""}
        problems: list[dict[str, str]] = []
        readers = {"title": self._title, "happened_on": self._day, "classes": lambda cell: self._classes(cell, found),
                   "basis": _basis, "document_number": _number}
        for field, reader in readers.items():
            if field not in self.columns.places:
                continue
            place = self.columns.places[field]
            cell = cells[place] if place < len(cells) else None
            try:
                if isinstance(cell, Formula):
                    raise _Wrong("单元格是公式或者错误值，请填写值本身。")
                found[field] = reader(cell)
            except _Wrong as wrong:
                problems.append({"field": field, "column": self.columns.called(field), "text": str(wrong)})
        if extra := [cell for cell in cells[len(self.columns.header):] if words(cell).strip()]:
            problems.append({"field": "", "column": "", "text": f"比表头多出 {len(extra)} 个单元格，请检查分隔符和引号。"})
        return found, problems

    def _title(self, cell: Any) -> str:
        return _line(cell, TITLE_MOST, required=True)

    def _day(self, cell: Any) -> date:
        day = _date(cell, self.serial_shift)
        if day > self.today:
            raise _Wrong(f"{day.isoformat()} 尚未到来；请填写形成、变更或者保存的实际日期。")
        return day

    def _classes(self, cell: Any, found: Mapping[str, Any]) -> list[str]:
        given = [name for each in _SEPARATORS.split(words(cell)) if (name := each.strip())]
        if not given:
            raise _Wrong("必填。")
        if len(given) > CLASSES_MOST:
            raise _Wrong(f"最多 {CLASSES_MOST} 个类别。")
        known = self.classes_on(found.get("happened_on", self.today))
        if not known:
            raise _Wrong(f"规则包中没有 {found['happened_on'].isoformat()} 的规定。")
        unknown = [name for name in given if _plain(name) not in known]
        if unknown:
            raise _Wrong(f"没有信息类别“{'、'.join(unknown)[:60]}”。")
        return list(dict.fromkeys(known[_plain(name)] for name in given))


def class_names(classes: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Label and code of each class → code, as they are compared."""
    return {_plain(each[name]): each["code"] for each in classes for name in ("label", "code")}


def as_given(cells: Sequence[Any]) -> list[str]:
    """The cells as text for the report, none longer than is useful."""
    texts = [words(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return [text if len(text) <= TEXT_MOST else text[:TEXT_MOST] + "…" for text in texts]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _line(cell: Any, most: int, *, required: bool = False) -> str:
    text = words(cell).strip()
    if required and not text:
        raise _Wrong("必填。")
    if len(text) > most:
        raise _Wrong(f"长度 {len(text)} 个字符，最多 {most} 个。")
    if _CONTROL.search(text):
        raise _Wrong("不得含有控制字符或换行。")
    return text


def _number(cell: Any) -> str:
    return _line(cell, NUMBER_MOST)


def _basis(cell: Any) -> str:
    text = words(cell).strip()
    known = {"": "formed", **{label: code for code, label in BASES.items()}, **{code: code for code in BASES}}
    if text.casefold() not in known:
        raise _Wrong(f"只能是：{'、'.join(BASES.values())}。")
    return known[text.casefold()]


def _date(cell: Any, shift: int = 0) -> date:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        try:
            return day_of_serial(cell + shift).date() if cell < 100_000 else _date(words(cell))
        except ValueError:
            raise _Wrong(f"{words(cell)} 不是日期。") from None
    text = unicodedata.normalize("NFKC", words(cell)).strip()
    if not text:
        raise _Wrong("必填。")
    found = _DATE.match(text)
    if found is None:
        raise _Wrong(f"“{text[:40]}”不是日期；请写成 2026-11-20、2026/11/20 或者 2026年11月20日。")
    year, month, day = (int(each) for each in found.groups() if each)
    try:
        return date(year, month, day)
    except ValueError:
        raise _Wrong(f"没有 {text[:40]} 这一天。") from None

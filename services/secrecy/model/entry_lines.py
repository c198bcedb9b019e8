"""Entries as a file brings them: one a line, as JSON or CSV; what is wrong with a line is said of that line alone."""
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.model.dictionary import ENTRY_STATES, KINDS
from services.secrecy.model.finding import SEVERITIES

COLUMNS = ("kind", "text", "severity", "state", "reason", "tags")
FORMATS = {"jsonl": "JSON Lines", "csv": "CSV"}
TEXT_MOST, REASON_MOST, TAG_MOST, TAGS_MOST = 500, 300, 40, 20
_DEFAULTS = {"kind": "word", "severity": "high", "state": "on", "tags": ()}
_CHOICES = {"kind": KINDS, "severity": SEVERITIES, "state": ENTRY_STATES}


@dataclass(frozen=True)
class Line:
    """A line of a file, counted from 1, with the fields of an entry, or with what is wrong."""

    number: int
    fields: Mapping[str, Any]
    problem: str = ""


def read(format_: str, content: str) -> Iterator[Line]:
    """The lines of a file; blank ones are left out."""
    rows = _csv(content) if format_ == "csv" else _json(content)
    for number, raw in rows:
        yield Line(number, {}, raw) if isinstance(raw, str) else _line(number, raw)


def _json(content: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, text in enumerate(content.splitlines(), 1):
        if not text.strip():
            continue
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError):
            yield number, "不是 JSON。"
            continue
        yield number, raw if isinstance(raw, dict) else "须为 JSON 对象。"


def _csv(content: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    head: list[str] = []
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if not head:
                head = [cell.strip() for cell in cells]
                continue
            raw = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if cell.strip()}
            if len(cells) > len(head):
                yield rows.line_num, "列数多于表头。"
            else:
                yield rows.line_num, raw | {"tags": str(raw.get("tags", "")).split()}
    except csv.Error:
        yield rows.line_num, "不是 CSV。"


def _line(number: int, raw: dict[str, Any]) -> Line:
    if unknown := sorted(set(raw) - set(COLUMNS)):
        return Line(number, {}, f"未知字段：{unknown[0][:40]}。")
    fields = {**_DEFAULTS, **{name: value for name, value in raw.items() if value not in ("", None)}}
    for name, choices in _CHOICES.items():
        if fields[name] not in list(choices):
            return Line(number, {}, f"{name} 只能是：{'、'.join(choices)}。")
    for name, most in (("text", TEXT_MOST), ("reason", REASON_MOST)):
        value = fields.get(name)
        if not isinstance(value, str) or not 0 < len(value.strip()) <= most or not _is_line(value):
            return Line(number, {}, f"{name} 必填，最多 {most} 个字符，不得换行。")
        fields[name] = value.strip()
    tags = fields["tags"]
    if not isinstance(tags, list | tuple) or len(tags) > TAGS_MOST or not all(
            isinstance(tag, str) and 0 < len(tag) <= TAG_MOST and _is_line(tag) for tag in tags):
        return Line(number, {}, f"tags 须为标签的列表，最多 {TAGS_MOST} 个，每个最多 {TAG_MOST} 个字符。")
    return Line(number, fields | {"tags": tuple(tags)})


def _is_line(text: str) -> bool:
    return "\ufffd" not in text and not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000
                                            or char in "\u2028\u2029" for char in text)

"""The rows of a table in a text, from the one that holds a given place on: of HTML, or of lines parted into cells.

Only detectors that have found the head of a table call it, so it may take its time.
"""
import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from shared.plugins.text import Text

_LEAST_CELLS, _ROW = 2, 20_000
"""Cells of a row; characters of one before and after the place that is asked for, in a page."""
_TAG = re.compile("<[^<>]*+>")
_STRUCTURE = re.compile(r"<(?P<closing>/?)(?P<name>table|tr|td|th)\b[^<>]*+>", re.IGNORECASE)
_COMMAS = re.compile('"(?:[^"\\n]|"")*+"|[^,，\\n]*+')
_BARS = re.compile(r"[^|\n]++")
_TABS = re.compile(r"[^\t\n]*+")
_SPACES = re.compile(r"[^\s]++")


class Cell(NamedTuple):
    """What a cell says, tags and blanks left out, and where it stands in the original."""

    text: str
    start: int
    end: int


def rows(text: Text, place: int) -> Iterator[list[Cell]]:
    """The row at a place of the original and those below it, to the end of the table; nothing if it stands in none."""
    if text.format == "html":
        yield from _of_page(text.original, place)
    else:
        yield from _of_lines(text.original, place)


def _of_page(page: str, place: int) -> Iterator[list[Cell]]:
    near = max(0, place - _ROW)
    begin = max(page.rfind("<tr", near, place), page.rfind("<TR", near, place))
    if begin < 0:
        return
    head = list(islice(_rows(page, begin, place, place + _ROW), 1))
    yield from head
    if head:
        yield from _rows(page, head[0][-1].end, place, len(page))


def _rows(page: str, begin: int, place: int, end: int) -> Iterator[list[Cell]]:
    """Whole rows between two places, to the end of a table that ends after ``place``."""
    cells: list[Cell] = []
    opened: int | None = None
    for tag in _STRUCTURE.finditer(page, begin, end):
        name, closing = tag["name"].lower(), bool(tag["closing"])
        if opened is not None:
            cells.append(_cell(page, opened, tag.start()))
            opened = None
        if name in ("td", "th") and not closing:
            opened = tag.end()
        elif name in ("tr", "table") and cells:
            yield cells
            cells = []
        if name == "table" and tag.start() > place:
            return


def _of_lines(lines: str, place: int) -> Iterator[list[Cell]]:
    start = lines.rfind("\n", 0, place) + 1
    end = lines.find("\n", start) % (len(lines) + 1)
    parts = _parts(lines[start:end])
    while parts is not None:
        cells = [_cell(lines, *each.span()) for each in parts.finditer(lines, start, end) if each[0] or parts is not _SPACES]
        if parts in (_COMMAS, _TABS):
            cells = _without_echoes(cells)
        if len(cells) < _LEAST_CELLS:
            return
        yield cells
        if end >= len(lines):
            return
        start = end + 1
        end = lines.find("\n", start) % (len(lines) + 1)


def _parts(head: str) -> re.Pattern[str] | None:
    """What a cell is on lines like this one."""
    for sign, parts in ("\t", _TABS), ("|", _BARS), (",", _COMMAS), ("，", _COMMAS):
        if sign in head:
            return parts
    return _SPACES if len(head.split()) > _LEAST_CELLS else None


def _without_echoes(cells: list[Cell]) -> list[Cell]:
    """A pattern that may match nothing also matches at the end of what it has matched."""
    return [cell for before, cell in zip([None, *cells], cells, strict=False)
            if before is None or cell.start != cell.end or cell.start != before.end]


def _cell(source: str, start: int, end: int) -> Cell:
    said = source[start:end]
    if "<" in said or "&" in said:
        said = html.unescape(_TAG.sub("", said))
    return Cell(said.strip(' \t\r\n"　\xa0'), start, end)

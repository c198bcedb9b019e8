"""The tables of the yearly report laid out as the real form has them: cells with their place, their span and their text.

Whoever writes a docx, an xlsx or a page of it draws these cells and knows nothing of the form.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lcm

from services.disclosure.model.report import Row, Tables
from services.disclosure.model.report_form import CARRIED_IN, CARRIED_OUT, DONE, NEW, RESULTS, ROUTES, ROW_LABELS, Form, Group

RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LEAD = 3
"""Columns of table 3 before the numbers: part, group, row."""


@dataclass(frozen=True)
class Cell:
    """One cell; ``kind`` is ``head``, ``label`` or ``number``. Row and column count from 0."""

    row: int
    column: int
    text: str
    kind: str = "head"
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Grid:
    """One table."""

    widths: tuple[int, ...]
    """Of the columns, relative to each other."""
    cells: tuple[Cell, ...]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(each.row + each.height for each in self.cells)

    @property
    def head(self) -> int:
        """How many rows at the top are nothing but heads."""
        return min(each.row for each in self.cells if each.kind != "head")


def grids(form: Form, found: Tables) -> dict[str, Grid]:
    """Part → its table."""
    return {"proactive": _proactive(form, found), "applications": _applications(form, found), "remedies": _remedies(found)}


def _proactive(form: Form, found: Tables) -> Grid:
    """Blocks of different columns below each other: their common width is what all of them divide."""
    wide, row = lcm(*(len(section.columns) for section in form.proactive)), 0
    cells: list[Cell] = []
    for section in form.proactive:
        each = wide // len(section.columns)
        cells.append(Cell(row, 0, section.item, width=1 + wide))
        cells.append(Cell(row + 1, 0, "信息内容"))
        cells += [Cell(row + 1, 1 + each * at, head.label, width=each) for at, head in enumerate(section.columns)]
        for down, line in enumerate(section.rows, 2):
            cells.append(Cell(row + down, 0, line.label, "label"))
            cells += [Cell(row + down, 1 + each * at, found.proactive[f"{line.code}.{head.code}"], "number", width=each)
                      for at, head in enumerate(section.columns)]
        row += 2 + len(section.rows)
    return Grid((wide * 4 // 3, *(3 for _ in range(wide))), tuple(cells))


def _applications(form: Form, found: Tables) -> Grid:
    rows = {each.code: each for each in found.applications}
    count = len(form.applicants)
    cells = [Cell(0, 0, RULE, height=3, width=_LEAD), Cell(0, _LEAD, "申请人情况", width=count + 1),
             Cell(1, _LEAD, form.applicants[0].label, height=2), Cell(1, _LEAD + 1, "法人或其他组织", width=count - 1),
             Cell(1, _LEAD + count, "总计", height=2),
             *(Cell(2, _LEAD + at, head.label) for at, head in enumerate(form.applicants[1:], 1))]
    for at, code in enumerate((NEW, CARRIED_IN)):
        cells += [Cell(3 + at, 0, ROW_LABELS[code], "label", width=_LEAD), *_numbers(3 + at, _LEAD, rows[code])]
    first = row = 5
    for group in form.groups:
        cells += _group(row, group, rows)
        row += len(group.rows)
    cells += [Cell(row, 1, ROW_LABELS[DONE], "label", width=_LEAD - 1), *_numbers(row, _LEAD, rows[DONE]),
              Cell(first, 0, "三、本年度办理结果", "label", height=row + 1 - first),
              Cell(row + 1, 0, ROW_LABELS[CARRIED_OUT], "label", width=_LEAD), *_numbers(row + 1, _LEAD, rows[CARRIED_OUT])]
    return Grid((4, 6, 16, *(4 for _ in range(count + 1))), tuple(cells))


def _group(row: int, group: Group, rows: dict[str, Row]) -> Iterator[Cell]:
    if not group.label:
        yield Cell(row, 1, group.rows[0].label, "label", width=_LEAD - 1)
    else:
        yield Cell(row, 1, group.label, "label", height=len(group.rows))
    for down, outcome in enumerate(group.rows):
        if group.label:
            yield Cell(row + down, 2, outcome.label, "label")
        yield from _numbers(row + down, _LEAD, rows[outcome.code])


def _remedies(found: Tables) -> Grid:
    heads, wide = [*RESULTS.values(), "总计"], len(RESULTS) + 1
    cells = [Cell(0, 0, ROUTES["reconsideration"], width=wide), Cell(0, wide, "行政诉讼", width=2 * wide)]
    cells += [Cell(1, at, head, height=2) for at, head in enumerate(heads)]
    for part, route in enumerate(("direct_suit", "suit_after_review"), 1):
        cells.append(Cell(1, part * wide, ROUTES[route], width=wide))
        cells += [Cell(2, part * wide + at, head) for at, head in enumerate(heads)]
    for part, route in enumerate(ROUTES):
        cells += _numbers(3, part * wide, found.row(route))
    return Grid(tuple(1 for _ in range(3 * wide)), tuple(cells))


def _numbers(row: int, column: int, numbers: Row) -> Sequence[Cell]:
    return [Cell(row, column + at, str(number), "number") for at, number in enumerate(numbers.numbers)]

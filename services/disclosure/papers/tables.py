"""Draws the grids of the yearly report: into a docx, onto a sheet, or as HTML for the article that carries the report."""
from html import escape
from math import ceil
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from services.disclosure.model.report_grid import Cell, Grid
from services.disclosure.papers.official import CENTRE, FIFTH, SMALL, Paper, printable, write

TEXT_WIDTH = 156
"""Millimetres between the margins of a page."""
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHEET_WIDTH = 110
"""Of a sheet, in the width of a digit; a Chinese character is as wide as ``_CHARACTER`` of them."""
_CHARACTER = 2.0
_SHEET_LINE = 14.0
"""Points of a line on a sheet: it does not make room for wrapped text by itself."""


def draw(paper: Paper, grid: Grid, size: float = FIFTH) -> None:
    """The grid as a table of a docx."""
    table = paper.docx.add_table(grid.height, len(grid.widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table)
    share = TEXT_WIDTH / sum(grid.widths)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width * share)
    places = [list(row.cells) for row in table.rows]
    for number, row in enumerate(table.rows):
        _mark(row, "cantSplit", *(("tblHeader",) if number < grid.head else ()))
        for cell, width in zip(row.cells, grid.widths, strict=True):
            cell.width = Mm(width * share)
    for each in grid.cells:
        place = places[each.row][each.column]
        if each.height > 1 or each.width > 1:
            place = place.merge(places[each.row + each.height - 1][each.column + each.width - 1])
        place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for more in place.paragraphs[1:]:
            more._element.getparent().remove(more._element)
        made = place.paragraphs[0]
        made.paragraph_format.space_after, made.paragraph_format.line_spacing = Pt(0), Pt(size * 1.35)
        made.paragraph_format.keep_with_next = each.row < grid.head
        write(made, each.text, font=SMALL, size=size, align=None if _from_left(each) else CENTRE)


def put(sheet: Any, grid: Grid, first: int = 1) -> None:
    """The grid on a sheet, from row ``first`` on; numbers are numbers."""
    share = _SHEET_WIDTH / sum(grid.widths)
    lines: dict[int, int] = {}
    for at, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(round(width * share, 1), 6)
    for each in grid.cells:
        top, left = first + each.row, 1 + each.column
        for row in sheet.iter_rows(top, top + each.height - 1, left, left + each.width - 1):
            for cell in row:
                cell.border = _FRAME
        if each.height > 1 or each.width > 1:
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + each.height - 1, end_column=left + each.width - 1)
        place(sheet, top, left, each.text, number=each.kind == "number", left_aligned=_from_left(each))
        if each.height == 1:
            room = sum(grid.widths[each.column:each.column + each.width]) * share
            lines[top] = max(lines.get(top, 1), ceil(_CHARACTER * len(each.text) / room))
    for row, count in lines.items():
        sheet.row_dimensions[row].height = _SHEET_LINE * count + 4


def place(sheet: Any, row: int, column: int, text: str, *, number: bool = False, left_aligned: bool = False,
          size: float = FIFTH, bold: bool = False) -> None:
    """One value in one cell; a text stays a text, also when it begins like a formula."""
    cell = sheet.cell(row, column)
    if number and text:
        cell.value = float(text) if "." in text else int(text)
    elif text:
        cell.value = printable(text)
        cell.data_type = "s"
    cell.font = Font(name=SMALL, size=size, bold=bold)
    cell.alignment = Alignment(horizontal="left" if left_aligned else "center", vertical="center", wrap_text=True)


def html(grid: Grid) -> str:
    """The grid as an HTML table."""
    rows: dict[int, list[Cell]] = {}
    for each in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(each.row, []).append(each)
    return "<table>" + "".join(f"<tr>{''.join(_tag(each) for each in rows.get(row, ()))}</tr>"
                               for row in range(grid.height)) + "</table>"


def _tag(cell: Cell) -> str:
    name = "td" if cell.kind == "number" else "th"
    spans = "".join(f' {attribute}="{span}"' for attribute, span in (("rowspan", cell.height), ("colspan", cell.width))
                    if span > 1)
    return f"<{name}{spans}>{escape(cell.text, quote=False)}</{name}>"


def _from_left(cell: Cell) -> bool:
    """The label of a row is read from its left; heads, labels of several rows and numbers stand in the middle."""
    return cell.kind == "label" and cell.height == 1


def _mark(row: Any, *names: str) -> None:
    """``cantSplit``: a row is not torn apart at the end of a page; ``tblHeader``: it stands on the next one again."""
    for name in names:
        row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _margins(table: Any) -> None:
    """Narrow margins in cells: fifteen numbers stand beside each other."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        each = OxmlElement(f"w:{side}")
        each.set(qn("w:w"), "40")
        each.set(qn("w:type"), "dxa")
        margins.append(each)
    table._tbl.tblPr.append(margins)

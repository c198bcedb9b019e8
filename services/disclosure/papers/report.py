"""The yearly report with its six parts as docx, as xlsx, and as the HTML of the article that makes it public."""
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from openpyxl import Workbook

from services.disclosure.model.report_form import PARTS
from services.disclosure.model.report_grid import Grid
from services.disclosure.papers.official import CENTRE, HEADING, SECOND, TITLE, Paper, printable
from services.disclosure.papers.tables import draw, html, place, put
from shared.document import DOCX, XLSX, Document

_SHEETS = {"proactive": "二、主动公开", "applications": "三、依申请公开", "remedies": "四、复议和诉讼"}
_TEXT_SHEET = "一、五、六、文字部分"
_TITLE_LINE = 20
"""Characters of the title that stand on one line."""
_SMALL, _SMALLEST = 9.5, 9.0


@dataclass(frozen=True, kw_only=True)
class ReportPaper:
    """What a report says, ready to be written."""

    unit: str
    """The unit's name."""
    year: int
    texts: Mapping[str, str]
    """Part → its text."""
    grids: Mapping[str, Grid]
    """Part → its table."""
    at: datetime
    """The moment that the file's properties tell."""
    draft: bool
    """True while nobody has approved it."""

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"{self.unit}{self.year}年政府信息公开工作年度报告"


def docx(report: ReportPaper) -> Document:
    """As a document to be printed."""
    paper = Paper(title=report.title, unit=report.unit, at=report.at)
    *before, last = _lines(report)
    for line in before:
        paper.paragraph(line, font=TITLE, size=SECOND, align=CENTRE, close=True)
    paper.paragraph(last, font=TITLE, size=SECOND, align=CENTRE, after=16, close=True)
    for part, heading in PARTS.items():
        paper.paragraph(heading, font=HEADING, indent=2, before=6, after=4, close=True)
        if part in report.grids:
            draw(paper, report.grids[part], _SMALLEST if part == "remedies" else _SMALL)
        else:
            paper.paragraphs(report.texts.get(part, ""))
    return Document(_name(report, "docx"), DOCX, paper.content())


def xlsx(report: ReportPaper) -> Document:
    """As a workbook: a sheet for each table, one for the texts."""
    book = Workbook()
    book.remove(book.active)
    for part, title in _SHEETS.items():
        sheet, grid = book.create_sheet(title), report.grids[part]
        place(sheet, 1, 1, f"{report.title}　{PARTS[part]}", size=12, bold=True)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(grid.widths))
        put(sheet, grid, first=2)
        sheet.page_setup.orientation = "portrait" if part == "applications" else "landscape"
        sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage = sheet.PAPERSIZE_A4, True
    texts = book.create_sheet(_TEXT_SHEET)
    texts.column_dimensions["A"].width, texts.column_dimensions["B"].width = 30, 90
    for row, (part, heading) in enumerate(((part, PARTS[part]) for part in PARTS if part not in report.grids), 1):
        place(texts, row, 1, heading, left_aligned=True, bold=True)
        place(texts, row, 2, report.texts.get(part, "")[:32_000], left_aligned=True)
    made, moment = book.properties, report.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    made.title, made.creator, made.lastModifiedBy = printable(report.title), printable(report.unit), printable(report.unit)
    made.created = made.modified = moment
    file = io.BytesIO()
    book.save(file)
    return Document(_name(report, "xlsx"), XLSX, file.getvalue())


def page(report: ReportPaper) -> str:
    """As the body of the article that makes it public, for an editor to hand in."""
    written = []
    for part, heading in PARTS.items():
        written.append(f"<h2>{escape(heading, quote=False)}</h2>")
        if part in report.grids:
            written.append(html(report.grids[part]))
        else:
            lines = filter(None, (each.strip() for each in report.texts.get(part, "").splitlines()))
            written += [f"<p>{escape(printable(line), quote=False)}</p>" for line in lines]
    return "".join(written)


def _lines(report: ReportPaper) -> list[str]:
    """The title, after the unit's name on a new line if it is too long for one."""
    if len(report.title) <= _TITLE_LINE:
        return [report.title]
    return [report.unit, report.title.removeprefix(report.unit)]


def _name(report: ReportPaper, extension: str) -> str:
    return f"{report.title[:100]}{'（草稿）' if report.draft else ''}.{extension}"

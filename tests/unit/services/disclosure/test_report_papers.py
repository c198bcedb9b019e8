"""The report as a file: everything in its place, numbers as numbers, texts as texts, and nothing that acts."""
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest

from services.content.model.markup import sanitised
from services.disclosure.model.report import CaseFact, tables
from services.disclosure.model.report_form import PARTS
from services.disclosure.model.report_grid import grids
from services.disclosure.papers import report as papers
from services.disclosure.papers.report import ReportPaper
from shared.document import DOCX, XLSX
from tests.unit.services.disclosure.forms import form

UNIT = "示例州人民政府办公室"
TITLE = f"{UNIT}2026年政府信息公开工作年度报告"
EVIL = "=HYPERLINK(\"http://example.com\")\n+1\x01<script>alert(1)</script> & “引号”"


@pytest.fixture
def report() -> ReportPaper:
    """One closed case, some figures, and texts that nobody should write."""
    case = CaseFact(applicant="research", received_on=date(2026, 2, 1), closed_on=date(2026, 2, 9), outcome="3.3.8")
    figures = {cell: Decimal("7.5") if kind == "amount" else Decimal(3) for cell, kind in form(2026).proactive_cells.items()}
    found = tables([case], 2026, form(2026), figures)
    return ReportPaper(unit=UNIT, year=2026, texts={"overview": EVIL, "problems": "第一段。\n\n第二段。"},
                       grids=grids(form(2026), found), at=datetime(2027, 1, 20, 1, tzinfo=UTC), draft=False)


def test_the_docx_has_six_parts_and_three_tables(report: ReportPaper) -> None:
    document = papers.docx(report)
    paper = docx.Document(io.BytesIO(document.content))
    texts = [each.text for each in paper.paragraphs]
    assert document.media_type == DOCX and document.name == f"{TITLE}.docx" and texts[:2] == [UNIT, TITLE.removeprefix(UNIT)]
    assert [each for each in texts if each in PARTS.values()] == list(PARTS.values())
    assert "第一段。" in texts and "第二段。" in texts and len(paper.tables) == 3
    applications = paper.tables[1]
    assert applications.cell(14, 2).text == "8.属于行政查询事项" and applications.cell(14, 5).text == "1"
    assert applications.cell(8, 1).text == applications.cell(12, 1).text == "（三）不予公开"
    core = paper.core_properties
    assert (core.title, core.author, core.created) == (TITLE, UNIT, datetime(2027, 1, 20, 1, tzinfo=UTC))


def test_the_xlsx_has_a_sheet_for_each_table_with_merged_heads_and_numbers(report: ReportPaper) -> None:
    document = papers.xlsx(report)
    book = openpyxl.load_workbook(io.BytesIO(document.content))
    assert document.media_type == XLSX
    assert book.sheetnames == ["二、主动公开", "三、依申请公开", "四、复议和诉讼", "一、五、六、文字部分"]
    sheet = book["三、依申请公开"]
    assert {"A2:C4", "D2:J2", "E3:I3", "A7:A28", "B9:B16"} <= {str(each) for each in sheet.merged_cells.ranges}
    assert (sheet["C16"].value, sheet["F16"].value, sheet["J16"].value) == ("8.属于行政查询事项", 1, 1)
    assert book["二、主动公开"]["B15"].value == 7.5 and book.properties.creator == UNIT


def test_a_text_that_begins_like_a_formula_stays_a_text(report: ReportPaper) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(papers.xlsx(report).content))["一、五、六、文字部分"]
    assert sheet["B1"].data_type == "s" and sheet["B1"].value.startswith("=HYPERLINK") and "\x01" not in sheet["B1"].value


def test_the_page_is_taken_by_the_gate_as_it_is(report: ReportPaper) -> None:
    page = papers.page(report)
    assert "<script>" not in page and "\x01" not in page and page.count("<table>") == 3 and page.count("<h2>") == 6
    clean = sanitised(page)
    assert clean.count("<td") == page.count("<td") and 'rowspan="8"' in clean and "&lt;script&gt;" in clean


def test_a_draft_says_so_in_its_name(report: ReportPaper) -> None:
    draft = ReportPaper(**{**vars(report), "draft": True})
    assert papers.docx(draft).name == f"{TITLE}（草稿）.docx" and papers.xlsx(draft).name == f"{TITLE}（草稿）.xlsx"

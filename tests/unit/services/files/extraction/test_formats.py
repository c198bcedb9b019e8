"""All text is found, also where nobody sees it, under names that say where it stands."""
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from services.files.extraction import Gap
from tests.unit.services.files.extraction import makers
from tests.unit.services.files.extraction.makers import read, texts

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-32"])
def test_text_in_every_encoding_that_is_used_here(tmp_path: Path, encoding: str) -> None:
    line = "關於公布名單的通知" if encoding == "big5" else "关于公布名单的通知，联系电话 0743-8222222。"
    found = read(tmp_path, (line + "\r\n").encode(encoding) * 20, "通知.txt")
    assert (found.outcome, list(texts(found))) == ("read", ["text"])
    assert line in found.parts[0].text


def test_a_short_text_in_gb18030_is_not_taken_for_anything_else(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "身份证号".encode("gb18030"), "a.txt")) == {"text": "身份证号"}


def test_an_empty_file_holds_nothing_and_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, b"", "空.docx")
    assert (found.outcome, found.parts) == ("read", ())


def test_separated_values_become_a_table(tmp_path: Path) -> None:
    found = read(tmp_path, '姓名,身份证号\n"张\n三","1,2"\n'.encode("gb18030"), "名单.csv")
    assert (found.parts[0].kind, found.parts[0].text) == ("table", "姓名\t身份证号\n张 三\t1,2")


def test_a_page_stays_a_page_so_that_what_is_hidden_in_it_is_searched_too(tmp_path: Path) -> None:
    found = read(tmp_path, '<html><p title="藏">字</p></html>'.encode(), "page.dat")
    assert (found.parts[0].kind, found.parts[0].text) == ("html", '<html><p title="藏">字</p></html>')


def test_a_document_with_all_that_programs_put_into_one(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = document.add_table(2, 2)
        for place, text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), ("姓名", "身份证号", "张三", "第一行"), strict=True):
            table.cell(*place).text = text
        table.cell(1, 1).add_paragraph("第二行")
        document.sections[0].header.paragraphs[0].text = "页眉里的话"
        document.sections[0].footer.paragraphs[0].text = "页脚里的话"
        document.add_comment(document.paragraphs[0].runs, text="批注里的话", author="李四")
        document.core_properties.subject = "属性里的话"
        body = document.element.body
        body.insert(0, parse_xml(f'<w:p {_W}><w:del w:id="1"><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>'))
        body.insert(0, parse_xml(f'<w:p {_W}><w:r><w:t>43</w:t></w:r><w:r><w:t>31</w:t></w:r><w:r><w:txbxContent><w:p><w:r>'
                                 '<w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:r></w:p>'))

    data = makers.replaced(makers.word("正文", build=build), "word/footnotes.xml",
                           f'<w:footnotes {_W}><w:footnote><w:p><w:r><w:t>脚注里的话</w:t></w:r></w:p></w:footnote>'
                           '</w:footnotes>'.encode())
    found = read(tmp_path, data, "文件.docx")
    by_name = texts(found)
    assert found.outcome == "read"
    assert by_name["body"].split("\n") == ["4331", "删去的话", "正文"]
    assert by_name["table-1"] == "姓名\t身份证号\n张三\t第一行 第二行"
    assert by_name["boxes"] == "框里的话"
    assert by_name["footnotes"] == "脚注里的话"
    assert by_name["comments"] == "批注里的话"
    assert "页眉里的话" in by_name["header-1"] and "页脚里的话" in by_name["footer-1"]
    assert any("属性里的话" in text for name, text in by_name.items() if name.startswith("properties"))
    assert next(part.kind for part in found.parts if part.name == "table-1") == "table"


def test_a_workbook_with_hidden_sheets_rows_comments_and_names(tmp_path: Path) -> None:
    def build(workbook: Workbook) -> None:
        first = workbook.active
        assert first is not None
        first.row_dimensions[2].hidden = True
        first["A1"].comment = Comment("批注里的话", "王五")
        hidden = workbook.create_sheet("藏起来的表")
        hidden.sheet_state = "veryHidden"
        hidden["C3"] = "秘密"
        hidden["D3"] = '="138"&"12345678"'
        workbook.defined_names["某名"] = DefinedName("某名", attr_text='"名里的话"')

    found = read(tmp_path, makers.book([["姓名", "电话"], ["张三", 13812345678]], build), "表.xlsx")
    by_name = texts(found)
    assert found.outcome == "read"
    assert by_name["sheet-1"] == "姓名\t电话\n张三\t13812345678"
    assert by_name["sheet-2"].startswith("\t\t秘密\t")
    assert by_name["sheet-2-formulas"] == '"138"&"12345678"'
    assert by_name["sheet-names"].split("\n") == ["Sheet", "藏起来的表"]
    assert "名里的话" in by_name["defined-names"]
    assert "批注里的话" in by_name["comments-1"]
    assert {part.kind for part in found.parts if part.name in ("sheet-1", "sheet-2")} == {"table"}


def test_texts_that_no_cell_shows_any_more_are_read(tmp_path: Path) -> None:
    strings = "<sst><si><t>留</t><t>下</t></si><si><t>删了的名字</t></si></sst>".encode()
    data = makers.replaced(makers.book([[1]]), "xl/sharedStrings.xml", strings)
    sheet = b'<x><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></x>'
    by_name = texts(read(tmp_path, makers.replaced(data, "xl/worksheets/sheet1.xml", sheet), "a.xlsx"))
    assert (by_name["sheet-1"], by_name["unused-texts"]) == ("留下", "删了的名字")


def test_an_identity_number_that_was_typed_as_a_number_has_all_its_digits(tmp_path: Path) -> None:
    data = makers.book([["x"]])
    sheet = makers.contained(data, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="2"><c r="A2"><v>4.33101198001010E+17</v></c></row></sheetData>')
    found = read(tmp_path, makers.replaced(data, "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert "433101198001010000" in texts(found)["sheet-1"]


def test_the_data_behind_a_pivot_table_are_read(tmp_path: Path) -> None:
    records = '<pivotCacheRecords><r><s v="张三"/><s v="低保"/></r></pivotCacheRecords>'.encode()
    data = makers.replaced(makers.book([["合计"]]), "xl/pivotCache/pivotCacheRecords1.xml", records)
    assert "张三\n低保" in texts(read(tmp_path, data, "a.xlsx"))["other-1"]


def test_variables_that_a_macro_left_behind_are_read(tmp_path: Path) -> None:
    kept = f'<w:settings {_W}><w:docVars><w:docVar w:name="底稿" w:val="藏起来的话"/></w:docVars></w:settings>'.encode()
    found = read(tmp_path, makers.replaced(makers.word("正文"), "word/settings.xml", kept), "a.docx")
    assert any("藏起来的话" in part.text for part in found.parts)


def test_a_show_with_notes_and_tables(tmp_path: Path) -> None:
    found = read(tmp_path, makers.slides("标题", "备注里的话"), "show.pptx")
    by_name = texts(found)
    assert found.outcome == "read"
    assert by_name["slide-1"].startswith("标题")
    assert by_name["slide-1-table-1"] == "姓名\t电话"
    assert "备注里的话" in by_name["slide-1-notes"]


def test_a_pdf_with_annotations_and_properties(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pdf(["第一页", "第二页"], note="批注", title="题名"), "a.pdf")
    assert texts(found) == {"properties": "题名", "page-1": "第一页", "page-1-annotations": "批注", "page-2": "第二页",
                            "page-2-annotations": "批注"}
    assert found.outcome == "read"


def test_scanned_pages_are_for_eyes(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pdf(["", "", ""], drawn=True), "扫描件.pdf")
    assert (found.outcome, found.gaps) == ("unreadable", (Gap("page-1", "image", 3),))


def test_an_archive_of_all_kinds_with_the_names_as_text(tmp_path: Path) -> None:
    inner = makers.archive({"名单.xlsx": makers.book([["姓名"], ["张三"]])})
    data = makers.archive({"说明.txt": "说明".encode(), "附件/内.zip": inner, "图.png": makers.picture()})
    found = read(tmp_path, data, "a.zip")
    by_name = texts(found)
    assert by_name["entry-1-name"] == "说明.txt" and by_name["entry-1/text"] == "说明"
    assert by_name["entry-2/entry-1-name"] == "名单.xlsx" and by_name["entry-2/entry-1/sheet-1"] == "姓名\n张三"
    assert (found.outcome, found.gaps) == ("partial", (Gap("entry-3", "image"),))


def test_names_that_a_chinese_windows_wrote_are_read(tmp_path: Path) -> None:
    data = makers.archive({"XXXXXXXX.txt": b"x"}).replace(b"XXXXXXXX", "身份证号".encode("gb18030"))
    assert texts(read(tmp_path, data, "a.zip"))["entry-1-name"] == "身份证号.txt"


def test_what_is_embedded_in_a_document_is_read_and_its_pictures_are_told(tmp_path: Path) -> None:
    data = makers.replaced(makers.word("正文"), "word/embeddings/Microsoft_Excel_Sheet1.xlsx", makers.book([["嵌入的话"]]))
    found = read(tmp_path, makers.replaced(data, "word/media/image1.png", makers.picture()), "a.docx")
    assert texts(found)["embedded-1/sheet-1"] == "嵌入的话"
    assert (found.outcome, found.gaps) == ("partial", (Gap("", "image"),))


def test_a_program_inside_a_document_is_a_gap(tmp_path: Path) -> None:
    found = read(tmp_path, makers.replaced(makers.word("正文"), "word/vbaProject.bin", makers.compound("VBA")), "a.docm")
    assert (found.outcome, found.reason, found.gaps[0].part) == ("partial", "unsupported", "embedded-1")

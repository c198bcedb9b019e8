"""Tables as offices have them: every encoding, delimiter and kind of cell, and files that are none."""
import contextlib
import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.disclosure.errors import InvalidSheet
from services.disclosure.sheets import FORMULA_SIGNS, Formula, open_sheet, written
from services.disclosure.sheets.delimited import decoded

TEXT = "名称,信息类别,日期\r\n关于示例的通知,通知公告,2026-11-20\r\n"


def workbook(*rows: Any) -> bytes:
    """An xlsx file."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("encoding", "read_as"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"),
                                                   ("gbk", "gb18030"), ("utf-16", "utf-16")])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_encoding_and_delimiter_reads_the_same(encoding: str, read_as: str, delimiter: str) -> None:
    sheet = open_sheet("csv", TEXT.replace(",", delimiter).encode(encoding))
    assert sheet.header == ["名称", "信息类别", "日期"] and sheet.encoding == read_as
    assert [(row.line, row.cells) for row in sheet.rows] == [(2, ["关于示例的通知", "通知公告", "2026-11-20"])]


@given(st.text(st.characters(codec="gb18030"), min_size=1, max_size=50))
def test_a_text_comes_back_from_either_encoding(text: str) -> None:
    text = "名称" + text
    assert decoded(text.encode("utf-8"))[0] == text
    found, encoding = decoded(text.encode("gb18030"))
    assert found == text or encoding == "utf-8"  # some bytes are good in both; the stricter is tried first


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidSheet):
        open_sheet("csv", b"\xff\xfe\x00\xd8a")
    with pytest.raises(InvalidSheet):
        open_sheet("csv", b"\x80\xff,\xff\n\xff\xff")


def test_quoted_lines_count_as_the_lines_they_take() -> None:
    sheet = open_sheet("csv", '\n名称,日期\n"一\n二\n三",2026-11-20\n\n四,2026-11-21\n'.encode())
    assert [(row.line, row.cells) for row in sheet.rows if not row.blank] == [
        (3, ["一\n二\n三", "2026-11-20"]), (7, ["四", "2026-11-21"])]


def test_a_row_that_cannot_be_read_does_not_end_the_file() -> None:
    sheet = open_sheet("csv", ("名称\n" + "长" * 200_000 + "\n好\n").encode())
    rows = list(sheet.rows)
    assert rows[0].broken and rows[0].line == 2 and rows[-1].cells == ["好"]


def test_cells_of_a_workbook_keep_their_kind_and_formulas_are_not_evaluated() -> None:
    raw = workbook(["名称", "日期", "数"], ["一", datetime(2026, 11, 20), 46346], ["=1+1", date(2026, 11, 21), "#N/A"],
                   [True, None, 1.5], ["短"])
    rows = [row.cells for row in open_sheet("xlsx", raw).rows]
    assert rows[0] == ["一", date(2026, 11, 20), 46346]
    assert rows[1][0] == Formula("=1+1") and rows[1][1] == date(2026, 11, 21) and isinstance(rows[1][2], Formula | str)
    assert rows[2:] == [[True, None, 1.5], ["短"]]


def packed(**parts: bytes) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize("raw", [
    b"", b"PK\x03\x04", b"not a zip", TEXT.encode(), packed(a_xml=b"x"), packed(xl__workbook_xml=b"<a>"),
    packed(xl__workbook_xml=b"x", bomb=b"\0" * 61_000_000),
    packed(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'), workbook(), workbook([None, ""]),
    workbook(["名称"])[:900]],
    ids=["empty", "a zip's first bytes", "text", "a table of text", "no workbook in it", "bad XML", "a bomb", "entities",
         "no rows", "empty cells", "cut off"])
def test_what_is_no_workbook_or_grows_beyond_measure_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidSheet):
        open_sheet("xlsx", raw)


@pytest.mark.parametrize("raw", [b"", b"\n\n\n", b"  \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidSheet):
        open_sheet("csv", raw)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_reads_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    text = written(rows)
    back = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    for row, found in zip(rows, back, strict=True):
        assert [each.removeprefix("'") if plain.startswith(FORMULA_SIGNS) else each
                for plain, each in zip(row, found, strict=True)] == row
        assert not any(each.startswith(FORMULA_SIGNS) for each in found)


@given(st.binary(max_size=2000), st.sampled_from(["csv", "xlsx"]))
def test_whatever_the_bytes_are_it_is_a_table_or_refused(raw: bytes, format_: str) -> None:
    with contextlib.suppress(InvalidSheet):
        assert all(row.line > 0 for row in open_sheet(format_, raw).rows)

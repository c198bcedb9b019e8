"""Whatever a file is, there is an outcome, and what was not read never counts as read."""
import csv
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from services.files.extraction import Extraction, Gap, Limits
from tests.unit.services.files.extraction import makers
from tests.unit.services.files.extraction.makers import read, texts


def _unread(extraction: Extraction, reason: str) -> None:
    assert (extraction.outcome, extraction.reason) == ("unreadable", reason)


# -- bombs


def test_a_flat_bomb(tmp_path: Path) -> None:
    found = read(tmp_path, makers.archive({"a.txt": bytes(50_000_000)}), "a.zip")
    assert found.outcome == "partial" and found.reason == "bomb"
    assert [part.name for part in found.parts] == ["entry-1-name"]


def test_many_small_bombs_share_one_limit(tmp_path: Path) -> None:
    data = makers.archive({f"{number}.txt": b"ab" * 400_000 for number in range(30)})
    assert read(tmp_path, data, "a.zip", Limits(unpacked=10_000_000, characters=100_000_000)).reason == "bomb"


def test_an_archive_in_an_archive_in_an_archive_is_read_but_not_without_end(tmp_path: Path) -> None:
    data = "最里面".encode()
    for _ in range(3):
        data = makers.archive({"inner.zip": data})
    assert texts(read(tmp_path, data, "a.zip"))["entry-1/entry-1/entry-1/text"] == "最里面"
    for _ in range(20):
        data = makers.archive({"inner.zip": data})
    found = read(tmp_path, data, "a.zip")
    assert (found.outcome, found.gaps) == ("partial", (Gap("entry-1/entry-1/entry-1/entry-1/entry-1", "bomb"),))


def test_an_archive_that_lists_one_entry_ten_thousand_times(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"x" * 900_000)
        made.filelist.extend(made.filelist * 999)  # overlapping, as in the bombs that need no nesting
    found = read(tmp_path, target.getvalue(), "a.zip", Limits(unpacked=20_000_000))
    assert found.outcome == "partial" and found.reason in ("bomb", "too_large")


def test_too_many_entries(tmp_path: Path) -> None:
    data = makers.archive({f"{number}": b"" for number in range(300)})
    assert read(tmp_path, data, "a.zip", Limits(entries=200)).reason == "bomb"


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml"])
def test_an_entity_bomb_in_a_document(tmp_path: Path, name: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><l><t>&j;</t></l>"
    found = read(tmp_path, makers.replaced(makers.word("正文"), name, bomb), "a.docx")
    assert (found.outcome, found.reason) == ("partial", "bomb")


def test_an_entity_that_names_a_file_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("HIDDEN")
    body = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><a><p><t>&x;</t></p></a>'.encode()
    found = read(tmp_path, makers.replaced(makers.word("正文"), "word/document.xml", body), "a.docx")
    assert not any("HIDDEN" in part.text for part in found.parts) and found.reason == "bomb"


# -- names


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.txt", "C:\\x.txt"])
def test_names_that_lead_outside_are_told_and_harm_nothing(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, makers.archive({name: "内容".encode()}), "a.zip")
    assert texts(found) == {"entry-1-name": name, "entry-1/text": "内容"}
    assert (found.outcome, found.gaps) == ("partial", (Gap("entry-1-name", "unsafe_name"),))
    assert [each.name for each in tmp_path.iterdir()] == ["given"]


@pytest.mark.parametrize(("data", "name", "part"), [
    (makers.word("正文"), "a.pdf", "body"), (makers.book([["格"]]), "a.txt", "sheet-1"),
    (makers.pdf(["页"]), "a.docx", "page-1"), ("字".encode(), "a.docx", "text")])
def test_a_wrong_ending_deceives_nobody(tmp_path: Path, data: bytes, name: str, part: str) -> None:
    found = read(tmp_path, data, name)
    assert found.outcome == "read" and part in texts(found)


@pytest.mark.parametrize(("data", "reason"), [
    (b"MZ\x90\x00" + bytes(200), "unsupported"), (b"\x7fELF" + bytes(200), "unsupported"), (bytes(range(256)), "unsupported"),
    (b"{\\rtf1\\ansi \\'c3\\'d8}", "unsupported"), (b"Rar!\x1a\x07\x00", "unsupported"),
    (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nabc", "unsupported"), (makers.picture(), "image"),
    ("一\x00二".encode(), "unsupported"), (b"\x00\x00\x00 ftypisom" + bytes(50), "media")])
def test_what_is_no_text_is_not_taken_for_text(tmp_path: Path, data: bytes, reason: str) -> None:
    _unread(read(tmp_path, data, "a.txt"), reason)


# -- locked and broken


def test_locked_files_are_told_from_broken_ones(tmp_path: Path) -> None:
    _unread(read(tmp_path, makers.compound("EncryptionInfo", "EncryptedPackage"), "a.docx"), "encrypted")
    _unread(read(tmp_path, makers.compound("EncryptionInfo", "EncryptedPackage"), "a.xlsx"), "encrypted")
    _unread(read(tmp_path, makers.pdf(["页"], password="x"), "a.pdf"), "encrypted")
    _unread(read(tmp_path, makers.compound("WordDocument"), "a.doc"), "unsupported")
    locked = read(tmp_path, makers.locked(makers.archive({"a.txt": b"abc"})), "a.zip")
    assert (locked.outcome, locked.gaps) == ("partial", (Gap("entry-1", "encrypted"),))


@pytest.mark.parametrize("data", [makers.word("正文" * 500), makers.book([["格"] * 9] * 50), makers.slides("题"),
                                  makers.archive({"a.txt": b"abc" * 999})], ids=["docx", "xlsx", "pptx", "zip"])
def test_files_that_were_cut_off_are_broken(tmp_path: Path, data: bytes) -> None:
    for size in (20, len(data) // 2, len(data) - 20):
        assert read(tmp_path, data[:size], "a").outcome == "unreadable"


def test_a_pdf_that_was_cut_off_or_is_garbage_is_broken(tmp_path: Path) -> None:
    _unread(read(tmp_path, makers.pdf(["第一页"])[:60], "a.pdf"), "broken")
    _unread(read(tmp_path, b"%PDF-1.7\n" + b"garbage " * 500, "a.pdf"), "broken")


def test_one_broken_part_leaves_the_others_and_a_gap(tmp_path: Path) -> None:
    found = read(tmp_path, makers.replaced(makers.word("正文"), "word/comments.xml", b"<w:comments"), "a.docx")
    assert texts(found)["body"] == "正文"
    assert (found.outcome, found.reason) == ("partial", "broken")


def test_two_documents_of_one_name_in_a_package_are_both_read(tmp_path: Path) -> None:
    target = io.BytesIO(makers.word("看见的"))
    with zipfile.ZipFile(target, "a") as made, pytest.warns(UserWarning):
        made.writestr("word/document.xml", "<a><p><t>藏起来的</t></p></a>")
    by_name = texts(read(tmp_path, target.getvalue(), "a.docx"))
    assert {by_name["body"], by_name["body-again-2"]} == {"看见的", "藏起来的"}


# -- large ones


def test_a_pdf_with_ten_thousand_pages_is_not_begun(tmp_path: Path) -> None:
    _unread(read(tmp_path, makers.pdf(["页"] * 10_000), "a.pdf"), "too_many_pages")


def test_a_million_empty_rows(tmp_path: Path) -> None:
    data = makers.book([["最后"]])
    sheet = makers.contained(data, "xl/worksheets/sheet1.xml").replace(
        b"<sheetData>", b"<sheetData>" + b"".join(b'<row r="%d"/>' % row for row in range(2, 1_000_002)))
    found = read(tmp_path, makers.replaced(data, "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert (found.outcome, texts(found)["sheet-1"]) == ("read", "最后")


def test_cells_far_to_the_right_and_one_long_text_in_many_cells_stop_at_the_limit(tmp_path: Path) -> None:
    strings = f"<sst><si><t>{'长' * 30_000}</t></si></sst>".encode()
    shared = makers.replaced(makers.book([]), "xl/sharedStrings.xml", strings)
    sheet = b"<x><sheetData>" + b'<row><c t="s"><v>0</v></c></row>' * 1000 + b"</sheetData></x>"
    assert read(tmp_path, makers.replaced(shared, "xl/worksheets/sheet1.xml", sheet), "a.xlsx").reason == "too_large"
    sheet = b"<x><sheetData>" + b'<row><c r="XFD1" t="str"><v>1</v></c></row>' * 1000 + b"</sheetData></x>"
    found = read(tmp_path, makers.replaced(makers.book([]), "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert found.outcome == "read" and found.characters < 100_000


def test_a_sheet_of_formulas_shows_what_they_say(tmp_path: Path) -> None:
    found = read(tmp_path, makers.book([[f"=SUM(A{row}:B{row})" for row in range(1, 50)]] * 100), "a.xlsx")
    assert found.outcome == "read" and texts(found)["sheet-1"].startswith("=SUM(A1:B1)\t")


def test_a_page_of_a_hundred_thousand_levels(tmp_path: Path) -> None:
    found = read(tmp_path, b"<html>" + b"<div>" * 100_000 + "底".encode(), "a.html")
    assert (found.outcome, found.parts[0].kind) == ("read", "html")


def test_a_document_of_a_hundred_thousand_levels_is_broken(tmp_path: Path) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert read(tmp_path, makers.replaced(makers.word("x"), "word/document.xml", deep), "a.docx").reason in ("broken", "bomb")


def test_too_much_text_is_a_gap_beside_what_was_read(tmp_path: Path) -> None:
    data = makers.archive({"1.txt": "一".encode() * 100, "2.txt": "二".encode() * 10_000})
    found = read(tmp_path, data, "a.zip", Limits(characters=5_000))
    assert (found.outcome, found.gaps) == ("partial", (Gap("", "too_large"),))
    assert texts(found)["entry-1/text"] == "一" * 100


# -- what nobody should overlook


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_damaged_byte_hides_none_of_the_other_words(tmp_path: Path, encoding: str) -> None:
    """Any other encoding that takes every byte would make letters of a far country of them."""
    data = "关于公布名单的通知，请各单位认真落实。\n靶场坐标\n".encode(encoding) + b"\xff\n"
    found = read(tmp_path, data, "a.txt")
    assert "靶场坐标" in found.parts[0].text and (found.outcome, found.reason) == ("partial", "broken")


def test_an_encoding_that_was_guessed_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "Список утверждён и опубликован".encode("koi8-r"), "a.txt")
    assert found.gaps


def test_an_entry_that_the_list_of_its_archive_leaves_out_is_told(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a.txt", "看见的")
        made.writestr("b.txt", "藏起来的")
        made.filelist.pop()
    found = read(tmp_path, target.getvalue(), "a.zip")
    assert (found.outcome, found.reason, texts(found)["entry-1/text"]) == ("partial", "broken", "看见的")


def test_an_entry_that_gives_itself_out_for_shorter_is_told(tmp_path: Path) -> None:
    data = makers.archive({"a.txt": b"shown, hidden"})
    at = data.rindex(b"PK\x01\x02")
    check = struct.pack("<I", zlib.crc32(b"shown"))
    lie = data[:at + 16] + check + data[at + 20:at + 24] + struct.pack("<I", 5) + data[at + 28:]
    assert read(tmp_path, lie, "a.zip").reason == "broken"


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "docProps/thumbnail.xml",
                                  "docProps/thumbnail.png", "word/_rels/a.xml.rels", "xl/sharedStrings.xml"])
def test_no_name_in_a_document_hides_what_is_in_it(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, makers.replaced(makers.word("正文"), name, "<a><p><t>藏起来的</t></p></a>".encode()), "a.docx")
    assert any("藏起来的" in part.text for part in found.parts) or found.gaps


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/workbook.xml"])
def test_the_texts_of_a_workbook_are_read_though_there_are_two_of_them(tmp_path: Path, name: str) -> None:
    data = makers.book([["格"]])
    other = b"<sst/>" if name.endswith("Strings.xml") else makers.contained(data, name)
    target = io.BytesIO(makers.replaced(data, name, '<a><sheet name="藏起来的"/><si><t>藏起来的</t></si></a>'.encode()))
    with zipfile.ZipFile(target, "a") as made, pytest.warns(UserWarning):
        made.writestr(name, other)
    assert any("藏起来的" in part.text for part in read(tmp_path, target.getvalue(), "a.xlsx").parts)


@pytest.mark.parametrize("content", [
    "<p><r><x>藏起来的</x></r></p>", "<p>藏起来的</p>", "<p><posOffset>藏起来的</posOffset></p>"])
def test_no_element_in_a_document_hides_what_is_in_it(tmp_path: Path, content: str) -> None:
    body = f"<a>{content}<posOffset>914400</posOffset></a>".encode()
    data = makers.replaced(makers.word("正文"), "word/document.xml", body)
    assert texts(read(tmp_path, data, "a.docx"))["strays"] == "藏起来的"


def test_a_note_in_a_pdf_that_is_too_long_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pdf(["页"], note="藏" * 600_000), "a.pdf")
    assert Gap("page-1-annotations", "too_large") in found.gaps


@pytest.mark.parametrize("content", ["<c><x>藏起来的</x></c>", "<c>藏起来的<v>1</v></c>"])
def test_no_element_in_a_cell_hides_what_is_in_it(tmp_path: Path, content: str) -> None:
    sheet = f"<x><sheetData><row>{content}</row></sheetData></x>".encode()
    found = read(tmp_path, makers.replaced(makers.book([]), "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert texts(found)["sheet-1-notes"] == "藏起来的"


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("strings", ["<sst><si><x>藏起来的</x></si></sst>", "<sst><x><t>藏起来的</t></x></sst>"])
def test_no_element_beside_shared_texts_hides_what_is_in_it(tmp_path: Path, name: str, strings: str) -> None:
    found = read(tmp_path, makers.replaced(makers.book([["格"]]), name, strings.encode()), "a.xlsx")
    assert any("藏起来的" in part.text for part in found.parts)


@pytest.mark.parametrize("data", [
    "<p>藏起来的</p>".encode() + makers.pdf(["页"]), makers.pdf(["页"]).removesuffix(b"%%EOF")], ids=["before", "cut off"])
def test_a_pdf_with_something_before_it_or_without_its_end_is_told(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, data, "a.pdf")
    assert (found.outcome, found.reason) == ("partial", "broken") and texts(found)["page-1"] == "页"


def test_a_small_table_leaves_room_for_the_tables_of_others(tmp_path: Path) -> None:
    """The bound on a cell is the whole process's: it once fell to the size of the last table."""
    before = csv.field_size_limit()
    read(tmp_path, "甲,乙\n".encode(), "a.csv")
    assert csv.field_size_limit() >= before

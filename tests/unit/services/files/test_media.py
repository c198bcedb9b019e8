"""What a file is, by its bytes: real files of every kind, whatever they are called, and anything at all."""
import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.files.model import DEFAULT_ALLOWED, fits
from services.files.model.media import kinds, sniffed
from shared.document import DOCX, XLSX


def type_of(content: bytes, name: str = "a.bin") -> str:
    """The media type of a file of this content and name."""
    return sniffed(lambda offset, length: content[offset:offset + length], len(content), name).type


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What ``save`` writes."""
    made = io.BytesIO()
    save(made)
    return made.getvalue()


def zipped(*names: str, comment: bytes = b"", content: str = "x") -> bytes:
    """A zip with entries of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


def ole(stream: str) -> bytes:
    """The beginning of an OLE container whose directory, far from the beginning, names a stream."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[30:32], head[48:52] = (9).to_bytes(2, "little"), (3000).to_bytes(4, "little")
    return bytes(head) + bytes(3000 * 512) + "Root Entry\0".encode("utf-16-le") + f"{stream}\0".encode("utf-16-le") + bytes(512)


def image(kind: str) -> bytes:
    """A small picture."""
    return saved(lambda out: Image.new("RGB", (8, 8)).save(out, kind))


KNOWN = {
    DOCX: saved(docx.Document().save), XLSX: saved(openpyxl.Workbook().save), kinds.PPTX: saved(pptx.Presentation().save),
    kinds.ZIP: zipped("通知.txt", comment="说明".encode()), kinds.OFD: zipped("OFD.xml", "Doc_0/Document.xml"),
    **{kind: zipped("mimetype", content=kind) for kind in (kinds.ODT, kinds.ODS, kinds.ODP)},
    kinds.DOC: ole("WordDocument"), kinds.XLS: ole("Workbook"), kinds.PPT: ole("PowerPoint Document"),
    kinds.LOCKED_OFFICE: ole("EncryptedPackage"), kinds.PDF: b"%PDF-1.7\n", kinds.RTF: b"{\\rtf1}", "image/jpeg": image("JPEG"),
    "image/png": image("PNG"), "image/gif": image("GIF"), "image/webp": image("WEBP"), "image/bmp": image("BMP"),
    "image/tiff": image("TIFF"), "audio/mpeg": b"ID3\x03", "video/mp4": b"\0\0\0\x18ftypisom\0\0\0\0",
    kinds.TEXT: "关于公布目录的通知".encode(), kinds.HTML: "<!-- 注 -->\n<html><body>通知</body></html>".encode()}


@pytest.mark.parametrize("media_type", KNOWN)
@pytest.mark.parametrize("name", ["a.bin", "通知.exe.txt", "x"])
def test_a_file_is_what_its_bytes_are_whatever_its_name(media_type: str, name: str) -> None:
    assert type_of(KNOWN[media_type], name) == media_type


def test_every_kind_that_is_taken_is_recognised_somewhere() -> None:
    assert set(DEFAULT_ALLOWED) - set(KNOWN) == {kinds.CSV, kinds.MARKDOWN}  # plain text, told apart by the name


@pytest.mark.parametrize(("content", "charset"), [
    ("州政府通知".encode(), "utf-8"), ("州政府通知".encode("gb18030"), "gb18030"), ("州政府通知".encode("utf-16"), "utf-16"),
    (("字" * 30_000).encode(), "utf-8")])
def test_plain_text_is_told_with_its_charset_even_where_a_character_is_cut(content: bytes, charset: str) -> None:
    found = sniffed(lambda offset, length: content[offset:offset + length], len(content), "a.txt")
    assert (found.type, found.charset) == ("text/plain", charset)


@pytest.mark.parametrize(("name", "media_type"), [("a.csv", kinds.CSV), ("a.MD", kinds.MARKDOWN), ("a.pdf", kinds.TEXT),
                                                  ("a.html", kinds.HTML)])
def test_a_name_tells_one_plain_text_from_another_and_nothing_else(name: str, media_type: str) -> None:
    assert type_of(b"a,b\n1,2\n", name) == media_type
    assert type_of(KNOWN[kinds.PDF], name) == kinds.PDF


@pytest.mark.parametrize("content", [
    b"MZ\x90\0", b"\x7fELF\x02", b"\xca\xfe\xba\xbe\0\0", b"#!/bin/sh\nrm -rf /\n", b"<?php echo 1;", b"<% eval %>",
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"\xef\xbb\xbf  <!-- x --><svg/>",
    b"<?xml version='1.0'?><svg onload='x'/>", b"<?xml version='1.0'?><html xmlns='x'/>", zipped("META-INF/MANIFEST.MF"),
    zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), zipped("classes.dex"), ole("Whatever"),
    b"PK\x03\x04 broken", b"a\0b", b"\x1f\x8b\x08\0", b"Rar!\x1a\x07", bytes(100), b"\x00\x01\x02"])
@pytest.mark.parametrize("name", ["a.txt", "a.png", "a.docx"])
def test_what_would_run_or_is_not_known_is_none_of_the_kinds_that_are_taken(content: bytes, name: str) -> None:
    assert type_of(content, name) not in DEFAULT_ALLOWED


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", *(each[:40] for each in KNOWN.values())]),
       st.sampled_from(["a", "a.csv"]))
def test_anything_has_some_type(content: bytes, start: bytes, name: str) -> None:
    assert "/" in type_of(start + content, name)


def test_a_name_fits_its_own_kind_only() -> None:
    assert fits("通知.DOCX", DOCX) and fits("a.jpeg", "image/jpeg") and not fits("a.doc", DOCX) and not fits("a", DOCX)

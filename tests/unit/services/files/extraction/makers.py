"""Real files, made on the spot: whole ones, and such as people or attackers break them."""
import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
import openpyxl
import pptx
from docx.document import Document
from PIL import Image

from services.files.extraction import Extraction, Limits
from services.files.extraction.reading import extract

READ_HERE = Limits(seconds=30)


def read(folder: Path, data: bytes, name: str, limits: Limits = READ_HERE) -> Extraction:
    """What is read of ``data`` in this process."""
    path = folder / "given"
    path.write_bytes(data)
    return extract(path, name, limits)


def texts(extraction: Extraction) -> dict[str, str]:
    """Each part's text by its name."""
    found = {part.name: part.text for part in extraction.parts}
    assert len(found) == len(extraction.parts), "two parts of one name"
    return found


def word(*paragraphs: str, build: Callable[[Document], object] = lambda document: None) -> bytes:
    """A docx of these paragraphs, and of what ``build`` adds."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    build(document)
    return _saved(document)


def book(rows: Sequence[Sequence[object]], build: Callable[[openpyxl.Workbook], object] = lambda workbook: None) -> bytes:
    """An xlsx with these rows, and what ``build`` adds."""
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(row)
    build(workbook)
    return _saved(workbook)


def slides(title: str, note: str = "") -> bytes:
    """A pptx of one slide."""
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = title
    table = slide.shapes.add_table(1, 2, 0, 0, 9_000_000, 900_000).table
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "电话"
    if note:
        slide.notes_slide.notes_text_frame.text = note
    return _saved(show)


def picture() -> bytes:
    """A PNG."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, "png")
    return target.getvalue()


def archive(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return target.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """An archive or office file in which the file ``name`` is another, or was added."""
    with zipfile.ZipFile(io.BytesIO(data)) as known:
        return archive({each: known.read(each) for each in known.namelist()} | {name: content})


def contained(data: bytes, name: str) -> bytes:
    """One file of an archive or office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as known:
        return known.read(name)


def locked(data: bytes) -> bytes:
    """An archive whose entries say that they are encrypted."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def compound(*streams: str) -> bytes:
    """An OLE compound file with empty streams of these names, as office programs write encrypted and old files."""
    entries = b"".join(
        (name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", len(name) * 2 + 2, 2, 1)).ljust(128, b"\0")
        for name in ("Root Entry", *streams))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return head.ljust(512, b"\0") + bytes(512) + entries.ljust(512, b"\0")


def pdf(pages: Sequence[str], *, note: str = "", password: str = "", title: str = "", drawn: bool = False) -> bytes:
    """A PDF with a line of Chinese on each page; ``drawn`` ones have a picture instead."""
    made = _Pdf(password)
    font = made.add(b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type"
                    b" /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
                    b" /Supplement 4 >> /DW 1000 >>] >>")
    image = made.add(b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                     b"/Length 1 >>", b"\x7f")
    annotation = made.add(b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents " + made.text(note, 5) + b" >>")
    tree = len(made.objects) + 1 + 2 * len(pages)
    kids, noted = [], b" /Annots [%d 0 R]" % annotation if note else b""
    for line in pages:
        drawing = b"q 100 0 0 100 0 0 cm /I Do Q" if drawn else b""
        shown = b"BT /F 12 Tf 20 100 Td <" + line.encode("utf-16-be").hex().encode() + b"> Tj ET"
        content = made.add(None, drawing or shown)
        kids.append(made.add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 600 200] /Contents %d 0 R /Resources << /Font << /F %d 0 R >> "
            b"/XObject << /I %d 0 R >> >>%s >>" % (tree, content, font, image, noted)))
    made.add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    root = made.add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    info = made.add(b"<< /Title " + made.text(title, root + 1) + b" >>")
    return made.written(root, info)


class _Pdf:
    """Objects of a PDF, encrypted by the oldest handler (RC4, 40 bits) if there is a password."""

    _PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    _ID = b"0123456789abcdef"

    def __init__(self, password: str) -> None:
        self.objects: list[bytes] = []
        self._key = b""
        if password:
            padded = (password.encode() + self._PAD)[:32]
            self._owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
            self._key = hashlib.md5(padded + self._owner + struct.pack("<i", -4) + self._ID).digest()[:5]

    def add(self, head: bytes | None, stream: bytes | None = None) -> int:
        number = len(self.objects) + 1
        if stream is None:
            self.objects.append(head or b"null")
        else:
            stream = self._hidden(stream, number)
            head = head or b"<< /Length %d >>" % len(stream)
            self.objects.append(head + b"\nstream\n" + stream + b"\nendstream")
        return number

    def text(self, value: str, number: int) -> bytes:
        return b"<" + self._hidden(b"\xfe\xff" + value.encode("utf-16-be"), number).hex().encode() + b">"

    def written(self, root: int, info: int) -> bytes:
        security = b""
        if self._key:
            user = _rc4(self._key, self._PAD)
            number = self.add(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
                self._owner.hex().encode(), user.hex().encode()))
            security = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (number, *[self._ID.hex().encode()] * 2)
        made, places = bytearray(b"%PDF-1.4\n"), []
        for number, each in enumerate(self.objects, 1):
            places.append(len(made))
            made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
        start = len(made)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        made += b"".join(b"%010d 00000 n \n" % place for place in places)
        made += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
            len(places) + 1, root, info, security, start)
        return bytes(made)

    def _hidden(self, data: bytes, number: int) -> bytes:
        if not self._key:
            return data
        return _rc4(hashlib.md5(self._key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i, j, made = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        made.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(made)


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()

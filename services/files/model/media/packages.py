"""What stands in a zip or an OLE container, by its table of contents only: nothing is unpacked here."""
import struct
from collections.abc import Callable

from services.files.model.media import kinds
from shared.document import DOCX, XLSX

Read = Callable[[int, int], bytes]
"""``read(offset, length)``: some bytes of a file."""

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_TABLE_MOST = 4_000_000
"""Bytes of a table of contents that is looked into; a larger one is refused."""
_COMMENT_MOST = 65_535
_SECTORS_MOST = 64
"""Sectors of an OLE directory that are looked into."""
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")
_MACROS = "vbaproject.bin"
_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", kinds.PPTX))
_OPEN = {each.encode(): each for each in (kinds.ODT, kinds.ODS, kinds.ODP)}


def package(head: bytes, read: Read, size: int) -> str:
    """The media type of a zip: an office file, a program, or just a zip."""
    if head[30:38] == b"mimetype":
        start = 38 + int.from_bytes(head[28:30], "little")
        return next((name for mark, name in _OPEN.items() if head[start:].startswith(mark)), kinds.ZIP)
    names = _names(read, size)
    if names is None:
        return kinds.UNKNOWN
    if any(each in names for each in _PROGRAMS):
        return "application/java-archive"
    if any(each.lower().endswith(_MACROS) for each in names):
        return "application/vnd.ms-office.macroEnabled"
    if "[Content_Types].xml" in names:
        return next((media_type for part, media_type in _PARTS if part in names), kinds.ZIP)
    return kinds.OFD if "OFD.xml" in names else kinds.ZIP


def office(head: bytes, read: Read) -> str:
    """The media type of an OLE container, by the streams that its directory names."""
    shift, sector = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    if shift not in (9, 12):
        return "application/x-ole-storage"
    directory = read((sector + 1) << shift, _SECTORS_MOST << shift)
    for stream, media_type in (("EncryptedPackage", kinds.LOCKED_OFFICE), ("WordDocument", kinds.DOC), ("Workbook", kinds.XLS),
                               ("Book", kinds.XLS), ("PowerPoint Document", kinds.PPT)):
        if f"{stream}\0".encode("utf-16-le") in directory:
            return media_type
    return "application/x-ole-storage"


def _names(read: Read, size: int) -> set[str] | None:
    """The names in a zip's table of contents; ``None`` if there is none that makes sense."""
    tail_at = max(size - _END.size - _COMMENT_MOST, 0)
    tail = read(tail_at, size - tail_at)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return None
    length = _END.unpack_from(tail, at)[5]
    start = tail_at + at - length
    if start < 0 or length > _TABLE_MOST:
        return None
    table, names, at = read(start, length), set[str](), 0
    while at + _ENTRY.size <= len(table):
        entry = _ENTRY.unpack_from(table, at)
        if entry[0] != b"PK\x01\x02":
            return None
        names.add(table[at + _ENTRY.size:at + _ENTRY.size + entry[10]].decode("utf-8", "replace"))
        at += _ENTRY.size + entry[10] + entry[11] + entry[12]
    return names

"""ZIP archives: every entry is a file of its own, and its name is text as well."""
import io
import re
import zipfile
from typing import IO

from services.files.extraction.packing import has_unlisted, opened, whole
from services.files.extraction.plain import decode
from services.files.extraction.scope import Exhausted, Scope, Unread

_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")
_UTF8_NAME = 0x800


def read_archive(scope: Scope, source: IO[bytes], name: str) -> None:
    """Parts ``entry-1-name``, ``entry-1/…``, in the archive's order; nothing is ever written to a disk.

    A name that leads out of the archive is told as a gap: whoever unpacks it may harm himself.
    """
    with opened(source) as archive:
        scope.add("comment", _comment(archive.comment))
        if has_unlisted(archive):
            scope.gap("", "broken")
        for number, entry in enumerate(archive.infolist(), 1):
            scope.ledger.enter()
            _read_entry(scope, archive, entry, f"entry-{number}")


def _read_entry(scope: Scope, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: str) -> None:
    name = entry_name(entry)
    scope.add(f"{part}-name", name)
    scope.add(f"{part}-comment", _comment(entry.comment))
    if _OUTSIDE.search(name):
        scope.gap(f"{part}-name", "unsafe_name")
    if entry.is_dir() and not entry.file_size and not entry.CRC:
        return
    try:
        data = whole(scope, archive, entry)
    except Exhausted:
        raise
    except Unread as problem:
        scope.gap(part, problem.reason)
    else:
        scope.nested(part, io.BytesIO(data), name)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: without a mark, Chinese programs write GB 18030 where the standard says code page 437."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.orig_filename
    return _comment(entry.orig_filename.encode("cp437", "replace"))


def _comment(data: bytes) -> str:
    try:
        return decode(data)
    except Unread:
        return data.decode("gb18030", "replace")

"""Opening ZIP archives, of whatever kind, without believing anything that they say of themselves."""
import copy
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from services.files.extraction.scope import Exhausted, Scope, Unread

CHUNK = 1 << 16
_RATIO_FROM = 1_000_000
"""Bytes unpacked, from which on an entry's ratio is asked: small ones may well be a thousand times the same letter."""
_HEADER = 30
"""Bytes before the name of an entry; what stands behind the data of one, its sizes again, is shorter."""


@contextmanager
def opened(source: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The archive; raises ``Unread``."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise Unread("broken") from None
    with archive:
        yield archive


def has_unlisted(archive: zipfile.ZipFile) -> bool:
    """Whether there is room between its entries for one that its list leaves out, and that other programs unpack."""
    assert archive.fp is not None
    known = 0
    for entry in sorted(archive.infolist(), key=lambda each: each.header_offset):
        if entry.header_offset - known > _HEADER:
            return True
        archive.fp.seek(entry.header_offset)
        head = archive.fp.read(_HEADER)
        if len(head) == _HEADER:
            known = max(known, entry.header_offset + _HEADER + sum(struct.unpack("<HH", head[26:])) + entry.compress_size)
    return archive.start_dir - known > _HEADER


def chunks(scope: Scope, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry, a piece at a time, each counted; raises ``Unread``."""
    if entry.flag_bits & 0x41:  # encrypted, or strongly
        raise Unread("encrypted")
    done, endless = 0, copy.copy(entry)
    endless.file_size = sys.maxsize  # else what is beyond the size that it gives would be left out unseen
    try:
        with archive.open(endless) as stream:
            while piece := stream.read(CHUNK):
                done += len(piece)
                scope.ledger.unpack(len(piece))
                if done > max(_RATIO_FROM, entry.compress_size * scope.ledger.limits.ratio):
                    raise Exhausted("bomb")
                yield piece
        if done != entry.file_size:
            raise Unread("broken")
    except NotImplementedError:
        raise Unread("unsupported") from None
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, RuntimeError):  # type: ignore[attr-defined]
        raise Unread("broken") from None


def whole(scope: Scope, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """All bytes of an entry; raises ``Unread``."""
    return b"".join(chunks(scope, archive, entry))

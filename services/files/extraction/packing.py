"""Opening ZIP archives, of whatever kind, without believing anything that they say of themselves."""
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from services.files.extraction.scope import Exhausted, Scope, Unread

CHUNK = 1 << 16
_RATIO_FROM = 1_000_000
"""Bytes unpacked, from which on an entry's ratio is asked: small ones may well be a thousand times the same letter."""


@contextmanager
def opened(source: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The archive; raises ``Unread``."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise Unread("broken") from None
    with archive:
        yield archive


def chunks(scope: Scope, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry, a piece at a time, each counted; raises ``Unread``."""
    if entry.flag_bits & 0x41:  # encrypted, or strongly
        raise Unread("encrypted")
    done = 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(CHUNK):
                done += len(piece)
                scope.ledger.unpack(len(piece))
                if done > max(_RATIO_FROM, entry.compress_size * scope.ledger.limits.ratio):
                    raise Exhausted("bomb")
                yield piece
    except NotImplementedError:
        raise Unread("unsupported") from None
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, RuntimeError):  # type: ignore[attr-defined]
        raise Unread("broken") from None


def whole(scope: Scope, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """All bytes of an entry; raises ``Unread``."""
    return b"".join(chunks(scope, archive, entry))

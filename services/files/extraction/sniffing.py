"""What a file is, by its content."""
import zipfile
from typing import IO

HEAD = 4096
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"8BPS",
           b"\x00\x00\x01\x00", b"\xff\x0a", b"\x00\x00\x00\x0cJXL ", b"\x00\x00\x00\x0cjP  ")
"""PNG, JPEG, GIF, TIFF (two), EMF, WMF, PSD, ICO, JPEG XL (two), JPEG 2000."""
_MEDIA = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3", b"FLV", b"\x30\x26\xb2\x75")
"""MP3 (three), Ogg, FLAC, Matroska, FLV, ASF."""
_OTHERS = (b"\x7fELF", b"{\\rtf", b"%!PS", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
"""Programs, RTF, PostScript and the archives that are not read: text that is no plain text, or none at all."""
_PROGRAM = b"MZ"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 and UTF-32, where NUL is a part of text."""


def kind(source: IO[bytes]) -> str:
    """``pdf``, ``office``, ``archive``, ``text`` or ``empty``, or the reason why it cannot be read."""
    head = source.read(HEAD)
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(source)
    if head.startswith(_OLE):
        return _old_office(source, head)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_WIDE):
        return "text"
    if _is_image(head):
        return "image"
    binary = b"\x00" in head  # a text may well begin with "ID3" or "MZ"
    if binary and (head.startswith((*_MEDIA, b"RIFF")) or head[4:8] == b"ftyp"):
        return "media"
    return "unsupported" if head.startswith(_OTHERS) or (binary and head.startswith(_PROGRAM)) else "text"


def _is_image(head: bytes) -> bool:
    if head[4:8] == b"ftyp":
        return head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    if head[:2] == b"BM":
        return b"\x00" in head[:14]
    return head.startswith(_IMAGES)


def _packed(source: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(source) as archive:
            return "office" if "[Content_Types].xml" in archive.namelist() else "archive"
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return "broken"


def _old_office(source: IO[bytes], head: bytes) -> str:
    """A compound file: an encrypted OOXML file, or an office file of before 2007, which is not read."""
    while head:
        if "EncryptedPackage".encode("utf-16-le") in head:
            return "encrypted"
        more = source.read(1 << 20)
        head = head[-64:] + more if more else b""
    return "unsupported"

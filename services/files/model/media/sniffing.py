"""From bytes to a media type. Only what is recognised for certain gets a type of the list; a guess is never one."""
import codecs
import re
from dataclasses import dataclass

import puremagic

from services.files.model.media import kinds
from services.files.model.media.kinds import extension_of
from services.files.model.media.packages import Read, office, package

HEAD_BYTES = 65_536
"""How much of a file's beginning is looked at."""


@dataclass(frozen=True)
class Media:
    """What a file is; ``charset`` is known of text only."""

    type: str
    charset: str = ""


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", kinds.PDF), (b"{\\rtf", kinds.RTF), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"), (b"\xff\xfb", "audio/mpeg"), (b"\xff\xf3", "audio/mpeg"),
    (b"MZ", "application/x-msdownload"), (b"\x7fELF", "application/x-elf"), (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"), (b"#!", kinds.SCRIPT), (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"), (b"\x1f\x8b", "application/gzip"))
_MARKUP = re.compile(r"<(?:!doctype\s+(\w+)|(html|head|body|script|iframe|svg|table|div|p|meta|title|style|form|img|a|h1)\b"
                     r"|(\?xml)|(\?php|%))", re.IGNORECASE)
_SPACE = " \t\r\n\f\ufeff"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def sniffed(read: Read, size: int, name: str) -> Media:
    """What a file of ``size`` bytes is; ``read(offset, length)`` gives some of them, fewer at the end."""
    head = read(0, HEAD_BYTES)
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return Media(media_type)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Media("image/webp")
    if head[4:8] == b"ftyp":
        return Media("video/mp4" if head[8:12] in _MP4 else kinds.UNKNOWN)
    if head[:2] == b"BM" and len(head) > 26 and int.from_bytes(head[2:6], "little") == size:
        return Media("image/bmp")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Media(package(head, read, size))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Media(office(head, read))
    return _text(head, read(max(size - HEAD_BYTES, 0), HEAD_BYTES), size, name) or Media(_named(head))


_MP4 = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash")


def _text(head: bytes, tail: bytes, size: int, name: str) -> Media | None:
    charset, text = _decoded(head, whole=len(head) == size)
    if not charset or _CONTROL.search(text) or b"\0" in (tail if charset != "utf-16" else b""):
        return None
    start = _COMMENT.sub("", text).lstrip(_SPACE)
    if found := _MARKUP.match(start):
        doctype, tag, xml, server = (each.lower() if each else "" for each in found.groups())
        if server:
            return Media(kinds.SCRIPT)
        if "svg" in (doctype, tag) or (xml and "<svg" in start[:4096].lower()):
            return Media(kinds.SVG)
        if xml or (doctype and doctype != "html"):
            return Media(kinds.XML)
        return Media(kinds.HTML, charset)
    extension = extension_of(name)
    for media_type in (kinds.CSV, kinds.MARKDOWN, kinds.HTML):
        if extension in kinds.EXTENSIONS[media_type]:
            return Media(media_type, charset)
    return Media(kinds.TEXT, charset)


def _decoded(head: bytes, *, whole: bool) -> tuple[str, str]:
    """The charset and the text, but for a last character that was cut; empty if it is no text."""
    charsets = ("utf-16",) if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030")
    for charset in charsets:
        try:
            return charset, codecs.getincrementaldecoder(charset)().decode(head, final=whole)
        except UnicodeDecodeError:
            continue
    return "", ""


def _named(head: bytes) -> str:
    """Some name for what is not taken anyway, so that the refusal can say it."""
    try:
        found = puremagic.magic_string(head[:4096])
    except (puremagic.PureError, ValueError):
        return kinds.UNKNOWN
    name = found[0].mime_type if found and found[0].confidence >= 0.5 else ""
    return name if name and name not in kinds.EXTENSIONS else kinds.UNKNOWN

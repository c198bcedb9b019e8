"""Plain text in any encoding that is used here, Markdown, the source of pages, and tables of separated values."""
import codecs
import csv
import re
from pathlib import PurePath
from typing import IO

import charset_normalizer

from services.files.extraction.scope import Exhausted, Scope, Unread

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xml", ".svg", ".vml"})
_TABLES = frozenset({".csv", ".tsv"})
_MAIL = frozenset({".mht", ".mhtml", ".eml"})
"""Mail and saved pages are text that holds encoded text."""
_PAGE = re.compile(r"\s*(?:<\?xml|<!doctype|<!--|<html|<svg|<head|<body)", re.IGNORECASE)
_MAIL_HEAD = re.compile(r"(?:[\w-]+:[^\n]*\n){0,40}MIME-Version:", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STRANGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
"""Characters that no text holds; form feeds and escapes do occur."""
_SAMPLE = 65_536
_COMMON_LEAST = 0.6
"""Share of Chinese characters that are among the 3,755 common ones, at least, for text to be taken for GB 18030."""
_DAMAGED_MOST = 4
"""One in so many characters may be damaged for the others to be read: any other encoding would hide them all."""
_CHINESE = frozenset({"ascii", "big5", "big5hkscs", "cp950"})
"""A guess of any other encoding may be a wrong one, in which no word would be found: people are told."""


def read_plain(scope: Scope, source: IO[bytes], name: str) -> None:
    """One part, ``text``. Raises ``Unread`` for what is no text, or in no encoding that can be told."""
    data = source.read(scope.ledger.limits.characters * 4 + 1)
    if len(data) > scope.ledger.limits.characters * 4:
        raise Exhausted("too_large")
    (text, sure), ending = _decoded(data), PurePath(name.lower()).suffix
    if _STRANGE.search(text) or ending in _MAIL or _MAIL_HEAD.match(text[:10_000]):
        raise Unread("unsupported")
    if not sure:
        scope.gap("text", "broken")
    if ending in _TABLES:
        scope.add("text", _table(text, "\t" if ending == ".tsv" else ""), "table")
    elif ending in _PAGES or _PAGE.match(text[:1000]):
        scope.add("text", text, "html")
    else:
        scope.add("text", text)


def decode(data: bytes) -> str:
    """The text that ``data`` means; raises ``Unread`` when that cannot be told: a wrong guess would hide words."""
    return _decoded(data)[0]


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether every byte of it was understood beyond doubt."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), True
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data), True
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_common(text[:_SAMPLE]):
            return text, True
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        written, lost = sum(char > "\x7f" for char in text), text.count("\ufffd")
        if 0 < lost * _DAMAGED_MOST <= written and _is_common(text[:_SAMPLE].replace("\ufffd", "")):
            return text, False
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Unread("unsupported")
    return _strictly(data, best.encoding), best.encoding in _CHINESE


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, or else no text."""
    try:
        text = data.decode("utf-16-be" if data[:_SAMPLE:2].count(0) > data[1:_SAMPLE:2].count(0) else "utf-16-le")
    except UnicodeDecodeError:
        raise Unread("unsupported") from None
    if not _is_common(text[:_SAMPLE]):
        raise Unread("unsupported")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unread("broken") from None


def _is_common(text: str) -> bool:
    """Whether its Chinese characters are such as people write: another encoding read as this one gives rare ones."""
    written = [char for char in text if char > "\x7f"]
    common = sum(_is_everyday(char) for char in written)
    return common >= _COMMON_LEAST * len(written)


def _is_everyday(char: str) -> bool:
    """A common character (level 1 of GB 2312), or the punctuation and letters beside them."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7


def _table(text: str, delimiter: str) -> str:
    """Separated values with tabs between cells and a row on one line."""
    lines = text.splitlines(keepends=True)
    if not delimiter:
        head = "".join(lines[:5])
        delimiter = max(",;\t，|", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # of the whole process: never less than others need
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        return "\n".join("\t".join(map(cell, row)) for row in rows)
    except csv.Error:
        return text


def cell(text: str) -> str:
    """The text of one cell: without what would look like the end of a cell or row."""
    return " ".join(text.split()) if any(mark in text for mark in "\t\n\r\x0b\x0c") else text

"""What becomes of files on their way, and what attackers make of them."""
import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.fuzz.samples import MARK, Sample

_NAMES = ("../../etc/x", "/etc/x", "..\\x.txt", "C:\\x", "a/", "word/document.xml", "xl/worksheets/sheet1.xml", "x" * 5_000,
          "word/styles.xml", "docProps/thumbnail.xml", "xl/sharedStrings.xml", "a.png", "a.xml", "a.bin", "é/😀.txt", "")
_TOKENS = (b"\0", b"\xff", b"\xf0\x9f", b"<", b">", b"&", b"&amp;", b"&x;", b"]]>", b"<!--", b"<![CDATA[", b'"', b"'", b",",
           b"\r", b"\n", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06" + bytes(18), b"%PDF-1.4\n", b"endobj\n", b"endstream\n",
           b"9" * 30, b"-1", b"<a>" * 2_000, b"%%EOF", b"\xe2\x80\xae", b"\xed\xa0\x80", b"MIME-Version: 1.0\n", b"{\\rtf1")
_DOCTYPES = (b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>', b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
             b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>', b"<!DOCTYPE a>", b'<?xml version="1.0"?>',
             b'<?xml version="1.0" encoding="utf-16"?>', b"\xef\xbb\xbf", b"<?x y?>")
_ENDINGS = (".txt", ".html", ".csv", ".tsv", ".md", ".docx", ".xlsx", ".pptx", ".pdf", ".zip", ".xml", ".png", "")


@dataclass(frozen=True)
class Case:
    """A file after its accidents."""

    name: str
    data: bytes
    marked: bool
    """Whether the text that must not be lost is in it still."""
    how: str


def case(samples: Sequence[Sample], chance: random.Random) -> Case:
    """One of ``samples`` after one or more accidents."""
    sample = chance.choice(samples)
    name = sample.name if chance.random() < 0.7 else "a" + chance.choice(_ENDINGS)
    if sample.encoding:
        data, how = _changed(sample.data, [each.data for each in samples], chance)
        return Case(name, data, _stands(data, sample), how)
    if chance.random() < 0.3:
        data, how = _changed(sample.data, [each.data for each in samples if not each.encoding], chance)
        return Case(name, data, len(data) > len(sample.data) // 2, how)  # what is compressed bears no change unseen
    data, marked, how = _repacked(sample, [each.data for each in samples], chance)
    for _ in range(chance.choice((0, 0, 0, 1, 3, 6))):
        data, how = _zipped([(name, data)]), how + ", packed"
    return Case(name, data, marked, how)


def _stands(data: bytes, sample: Sample) -> bool:
    """Whether the text stands in it on a line of its own, where no encoding takes half of it for another character."""
    if sample.name.endswith(".pdf"):
        return False  # what no page names any more is on none
    ends = sample.encoding
    line = "\n".encode(ends) + sample.mark + "\n".encode(ends)
    at = data.find(line)
    return at >= 0 and not (ends.startswith("utf-16") and (at % 2 or not data.startswith(b"\xff\xfe")))


# -- any bytes


def _changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> tuple[bytes, str]:
    how = []
    for _ in range(chance.choice((1, 1, 2, 5))):
        accident = chance.choice((_flipped, _flipped, _cut, _twice, _spliced, _inserted, _ended))
        data = accident(data, others, chance)
        how.append(accident.__name__[1:])
    return data, ", ".join(how)


def _flipped(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes(each ^ 1 << chance.randrange(8) for each in data[at:at + 1]) + data[at + 1:]


def _cut(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 50)):]


def _ended(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return data[:chance.randrange(len(data) + 1)]


def _twice(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 20, 500))
    return data[:at] + data[at:at + size] * chance.choice((2, 2, 40)) + data[at + size:]


def _spliced(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    if chance.random() < 0.5:
        return data + other
    return data[:chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)):]


def _inserted(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) + data[at:]


# -- packages, part by part


Entries = list[tuple[str, bytes]]


def _repacked(sample: Sample, others: Sequence[bytes], chance: random.Random) -> tuple[bytes, bool, str]:
    with zipfile.ZipFile(io.BytesIO(sample.data)) as known:
        entries = [(each, known.read(each)) for each in known.namelist()]
    how, whole = [], [data for _, data in entries]
    for _ in range(chance.choice((1, 1, 2, 4))):
        accident = chance.choice((_renamed, _swapped, _dropped, _doubled, _bomb, _filled, _document, _document, _document,
                                  _repeated, _wide, _retagged))
        accident(entries, others, chance)
        how.append(accident.__name__[1:])
    lies = chance.random() < 0.3
    data = _zipped(entries, chance.choice((0, 8, 8, 8, 12, 14)))
    if lies:
        lie = chance.choice((_size, _shorter, _check, _locked, _unlisted))
        data = lie(data, chance)
        how.append(lie.__name__[1:])
    marked = any(sample.mark in content or (content in whole and content[:2] == b"PK") for _, content in entries)
    return data, marked, ", ".join(how)


def _zipped(entries: Entries, method: int = 8) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as made:
        warnings.simplefilter("ignore")
        for name, data in entries:
            made.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def _place(entries: Entries, chance: random.Random) -> int:
    """One of them, in half of all cases one that matters."""
    marked = [number for number, (_, content) in enumerate(entries) if MARK.encode() in content]
    return chance.choice(marked) if marked and chance.random() < 0.5 else chance.randrange(len(entries))


def _renamed(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    at = _place(entries, chance)
    name = entries[at][0]
    other = chance.choice((*_NAMES, name.upper(), name.replace("/", "\\"), name + "/", "./" + name, name.replace("1", "2")))
    entries[at] = (other, entries[at][1])


def _swapped(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    one, other = _place(entries, chance), chance.randrange(len(entries))
    entries[one], entries[other] = (entries[other][0], entries[one][1]), (entries[one][0], entries[other][1])


def _dropped(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    if len(entries) > 1:
        entries.pop(chance.randrange(len(entries)))


def _doubled(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    name, content = chance.choice(entries)
    entries.insert(chance.randrange(len(entries) + 1), (name, chance.choice((content, b"", b"<a/>", b"x"))))


def _bomb(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    name = chance.choice(("a.txt", "word/media/a.png", "b.xml"))
    entries.insert(chance.randrange(len(entries) + 1), (name, bytes(3_000_000)))


def _filled(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    entries.append((chance.choice(("word/embeddings/a.bin", "a.zip", "b")), chance.choice(others)))


def _repeated(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    at = _place(entries, chance)
    name, content = entries[at]
    for piece in (b"<row", b"<c ", b"<a:p>", b"<w:p>", b"<si>", b"<p:sp>"):
        start = content.find(piece)
        if start >= 0:
            end = content.find(piece.rstrip(b" >").replace(b"<", b"</") + b">", start)
            end = content.find(b">", end) + 1 if end > 0 else len(content)
            content = content[:start] + content[start:end] * chance.choice((2, 100, 5_000)) + content[end:]
            break
    entries[at] = (name, content)


def _retagged(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    """All elements of one name have another."""
    at = _place(entries, chance)
    name, content = entries[at]
    tags = sorted(set(re.findall(rb"</((?:\w+:)?\w+)>", content)))
    if tags:
        tag = chance.choice(tags)
        entries[at] = (name, re.sub(rb"(</?)" + tag + rb"\b", rb"\1other", content))


def _wide(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    at = _place(entries, chance)
    name, content = entries[at]
    if content.startswith(b"<"):
        entries[at] = (name, content.replace(b"UTF-8", b"UTF-16", 1).decode("utf-8", "ignore").encode("utf-16"))


def _document(entries: Entries, others: Sequence[bytes], chance: random.Random) -> None:
    at = _place(entries, chance)
    name, content = entries[at]
    if chance.random() < 0.5:
        start = content.find(b"?>") + 2 if content.startswith(b"<?xml") and chance.random() < 0.8 else 0
        content = content[:start] + chance.choice(_DOCTYPES) + content[start:]
    else:
        content, _ = _changed(content, others[:5], chance)
    entries[at] = (name, content)


# -- lies of a package about itself


def _places(data: bytes) -> list[int]:
    """Where its list names an entry."""
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    return found


def _put(data: bytes, at: int, form: str, *values: int) -> bytes:
    return data[:at] + struct.pack(form, *values) + data[at + struct.calcsize(form):]


def _size(data: bytes, chance: random.Random) -> bytes:
    at = chance.choice(_places(data) or [len(data)]) + chance.choice((20, 24))
    return _put(data, at, "<I", chance.choice((0, 1, 5, 1 << 31, (1 << 32) - 2, (1 << 32) - 1)))


def _shorter(data: bytes, chance: random.Random) -> bytes:
    """Every entry says that it ends where it does not, and its check sum agrees."""
    with zipfile.ZipFile(io.BytesIO(data)) as known:
        contents = [known.read(each) for each in known.infolist()] if len(data) < 1_000_000 else []
    for at, content in zip(_places(data), contents, strict=False):
        data = _put(data, at + 16, "<I", zlib.crc32(content[:5]))
        data = _put(data, at + 24, "<I", len(content[:5]))
    return data


def _check(data: bytes, chance: random.Random) -> bytes:
    return _put(data, chance.choice(_places(data) or [len(data)]) + 16, "<I", chance.randrange(1 << 32))


def _locked(data: bytes, chance: random.Random) -> bytes:
    return _put(data, chance.choice(_places(data) or [len(data)]) + 8, "<H", chance.choice((1, 0x41, 0x800)))


def _unlisted(data: bytes, chance: random.Random) -> bytes:
    """An entry that is there and in no list."""
    places = _places(data)
    if not places:
        return data
    end = data.rfind(b"PK\x05\x06")
    start, stop = chance.choice(list(zip(places, [*places[1:], end], strict=True)))
    count, size = struct.unpack("<HI", data[end + 10:end + 16])
    data = _put(data, end + 8, "<HHI", count - 1, count - 1, size - (stop - start)) if count and size >= stop - start else data
    return data[:start] + data[stop:]

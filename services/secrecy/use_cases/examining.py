"""The machine's look at all that belongs to a text: its parts, and what is inside its attachments (Art. 12 第十二条)."""
from collections.abc import Iterator

from services.secrecy.model import Finding, Unread
from services.secrecy.model.unread import MISSING
from services.secrecy.ports import AttachedFile, FileText, OriginText, Part, Ports


def examined(ports: Ports, text: OriginText) -> list[Finding]:
    """Everything found in a text and its attachments, with a finding for each place that could not be read.

    Attachments are read one after the other, so that no more than one is held at a time. Raises ``ScanFailed``, and the frame's
    ``Unavailable`` while one of them waits to be read: then nothing was examined.
    """
    found = ports.inspector.scan(text.parts)
    for attached in text.attachments:
        read = ports.files.read(attached.file)
        if read is not None and read.parts:
            found = found + ports.inspector.scan([_named(attached, part) for part in read.parts])
        found = found + [each.finding for each in _unread(attached, read)]
    return found


def _named(attached: AttachedFile, part: Part) -> Part:
    """A part of a file as it is called in reviews: ``attachment-1/sheet-2``."""
    return Part(f"{attached.name}/{part.name}", part.text, part.format)


def _unread(attached: AttachedFile, read: FileText | None) -> Iterator[Unread]:
    if read is None:
        yield Unread(attached.name, attached.file, MISSING, "文件不存在")
        return
    for gap in read.gaps:
        part = f"{attached.name}/{gap.part}" if gap.part else attached.name
        yield Unread(part, attached.file, gap.reason, gap.label, gap.count)

"""What a quarantined text leaves here: its files go at once and are not taken again (Art. 12 第十二条, 保密法 Art. 31).

The record says first that a file is quarantined, then whoever refers to it is looked up; who lets go of a file saves that
first, and then looks what is quarantined. So one of them sees the other, in whatever order the events come.
"""
from collections.abc import Sequence
from datetime import datetime

from services.files.model import Quarantined, StoredFile
from services.files.ports import Ports
from shared.events import Received


def note_text_removed(ports: Ports, *, now: datetime, event: Received, unit: str, subject: str, files: Sequence[str]) -> None:
    """A service let go of a quarantined text: what it alone used is removed now, else when the last subject lets go of it."""
    mark = Quarantined(at=now, unit=unit, subject=f"{event.type.partition('.')[0]}/{subject}")
    for each in files:
        file = ports.files.find_one({"_id": each}) or StoredFile.never_seen(each, now=now)
        file.quarantine(mark)
        ports.files.save(file)
        isolate(ports, file, now)


def isolate(ports: Ports, file: StoredFile, now: datetime) -> bool:
    """Remove a quarantined file, its bytes, text and pictures, unless something refers to it; True if that is done."""
    if file.isolated:
        return True
    if file.present and ports.references.of(file.id):
        return False
    file.isolate(now=now)
    ports.files.save(file)
    ports.blobs.release(file.id)
    file.let_bytes_go()
    ports.files.save(file)
    return True

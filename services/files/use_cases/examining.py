"""The text inside files, for the secrecy review (Art. 12 第十二条): read once, kept, and given out a page at a time."""
from datetime import datetime
from typing import Any

from services.files.errors import FileNotFound, TextPending
from services.files.extraction import REASONS, VERSION
from services.files.model import Examination, StoredFile
from services.files.ports import Ports
from shared.caller import Caller
from shared.events import Received

EXAMINERS = ("secrecy_clerk", "secrecy_officer", "secrecy_head")


def note_stored(ports: Ports, *, now: datetime, event: Received, file: str) -> None:
    """Read the text of a file that was stored, unless that was done; whatever the file is, there is an outcome."""
    stored = ports.files.find_one({"_id": file})
    if stored is None or _is_gone(ports, stored) or _is_read(ports, stored):
        return
    extraction = ports.reading.of(stored)
    if extraction is None:
        return  # it is just being removed
    pieces = ports.texts.keep(file, VERSION, extraction.parts)
    stored = ports.files.get(file)  # it may have been brought again meanwhile
    if _is_gone(ports, stored):
        return
    stored.examine(Examination.of(extraction, pieces=pieces, at=now))
    ports.files.save(stored)


def _is_gone(ports: Ports, stored: StoredFile) -> bool:
    """Whether there is nothing to read; what was read of a quarantined file while it was removed goes after it."""
    if stored.quarantined and not stored.present:
        ports.blobs.release(stored.id)
    return not stored.present


def _is_read(ports: Ports, stored: StoredFile) -> bool:
    """Whether the present program read it and its text is all there: a removal that was cut off may have taken it."""
    examination = stored.examination
    return (examination is not None and examination.current
            and ports.texts.count(stored.id, examination.version) == examination.pieces)


def get_extracted_text(ports: Ports, *, caller: Caller, now: datetime, file_id: str, from_piece: int, most_characters: int
                       ) -> dict[str, Any]:
    """A page of the text inside a file, and where there may be text that could not be read.

    Raises ``FileNotFound``, and ``TextPending`` until it was read: what was not read yet is not a file without text.
    """
    stored = _examinable(ports, caller, file_id)
    examination = stored.examination
    if examination is None or not examination.done:
        raise TextPending()
    left = examination.pieces - from_piece
    found = ports.texts.read(file_id, examination.version, from_piece, most_characters) if left > 0 else []
    after = from_piece + len(found)
    if left > 0 and not found:
        raise TextPending()  # it is going, or coming again
    gaps = [{"part": gap.part, "reason": gap.reason, "label": REASONS.get(gap.reason, ""), "count": gap.count}
            for gap in examination.gaps]
    return {"file": file_id, "outcome": examination.state.value, "reason": examination.reason, "gaps": gaps, "pieces": found,
            "next": after if after < examination.pieces else None}


def examine_file(ports: Ports, *, caller: Caller, now: datetime, file_id: str, version: int) -> StoredFile:
    """Have the text of a file read anew, e.g. after the limits were changed."""
    stored = _examinable(ports, caller, file_id)
    stored.expect(version)
    stored.examine_again()
    ports.files.save(stored)
    return stored


def _examinable(ports: Ports, caller: Caller, file_id: str) -> StoredFile:
    """The file, for the secrecy officers of a unit that brought it or refers to it."""
    stored = ports.files.find_one({"_id": file_id})
    if stored is None or not stored.present:
        raise FileNotFound(id=file_id)
    if not any(caller.may(role, unit) for unit in stored.units for role in EXAMINERS):
        units = [each.unit for each in ports.references.of(file_id)]
        if not any(caller.may(role, unit) for unit in units for role in EXAMINERS):
            caller.require(*EXAMINERS, unit=stored.units[0])
    return stored

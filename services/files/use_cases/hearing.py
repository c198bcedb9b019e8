"""What files hears: what the public sees of a subject, and what its editions refer to. Events may come in any order."""
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.files.model import Reference, Shown
from services.files.ports import Ports
from services.files.use_cases.isolating import isolate
from shared.events import Received


def note_display(ports: Ports, *, now: datetime, event: Received, unit: str, subject: str, files: Sequence[Mapping[str, str]]
                 ) -> None:
    """What the public sees of something changed: exactly these files of it may be read from now on (Art. 4 第四条)."""
    reference = _reference(ports, event, unit, subject)
    reference.hear_display(sequence=event.sequence, unit=unit, files=[Shown(**each) for each in files])
    ports.references.save(reference)
    _keep(ports, (each["file"] for each in files), now)
    _let_go(ports, reference, now)


def note_attachments(ports: Ports, *, now: datetime, event: Received, unit: str, subject: str, files: Sequence[str]) -> None:
    """What the editions of something refer to changed, drafts included: these files are kept."""
    reference = _reference(ports, event, unit, subject)
    reference.hear_attachments(sequence=event.sequence, unit=unit, files=files)
    ports.references.save(reference)
    _keep(ports, files, now)
    _let_go(ports, reference, now)


def _reference(ports: Ports, event: Received, unit: str, subject: str) -> Reference:
    id_ = f"{event.type.partition('.')[0]}/{subject}"
    return ports.references.find_one({"_id": id_}) or Reference(id=id_, unit=unit)


def _keep(ports: Ports, files: Iterable[str], now: datetime) -> None:
    """Take back the removal of what is referred to after all, as long as its bytes are there."""
    for each in files:
        file = ports.files.find_one({"_id": each})
        if file and not file.present and not file.quarantined and ports.blobs.confirm(each, now=now):
            file.restore(now=now, keep=ports.keep)
            ports.files.save(file)


def _let_go(ports: Ports, reference: Reference, now: datetime) -> None:
    """What is quarantined and was only kept for this subject is removed (保密法 Art. 31)."""
    for file in ports.files.quarantined(reference.left):
        isolate(ports, file, now)

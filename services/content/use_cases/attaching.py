"""Files that belong to items: nothing goes public with a file that nobody could open (Art. 5 第五条)."""
from collections.abc import Callable
from datetime import datetime

from services.content.errors import FilesMissing
from services.content.model.attachment import Attachment
from services.content.model.item import Item
from services.content.model.known_file import FileFacts, KnownFile
from services.content.ports import Ports
from shared.events import Received


def facts_of(ports: Ports, item: Item | None) -> dict[str, FileFacts]:
    """What is known of an item's files, of those that are stored."""
    found = {each.file: ports.files.find_one({"_id": each.file}) for each in (item.attachments if item else ())}
    return {file: known.facts for file, known in found.items() if known and known.stored}


def stored_facts(ports: Ports, item: Item | None) -> dict[str, FileFacts]:
    """The same where all of them are stored; raises ``FilesMissing`` that names those that are not."""
    facts = facts_of(ports, item)
    missing: list[Attachment] = [each for each in (item.attachments if item else ()) if each.file not in facts]
    if missing:
        names = "、".join(f"“{each.name}”" for each in missing)
        raise FilesMissing(names=names, fields={"attachments": [f"“{each.name}”没有保存。" for each in missing]})
    return facts


def note_file_stored(ports: Ports, *, now: datetime, event: Received, file: str, size: int, media_type: str) -> None:
    """A file is there, or there again: items may be published with it."""
    _hear(ports, file, lambda known: known.hear_stored(sequence=event.sequence, size=size, media_type=media_type))


def note_file_removed(ports: Ports, *, now: datetime, event: Received, file: str) -> None:
    """A file that nothing referred to is gone."""
    _hear(ports, file, lambda known: known.hear_removed(sequence=event.sequence))


def note_file_examined(ports: Ports, *, now: datetime, event: Received, file: str, outcome: str) -> None:
    """A file's text was looked for."""
    _hear(ports, file, lambda known: known.hear_examined(sequence=event.sequence, outcome=outcome))


def _hear(ports: Ports, file: str, news: Callable[[KnownFile], None]) -> None:
    known = ports.files.find_one({"_id": file}) or KnownFile(id=file)
    news(known)
    ports.files.save(known)

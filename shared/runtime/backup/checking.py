"""Checking a backup without any database: every byte, the digest of every part, and every history in it."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC

from bson import decode
from bson.codec_options import CodecOptions
from bson.errors import BSONError

from shared.runtime import verifying
from shared.runtime.backup.archive import Archive
from shared.runtime.backup.copying import DATA
from shared.runtime.backup.errors import BackupError

OPTIONS: CodecOptions[dict[str, object]] = CodecOptions(tz_aware=True, tzinfo=UTC)
"""How documents are read: as the services' own clients read them."""


@dataclass
class Checked:
    """What was looked at, and one sentence for each thing that is wrong."""

    parts: int = 0
    documents: int = 0
    histories: int = 0
    entries: int = 0
    problems: list[str] = field(default_factory=list)


def check(archive: Archive, tell: Callable[[str], None]) -> Checked:
    """Look at everything; never raises for what is wrong with it."""
    found = Checked()
    for name in archive.parts:
        tell(name)
        found.parts += 1
        try:
            before = found.documents
            _check_part(archive, name, found)
            wanted = archive.parts[name]["documents"]
            if name.startswith(DATA) and found.documents - before != wanted:
                found.problems.append(f"the part {name} has {found.documents - before} documents, not {wanted}")
        except BackupError as error:
            found.problems.append(str(error))
        except BSONError as error:
            found.problems.append(f"the part {name} of {archive.path} is damaged ({type(error).__name__})")
    tell("the whole file")
    try:
        if not found.problems and not archive.is_whole():
            found.problems.append(f"{archive.path} is damaged outside of its parts: what is in them is whole")
    except BackupError as error:
        found.problems.append(str(error))
    return found


def expect_sound(archive: Archive, names: Iterator[str] | list[str]) -> None:
    """Read the named parts; raises ``BackupError`` for the first that is not as it was written."""
    for name in names:
        for _ in archive.chunks(name):
            pass


def _check_part(archive: Archive, name: str, found: Checked) -> None:
    if not name.startswith(DATA):
        for _ in archive.chunks(name):
            pass
        return
    collection = name.removeprefix(DATA).removesuffix(".bson")
    for raw in archive.documents(name):
        found.documents += 1
        document = decode(raw, OPTIONS)
        if "history" in document:
            found.histories += 1
            found.entries += len(document["history"])
            record = verifying.record(f"{collection}/{document['_id']}", document)
            found.problems += [f"{flaw.subject} entry {flaw.entry}: {flaw.problem}" for flaw in verifying.checked(record)]

"""Files over a store in memory: whoever brings them, whoever reads them, and the services that refer to them."""
import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from services.files import errors, use_cases
from services.files.extraction import Extraction, Part
from services.files.model import Reference, StoredFile
from services.files.ports import Blob, FileQuery, Piece, Ports, Thumbnail
from shared.caller import ANONYMOUS, Caller
from shared.events import Event, Received
from shared.testing.memory import MemoryCollection

EDITOR = Caller(id="editor", unit="433100", grants={"editor": ("433100",)})
OTHER = Caller(id="other", unit="433101", grants={"editor": ("433101",)})
KEEP = timedelta(days=30)


class MemoryFiles(MemoryCollection[StoredFile]):
    """With a list."""

    def quarantined(self, ids: Sequence[str]) -> list[StoredFile]:
        """Those that are, and are still there."""
        return [each for each in self.find({}) if each.id in ids and each.quarantined and each.present]

    def page(self, query: FileQuery) -> tuple[list[StoredFile], str | None]:
        """All of the units."""
        return [each for each in self.find({}) if query.units is None or set(each.units) & set(query.units)], None


class MemoryReferences(MemoryCollection[Reference]):
    """With its lists."""

    def of(self, file: str) -> list[Reference]:
        """All that refer to it."""
        return [each for each in self.find({}) if file in each.files]

    def showing(self, file: str) -> list[Reference]:
        """All that show it."""
        return [each for each in self.find({}) if each.names(file)]


class MemoryBlobs:
    """Bytes by their size, and when somebody last wanted them."""

    def __init__(self, texts: "MemoryTexts") -> None:
        self.stored: dict[str, tuple[Blob, datetime]] = {}
        self._texts = texts
        self.dropped: list[str] = []

    def to_bring(self, *, upload: str, name: str, size: int | None, sha256: str | None, now: datetime) -> str:
        """Somewhere."""
        return f"bring/{upload}"

    def to_fetch(self, key: str, *, now: datetime) -> str:
        """Somewhere."""
        return f"fetch/{key}"

    def find(self, file: str) -> Blob | None:
        """What is there."""
        return self.stored[file][0] if file in self.stored else None

    def confirm(self, file: str, *, now: datetime) -> Blob | None:
        """Wanted now."""
        if found := self.find(file):
            self.stored[file] = found, now
        return found

    def settle(self, file: str) -> None:
        """Nothing here."""

    def release(self, file: str, *, confirmed_before: datetime | None = None) -> bool:
        """Gone with its text, unless wanted since."""
        if confirmed_before and file in self.stored and self.stored[file][1] >= confirmed_before:
            return False
        self._texts.kept.pop(file, None)
        self.stored.pop(file, None)
        return True

    def drop_upload(self, upload: str) -> None:
        """Kept in mind."""
        self.dropped.append(upload)


class NoThumbnails:
    """One that names what it was asked for."""

    def of(self, file: StoredFile, width: int) -> Thumbnail:
        """A small one."""
        return Thumbnail(f"{file.id}/{width}", "0" * 64, 1, "image/jpeg")


class MemoryTexts:
    """A piece for each part."""

    def __init__(self) -> None:
        self.kept: dict[str, list[Piece]] = {}

    def keep(self, file: str, version: int, parts: Sequence[Part]) -> int:
        """All of them."""
        self.kept[file] = [Piece(part.name, part.kind, part.text) for part in parts]
        return len(parts)

    def count(self, file: str, version: int) -> int:
        """As many as there are parts."""
        return len(self.kept.get(file, ()))

    def read(self, file: str, version: int, first: int, most_characters: int) -> list[Piece]:
        """One at a time."""
        return self.kept.get(file, [])[first:first + 1]


class Reading:
    """Finds in every file what the test says."""

    def __init__(self, blobs: MemoryBlobs) -> None:
        self._blobs = blobs
        self.found = Extraction((Part("body", "正文"), Part("table-1", "姓名\t电话", "table")))
        self.asked = 0

    def of(self, file: StoredFile) -> Extraction | None:
        """As often as it is asked."""
        self.asked += 1
        return self.found if self._blobs.find(file.id) else None


class Cabinet:
    """Ports in memory; the time moves when the test says so."""

    def __init__(self) -> None:
        numbers = itertools.count(1)
        self.now = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
        self.files, self.references = MemoryFiles(errors.FileNotFound), MemoryReferences(errors.ReferenceNotFound)
        self.texts = MemoryTexts()
        self.blobs = MemoryBlobs(self.texts)
        self.reading = Reading(self.blobs)
        self.ports = Ports(files=self.files, references=self.references, blobs=self.blobs, thumbnails=NoThumbnails(),
                           texts=self.texts, reading=self.reading, keep=KEEP, largest_bytes=1000,
                           new_id=lambda: f"u{next(numbers)}")

    def do(self, use_case: Any, caller: Caller = EDITOR, **fields: Any) -> Any:
        """Perform an operation."""
        return use_case(self.ports, caller=caller, now=self.now, **fields)

    def bring(self, content: str = "x", name: str = "通知.pdf", caller: Caller = EDITOR, unit: str = "433100",
              media_type: str = "application/pdf") -> StoredFile:
        """Bytes arrive, and become a file."""
        digest = hashlib.sha256(content.encode()).hexdigest()
        self.blobs.stored.setdefault(digest, (Blob(digest, len(content), media_type), self.now))
        stored: StoredFile = self.do(use_cases.store_file, caller, unit=unit, name=name, file=digest)
        return stored

    def shows(self, subject: str, *files: tuple[str, str], sequence: int, service: str = "content") -> None:
        """A service says what the public sees of a subject."""
        use_cases.note_display(self.ports, now=self.now, event=self._event(f"{service}.display.changed.v1", sequence),
                               unit="433100", subject=subject, files=[{"file": file, "name": name} for file, name in files])

    def attaches(self, subject: str, *files: str, sequence: int, service: str = "content") -> None:
        """A service says what the editions of a subject refer to."""
        use_cases.note_attachments(self.ports, now=self.now, event=self._event(f"{service}.attachments.changed.v1", sequence),
                                   unit="433100", subject=subject, files=list(files))

    def removes_text(self, subject: str, *files: str, service: str = "content") -> None:
        """A service says that it let go of a quarantined text."""
        use_cases.note_text_removed(self.ports, now=self.now, event=self._event(f"{service}.text.removed.v1", 9),
                                    unit="433100", subject=subject, files=list(files))

    def examines(self, file: str) -> StoredFile:
        """The service hears that the file was stored."""
        event = self._event("files.file.stored.v1", 1)
        use_cases.note_stored(self.ports, now=self.now, event=event, file=file)
        return self.files.get(file)

    def tend(self, file: str, after: timedelta) -> StoredFile:
        """The sweep looks, ``after`` from now."""
        self.now += after
        use_cases.tend_file(self.ports, now=self.now, id_=file)
        return self.files.get(file)

    def public(self, file: str, name: str | None = None) -> Any:
        """What the public gets."""
        return self.do(use_cases.get_public_file, ANONYMOUS, file_id=file, name=name)

    @property
    def events(self) -> list[Event]:
        """What the saves said."""
        return self.files.events

    def _event(self, event_type: str, sequence: int) -> Received:
        return Received(id=f"{event_type}/{sequence}", type=event_type, time=self.now, subject="s", sequence=sequence,
                        correlation="c")

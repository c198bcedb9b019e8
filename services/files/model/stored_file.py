"""A file: its digest is its name, and who brought it is its history (Art. 5 第五条)."""
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.files.events import BlobRemoved, FileExamined, FileRemoved, FileStored
from services.files.model.examination import Examination, ExaminationState
from services.files.model.media import UNKNOWN, fits
from shared.aggregate import Aggregate

UPLOADS_MOST = 200
"""Uploads of the same bytes that are remembered; later ones of the same person for the same unit and name add nothing."""
UNUSED, QUARANTINED = "unused", "quarantined"
"""Why a file was removed: nothing referred to it for long, or it belonged to a suspected state secret."""
SOON = timedelta(minutes=1)
"""When the sweep looks after a quarantined file if whoever is just at it did not bring it to its end."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Somebody brought these bytes for a unit, under a name."""

    unit: str
    by: str
    at: datetime
    name: str


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    """It belonged to a text that was let go of as a suspected state secret; ``subject`` is ``<service>/<subject>``."""

    at: datetime
    unit: str
    subject: str


@dataclass(kw_only=True)
class StoredFile(Aggregate):
    """One file; ``id`` is the SHA-256 of its bytes in hex."""

    size: int
    media_type: str
    """What the bytes were found to be, whatever the name says."""
    charset: str = ""
    """Of text: how its bytes are to be read."""
    uploads: list[Upload] = field(default_factory=list)
    stored_at: datetime
    name: str
    """The newest name that it was brought under; lists are searched and sorted by it."""
    unused_since: datetime | None
    """Since when nothing is known to refer to it; ``None`` while something does."""
    tend_at: datetime | None
    """When somebody is to look whether it is still needed; ``None`` once its bytes are gone."""
    removed_at: datetime | None = None
    removed_for: str = ""
    """``unused`` or ``quarantined``; empty while it is there."""
    quarantined: Quarantined | None = None
    """From then on it is not taken any more, and is removed as soon as nothing refers to it (保密法 Art. 31)."""
    examination: Examination | None = None

    @classmethod
    def store(cls, *, file: str, size: int, media_type: str, upload: Upload, keep: timedelta, charset: str = ""
              ) -> "StoredFile":
        """A file that was not known."""
        stored = cls(id=file, size=size, media_type=media_type, charset=charset, stored_at=upload.at, name=upload.name,
                     unused_since=upload.at, tend_at=upload.at + keep, examination=Examination(ExaminationState.PENDING))
        stored._take(upload)
        return stored

    @classmethod
    def never_seen(cls, file: str, *, now: datetime) -> "StoredFile":
        """A record of what was never brought here, so that it can be refused from now on."""
        return cls(id=file, size=0, media_type=UNKNOWN, stored_at=now, name="", unused_since=now, tend_at=None, removed_at=now)

    def store_again(self, upload: Upload, *, keep: timedelta) -> None:
        """The same bytes were brought again; the same person's same upload adds nothing but time."""
        if self.removed_at is not None:
            self.removed_at, self.removed_for = None, ""
        elif any((each.unit, each.by, each.name) == (upload.unit, upload.by, upload.name) for each in self.uploads):
            if self.unused_since is not None and self.unused_since < upload.at:
                self.unused_since, self.tend_at = upload.at, upload.at + keep
                self.note("brought_again", unit=upload.unit)
            return
        self.unused_since, self.tend_at = upload.at, upload.at + keep
        self.name = upload.name
        self._take(upload)

    @property
    def units(self) -> tuple[str, ...]:
        """Those that it was brought for, each once."""
        return tuple(dict.fromkeys(each.unit for each in self.uploads))

    @property
    def unit(self) -> str:
        """The one that brought it first; of what was never brought, the one whose text it belonged to."""
        return self.uploads[0].unit if self.uploads or self.quarantined is None else self.quarantined.unit

    @property
    def quarantined_at(self) -> datetime | None:
        """Since when it is not taken any more."""
        return self.quarantined.at if self.quarantined else None

    @property
    def isolated(self) -> bool:
        """True once it was removed for quarantine, and its bytes with it."""
        return self.removed_for == QUARANTINED and self.tend_at is None

    @property
    def present(self) -> bool:
        """True unless it was removed."""
        return self.removed_at is None

    @property
    def warnings(self) -> list[str]:
        """What whoever brought it should know, in Chinese: names that promise something else than the bytes are."""
        return [f"“{name}”的扩展名与内容不符，内容为 {self.media_type}。"
                for name in dict.fromkeys(each.name for each in self.uploads) if name and not fits(name, self.media_type)]

    def tend(self, *, used: bool, now: datetime, keep: timedelta) -> None:
        """Look whether it is still needed. What nothing has referred to for ``keep`` is removed; bytes go only after that."""
        if used:
            self.unused_since = None
        elif self.unused_since is None:
            self.unused_since = now
        elif self.unused_since + keep <= now:
            self.removed_at, self.removed_for = now, UNUSED
            self.note("removed", unused_since=self.unused_since.isoformat())
            self.record(FileRemoved(unit=self.unit, file=self.id, reason=UNUSED))
            self.tend_at = now
            return
        self.tend_at = now + keep
        self.note("looked_after", used=used)

    def quarantine(self, quarantined: Quarantined) -> None:
        """A text that it belonged to was quarantined; what is known already is not noted again."""
        if self.quarantined is None:
            self.quarantined, self.tend_at = quarantined, quarantined.at + SOON
            self.note("quarantined", subject=quarantined.subject)

    def isolate(self, *, now: datetime) -> None:
        """Nothing refers to what is quarantined: it is removed for good. Names may tell what was in it, so they go as well."""
        if self.removed_for == QUARANTINED:
            return
        self.removed_at, self.removed_for, self.tend_at = now, QUARANTINED, now + SOON
        self.name, self.uploads = "", [replace(each, name="") for each in self.uploads]
        self.forget()
        self.note("removed", reason=QUARANTINED)
        self.record(FileRemoved(unit=self.unit, file=self.id, reason=QUARANTINED))

    def keep_bytes(self, until: datetime) -> None:
        """Its bytes are not to be let go yet: somebody may be bringing them again."""
        self.tend_at = until
        self.note("bytes_kept")

    def let_bytes_go(self) -> None:
        """Its bytes are gone, and the text that was read out of them."""
        self.tend_at, self.examination = None, Examination(ExaminationState.PENDING)
        self.note("bytes_removed")
        self.record(BlobRemoved(unit=self.unit, digest=self.id))

    def restore(self, *, now: datetime, keep: timedelta) -> None:
        """Something refers to it after all, and its bytes are still there."""
        self.removed_at, self.removed_for, self.unused_since, self.tend_at = None, "", None, now + keep
        self.note("restored")
        self.record(FileStored(unit=self.unit, file=self.id, size=self.size, media_type=self.media_type))

    def examine(self, examination: Examination) -> None:
        """The text inside was read, or could not be."""
        self.examination = examination
        self.note("examined", state=examination.state.value, version=examination.version)
        self.record(FileExamined(unit=self.unit, file=self.id, outcome=examination.state.value,
                                 reason=examination.reason, parts=examination.parts, characters=examination.characters))

    def examine_again(self) -> None:
        """Its text is to be read anew: the file is told as on the day that it was stored."""
        self.examination = Examination(ExaminationState.PENDING)
        self.note("to_be_examined")
        self.record(FileStored(unit=self.unit, file=self.id, size=self.size, media_type=self.media_type))

    def tell_anew(self, told: Collection[str]) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        self.note("told_anew", told=sorted(told))
        if not self.present:
            self.record(FileRemoved(unit=self.unit, file=self.id, reason=self.removed_for or UNUSED))
            return
        self.record(FileStored(unit=self.unit, file=self.id, size=self.size, media_type=self.media_type))
        if self.examination and self.examination.state is not ExaminationState.PENDING:
            self.examine(self.examination)

    def _take(self, upload: Upload) -> None:
        self.uploads = [*self.uploads[:1], *self.uploads[1:][-(UPLOADS_MOST - 2):], upload]
        self.note("stored", unit=upload.unit, size=self.size, media_type=self.media_type)
        self.record(FileStored(unit=upload.unit, file=self.id, size=self.size, media_type=self.media_type))

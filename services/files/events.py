"""What files tells the others."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from shared.events import Event

_FILE = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


@dataclass(frozen=True, kw_only=True)
class FileStored(Event):
    """A file was stored for a unit (Art. 5 第五条); from now on items may refer to it.

    ``file`` is the SHA-256 of its bytes, ``size`` counts them, ``media_type`` is what they were found to be.
    """

    TYPE: ClassVar[str] = "files.file.stored.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "file": _FILE, "size": 48_213, "media_type": "application/pdf"}
    file: str
    size: int
    media_type: str


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Event):
    """A file was removed: its bytes follow. ``unit`` is the one that brought it first.

    ``reason`` is ``unused`` (nothing had referred to it for long), ``quarantined`` (Art. 12 第十二条, 保密法 Art. 31), or
    ``lost`` (a restore of an older backup took it away).
    """

    TYPE: ClassVar[str] = "files.file.removed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "file": _FILE, "reason": "unused"}
    file: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BlobRemoved(Event):
    """The bytes with this SHA-256 are gone here; gateways let go of them, and of pictures made of them."""

    TYPE: ClassVar[str] = "files.blob.removed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "digest": _FILE}
    digest: str


@dataclass(frozen=True, kw_only=True)
class FileExamined(Event):
    """The text inside a file was read, or could not be (Art. 12 第十二条); what it says is asked for, never told.

    ``outcome`` is ``read``, ``partial`` or ``unreadable``, ``reason`` why not all was read (empty if all was), ``parts`` and
    ``characters`` how much there is.
    """

    TYPE: ClassVar[str] = "files.file.examined.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "file": _FILE, "outcome": "partial", "reason": "encrypted",
                                            "parts": 4, "characters": 3_127}
    file: str
    outcome: str
    reason: str
    parts: int
    characters: int


def lost(told: Mapping[str, Mapping[str, Any]], *, now: datetime) -> Iterator[Event]:
    """What closes a file that a restore of an older backup took away; see ``Manifest.lost``."""
    if data := told.get(FileStored.TYPE):
        yield FileRemoved(unit=data["unit"], file=data["file"], reason="lost")
        yield BlobRemoved(unit=data["unit"], digest=data["file"])


EVENTS = (FileStored, FileExamined, FileRemoved, BlobRemoved)

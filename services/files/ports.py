"""What files' use cases need from outside."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from services.files.extraction import Extraction, Part
from services.files.model import Reference, StoredFile


@dataclass(frozen=True)
class FileQuery:
    """What a list of files is asked for."""

    units: Sequence[str] | None
    """Those that the files were brought for; ``None`` = all."""
    name: str | None
    media_type: str | None
    unused: bool | None
    """True: only those that nothing refers to; False: only those that something does."""
    sort: str
    limit: int
    cursor: str | None


class Files(Protocol):
    """The stored files, without their bytes."""

    def get(self, id_: str) -> StoredFile: ...  # raises FileNotFound
    def find_one(self, query: Mapping[str, Any]) -> StoredFile | None: ...
    def save(self, aggregate: StoredFile) -> None: ...  # raises StaleVersion
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def quarantined(self, ids: Sequence[str]) -> list[StoredFile]: ...  # those of them that are, and are still present
    def page(self, query: FileQuery) -> tuple[list[StoredFile], str | None]: ...


class References(Protocol):
    """Who refers to which files."""

    def find_one(self, query: Mapping[str, Any]) -> Reference | None: ...
    def save(self, aggregate: Reference) -> None: ...  # raises StaleVersion
    def of(self, file: str) -> list[Reference]: ...  # every subject that refers to it
    def showing(self, file: str) -> list[Reference]: ...  # those with which the public sees it


@dataclass(frozen=True)
class Blob:
    """Bytes that are stored."""

    file: str
    size: int
    media_type: str
    charset: str = ""


class Blobs(Protocol):
    """The bytes. They come and go by the blob port of a process; a URL is leave to do so once, for a short while."""

    def to_bring(self, *, upload: str, name: str, size: int | None, sha256: str | None, now: datetime) -> str: ...
    def to_fetch(self, key: str, *, now: datetime) -> str: ...
    def find(self, file: str) -> Blob | None: ...
    def confirm(self, file: str, *, now: datetime) -> Blob | None: ...  # kept for an hour from now on at the least
    def settle(self, file: str) -> None: ...  # belongs to a file by now, which tells when it may go
    def release(self, file: str, *, confirmed_before: datetime | None = None) -> bool: ...  # False if confirmed since
    def drop_upload(self, upload: str) -> None: ...  # what an upload that came to nothing left behind


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of an image, and where its bytes are."""

    key: str
    digest: str
    size: int
    media_type: str


class Thumbnails(Protocol):
    """Small pictures, made when they are first asked for and kept with the image."""

    def of(self, file: StoredFile, width: int) -> Thumbnail: ...  # raises NotAnImage, ImageTooLarge


@dataclass(frozen=True)
class Piece:
    """A piece of a part of a file's text; a long part has several, one after the other."""

    name: str
    """Of the part: ``sheet-1``, ``entry-2/page-12``."""
    kind: str
    """``plain``, ``html`` or ``table``."""
    text: str
    continues: bool = False
    """True if it continues the part of the piece before."""


class Texts(Protocol):
    """The text that was read out of files."""

    def keep(self, file: str, version: int, parts: Sequence[Part]) -> int: ...  # in how many pieces
    def count(self, file: str, version: int) -> int: ...  # how many pieces there are
    def read(self, file: str, version: int, first: int, most_characters: int) -> list[Piece]: ...  # one at least, if there is


class Reading(Protocol):
    """Reads the text out of stored bytes."""

    def of(self, file: StoredFile) -> Extraction | None: ...  # None: no bytes; raises Unavailable


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped."""

    files: Files
    references: References
    blobs: Blobs
    thumbnails: Thumbnails
    texts: Texts
    reading: Reading
    keep: timedelta
    """How long what nothing refers to is kept."""
    largest_bytes: int
    new_id: Any

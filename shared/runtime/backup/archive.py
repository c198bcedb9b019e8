"""The file of a backup: a zip of parts, written and read as a stream, with a manifest that names the digest of each.

Its last 64 bytes are the SHA-256 of everything before them, so that no byte can change unseen. It is readable by its owner
only, and has its name only when it is whole.
"""
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from shared.runtime.backup.errors import BackupError
from shared.runtime.backup.sealing import SealedReader, SealingWriter, is_sealed

FORMAT = 1
MANIFEST = "manifest.json"
READ_BYTES = 1 << 20
_DIGEST_BYTES = 64
_LEVEL = 1


class Part:
    """One part that is being written: bytes, and how many documents they are."""

    def __init__(self, file: Any) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self.bytes = self.documents = 0

    def write(self, data: bytes, documents: int = 0) -> None:
        """Add to the part."""
        self._file.write(data)
        self._digest.update(data)
        self.bytes, self.documents = self.bytes + len(data), self.documents + documents

    def described(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {"bytes": self.bytes, "sha256": self._digest.hexdigest(), "documents": self.documents}


class Writer:
    """An archive that is being written."""

    def __init__(self, file: Any) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._zip.comment = bytes(_DIGEST_BYTES)  # its place; see _Digesting
        self.parts: dict[str, dict[str, Any]] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Write one part after the other; of any size."""
        with self._zip.open(name, "w", force_zip64=True) as file:
            part = Part(file)
            yield part
        self.parts[name] = part.described()

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, and the end."""
        text = orjson.dumps({"format": FORMAT, **manifest, "parts": self.parts}, option=orjson.OPT_INDENT_2)
        self._zip.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)
        self.close()

    def close(self) -> None:
        """Write the end, once."""
        self._zip.close()


@contextmanager
def writing(path: Path, passphrase: str = "") -> Iterator[Writer]:
    """A new archive at ``path``, sealed if there is a passphrase.

    If the block fails, nothing is left. Raises ``BackupError`` when the name is taken or the folder cannot be written.
    """
    if path.exists():
        raise BackupError(f"{path} exists: choose another name")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as error:
        raise BackupError(f"{draft.parent} cannot be written: {error.strerror}") from None
    try:
        with file:
            sealing = SealingWriter(file, passphrase) if passphrase else None
            digesting = _Digesting(sealing or file)
            writer = Writer(digesting)
            try:
                yield writer
            except BaseException:
                digesting.abandon()
                writer.close()
                raise
            digesting.finish()
            if sealing:
                sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike a rename it never replaces what came there meanwhile
    except FileExistsError:
        raise BackupError(f"{path} exists: choose another name") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)


class Archive:
    """A whole archive that is being read. Raises ``BackupError`` for what is none, is damaged, or is newer than we are."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self.path = file, path
        try:
            self._zip = zipfile.ZipFile(file)
            manifest = orjson.loads(self._zip.read(MANIFEST))
            self.format = int(manifest["format"])
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, RuntimeError) as error:
            raise BackupError(f"{path} is no backup, or its list of parts is damaged ({type(error).__name__})") from None
        if self.format > FORMAT:
            raise BackupError(f"{path} has format {self.format}, this program knows formats up to {FORMAT}: use "
                              f"the version that made it ({manifest.get('suite', 'unknown')}) or a newer one")
        self.manifest: dict[str, Any] = manifest

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """Name of each part → its bytes, SHA-256 and number of documents."""
        return dict(self.manifest["parts"])

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; raises ``BackupError`` at their end, or before, unless they are those that were written."""
        digest = hashlib.sha256()
        try:
            with self._zip.open(name) as file:
                while data := file.read(READ_BYTES):
                    digest.update(data)
                    yield data
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, RuntimeError, OSError) as error:
            raise BackupError(f"the part {name} of {self.path} is damaged ({type(error).__name__})") from None
        if digest.hexdigest() != self.parts[name]["sha256"]:
            raise BackupError(f"the part {name} of {self.path} is damaged (its digest is another)")

    def documents(self, name: str) -> Iterator[bytes]:
        """The BSON documents of a part, raw, one after the other."""
        yield from _cut(self.chunks(name), name)

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part."""
        rest = b""
        for data in self.chunks(name):
            *whole, rest = (rest + data).split(b"\n")
            yield from whole

    def read(self, name: str) -> bytes:
        """A small part, whole."""
        return b"".join(self.chunks(name))

    def is_whole(self) -> bool:
        """False if any byte of the file is another than was written."""
        size = self._file.seek(0, io.SEEK_END) - _DIGEST_BYTES
        self._file.seek(0)
        digest, left = hashlib.sha256(), size
        while left and (data := self._file.read(min(READ_BYTES, left))):
            digest.update(data)
            left -= len(data)
        return self._file.read(_DIGEST_BYTES) == digest.hexdigest().encode()


@contextmanager
def reading(path: Path, passphrase: str = "") -> Iterator[Archive]:
    """An archive; raises ``BackupError``."""
    try:
        plain = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from None
    with plain:
        sealed = is_sealed(plain)
        if sealed and not passphrase:
            raise BackupError(f"{path} is sealed: name the file of its passphrase by --passphrase-file, or set "
                              "GUANWANG_BACKUP_PASSPHRASE")
        file: BinaryIO = io.BufferedReader(SealedReader(plain, passphrase), READ_BYTES) if sealed else plain
        yield Archive(file, path)


class _Digesting:
    """Holds the last bytes back and in the end writes the digest of all before in their place. Cannot seek, as zip respects."""

    def __init__(self, file: Any) -> None:
        self._file, self._digest, self._held = file, hashlib.sha256(), b""

    def write(self, data: bytes) -> int:
        if self._file is None:
            return len(data)
        self._held += bytes(data)
        ready, self._held = self._held[:-_DIGEST_BYTES], self._held[-_DIGEST_BYTES:]
        self._digest.update(ready)
        self._file.write(ready)
        return len(data)

    def flush(self) -> None:
        with suppress(AttributeError):
            self._file.flush()

    def abandon(self) -> None:
        self._file = None

    def finish(self) -> None:
        self._file.write(self._digest.hexdigest().encode())


def _cut(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """BSON documents out of bytes that were cut anywhere: each begins with its length."""
    rest = b""
    for data in chunks:
        rest += data
        start = 0
        while len(rest) - start >= 4 and len(rest) - start >= (length := int.from_bytes(rest[start:start + 4], "little")):
            if length < 5:
                raise BackupError(f"the part {name} is damaged (a document has no length)")
            yield rest[start:start + length]
            start += length
        rest = rest[start:]
    if rest:
        raise BackupError(f"the part {name} is damaged (its last document is cut off)")

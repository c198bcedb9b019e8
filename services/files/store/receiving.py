"""What the blob port does: takes bytes into chunks as they come, and gives them out again.

An upload is written down before its first chunk. Its chunks are not waited for one by one; at its end one write with majority
and journal closes it, and all chunks must then be there for a majority: so they are on disk before the blob is. Whatever dies
before leaves an upload that the sweep clears up.
"""
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import eventlet
import pymongo
from pymongo.database import Database

from services.files.errors import DigestMismatch, EmptyFile, FileQuarantined, SizeMismatch, TypeRefused, UploadLost
from services.files.model import sniffed
from services.files.store import blobs
from services.files.use_cases.tending import GRACE
from shared.runtime.aside import aside

IN_FLIGHT = 6
"""Chunks that are being written while the next one is read: what an upload takes of memory, and no more."""
WRITE_SECONDS = 30
UPLOAD_SECONDS = 2_400
"""An upload that takes longer is given up, well before the sweep would take it for dead."""


class Receiver:
    """See ``shared.runtime.blob_port.Blobs``."""

    def __init__(self, database: Database[dict[str, Any]], allowed: frozenset[str], most_bytes: int) -> None:
        self._database, self._allowed, self._most = database, allowed, most_bytes
        self._chunks = blobs.chunks(database)

    def fetch(self, claims: Mapping[str, Any]) -> tuple[int, Iterator[bytes]] | None:
        """The blob, or the thumbnail, that a ticket names."""
        key = str(claims["key"])
        if "/" in key:
            found = self._database["thumbnails"].find_one({"_id": key})
            return (len(found["data"]), iter([found["data"]])) if found else None
        blob = self._database["blobs"].find_one({"_id": key, "going": {"$exists": False}})
        return (blob["size"], blobs.pieces(self._database, blob["chunks"])) if blob else None

    def bring(self, claims: Mapping[str, Any], read: Callable[[int], bytes], size: int | None, clock: Callable[[], datetime]
              ) -> dict[str, Any]:
        """Take a blob in; raises the ``Fault`` of what is wrong with it. Of what is refused nothing stays."""
        upload, began = str(claims["upload"]), clock()
        try:  # a ticket is good once: the second to use it finds its upload begun
            self._database["uploads"].insert_one({"_id": upload, "state": "open", "sweep_at": began + GRACE})
        except pymongo.errors.DuplicateKeyError:
            raise UploadLost() from None
        writer, whole = _Writer(self._chunks), False
        try:
            with eventlet.Timeout(UPLOAD_SECONDS, UploadLost()):
                taken = self._take(upload, read, writer)
                answer = self._close(upload, claims, size, taken, clock)
                whole = answer.pop("whole")
                return answer
        finally:
            writer.settle()  # what is under way would land after it was cleared up
            self._end(upload, keep=whole)

    def _take(self, upload: str, read: Callable[[int], bytes], writer: "_Writer") -> "_Taken":
        digest, number, size, first = _Digest(), 0, 0, b""
        while piece := read(blobs.CHUNK_BYTES):
            size += len(piece)
            if size > self._most:
                raise SizeMismatch(received=size, announced=self._most)
            digest.update(piece)
            writer.write({"_id": blobs.chunk_id(upload, number), "data": piece})
            first, number = first or piece, number + 1
        writer.finish()
        return _Taken(size, digest.hexdigest(), number, first)

    def _close(self, upload: str, claims: Mapping[str, Any], size: int | None, taken: "_Taken", clock: Callable[[], datetime]
               ) -> dict[str, Any]:
        announced = claims["size"] if claims["size"] is not None else size
        if announced is not None and announced != taken.size:
            raise SizeMismatch(received=taken.size, announced=announced)
        if not taken.size:
            raise EmptyFile()
        if claims["sha256"] and claims["sha256"] != taken.digest:
            raise DigestMismatch()
        self._expect_wanted(taken.digest, {})
        media = sniffed(lambda offset, length: self._read(upload, taken, offset, length), taken.size, claims["name"])
        if media.type not in self._allowed:
            raise TypeRefused(media_type=media.type)
        with pymongo.timeout(WRITE_SECONDS):
            closed = self._database["uploads"].update_one({"_id": upload, "state": "open"}, {"$set": {"state": "closing"}})
            stored = self._database["chunks"].count_documents(blobs.of_upload(upload))
            if not closed.matched_count or stored != taken.chunks:
                raise UploadLost()
            whole = blobs.settle_as(self._database["blobs"], {
                "_id": taken.digest, "size": taken.size, "media_type": media.type, "charset": media.charset,
                "chunks": upload}, clock())
        self._expect_wanted(taken.digest, {"removed_at": {"$ne": None}})  # by somebody who found no blob to remove
        return {"file": taken.digest, "whole": whole}

    def _expect_wanted(self, digest: str, where: Mapping[str, Any]) -> None:
        """Raise ``FileQuarantined`` for what is not taken any more, and let go of it if it was removed."""
        found = self._database["files"].find_one({"_id": digest, "quarantined": {"$ne": None}, **where}, {"removed_at": 1})
        if found is None:
            return
        if found["removed_at"] is not None:
            blobs.release(self._database, digest)
        raise FileQuarantined()

    def _end(self, upload: str, *, keep: bool) -> None:
        """Forget the upload; the sweep does what fails here."""
        try:
            with pymongo.timeout(WRITE_SECONDS):
                if not keep:
                    self._database["chunks"].delete_many(blobs.of_upload(upload))
                self._database["uploads"].delete_one({"_id": upload})
        except pymongo.errors.PyMongoError:
            return

    def _read(self, upload: str, taken: "_Taken", offset: int, length: int) -> bytes:
        if offset + length <= len(taken.first) or taken.size == len(taken.first):
            return taken.first[offset:offset + length]
        found, number = [], offset // blobs.CHUNK_BYTES
        start = number * blobs.CHUNK_BYTES
        while start < min(offset + length, taken.size):
            chunk = self._chunks.find_one({"_id": blobs.chunk_id(upload, number)})
            if chunk is None:
                raise UploadLost()
            found.append(chunk["data"])
            number, start = number + 1, start + len(chunk["data"])
        begin = offset % blobs.CHUNK_BYTES
        return b"".join(found)[begin:begin + length]


class _Taken:
    def __init__(self, size: int, digest: str, chunks: int, first: bytes) -> None:
        self.size, self.digest, self.chunks, self.first = size, digest, chunks, first


class _Digest:
    """SHA-256 in a real thread, so that the next piece is read meanwhile."""

    def __init__(self) -> None:
        self._hash, self._running = hashlib.sha256(), eventlet.spawn(lambda: None)

    def update(self, piece: bytes) -> None:
        self._running.wait()
        self._running = eventlet.spawn(aside, self._hash.update, piece)

    def hexdigest(self) -> str:
        self._running.wait()
        return self._hash.hexdigest()


class _Writer:
    """Writes documents while the caller goes on, a few at a time; the first failure is raised at the next call."""

    def __init__(self, collection: Any) -> None:
        self._collection, self._pool, self._failed = collection, eventlet.GreenPool(IN_FLIGHT), list[Exception]()

    def write(self, document: dict[str, Any]) -> None:
        self._pool.spawn_n(self._insert, document)  # waits while the pool is full
        self._check()

    def settle(self) -> None:
        self._pool.waitall()

    def finish(self) -> None:
        self.settle()
        self._check()

    def _insert(self, document: dict[str, Any]) -> None:
        try:
            with pymongo.timeout(WRITE_SECONDS):
                self._collection.insert_one(document)
        except Exception as error:
            self._failed.append(error)

    def _check(self) -> None:
        if self._failed:
            raise UploadLost() from self._failed[0]

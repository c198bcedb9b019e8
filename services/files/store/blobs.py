"""Bytes in MongoDB: a blob is a small document under its digest; its bytes lie in chunks under the upload that brought them.

So two uploads of the same bytes never touch each other's chunks: the first that is whole becomes the blob, the other's go. A
blob that goes is marked first; whoever brings it again meanwhile puts new chunks in its place, and those are not removed.
"""
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, ReturnDocument, WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.files.ports import Blob
from services.files.use_cases.tending import GRACE
from shared.tickets import Tickets

CHUNK_BYTES = 1_048_576
"""Measured: a quarter of it takes half as long again, four times it wins nothing; GridFS takes twice as long."""
TICKET_TIME = timedelta(minutes=1)
"""A ticket is used at once by the gateway that it was given to."""
_NOT_GOING = {"going": {"$exists": False}}
Document = dict[str, Any]


def chunks(database: Database[Document]) -> Collection[Document]:
    """The collection of chunks; single ones are not waited for, the upload's end is (see ``receiving``)."""
    return database["chunks"].with_options(write_concern=WriteConcern(w=1))


def chunk_id(upload: str, number: int) -> str:
    """Ids of an upload's chunks, in order."""
    return f"{upload}:{number:06}"


def of_upload(upload: str) -> dict[str, Any]:
    """The query for all chunks of an upload."""
    return {"_id": {"$gte": f"{upload}:", "$lt": f"{upload};"}}


def pieces(database: Database[Document], upload: str) -> Iterator[bytes]:
    """The bytes of an upload, chunk by chunk."""
    for chunk in database["chunks"].find(of_upload(upload), sort=[("_id", ASCENDING)], batch_size=4):
        yield chunk["data"]


class MongoBlobs:
    """Blobs as use cases see them."""

    def __init__(self, database: Database[Document], tickets: Tickets, url: str) -> None:
        self._database, self._blobs, self._uploads = database, database["blobs"], database["uploads"]
        self._tickets, self._url = tickets, url

    def to_bring(self, *, upload: str, name: str, size: int | None, sha256: str | None, now: datetime) -> str:
        """Leave to bring one blob."""
        claims = {"do": "PUT", "upload": upload, "name": name, "size": size, "sha256": sha256}
        return f"{self._url}/{self._tickets.issue(claims, until=now + TICKET_TIME)}"

    def to_fetch(self, key: str, *, now: datetime) -> str:
        """Leave to fetch a blob, or a thumbnail by its key."""
        return f"{self._url}/{self._tickets.issue({'do': 'GET', 'key': key}, until=now + TICKET_TIME)}"

    def find(self, file: str) -> Blob | None:
        """What is stored under a digest."""
        return _blob(self._blobs.find_one({"_id": file, **_NOT_GOING}))

    def confirm(self, file: str, *, now: datetime) -> Blob | None:
        """The same, and it stays for an hour at the least."""
        return _blob(confirm(self._blobs, file, now))

    def settle(self, file: str) -> None:
        """It is looked after by its file from now on."""
        self._blobs.update_one({"_id": file, **_NOT_GOING}, {"$unset": {"sweep_at": 1}})

    def bytes_of(self, file: str) -> bytes | None:
        """All of a blob at once; only for what is known to be small."""
        found = self._blobs.find_one({"_id": file, **_NOT_GOING}, {"chunks": 1})
        return b"".join(pieces(self._database, found["chunks"])) if found else None

    def release(self, file: str, *, confirmed_before: datetime | None = None) -> bool:
        """See ``release``."""
        return release(self._database, file, confirmed_before)

    def drop_upload(self, upload: str) -> None:
        """Remove the chunks of an upload that ended without a blob; whoever is late with it finds that it is over."""
        self._uploads.update_one({"_id": upload}, {"$set": {"state": "dropped"}})
        if self._blobs.find_one({"chunks": upload}, {"_id": 1}) is None:
            self._database["chunks"].delete_many(of_upload(upload))
        self._uploads.delete_one({"_id": upload})


def confirm(blobs: Collection[Document], file: str, now: datetime) -> Document | None:
    """The stored blob, marked as wanted at this moment; ``None`` if there is none, or it is just going."""
    wanted = {"$set": {"confirmed_at": now, "sweep_at": now + GRACE}}
    found: Document | None = blobs.find_one_and_update({"_id": file, **_NOT_GOING}, wanted,
                                                       return_document=ReturnDocument.AFTER)
    return found


def release(database: Database[Document], file: str, confirmed_before: datetime | None = None) -> bool:
    """Remove the bytes, and what was made of them, unless they were confirmed since; one that was cut off is ended."""
    blobs = database["blobs"]
    may_go = {} if confirmed_before is None else {"$or": [{"confirmed_at": {"$lt": confirmed_before}}, {"going": True}]}
    going = blobs.find_one_and_update({"_id": file, **may_go}, {"$set": {"going": True}}, return_document=ReturnDocument.AFTER)
    if going is None and blobs.find_one({"_id": file}, {"_id": 1}) is not None:
        return False
    database["thumbnails"].delete_many({"_id": {"$gte": f"{file}/", "$lt": f"{file}0"}})
    database["texts"].delete_many({"_id": {"$gte": f"{file}:", "$lt": f"{file};"}})
    if going is not None:
        database["chunks"].delete_many(of_upload(going["chunks"]))
        blobs.delete_one({"_id": file, "chunks": going["chunks"], "going": True})
    return True


def settle_as(blobs: Collection[Document], blob: Mapping[str, Any], now: datetime) -> bool:
    """Make ``blob`` the one of its digest; False if the same bytes are stored already, which then are confirmed."""
    fresh = {**blob, "confirmed_at": now, "sweep_at": now + GRACE}
    while True:
        try:
            blobs.insert_one(dict(fresh))
            return True
        except DuplicateKeyError:
            if confirm(blobs, blob["_id"], now):
                return False
        values = {name: value for name, value in fresh.items() if name != "_id"}
        if blobs.update_one({"_id": blob["_id"], "going": True}, {"$set": values, "$unset": {"going": 1}}).matched_count:
            return True


def _blob(found: Document | None) -> Blob | None:
    return Blob(found["_id"], found["size"], found["media_type"], found.get("charset", "")) if found else None

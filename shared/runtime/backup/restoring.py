"""Putting one service's database back: everything is written and compared beside what is there, which then makes room.

What is there may be damaged, or nothing; where it can be read, it tells what others may have seen of it since.
"""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.database import Database

from shared.runtime.backup.archive import Archive
from shared.runtime.backup.copying import DATA, RESTORING
from shared.runtime.backup.errors import BackupError
from shared.runtime.database import FLOORS

BATCH_BYTES = 8_000_000
BATCH = 1_000
COUNTED = (("serials", "last"), (FLOORS, "version"))
"""Collections of numbers that must never go back, and their fields."""
_RAW: CodecOptions[Any] = CodecOptions(document_class=RawBSONDocument)


@dataclass(frozen=True)
class Newer:
    """An aggregate that is newer in the database than in the backup: its versions, 0 where there is none."""

    collection: str
    id: str
    version: int
    restored: int


def stage(archive: Archive, service: str, database: Database[dict[str, Any]], tell: Callable[[str], None]) -> None:
    """Write a service's collections beside those that are there; what an earlier try left is removed.

    Raises ``BackupError`` when the backup has no such service, or is damaged.
    """
    if service not in archive.manifest["services"]:
        raise BackupError(f"the backup has no service “{service}”; it has {', '.join(archive.manifest['services'])}")
    for name in database.list_collection_names():
        if name.startswith(RESTORING):
            database.drop_collection(name)
    for name in archive.manifest["services"][service]["collections"]:
        staged = database.get_collection(RESTORING + name, codec_options=_RAW)
        done = 0
        for batch in _batches(archive.documents(f"{DATA}{service}/{name}.bson")):
            staged.insert_many([RawBSONDocument(each) for each in batch])
            done += len(batch)
            tell(f"{service}/{name}: {done:,} documents")


def newer(archive: Archive, service: str, database: Database[dict[str, Any]]) -> Iterator[Newer]:
    """Every aggregate of which the database knows a later version than what is staged, or that is not staged at all."""
    for name in database.list_collection_names():
        if name.startswith((RESTORING, "system.")):
            continue
        staged = {"from": RESTORING + name, "localField": "_id", "foreignField": "_id", "as": "staged",
                  "pipeline": [{"$project": {"version": 1}}]}
        found = database[name].aggregate([
            {"$match": {"history.0": {"$exists": True}}}, {"$project": {"version": 1}}, {"$lookup": staged},
            {"$project": {"version": 1, "restored": {"$ifNull": [{"$first": "$staged.version"}, 0]}}},
            {"$match": {"$expr": {"$gt": ["$version", "$restored"]}}}], allowDiskUse=True)
        for each in found:
            yield Newer(name, str(each["_id"]), each["version"], each["restored"])


def swap(archive: Archive, service: str, database: Database[dict[str, Any]]) -> None:
    """What is staged is the database from now on. A serial number that was given since the backup is not given again.

    Each collection changes in one step; if this is cut off between two, it must be done again from the beginning.
    """
    for name, field in COUNTED:
        for given in database[name].find():
            database[RESTORING + name].update_one({"_id": given["_id"]}, {"$max": {field: given[field]}}, upsert=True)
    there = set(database.list_collection_names())
    for name in sorted(each for each in there if not each.startswith((RESTORING, "system."))):
        if RESTORING + name not in there:
            database.drop_collection(name)
    for name in sorted(each for each in database.list_collection_names() if each.startswith(RESTORING)):
        database[name].rename(name.removeprefix(RESTORING), dropTarget=True)


def _batches(documents: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document)
        if size > BATCH_BYTES or len(batch) == BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

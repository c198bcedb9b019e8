"""The text of files in MongoDB, in pieces under the file's digest; and the reading of stored bytes."""
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pymongo import ReplaceOne
from pymongo.database import Database

from services.files.extraction import Extraction, Extractor, Part, WorkerAway
from services.files.model import StoredFile
from services.files.ports import Piece
from services.files.store import blobs
from shared.errors import Unavailable

PIECE_CHARACTERS = 250_000
"""At most a megabyte, far below what a document may hold."""
_ROUND = 8
"""Pieces that are written together."""


class MongoTexts:
    """The collection ``texts``: each piece a document; which of them make a text says the file's record."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._texts = database["texts"]

    def keep(self, file: str, version: int, parts: Sequence[Part]) -> int:
        """Write the pieces, in the place of those of an earlier try; returns how many they are."""
        pieces = list(_pieces(parts))
        for first in range(0, len(pieces), _ROUND):
            self._texts.bulk_write([
                ReplaceOne({"_id": _id(file, version, first + index)}, {"name": piece.name, "kind": piece.kind,
                           "text": piece.text, "continues": piece.continues}, upsert=True)
                for index, piece in enumerate(pieces[first:first + _ROUND])])
        self._texts.delete_many({"_id": {"$gte": _id(file, version, len(pieces)), "$lt": f"{file}:{version};"}})
        return len(pieces)

    def count(self, file: str, version: int) -> int:
        """How many pieces there are."""
        return self._texts.count_documents({"_id": {"$gte": f"{file}:{version}:", "$lt": f"{file}:{version};"}})

    def read(self, file: str, version: int, first: int, most_characters: int) -> list[Piece]:
        """Pieces one after the other from ``first`` on, until they have that many characters; one is always given."""
        found: list[Piece] = []
        where = {"_id": {"$gte": _id(file, version, first), "$lt": f"{file}:{version};"}}
        with self._texts.find(where, sort=[("_id", 1)], batch_size=_ROUND) as cursor:
            for document in cursor:
                if document["_id"] != _id(file, version, first + len(found)):
                    break  # one is missing: what comes after it is not what comes next
                if found and sum(len(each.text) for each in found) + len(document["text"]) > most_characters:
                    break
                found.append(Piece(document["name"], document["kind"], document["text"], document["continues"]))
        return found


class StoredBytes:
    """Puts a blob into a file of its own for as long as the extractor reads it."""

    def __init__(self, database: Database[dict[str, Any]], extractor: Extractor) -> None:
        self._database, self._extractor = database, extractor

    def of(self, file: StoredFile) -> Extraction | None:
        """All text of a file; raises ``Unavailable`` when nothing can be read at the moment."""
        blob = self._database["blobs"].find_one({"_id": file.id, "going": {"$exists": False}}, {"chunks": 1})
        if blob is None:
            return None
        with tempfile.TemporaryDirectory(prefix="guanwang-text-") as folder:
            path = Path(folder) / "file"
            with path.open("wb") as target:
                for piece in blobs.pieces(self._database, blob["chunks"]):
                    target.write(piece)
            if path.stat().st_size != file.size:
                raise Unavailable()
            try:
                return self._extractor.extract(path, file.name)
            except WorkerAway as away:
                raise Unavailable() from away


def _pieces(parts: Sequence[Part]) -> Iterator[Piece]:
    for part in parts:
        for start in range(0, len(part.text), PIECE_CHARACTERS):
            yield Piece(part.name, part.kind, part.text[start:start + PIECE_CHARACTERS], start > 0)


def _id(file: str, version: int, index: int) -> str:
    return f"{file}:{version}:{index:06}"

"""Files' part of ``guanwang verify``: the bytes of every file are those that its id, their SHA-256, names."""
import hashlib
from collections.abc import Iterator
from typing import Any

from services.files.store.blobs import pieces


def stored_bytes(database: Any) -> Iterator[tuple[str, str]]:
    """Place and problem of each file whose bytes are not its own; reads all of them, a chunk at a time."""
    for blob in database["blobs"].find({"going": {"$exists": False}}, {"chunks": 1}):
        found = hashlib.sha256()
        for piece in pieces(database, blob["chunks"]):
            found.update(piece)
        if found.hexdigest() != blob["_id"]:
            yield f"blobs/{blob['_id']}", "the bytes are not those that were brought"

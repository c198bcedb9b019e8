"""Thumbnails, made when they are first asked for and kept beside the image's bytes; they go when those go."""
import hashlib
import subprocess
import sys
from typing import Any

from bson.binary import Binary
from eventlet.semaphore import Semaphore
from pymongo.database import Database

from services.files.errors import FileNotFound, ImageTooLarge, NotAnImage
from services.files.model import THUMBNAILED, StoredFile
from services.files.ports import Thumbnail
from services.files.store.blobs import MongoBlobs

IMAGE_MOST = 50_000_000
"""Bytes of the largest image that is looked into."""
SECONDS = 8
_AT_ONCE = Semaphore(2)


class MongoThumbnails:
    """See ``services.files.ports.Thumbnails``."""

    def __init__(self, database: Database[dict[str, Any]], blobs: MongoBlobs, pixels: int) -> None:
        self._collection, self._blobs, self._pixels = database["thumbnails"], blobs, pixels

    def of(self, file: StoredFile, width: int) -> Thumbnail:
        """The thumbnail of an image; raises ``NotAnImage``, ``ImageTooLarge``."""
        if file.media_type not in THUMBNAILED:
            raise NotAnImage(media_type=file.media_type)
        key = f"{file.id}/{width}"
        found = self._collection.find_one({"_id": key}, {"data": 0}) or self._made(file, width, key)
        return Thumbnail(key, found["digest"], found["size"], found["media_type"])

    def _made(self, file: StoredFile, width: int, key: str) -> dict[str, Any]:
        with _AT_ONCE:
            image = self._blobs.bytes_of(file.id) if file.size <= IMAGE_MOST else b""
            if image is None:
                raise FileNotFound(id=file.id)
            picture = shrunk(image, width, self._pixels)
        made = {"digest": hashlib.sha256(picture).hexdigest(), "size": len(picture),
                "media_type": "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"}
        self._collection.update_one({"_id": key}, {"$setOnInsert": {**made, "data": Binary(picture)}}, upsert=True)
        if self._blobs.find(file.id) is None:  # it went while its picture was made
            self._collection.delete_one({"_id": key})
            raise FileNotFound(id=file.id)
        return self._collection.find_one({"_id": key}, {"data": 0}) or made


def shrunk(image: bytes, width: int, pixels: int) -> bytes:
    """The picture, made by a process of its own that may use little time and memory; raises ``ImageTooLarge``."""
    try:
        done = subprocess.run([sys.executable, "-I", "-m", "services.files.shrinking", str(width), str(pixels)], input=image,
                              capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        raise ImageTooLarge() from None
    if done.returncode or not done.stdout:
        raise ImageTooLarge()
    return done.stdout

"""Bringing a file: leave to bring its bytes, and what makes a file of bytes that were brought (Art. 5 第五条)."""
from datetime import datetime
from typing import Any

from services.files.errors import FileQuarantined, NameRefused, UploadLost
from services.files.model import StoredFile, Upload, dangerous_extension
from services.files.ports import Ports
from shared.caller import Caller

UPLOADERS = ("editor", "first_reviewer", "second_reviewer", "approver", "publisher", "column_manager", "disclosure_officer")


def open_upload(ports: Ports, *, caller: Caller, now: datetime, unit: str, name: str, size: int | None, sha256: str | None
                ) -> dict[str, Any]:
    """Leave to bring the bytes of one file: where to, and how many at the most. Nothing is stored yet."""
    _expect_allowed(caller, unit, name)
    known = ports.files.find_one({"_id": sha256}) if sha256 else None
    if known is not None and known.quarantined:
        raise FileQuarantined()
    url = ports.blobs.to_bring(upload=ports.new_id(), name=name, size=size, sha256=sha256, now=now)
    return {"url": url, "most_bytes": ports.largest_bytes}


def store_file(ports: Ports, *, caller: Caller, now: datetime, unit: str, name: str, file: str) -> StoredFile:
    """Make a file of the bytes that were brought; the same bytes again are the same file, with one more upload.

    Raises ``FileQuarantined``, and keeps nothing then (保密法 Art. 31).
    """
    _expect_allowed(caller, unit, name)
    stored = ports.files.find_one({"_id": file})
    if stored is not None and stored.quarantined:
        if not stored.present:
            ports.blobs.release(file)
        raise FileQuarantined()
    blob = ports.blobs.confirm(file, now=now)
    if blob is None:
        raise UploadLost()
    upload = Upload(unit=unit, by=caller.id, at=now, name=name)
    if stored is None:
        stored = StoredFile.store(file=file, size=blob.size, media_type=blob.media_type, charset=blob.charset, upload=upload,
                                  keep=ports.keep)
    else:
        stored.store_again(upload, keep=ports.keep)
    ports.files.save(stored)
    return stored


def _expect_allowed(caller: Caller, unit: str, name: str) -> None:
    caller.require(*UPLOADERS, unit=unit)
    if extension := dangerous_extension(name):
        raise NameRefused(extension=extension)

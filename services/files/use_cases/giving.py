"""Giving bytes out: to the public what something public refers to now (Art. 4 第四条), to staff what they work with."""
from datetime import datetime
from typing import Any

from services.files.errors import FileNotFound, FileNotPublic
from services.files.model import INLINE, StoredFile
from services.files.ports import Ports
from services.files.use_cases.reading import described
from shared.caller import Caller


def get_public_file(ports: Ports, *, caller: Caller, now: datetime, file_id: str, name: str | None) -> dict[str, Any]:
    """Where a gateway fetches a file that the public may read now, and under which name it gives it."""
    file, names = _public(ports, file_id)
    return _given(ports, file, name if name in names else names[0], now)


def get_file_content(ports: Ports, *, caller: Caller, now: datetime, file_id: str, name: str | None) -> dict[str, Any]:
    """The same for those who work here, public or not."""
    file = described(ports, caller, file_id).file
    if not file.present:
        raise FileNotFound(id=file_id)
    names = [each.name for each in reversed(file.uploads)]
    return _given(ports, file, name if name in names else names[0], now)


def get_public_thumbnail(ports: Ports, *, caller: Caller, now: datetime, file_id: str, width: int) -> dict[str, Any]:
    """A small picture of an image that the public may see now."""
    file, names = _public(ports, file_id)
    thumbnail = ports.thumbnails.of(file, width)
    return {"url": ports.blobs.to_fetch(thumbnail.key, now=now), "digest": thumbnail.digest, "size": thumbnail.size,
            "media_type": thumbnail.media_type, "name": names[0], "inline": True, "source": file_id}


def _public(ports: Ports, file_id: str) -> tuple[StoredFile, list[str]]:
    """A file that something public refers to, and the names by which it is shown; raises ``FileNotPublic``."""
    names = [name for each in ports.references.showing(file_id) for name in each.names(file_id)]
    file = ports.files.find_one({"_id": file_id}) if names else None
    if file is None or not file.present:
        raise FileNotPublic()
    return file, names


def _given(ports: Ports, file: StoredFile, name: str, now: datetime) -> dict[str, Any]:
    charset = f"; charset={file.charset}" if file.charset else ""
    return {"url": ports.blobs.to_fetch(file.id, now=now), "digest": file.id, "size": file.size, "name": name,
            "media_type": f"{file.media_type}{charset}", "inline": file.media_type in INLINE}

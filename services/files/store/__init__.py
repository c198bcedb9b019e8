"""Files' collections: files, who refers to them, and their bytes."""
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from services.files import errors
from services.files.configuration import Configuration, configured
from services.files.extraction import Extractor
from services.files.model import Reference, StoredFile
from services.files.ports import Ports
from services.files.store import blobs, receiving, texts, thumbnails
from services.files.store.files import MongoFiles, MongoReferences
from shared.runtime import sweep
from shared.runtime.blob_port import Door, open_door
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Work

INDEXES = {
    "files": [
        *sweep.INDEXES,
        IndexModel([("stored_at", DESCENDING), ("_id", DESCENDING)], name="stored_at"),
        IndexModel([("uploads.unit", ASCENDING), ("stored_at", DESCENDING), ("_id", DESCENDING)], name="of_unit"),
        IndexModel([("name", ASCENDING), ("_id", ASCENDING)], name="name"),
    ],
    "references": [IndexModel([("files", ASCENDING)], name="files"), IndexModel([("shown.file", ASCENDING)], name="shown")],
    "blobs": [*sweep.INDEXES],
    "uploads": [*sweep.INDEXES],
}


@dataclass(frozen=True)
class Equipment:
    """What a process of this service has."""

    configuration: Configuration
    door: Door
    extractor: Extractor


def equip(settings: Settings) -> Equipment:
    """Read the configuration and open the blob port; raises ``SettingsError``."""
    configuration = configured(settings.plugin_settings("guanwang.services").get("files", {}))
    return Equipment(configuration, open_door(settings, "files"), Extractor(configuration.extraction))


def ports(work: Work, tools: Tools) -> Ports:
    """Files' ports over MongoDB."""
    equipment: Equipment = tools.own
    stored = blobs.MongoBlobs(work.database, equipment.door.tickets, equipment.door.url)
    return Ports(
        files=MongoFiles(work.collection("files", StoredFile, missing=errors.FileNotFound, extras=_extras)),
        references=MongoReferences(work.collection("references", Reference, missing=errors.ReferenceNotFound,
                                                   extras=lambda reference: {"files": reference.files})),
        blobs=stored,
        thumbnails=thumbnails.MongoThumbnails(work.database, stored, equipment.configuration.thumbnail_pixels),
        texts=texts.MongoTexts(work.database),
        reading=texts.StoredBytes(work.database, equipment.extractor),
        keep=timedelta(days=equipment.configuration.keep_days),
        largest_bytes=equipment.configuration.largest_bytes,
        new_id=lambda: uuid.uuid4().hex,
    )


def receiver(database: Database[dict[str, Any]], equipment: Equipment) -> receiving.Receiver:
    """What the blob port does with bytes."""
    return receiving.Receiver(database, frozenset(equipment.configuration.allowed), equipment.configuration.largest_bytes)


def _extras(file: StoredFile) -> Mapping[str, Any]:
    """When the sweep is to look at it."""
    return {"sweep_at": file.tend_at}

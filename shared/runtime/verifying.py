"""Checking the hash-chained record of every stored aggregate, live or from a file that was written for it."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from shared.digests import canonical, digest
from shared.history import Flaw, flaws
from shared.plugins.manifest import Manifest, load
from shared.runtime.database import FRAME_FIELDS, connect
from shared.runtime.settings import Settings

Record = dict[str, Any]
"""``{"subject", "version", "state": digest of the state as it is now, "history": […], "head": hash of the last entry}``."""


def stored(settings: Settings, manifests: Sequence[Manifest]) -> Iterator[Record]:
    """The record of every aggregate of every service, out of the databases."""
    client = connect(settings)
    for manifest in manifests:
        database = client[settings.database(manifest.name)]
        for name in sorted(database.list_collection_names()):
            for document in database[name].find({"history": {"$exists": True}}):
                yield record(f"{manifest.name}/{name}/{document['_id']}", document)
    client.close()


def unrecorded(settings: Settings, manifests: Sequence[Manifest]) -> Iterator[Flaw]:
    """What is wrong with what has no record of its own, as the services themselves find it: archived texts, bytes of files."""
    client = connect(settings)
    for manifest in manifests:
        if manifest.verify:
            for place, problem in load(manifest.verify)(client[settings.database(manifest.name)]):
                yield Flaw(f"{manifest.name}/{place}", 0, problem)
    client.close()


def record(subject: str, document: Mapping[str, Any]) -> Record:
    """The record of one stored aggregate."""
    return {"subject": subject, "version": document["version"], "state": state_digest(document), "history": document["history"],
            "head": document.get("head")}


def state_digest(document: Mapping[str, Any]) -> str:
    """The digest of an aggregate's state as it is stored, without what the frame keeps beside it."""
    return digest({key: value for key, value in document.items() if key not in FRAME_FIELDS})


def from_file(path: Path) -> Iterator[Record]:
    """Records that ``to_file`` wrote; raises ``ValueError`` with the line that is none."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield orjson.loads(line)
            except ValueError:
                raise ValueError(f"line {number} of {path} is not a record") from None


def to_file(records: Iterable[Record], path: Path) -> int:
    """Write records, one JSON line each, for checking elsewhere; returns how many."""
    written = 0
    with path.open("wb") as lines:
        for record in records:
            lines.write(canonical(record) + b"\n")
            written += 1
    return written


def checked(record: Record) -> list[Flaw]:
    """Everything that is wrong with one record."""
    try:
        return flaws(str(record["subject"]), record["history"], state=record["state"], version=record["version"],
                     head=record["head"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        subject = str(record.get("subject", "?")) if isinstance(record, dict) else "?"
        return [Flaw(subject, 0, f"this is not a whole record: {type(error).__name__}: {error}")]

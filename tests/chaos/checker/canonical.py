"""Digests and chains computed a second time, with the standard library only."""
import hashlib
import json
from datetime import datetime
from typing import Any

FRAME_FIELDS = ("history", "outbox", "answers", "head")
"""What a document has besides the state that the record's digests are of."""
GENESIS = "0" * 64


def digest(value: Any) -> str:
    """SHA-256 of the JSON with sorted keys and no blanks, times in ISO form, bytes in hex."""
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def chain_flaws(where: str, document: dict[str, Any]) -> list[str]:
    """What does not add up in the record of one document."""
    found, previous = [], GENESIS
    history = document.get("history", [])
    for number, entry in enumerate(history, 1):
        body = {name: value for name, value in entry.items() if name != "hash"}
        if entry.get("sequence") != number:
            found.append(f"{where}: entry {number} says that it is {entry.get('sequence')}")
        if entry.get("previous") != previous:
            found.append(f"{where}: entry {number} does not follow the one before")
        if digest(body) != entry.get("hash"):
            found.append(f"{where}: entry {number} was changed")
        previous = str(entry.get("hash"))
    if document.get("version") != len(history):
        found.append(f"{where}: version {document.get('version')} with {len(history)} entries")
    if document.get("head") != previous:
        found.append(f"{where}: the head is not the last entry's hash")
    state = {name: value for name, value in document.items() if name not in FRAME_FIELDS}
    if history and digest(state) != history[-1].get("state"):
        found.append(f"{where}: the state was changed outside the suite")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value

"""Content's part of ``guanwang verify``: texts in the archive are those that were approved and cleared (Art. 4 第四条)."""
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from services.content.model import Item
from shared.runtime.mapping import from_document


def archived_texts(database: Any) -> Iterator[tuple[str, str]]:
    """Place and problem of each archived edition whose text is not the one that its digest names; one that was quarantined
    has none. The rest of an edition also stands in its article, whose record is checked by the frame."""
    for edition in database["editions"].find({"item": {"$ne": None}}, {"item": 1, "digest": 1}):
        if _digest(edition["item"]) != edition.get("digest"):
            yield f"editions/{edition['_id']}", "the text is not the one that was approved and cleared"


def _digest(item: dict[str, Any]) -> str:
    if set(item) - {each.name for each in fields(Item)}:
        return ""
    try:
        return str(from_document(item, Item).digest)
    except Exception:  # whatever became of it, it is no text of ours any more
        return ""

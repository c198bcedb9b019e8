"""Pages by cursor: stable while items come and go, and as cheap at the end of a list as at its beginning."""
import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import orjson
from pymongo import DESCENDING

from shared.errors import InvalidCursor

Item = TypeVar("Item")
Position = tuple[datetime | str, str]
"""Where an item stands in its list: the value that it is sorted by, and its id to break ties."""


def beyond(where: dict[str, Any], cursor: str | None, name: str, direction: int, prefix: str = "") -> dict[str, Any]:
    """``where`` without what the pages before showed, in a list sorted by ``name`` and then by id.

    ``prefix`` is what stored values begin with and the cursor's, a text, does not. Raises ``InvalidCursor`` for a cursor
    that ``cut`` did not make.
    """
    if cursor is None:
        return where
    value, id_ = position(cursor)
    value = f"{prefix}{value}" if prefix else value
    step = "$lt" if direction == DESCENDING else "$gt"
    return {"$and": [where, {"$or": [{name: {step: value}}, {name: value, "_id": {step: id_}}]}]}


def cut(found: list[Item], limit: int, place: Callable[[Item], Position]) -> tuple[list[Item], str | None]:
    """The page and the cursor of the next one, if any; ``found`` holds one more than the page when there is more."""
    if len(found) <= limit:
        return found, None
    value, id_ = place(found[limit - 1])
    kind = "time" if isinstance(value, datetime) else "text"
    return found[:limit], base64.urlsafe_b64encode(orjson.dumps([kind, value, id_])).decode()


def position(cursor: str) -> Position:
    """Where the page before ended; raises ``InvalidCursor`` for a cursor that ``cut`` did not make."""
    try:
        kind, value, id_ = orjson.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        if not isinstance(value, str) or not isinstance(id_, str):
            raise InvalidCursor()
        return (datetime.fromisoformat(value) if kind == "time" else value), id_
    except (binascii.Error, ValueError, TypeError):
        raise InvalidCursor() from None

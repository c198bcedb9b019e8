"""Pages in the order of one unique text field."""
import base64
import binascii
from collections.abc import Callable
from typing import Any, TypeVar

from services.directory.errors import InvalidCursor

Item = TypeVar("Item")


def after(cursor: str | None, name: str) -> dict[str, Any]:
    """The condition that leaves out what earlier pages showed; raises ``InvalidCursor``."""
    if cursor is None:
        return {}
    try:
        return {name: {"$gt": base64.urlsafe_b64decode(cursor.encode()).decode()}}
    except (binascii.Error, ValueError):
        raise InvalidCursor() from None


def cut(found: list[Item], limit: int, position: Callable[[Item], str]) -> tuple[list[Item], str | None]:
    """The page of ``limit`` items, and its cursor if there are more; ``found`` holds one more than the page."""
    if len(found) <= limit:
        return found, None
    return found[:limit], base64.urlsafe_b64encode(position(found[limit - 1]).encode()).decode()

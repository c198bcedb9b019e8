"""Work done several at a time, so that saves travel together; and the day on which this installation began."""
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pymongo import ReturnDocument
from pymongo.database import Database

from shared.runtime import sides

SIDE_BY_SIDE = 64


def side_by_side(function: Callable[[Any], Any], sequence: Sequence[Any]) -> list[Any]:
    """``[function(each) for each in sequence]``; the saves of those that run at the same time are one write."""
    return sides.side_by_side(function, sequence, SIDE_BY_SIDE)


def first_day(database: Database[dict[str, Any]], today: date) -> date:
    """The day that was written down when this was asked for the first time; ``today`` if that is now."""
    found = database["beginnings"].find_one_and_update({"_id": "matters"}, {"$setOnInsert": {"on": today.isoformat()}},
                                                       upsert=True, return_document=ReturnDocument.AFTER)
    return date.fromisoformat(found["on"])

"""Serial numbers, counted by the database: no two that ask at the same time get the same one."""
from typing import Any

from pymongo import ReturnDocument
from pymongo.database import Database


def next_serial(database: Database[dict[str, Any]], series: str) -> int:
    """The next number of a series, from 1; a number that was given and then not used is not given again."""
    counter = database["serials"].find_one_and_update({"_id": series}, {"$inc": {"last": 1}}, upsert=True,
                                                      return_document=ReturnDocument.AFTER)
    return int(counter["last"])

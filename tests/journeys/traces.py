"""What is left of a text on disk."""
import json
from typing import Any

import bson
from pymongo import MongoClient

from tests.journeys.conftest import Suite


def places_with(suite: Suite, *words: str) -> list[str]:
    """Every stored document of the publishing services, files and secrecy that holds one of the words, as it is on disk."""
    client: MongoClient[dict[str, Any]] = MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"])
    found = []
    for name in ("content", "law", "secrecy", "files"):
        database = client[f"guanwang_{name}"]
        for collection in database.list_collection_names():
            found += [f"{name}/{collection}/{document['_id']}" for document in database[collection].find()
                      if any(word.encode() in bson.encode(document) for word in words)]
    client.close()
    return found

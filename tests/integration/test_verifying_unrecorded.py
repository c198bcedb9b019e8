"""``guanwang verify`` also finds what has no record of its own: archived texts and the bytes of files."""
import hashlib
from collections.abc import Iterator
from typing import Any

import pymongo
import pytest

from services.content.model import Item
from services.content.verifying import archived_texts
from services.files.store.blobs import chunk_id
from services.files.verifying import stored_bytes
from shared.embedded.stack import Endpoints
from shared.runtime.mapping import to_document


@pytest.fixture
def database(endpoints: Endpoints) -> Iterator[Any]:
    with pymongo.MongoClient(endpoints.mongo_url) as client:
        yield client["unrecorded"]
        client.drop_database("unrecorded")


def test_an_archived_text_that_was_changed_is_named(database: Any) -> None:
    for number, title in enumerate(("甲", "乙", "丙"), 1):
        item = Item(title=title, body="<p>示例</p>", keywords=("公告",))
        database["editions"].insert_one({"_id": f"a/{number}", "item": to_document(item), "digest": item.digest})
    database["editions"].insert_one({"_id": "a/4", "item": None, "digest": "of a quarantined text"})
    assert list(archived_texts(database)) == []
    database["editions"].update_one({"_id": "a/2"}, {"$set": {"item.body": "<p>示列</p>"}})
    database["editions"].update_one({"_id": "a/3"}, {"$rename": {"item.summary": "item.sumnary"}})
    assert [place for place, _ in archived_texts(database)] == ["editions/a/2", "editions/a/3"]


def test_a_file_with_one_flipped_bit_is_named(database: Any) -> None:
    content = [bytes(1000), b"second"]
    digest = hashlib.sha256(b"".join(content)).hexdigest()
    database["blobs"].insert_one({"_id": digest, "chunks": "u1"})
    for number, data in enumerate(content):
        database["chunks"].insert_one({"_id": chunk_id("u1", number), "data": data})
    assert list(stored_bytes(database)) == []
    database["chunks"].update_one({"_id": chunk_id("u1", 1)}, {"$set": {"data": b"recond"}})
    assert [place for place, _ in stored_bytes(database)] == [f"blobs/{digest}"]

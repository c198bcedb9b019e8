"""All checks of one run, and the check of everything that is stored."""
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pymongo

from tests.chaos.checker import effects, events, sightings, writes
from tests.chaos.checker.canonical import chain_flaws, digest
from tests.chaos.checker.evidence import Evidence

LATER_FIELDS = ("attachments", "correction", "masking")
"""Fields of a text that count for its digest only where they hold something."""


def flaws(evidence: Evidence) -> list[str]:
    """Everything that is wrong with a run, a sentence each; empty when all promises were kept."""
    return [*writes.flaws(evidence), *events.flaws(evidence), *effects.flaws(evidence), *sightings.flaws(evidence),
            *_chains(evidence), *_texts(evidence)]


def stored_flaws(database: str) -> list[str]:
    """Everything that is wrong with the records of all that is stored, whichever run it is from."""
    found: list[str] = []
    with pymongo.MongoClient(database, tz_aware=True, tzinfo=UTC) as client:
        for name in client.list_database_names():
            if name.startswith("guanwang_"):
                for collection in client[name].list_collection_names():
                    for document in client[name][collection].find({"history": {"$exists": True}}):
                        found += chain_flaws(f"{name}.{collection}/{document['_id']}", document)
    return found


def _chains(evidence: Evidence) -> Iterator[str]:
    for where, documents in evidence.documents.items():
        for id_, document in documents.items():
            if "history" in document:
                yield from chain_flaws(f"{where}/{id_}", document)


def _texts(evidence: Evidence) -> Iterator[str]:
    """The text that is stored is the one that was accepted, and its digest is its own."""
    accepted: dict[str, dict[str, Any]] = {write["mark"]: write for write in evidence.writes.values()
                                           if write.get("mark") and write["end"] != "refused"}
    for id_, article in evidence.articles.items():
        for edition in article["editions"]:
            archived = evidence.documents["content.editions"].get(f"{id_}/{edition['number']}") or {}
            item = edition["item"] or archived.get("item")
            if item is None:
                yield f"edition {edition['number']} of {id_} has no text"
                continue
            write = accepted.get(item["title"].removeprefix("示例公告"))
            if write is None or write["body"] != item["body"]:
                yield f"edition {edition['number']} of {id_} has a text that nobody wrote"
            if digest({name: value for name, value in item.items() if value or name not in LATER_FIELDS}) != edition["digest"]:
                yield f"edition {edition['number']} of {id_} does not have the digest of its text"

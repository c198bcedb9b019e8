"""What the checker looks at: the journal of a run, the documents that it touched, and all that went over the bus."""
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

import httpx
import pymongo
from kombu import Connection

STREAM = "guanwang.stream"
DEPARTMENT = "chaos.department"
"""A durable queue bound to every event, as a department has one."""
SILENCE_SECONDS = 1.0


@dataclass
class Evidence:
    """One run. ``documents`` has the documents by ``service.collection`` and id; ``events`` come in the stream's order."""

    writes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Request id → what was asked, with ``end`` and what was answered."""
    seen: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    delivered: Counter[str] = field(default_factory=Counter)
    """Event id → how often the department got it."""
    shown: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    """(Gateway, article) → status and text that it answers in the end."""

    @property
    def articles(self) -> Mapping[str, dict[str, Any]]:
        """The articles of the run."""
        return self.documents["content.articles"]


def subscribe(broker: str) -> None:
    """Make the department's queue, before anything happens."""
    with Connection(broker) as connection:
        channel = connection.channel()
        channel.queue_declare(DEPARTMENT, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(DEPARTMENT, "guanwang.events", "#")


def newest_offset(broker: str) -> int:
    """Where the stream ends now; -1 if it is empty."""
    return max((each[0] for each in _stream(broker, "last")), default=-1)


def gather(journal: Path, database: str, broker: str, after: int, gateways: Iterable[str]) -> Evidence:
    """Everything about one run; ``after`` is the offset in the stream at which it began."""
    found = Evidence()
    _read_journal(journal, found)
    _read_documents(database, found)
    found.events = [event for offset, event in _stream(broker, after + 1) if offset > after]
    found.delivered = _department(broker)
    for gateway in gateways:
        for article in found.articles:
            response = httpx.get(f"{gateway}/v1/public/articles/{article}", timeout=10)
            found.shown[gateway, article] = (response.status_code, response.text)
    return found


def _read_journal(path: Path, found: Evidence) -> None:
    with path.open() as lines:
        for line in map(json.loads, lines):
            if line["kind"] == "asked":
                found.writes[line["id"]] = {**line, "end": "unknown", "answered_at": None}
            elif line["kind"] == "answered":
                write = found.writes[line["id"]]
                write |= {"end": line["end"], "status": line["status"], "code": line["code"], "answered_at": line["at"],
                          "given_version": line["version"], "given_digest": line["digest"], "tries": line["tries"]}
                if write["operation"] == "draft_article":
                    write["article"] = line["article"]
            else:
                found.seen.append(line)


def _read_documents(url: str, found: Evidence) -> None:
    with pymongo.MongoClient(url, tz_aware=True, tzinfo=UTC) as client:

        def take(service: str, collection: str, query: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
            documents = {each["_id"]: each for each in client[f"guanwang_{service}"][collection].find(query)}
            found.documents[f"{service}.{collection}"] = documents
            return documents

        correlations = list(found.writes)
        # A draft whose answer was lost is known by nobody: it is found by the request's id in its record.
        articles = list(take("content", "articles", {"$or": [
            {"_id": {"$in": [each.get("article", "") for each in found.writes.values()]}},
            {"history.correlation": {"$in": correlations}}]}))
        references = [f"content/{each}" for each in articles]
        take("secrecy", "reviews", {"subject": {"$in": articles}})
        take("secrecy", "shown", {"_id": {"$in": references}})
        take("files", "references", {"_id": {"$in": references}})
        take("files", "files", {"_id": {"$in": [each["file"] for each in found.writes.values() if "file" in each]}})
        take("disclosure", "items", {"_id": {"$in": articles}})
        take("content", "texts", {"article_id": {"$in": articles}})
        take("content", "search", {"_id": {"$in": articles}})
        take("content", "editions", {"_id": {"$regex": f"^({'|'.join(articles)})/"}} if articles else {"_id": ""})


def _stream(broker: str, offset: int | str) -> list[tuple[int, dict[str, Any]]]:
    found: list[tuple[int, dict[str, Any]]] = []
    with Connection(broker) as connection:
        channel = connection.channel()
        channel.basic_qos(0, 500, False)

        def take(message: Any) -> None:
            found.append((message.headers["x-stream-offset"], json.loads(message.body)))
            channel.basic_ack(message.delivery_tag)

        channel.basic_consume(STREAM, callback=take, arguments={"x-stream-offset": offset})
        _drain(connection)
    return found


def _department(broker: str) -> Counter[str]:
    found: Counter[str] = Counter()
    with Connection(broker) as connection:
        channel = connection.channel()
        channel.basic_qos(0, 500, False)

        def take(message: Any) -> None:
            found[json.loads(message.body)["id"]] += 1
            channel.basic_ack(message.delivery_tag)

        channel.basic_consume(DEPARTMENT, callback=take)
        _drain(connection)
    return found


def _drain(connection: Any) -> None:
    """Take what comes until nothing came for a while."""
    last = time.monotonic()
    while time.monotonic() < last + SILENCE_SECONDS:
        try:
            connection.drain_events(timeout=SILENCE_SECONDS / 2)
            last = time.monotonic()
        except TimeoutError:
            pass

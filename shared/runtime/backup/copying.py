"""Writing a backup: every service's database, the events that may not have had their effect yet, and the secrets.

The suite may go on meanwhile, so this is not one instant. It need not be: an aggregate is one document with its pending
events inside, and is copied whole. Within a database the aggregates come first, then what stands beside them, which is
always written before the aggregate that needs it. What one service has not heard of another is among the events that are kept;
what it has heard too much, of a change that was copied before, is made good at the restore (see ``reconciling``).
"""
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from importlib import metadata
from typing import Any

import orjson
from pymongo.collection import Collection
from pymongo.database import Database

from shared.clock import now
from shared.plugins.manifest import Manifest
from shared.runtime import broker, tailing, topology
from shared.runtime.backup.archive import Writer
from shared.runtime.database import connect
from shared.runtime.settings import Settings

EVENTS = "events.jsonl"
SECRETS = "secrets/"
DATA = "data/"
EVENTS_BEFORE = timedelta(days=1)
"""Events that were sent so long before the backup began may still be under way; older ones only where they wait in a queue."""
RESTORING = "restoring."
"""How the names of collections begin that are being put back."""
Tell = Callable[[str], None]


def copy(writer: Writer, settings: Settings, manifests: Sequence[Manifest], secrets: dict[str, bytes], tell: Tell
         ) -> dict[str, Any]:
    """Write everything into ``writer``; returns the manifest, as it was written. Without a broker's URL: no events."""
    began, known = now(), {each.name: each for each in manifests}
    since = oldest_under_way(settings.rabbitmq_url, manifests, began - EVENTS_BEFORE) if settings.rabbitmq_url else None
    client = connect(settings)
    services: dict[str, dict[str, Any]] = {}
    for service, database in databases(client, settings):
        tell(f"{service}: counting")
        names = ordered(database)
        services[service] = {"version": known[service].version if service in known else "", "collections": names}
        for name in names:
            _copy_collection(writer, database[name], f"{DATA}{service}/{name}.bson", tell)
    server = client.server_info()["version"]
    client.close()
    oldest = tailing.first(settings.rabbitmq_url, tuple(manifests)) if since else None
    if since:
        _copy_events(writer, settings.rabbitmq_url, since, manifests, tell)
    for name, content in secrets.items():
        with writer.part(SECRETS + name) as part:
            part.write(content)
    manifest = {"suite": metadata.version("guanwang"), "began_at": began.isoformat(), "ended_at": now().isoformat(),
                "mongodb": server, "services": services, "events_since": since.isoformat() if since else "",
                "stream_began_with": oldest.event["id"] if oldest and not oldest.offset else ""}
    writer.finish(manifest)
    return {**manifest, "parts": writer.parts}


def databases(client: Any, settings: Settings) -> Iterator[tuple[str, Database[dict[str, Any]]]]:
    """Every service that has a database, those of plugins that are switched off too."""
    for name in sorted(client.list_database_names()):
        if name.startswith(settings.database_prefix):
            yield name.removeprefix(settings.database_prefix), client[name]


def ordered(database: Database[dict[str, Any]]) -> list[str]:
    """The collections of a database, those of aggregates first."""
    names = [each for each in database.list_collection_names() if not each.startswith(("system.", RESTORING))]
    return sorted(names, key=lambda name: (not holds_aggregates(database, name), name))


def holds_aggregates(database: Database[dict[str, Any]], name: str) -> bool:
    """True for a collection whose documents have a history."""
    return database[name].find_one({"history": {"$exists": True}}, {"_id": 1}) is not None


def oldest_under_way(url: str, manifests: Sequence[Manifest], since: datetime) -> datetime:
    """``since``, or the time of the oldest event that is still in a queue, waits for another try, or is about to be parked."""
    times = list[datetime]()
    with broker.connected(url) as connection:
        topology.declare_when_ready(connection, manifests)
        channel = connection.channel()
        queues = [topology.consumer_queue(each.name, handled).name for each in manifests for handled in each.handles]
        for queue in [*queues, *map(topology.retry_queue, topology.RETRY_SECONDS), topology.PARKED]:
            message = channel.basic_get(queue)
            if message is not None:
                channel.basic_reject(message.delivery_tag, requeue=True)
                times.append(_time_of(message.body, since))
    return min([since, *times])


def _copy_collection(writer: Writer, collection: Collection[dict[str, Any]], name: str, tell: Tell) -> None:
    total = collection.estimated_document_count()
    with writer.part(name) as part:
        for batch in collection.find_raw_batches():
            part.write(batch, _count(batch))
            tell(f"{name}: {part.documents:,} of {total:,} documents, {part.bytes / 1e6:,.1f} MB")


def _copy_events(writer: Writer, url: str, since: datetime, manifests: Sequence[Manifest], tell: Tell) -> None:
    with writer.part(EVENTS) as part:
        for each in tailing.recorded(url, since=since, manifests=tuple(manifests)):
            part.write(orjson.dumps({"collection": each.collection, "event": each.event}) + b"\n", 1)
            if part.documents % 500 == 0:
                tell(f"events: {part.documents:,}")


def _count(batch: bytes) -> int:
    """How many BSON documents stand one after the other."""
    count = start = 0
    while start < len(batch):
        start, count = start + int.from_bytes(batch[start:start + 4], "little"), count + 1
    return count


def _time_of(body: Any, otherwise: datetime) -> datetime:
    try:
        return _time(str(orjson.loads(body)["time"]), otherwise)
    except (ValueError, KeyError, TypeError):
        return otherwise


def _time(text: str, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.tzinfo else otherwise

"""Bringing events again: into the very queues of the services that handle them, where a repeat does no harm."""
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
from pymongo.database import Database

from shared.events import CONTENT_TYPE, matches, queue_name, short_type
from shared.history import LOST, lost_before
from shared.plugins.manifest import Manifest
from shared.runtime import broker, tailing, topology
from shared.runtime.backup.archive import Archive
from shared.runtime.backup.copying import EVENTS, RESTORING
from shared.runtime.backup.errors import BackupError
from shared.runtime.confirmer import Confirmer
from shared.runtime.tailing import Recorded

BATCH = 200
CONFIRM_SECONDS = 60


class Store:
    """What a service has stored of the aggregates that events tell of."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.database = database
        self._names = [each for each in database.list_collection_names() if not each.startswith(("system.", RESTORING))]
        self._found: dict[tuple[str, str], dict[str, Any] | None] = {}

    def holds(self, recorded: Recorded) -> bool:
        """True if the state that an event told is part of what is stored: false for one that a restore took away."""
        sequence, subject = sequence_of(recorded.event), str(recorded.event.get("subject"))
        return any(found is not None and found["version"] >= sequence and not lost_before(found["history"], sequence)
                   for found in (self._document(name, subject) for name in self.where(recorded)))

    def version(self, collection: str, id_: str) -> int:
        """The version of a stored aggregate, 0 if there is none."""
        found = self._document(collection, id_)
        return int(found["version"]) if found else 0

    def where(self, recorded: Recorded) -> list[str]:
        """The collections in which the aggregate of an event lies, or may lie: those that are called so, or that have it."""
        if recorded.collection:
            return [recorded.collection]
        named = short_type(str(recorded.event.get("type"))).split(".")[1] + "s"
        if named in self._names:
            return [named]
        return [name for name in self._names if self.version(name, str(recorded.event.get("subject")))]

    def _document(self, name: str, id_: str) -> dict[str, Any] | None:
        if (name, id_) not in self._found:
            self._found[name, id_] = self.database[name].find_one(
                {"_id": id_, "history.0": {"$exists": True}}, {"version": 1, f"history.details.{LOST}": 1})
        return self._found[name, id_]


def sequence_of(event: dict[str, Any]) -> int:
    """The version of the aggregate that an event tells of; 0 where somebody wrote nonsense."""
    try:
        return int(event.get("sequence", 0))
    except (TypeError, ValueError):
        return 0


def kept(archive: Archive) -> Iterator[Recorded]:
    """The events that a backup holds."""
    if EVENTS in archive.parts:
        for line in archive.lines(EVENTS):
            found = orjson.loads(line)
            yield Recorded(0, found["event"], found["collection"])


def expect_reach(url: str, since: datetime, manifests: Sequence[Manifest], began_with: str = "") -> None:
    """Raise ``BackupError`` unless the stream still holds every event that was sent since then.

    ``began_with`` is the id of what stood at its very beginning when the backup was made, if that was known.
    """
    oldest = tailing.first(url, tuple(manifests))
    time = datetime.fromisoformat(str(oldest.event["time"]))
    whole = oldest.offset == 0 and began_with in ("", oldest.event["id"])
    if time > since and not whole:
        raise BackupError(
            f"the stream of events reaches back to {time:%Y-%m-%d %H:%M} UTC only, not to {since:%Y-%m-%d %H:%M}: what was "
            "told in between would stay unknown to the service. Take a newer backup, restore everything, or say --force and go "
            "through what is missing with “guanwang verify” and the owners of the data")


def replay(url: str, targets: Sequence[Manifest], recorded: Iterable[Recorded], wanted: Callable[[Manifest, Recorded], bool],
           tell: Callable[[str], None]) -> Counter[str]:
    """Put each event into the queues of those ``targets`` that handle its type, if it is ``wanted``; how many of each queue.

    Raises ``BackupError`` when the broker does not take one.
    """
    publisher, done = Confirmer(url), Counter[str]()
    try:
        topology.declare(publisher.channel, targets)
        waiting = 0
        for each in recorded:
            for queue in _queues(targets, each, wanted):
                publisher.publish(str(each.event.get("id")), orjson.dumps(each.event), "", queue, content_type=CONTENT_TYPE)
                done[queue] += 1
                waiting += 1
            if waiting >= BATCH:
                _settle(publisher)
                waiting = 0
                tell(f"{done.total():,} events brought again")
        _settle(publisher)
    finally:
        publisher.close()
    return done


def clear(url: str, manifests: Sequence[Manifest]) -> None:
    """Empty all queues of the services and begin the stream anew: what is in them belongs to a state that is no more."""
    with broker.connected(url) as connection:
        topology.declare_when_ready(connection, manifests)
        channel = connection.channel()
        queues = [topology.consumer_queue(each.name, handled).name for each in manifests for handled in each.handles]
        for queue in [*queues, *(topology.retry_queue(each) for each in topology.RETRY_SECONDS), topology.PARKED]:
            channel.queue_purge(queue)
        channel.queue_delete(topology.STREAM)
        topology.declare(channel, manifests)


def _queues(targets: Sequence[Manifest], each: Recorded, wanted: Callable[[Manifest, Recorded], bool]) -> Iterator[str]:
    actual = short_type(str(each.event.get("type")))
    for manifest in targets:
        handled = next((one for one in manifest.handles if matches(actual, one)), None)
        if handled and wanted(manifest, each):
            yield queue_name(manifest.name, handled)


def _settle(publisher: Confirmer) -> None:
    _, refused = publisher.wait(CONFIRM_SECONDS)
    if refused:
        raise BackupError(f"the broker did not take {len(refused)} events: look at its disk and memory, and begin again")

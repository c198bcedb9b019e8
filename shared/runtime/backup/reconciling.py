"""After an older state was put back: others have seen later versions of it, and would not hear what is said anew.

Of each aggregate that others know a later version of, the version goes beyond that by one recorded entry that names the lost
versions; so its next events count. Its service tells at its next start what is true now (see ``Frame``). One that is no longer
there leaves its version behind, for whoever begins it anew, and what others hold of it is closed by ``Manifest.lost``.
"""
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from shared.caller import SYSTEM
from shared.events import CONTENT_TYPE, EXCHANGE, Event, envelope, short_type
from shared.history import LOST, entry
from shared.law.duty_events import ends_duty, is_of_duty, voided
from shared.retelling import RESTORED_FROM_BACKUP
from shared.runtime.backup.replaying import Store, sequence_of
from shared.runtime.backup.restoring import Newer
from shared.runtime.confirmer import Confirmer
from shared.runtime.database import FLOORS, RESTORED
from shared.runtime.tailing import Recorded
from shared.runtime.verifying import state_digest


@dataclass
class Loss:
    """An aggregate of which more was known than was put back."""

    service: str
    collection: str
    subject: str
    version: int
    """As it was put back; 0 if it is no more."""
    seen: int = 0
    """The latest version that was known of it."""
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The last event of each type that others were told beyond ``version``."""
    duties: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The same of each of its duties."""

    @property
    def events(self) -> list[dict[str, Any]]:
        """What others were told last of it and of each of its duties, as it happened."""
        found = {str(each.get("id")): each for each in [*self.told.values(), *self.duties.values()]}
        return sorted(found.values(), key=lambda each: (sequence_of(each), str(each.get("index", ""))))

    @property
    def owed(self) -> list[dict[str, Any]]:
        """The data of the last event of each duty of which others believe that it is still to be met."""
        return [each["data"] for each in self.duties.values() if not ends_duty(short_type(str(each["type"])))]

    def hear(self, event: dict[str, Any]) -> None:
        """Others were told this of it."""
        kind, sequence = short_type(str(event.get("type"))), sequence_of(event)
        self.seen = max(self.seen, sequence)
        if sequence >= sequence_of(self.told.get(kind, {})):
            self.told[kind] = event
        if is_of_duty(kind) and sequence >= sequence_of(self.duties.get(duty := str(event["data"]["duty"]), {})):
            self.duties[duty] = event

    def described(self) -> dict[str, Any]:
        """For the report: what was lost, never its content."""
        times = sorted(str(each.get("time")) for each in self.told.values())
        last = max(self.told.values(), key=sequence_of, default={})
        return {"service": self.service, "collection": self.collection, "subject": self.subject, "exists": self.version > 0,
                "restored_version": self.version, "lost_versions": [self.version + 1, self.seen],
                "last_event": short_type(str(last.get("type", ""))), "told": sorted(self.told), "unit": last.get("unit", ""),
                "first_at": times[0] if times else "", "last_at": times[-1] if times else "",
                "owed": [{name: each[name] for name in ("duty", "kind", "unit", "due_on")} for each in self.owed]}


class Ledger:
    """Finds out what was lost; ``stores`` are the services that were put back."""

    def __init__(self, stores: Mapping[str, Store]) -> None:
        self.stores = dict(stores)
        self._losses: dict[tuple[str, str, str], Loss] = {}

    @property
    def losses(self) -> list[Loss]:
        """What was lost so far."""
        return list(self._losses.values())

    def hear(self, recorded: Iterable[Recorded]) -> None:
        """What others were told."""
        for each in recorded:
            store, subject = self.stores.get(each.service), str(each.event.get("subject"))
            for name in store.where(each) if store else ():
                if sequence_of(each.event) > self.stores[each.service].version(name, subject):
                    self._loss(each.service, name, subject).hear(each.event)

    def compare(self, service: str, found: Iterable[Newer]) -> None:
        """What the replaced database knew."""
        for each in found:
            loss = self._loss(service, each.collection, each.id)
            loss.seen = max(loss.seen, each.version)

    def _loss(self, service: str, collection: str, subject: str) -> Loss:
        key = (service, collection, subject)
        if key not in self._losses:
            self._losses[key] = Loss(service, collection, subject, self.stores[service].version(collection, subject))
        return self._losses[key]


def settle(loss: Loss, store: Store, *, now: datetime, correlation: str) -> None:
    """Raise the version of what is there beyond what was seen, or keep in mind what was seen of what is not there."""
    if loss.told:
        events = [{"type": short_type(str(each["type"])), "sequence": sequence_of(each), "time": str(each["time"]),
                   "data": each["data"]} for each in loss.events]
        store.database[RESTORED].replace_one(
            {"_id": f"{loss.collection}/{loss.subject}"},
            {"collection": loss.collection, "id": loss.subject, "events": events}, upsert=True)
    if loss.version == 0:
        store.database[FLOORS].update_one({"_id": f"{loss.collection}/{loss.subject}"}, {"$max": {"version": loss.seen + 1}},
                                          upsert=True)
        return
    document = store.database[loss.collection].find_one({"_id": loss.subject})
    assert document is not None
    raised = document | {"version": loss.seen + 1}
    made = entry(sequence=loss.seen + 1, previous=document["head"], state=state_digest(raised), at=now.isoformat(),
                 action=RESTORED_FROM_BACKUP, by=SYSTEM.id, authority="", details={LOST: [loss.version + 1, loss.seen]},
                 correlation=correlation)
    store.database[loss.collection].update_one(
        {"_id": loss.subject, "version": loss.version},
        {"$set": {"version": loss.seen + 1, "head": made["hash"]}, "$push": {"history": made}})


def close(url: str, losses: Iterable[Loss], closing: Callable[..., Iterable[Event]] | None, *, now: datetime) -> int:
    """Tell others of what is no longer there, and that nobody owes anything about it; returns how many events that took."""
    publisher, count = Confirmer(url), 0
    try:
        for loss in losses:
            told = {name: each.get("data", {}) for name, each in loss.told.items()}
            events = [*(closing(told, now=now) if closing else ()),
                      *(voided(loss.service, each, RESTORED_FROM_BACKUP) for each in loss.owed)]
            for index, event in enumerate(events):
                wire = envelope(event, subject=loss.subject, sequence=loss.seen + 1, index=index, time=now,
                                correlation=uuid.uuid4().hex)
                publisher.publish(wire["id"], orjson.dumps(wire), EXCHANGE, wire["routingkey"], content_type=CONTENT_TYPE)
                count += 1
            publisher.wait(60)
    finally:
        publisher.close()
    return count

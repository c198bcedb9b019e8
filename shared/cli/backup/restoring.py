"""The steps of a restore: check first, then put back, then make good what others have seen since."""
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson

from shared.clock import BEIJING, now
from shared.plugins.manifest import Manifest, load
from shared.runtime import tailing
from shared.runtime.backup import reconciling, replaying, restoring
from shared.runtime.backup.archive import Archive
from shared.runtime.backup.copying import EVENTS_BEFORE
from shared.runtime.backup.reconciling import Ledger, Loss
from shared.runtime.backup.replaying import Store
from shared.runtime.database import connect
from shared.runtime.settings import Settings

Tell = Callable[[str], None]


@dataclass
class Done:
    """What a restore did."""

    losses: list[Loss] = field(default_factory=list)
    closed: int = 0
    """Events by which others were told of what is no longer there."""
    replayed: Mapping[str, int] = field(default_factory=dict)
    """Queue → events brought again."""
    report: Path | None = None


def restore(archive: Archive, services: Sequence[str], settings: Settings, manifests: Sequence[Manifest], *, alone: bool,
            tell: Tell) -> Done:
    """Put ``services`` back; ``alone`` means that the others go on as they are. None of ``services`` may run."""
    client, done, known = connect(settings), Done(), {each.name: each for each in manifests}
    since, moment = reach(archive), now()
    ledger = Ledger({})
    for service in services:
        database = client[settings.database(service)]
        restoring.stage(archive, service, database, tell)
        newer = list(restoring.newer(archive, service, database))
        restoring.swap(archive, service, database)
        ledger.stores[service] = Store(database)
        ledger.compare(service, newer)
    tell("comparing with what others were told")
    ledger.hear(replaying.kept(archive))
    ledger.hear(tailing.recorded(settings.rabbitmq_url, since=since, manifests=tuple(manifests)))
    for loss in ledger.losses:
        reconciling.settle(loss, ledger.stores[loss.service], now=moment, correlation=uuid.uuid4().hex)
    done.losses, done.report = ledger.losses, _report(settings.folder, archive, ledger.losses, moment)
    stores = {service: Store(client[settings.database(service)]) for service in services}  # as they are now
    if not alone:
        replaying.clear(settings.rabbitmq_url, manifests)
    for service in services:
        gone = [each for each in ledger.losses if each.service == service and not each.version and each.told]
        if gone and service in known:
            closing = load(known[service].lost) if known[service].lost else None
            done.closed += reconciling.close(settings.rabbitmq_url, gone, closing, now=moment)
    events = replaying.kept(archive)
    if alone:
        events = tailing.recorded(settings.rabbitmq_url, since=since, manifests=tuple(manifests))
    done.replayed = replaying.replay(
        settings.rabbitmq_url, [known[each] for each in services if each in known], events,
        lambda _, each: each.service not in stores or stores[each.service].holds(each), tell)
    client.close()
    return done


def reach(archive: Archive) -> datetime:
    """From when on events have to be brought again to whoever is put back."""
    if since := archive.manifest["events_since"]:
        return datetime.fromisoformat(since)
    return datetime.fromisoformat(archive.manifest["began_at"]) - EVENTS_BEFORE


def _report(folder: Path, archive: Archive, losses: Sequence[Loss], moment: datetime) -> Path | None:
    """What was lost, a JSON line each; ``None`` if nothing was."""
    if not losses:
        return None
    path = folder / "restores" / f"{moment.astimezone(BEIJING):%Y%m%d-%H%M%S}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [{"archive": str(archive.path), "began_at": archive.manifest["began_at"], "restored_at": moment.isoformat()},
             *(each.described() for each in sorted(losses, key=lambda each: (not each.told, each.service, each.subject)))]
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in lines))
    return path

"""The rights of each user at the broker, from what manifests say: regular expressions of RabbitMQ's permissions. Pure.

``configure``, ``write`` and ``read`` are about queues and exchanges, ``topics`` about routing keys: exchange → (write, read).
An exchange that is not among ``topics`` would take any key, so every topic exchange that may be used is there.
Binding a queue takes write on the queue and read on the exchange. The default exchange reaches every queue by its name, and so
would a tier of retries that takes any key: nobody but the operator writes to the one, and the other takes own names only.
"""
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shared import calls
from shared.events import EXCHANGE as EVENTS
from shared.events import PUBLIC
from shared.plugins.manifest import Manifest

PARKING = "guanwang.parking"
RETRIES = ("guanwang.retries.1s", "guanwang.retries.5s", "guanwang.retries.30s")
GATEWAY = "gateway"
NOTHING = "^$"


@dataclass(frozen=True)
class Rights:
    """What one user may do at the broker."""

    configure: str
    write: str
    read: str
    topics: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def of_service(manifest: Manifest) -> Rights:
    """A service: its own queues, its own events, the calls that its manifest names, and answers."""
    own = re.escape(manifest.name)
    queue, handled = rf"calls\.{own}", rf"{own}\.on_[a-z0-9_.]+"
    temporary = [queue, rf"rpc\.reply-{own}-.+"] if manifest.calls else [queue]
    called = [_any_service(call) for call in manifest.calls]
    again = (_all([handled]), NOTHING)
    more = {how: [re.escape(name) for name in manifest.broker_rights.get(how, ())] for how in ("read", "write")}
    return Rights(
        configure=_all(temporary),
        write=_all([*temporary, *map(re.escape, (EVENTS, calls.EXCHANGE, PARKING, *RETRIES)), *more["write"]]),
        read=_all([*temporary, handled, re.escape(calls.EXCHANGE), *more["read"]]),
        topics={EVENTS: (rf"^{own}\..+$", NOTHING), PARKING: again, **dict.fromkeys(RETRIES, again),
                calls.EXCHANGE: (_all([calls.REPLY_KEYS, *called]), _all([rf"{own}\.\*", calls.REPLY_KEYS]))})


def of_gateway(manifests: Iterable[Manifest]) -> Rights:
    """A gateway: calls of any operation, its own temporary queues, public events and what tells it to forget something."""
    heard = {each for manifest in manifests for each in (
        *((manifest.identity.revocation, manifest.identity.keys_changed) if manifest.identity else ()), manifest.blob_removal)}
    keys = [rf"#\.{PUBLIC}", *(rf"{re.escape(each)}\.#" for each in sorted(heard - {""}))]
    temporary = r"gateway\.(?:replies|feed)\.[0-9a-f]+"
    return Rights(configure=_all([temporary]), write=_all([temporary, re.escape(calls.EXCHANGE)]),
                  read=_all([temporary, re.escape(EVENTS), re.escape(calls.EXCHANGE)]),
                  topics={calls.EXCHANGE: (r"^[a-z_]+\.[a-z_]+$", _all([calls.REPLY_KEYS])), EVENTS: (NOTHING, _all(keys))})


def of_all(manifests: Sequence[Manifest]) -> dict[str, Rights]:
    """Part (a service's name, or ``gateway``) → what its user may do."""
    return {each.name: of_service(each) for each in manifests} | {GATEWAY: of_gateway(manifests)}


def _any_service(call: str) -> str:
    return re.escape(call).replace(r"\*", "[a-z_]+")


def _all(patterns: Iterable[str]) -> str:
    return f"^(?:{'|'.join(patterns)})$"

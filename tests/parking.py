"""The parking queue seen from outside, where no parking service runs: looked at, and emptied after a test."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.parking.model import facts_of
from services.parking.model.facts import readable
from shared.arrived import Arrived
from shared.runtime import broker
from shared.runtime.topology import PARKED


@dataclass(frozen=True)
class Parked:
    """One message: where it failed, why, and after how many tries."""

    id: str
    queue: str
    type: str
    attempts: int
    error: str
    place: str
    body: Any


@contextmanager
def looking(url: str) -> Iterator[tuple[Any, list[tuple[Any, Parked]]]]:
    """All messages, held while the block runs; what was not taken out goes back in its old order."""
    with broker.connected(url) as connection:
        channel = connection.channel()
        messages = []
        while (message := channel.basic_get(PARKED)) is not None:
            messages.append((message, _read(message)))
        yield channel, messages
        channel.close()


def listed(url: str) -> list[Parked]:
    """What is there."""
    with looking(url) as (_, messages):
        return [parked for _, parked in messages]


def drop(url: str, ids: set[str]) -> None:
    """Take messages out for good."""
    with looking(url) as (channel, messages):
        for message, parked in messages:
            if parked.id in ids:
                channel.basic_ack(message.delivery_tag)


def _read(message: Any) -> Parked:
    raw = message.body if isinstance(message.body, bytes) else str(message.body).encode()
    facts = facts_of(Arrived(message_id=str(message.properties.get("message_id") or ""), body=raw,
                             headers=message.headers or {}, routing_key=message.delivery_info["routing_key"]),
                     at=datetime.now(UTC))
    reason = facts.reason
    return Parked(id=facts.message_id, queue=facts.queue, type=facts.type, attempts=reason.tries, place=reason.place,
                  body=readable(raw),
                  error=reason.kind if reason.by_broker or not reason.message else f"{reason.kind}: {reason.message}")

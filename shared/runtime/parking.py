"""The parking place: events that nobody could handle, kept with the reason until a person decides."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from shared.events import short_type
from shared.runtime import broker, topology
from shared.runtime.confirmer import Confirmer
from shared.runtime.topology import PARKED

LOOK_MOST = 10_000


@dataclass(frozen=True)
class Parked:
    """One parked event: where it failed, why, and after how many tries."""

    number: int
    """Its place in the parking queue, from 1; changes when others are taken out."""
    id: str
    queue: str
    type: str
    time: str
    attempts: int
    error: str
    body: Any


@contextmanager
def looking(url: str) -> Iterator[tuple[Any, list[tuple[Any, Parked]]]]:
    """All parked messages, held while the block runs; what was not taken out goes back in its old order."""
    with broker.connected(url) as connection:
        channel = connection.channel()
        messages = []
        while len(messages) < LOOK_MOST and (message := channel.basic_get(PARKED)) is not None:
            messages.append((message, _read(len(messages) + 1, message)))
        yield channel, messages
        channel.close()


def listed(url: str) -> list[Parked]:
    """What is parked."""
    with looking(url) as (_, messages):
        return [parked for _, parked in messages]


def retry(url: str, ids: set[str]) -> list[Parked]:
    """Put events back into the queues that they came from; they are handled as if new. Returns those that were."""
    done = []
    with looking(url) as (channel, messages):
        publisher = Confirmer(url)
        try:
            for message, parked in messages:
                if parked.id in ids:
                    publisher.publish(parked.id, _raw(message), "", parked.queue,
                                      content_type=str(message.properties.get("content_type") or "application/json"))
                    _, refused = publisher.wait()
                    if not refused:  # a queue that is gone: the event stays parked
                        channel.basic_ack(message.delivery_tag)
                        done.append(parked)
        finally:
            publisher.close()
    return done


def drop(url: str, ids: set[str]) -> list[Parked]:
    """Take events out for good. Returns those that were."""
    with looking(url) as (channel, messages):
        chosen = [(message, parked) for message, parked in messages if parked.id in ids]
        for message, _ in chosen:
            channel.basic_ack(message.delivery_tag)
        return [parked for _, parked in chosen]


def _read(number: int, message: Any) -> Parked:
    headers = message.headers or {}
    try:
        body = orjson.loads(_raw(message))
    except ValueError:
        body = None
    event = body if isinstance(body, dict) else {}
    return Parked(
        number=number, id=str(message.properties.get("message_id") or event.get("id") or f"unnamed-{number}"),
        queue=str(message.delivery_info.get("routing_key")), type=short_type(str(event.get("type", "?"))),
        time=str(event.get("time", "?")), attempts=topology.attempts(headers) + 1,
        error=str(headers.get("x-error") or _reason(headers.get("x-death")) or "unknown"), body=body)


def _reason(deaths: Any) -> str:
    first = deaths[0] if isinstance(deaths, list) and deaths else None
    return str(first.get("reason", "")) if isinstance(first, dict) else ""


def _raw(message: Any) -> bytes:
    return message.body if isinstance(message.body, bytes) else str(message.body).encode()
